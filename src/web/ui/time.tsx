import { useSyncExternalStore } from 'react'
import { useFormat } from '#web/i18n/i18n.tsx'

/** One clock for all labels of a page: ticks once in so many seconds and only while somebody looks. */
function clockEvery(seconds: number) {
  const listeners = new Set<() => void>()
  let now = new Date().toISOString()
  let timer: ReturnType<typeof setInterval> | undefined
  const tick = () => {
    now = new Date().toISOString()
    for (const listener of listeners) listener()
  }
  return {
    now() {
      // Nobody has looked for a while: what is drawn first must not be of the day on which somebody last did.
      if (listeners.size === 0 && Math.abs(Date.now() - Date.parse(now)) >= seconds * 1000) now = new Date().toISOString()
      return now
    },
    subscribe(listener: () => void) {
      if (listeners.size === 0) {
        now = new Date().toISOString()
        timer = setInterval(tick, seconds * 1000)
      }
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) clearInterval(timer)
      }
    },
  }
}

const minute = clockEvery(20)
const second = clockEvery(1)

/** Now, as an instant, renewed every 20 seconds, or every second for countdowns. */
export function useNow(step: 'minute' | 'second' = 'minute'): string {
  const clock = step === 'second' ? second : minute
  return useSyncExternalStore(clock.subscribe, clock.now)
}

/** The day that it is where the organization is, `2026-11-21`; another one from midnight on. */
export const useToday = (): string => useFormat().dayOf(useNow())

/** 2 min · 3 h · ayer · 8 nov; the full moment in the organization's zone when pointed at. */
export function RelativeTime({ at, className }: { at: string; className?: string }) {
  const format = useFormat()
  const now = useNow()
  return (
    <time className={className ? `num ${className}` : 'num'} dateTime={at} title={format.full(at)}>
      {format.since(at, now)}
    </time>
  )
}

/** The moment itself: hour, day or both. */
export function DateTime({ at, show = 'both', className }: { at: string; show?: 'hour' | 'day' | 'both'; className?: string }) {
  const format = useFormat()
  const text = show === 'hour' ? format.hour(at) : show === 'day' ? format.day(at) : `${format.day(at)} ${format.hour(at)}`
  return (
    <time className={className ? `num ${className}` : 'num'} dateTime={at} title={format.full(at)}>
      {text}
    </time>
  )
}
