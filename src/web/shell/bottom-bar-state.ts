import { useEffect, useSyncExternalStore } from 'react'

let hiders = 0
const listeners = new Set<() => void>()
const tell = () => listeners.forEach((listener) => listener())

/** On the phone, a screen that needs the whole height (an open conversation with its composer) puts the bottom bar away. */
export function useWholeHeight(isWanted = true): void {
  useEffect(() => {
    if (!isWanted) return
    hiders++
    tell()
    return () => {
      hiders--
      tell()
    }
  }, [isWanted])
}

export const useBottomBar = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => hiders > 0,
  )
