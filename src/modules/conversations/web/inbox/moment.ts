import { useEffect, useState } from 'react'
import { useNow } from '#web/ui/time.tsx'

/** Timers hold at most 2^31 - 1 milliseconds. */
const longestMs = 2_000_000_000

/** Now in milliseconds, renewed every 20 seconds and at the very moment that the next of these instants passes. */
export function useMoment(instants: readonly string[]): number {
  const minute = Date.parse(useNow())
  const [passed, setPassed] = useState(0)
  const now = Math.max(minute, passed)
  const next = instants.reduce((least, instant) => {
    const at = Date.parse(instant)
    return at > now && at < least ? at : least
  }, Number.POSITIVE_INFINITY)

  useEffect(() => {
    if (!Number.isFinite(next)) return
    const timer = setTimeout(() => setPassed(Date.now()), Math.min(longestMs, Math.max(0, next - Date.now()) + 5))
    return () => clearTimeout(timer)
  }, [next])
  return now
}
