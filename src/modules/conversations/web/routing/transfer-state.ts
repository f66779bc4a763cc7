import { useSyncExternalStore } from 'react'

export type Target = { kind: 'person' | 'team'; id: string }
export type Asked = { conversationId: string; to: Target | null }

/** Menus close before the dialog opens, and the server may ask for a note after the fact: what was wanted waits here. */
let asked: Asked | null = null
const listeners = new Set<() => void>()

function set(next: Asked | null): void {
  asked = next
  listeners.forEach((listener) => listener())
}

export const askForNote = (conversationId: string, to: Target | null = null): void => set({ conversationId, to })
export const stopAsking = (): void => set(null)

export const useAskedTransfer = (): Asked | null =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked,
  )
