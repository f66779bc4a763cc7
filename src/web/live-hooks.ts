import { createContext, use, useCallback, useEffect, useRef, useSyncExternalStore } from 'react'
import type { Happening, Live, LiveState, Presence, PresenceState } from '#web/live.ts'

export const LiveContext = createContext<Live | null>(null)

function useLive(): Live {
  const live = use(LiveContext)
  if (!live) throw new Error('no live connection above')
  return live
}

/** Follows a topic while the component stands. `null` follows nothing. */
export function useTopic(topic: string | null): void {
  const live = useLive()
  useEffect(() => (topic === null ? undefined : live.watch(topic)), [live, topic])
}

/**
 * Who else looks at a topic, and a way to tell them what one does oneself: `typing` falls back to `viewing` after 4
 * seconds without another key. Standing on the screen is `viewing`, leaving it is `idle`.
 */
export function usePresence(topic: string | null): { people: readonly Presence[]; tell: (state: PresenceState) => void } {
  const live = useLive()
  const people = useSyncExternalStore(
    live.listen,
    useCallback(() => (topic === null ? none : live.people(topic)), [live, topic]),
  )
  const fallBack = useRef<ReturnType<typeof setTimeout>>(undefined)
  const said = useRef<PresenceState>('idle')

  useEffect(() => {
    if (topic === null) return
    said.current = 'viewing'
    live.show(topic, 'viewing')
    return () => {
      clearTimeout(fallBack.current)
      live.show(topic, 'idle')
    }
  }, [live, topic])

  const tell = useCallback(
    (state: PresenceState) => {
      if (topic === null) return
      clearTimeout(fallBack.current)
      if (state === 'typing') fallBack.current = setTimeout(() => tell('viewing'), 4000)
      if (said.current === state) return
      said.current = state
      live.show(topic, state)
    },
    [live, topic],
  )
  return { people, tell }
}

/** Runs with every message of the topic while the component stands: for what does not live in the cache (a sound, a scroll). */
export function useHappening(topic: string | null, run: (happening: Happening) => void): void {
  const live = useLive()
  const latest = useRef(run)
  latest.current = run
  useEffect(() => {
    if (topic === null) return
    return live.tap((happening) => {
      if (happening.topics.includes(topic)) latest.current(happening)
    })
  }, [live, topic])
}

export function useLiveState(): LiveState {
  const live = useLive()
  return useSyncExternalStore(live.listen, live.state)
}

const none: readonly Presence[] = []
