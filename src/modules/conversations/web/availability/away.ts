import { useSyncExternalStore } from 'react'

export type Leaving = 'away' | 'offline'

/** The menu closes before its dialog opens: what was asked for waits here. */
let asked: Leaving | null = null
const listeners = new Set<() => void>()

export function openAway(status: Leaving | null): void {
  asked = status
  listeners.forEach((listener) => listener())
}

export const useAskedAway = (): Leaving | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked,
  )
