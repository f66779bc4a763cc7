import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react'

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

let wholeScreens = 0

/** A screen that stands somewhere by itself (the kitchen's): no navigation at all, on no device. */
export function useWholeScreen(): void {
  useLayoutEffect(() => {
    wholeScreens++
    tell()
    return () => {
      wholeScreens--
      tell()
    }
  }, [])
}

export const useIsWholeScreen = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => wholeScreens > 0,
  )

export const useBottomBar = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => hiders > 0,
  )
