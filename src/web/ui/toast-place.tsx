import { useCallback, useSyncExternalStore } from 'react'

type Name = 'side' | 'foot'

let places: Readonly<Partial<Record<Name, HTMLElement | null>>> = {}
const listeners = new Set<() => void>()

/**
 * Room that the frame gives to toasts, so that they cover nothing that somebody works with: `side` beside the page, `foot`
 * below it where nothing stands beside. Takes none while nothing is said.
 */
export function ToastPlace({ name }: { name: Name }) {
  const place = useCallback(
    (element: HTMLElement | null) => {
      places = { ...places, [name]: element }
      listeners.forEach((listener) => listener())
    },
    [name],
  )
  return <div ref={place} />
}

export const useToastPlaces = (): typeof places =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => places,
  )
