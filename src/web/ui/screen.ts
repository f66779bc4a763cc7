import { useSyncExternalStore } from 'react'

/** Below this a screen is a phone: one column, cards instead of tables, the bar below. The same number stands in the CSS. */
export const phoneWidth = 820

function useWidth(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    () => matchMedia(query).matches,
  )
}

export const useIsPhone = (): boolean => useWidth(`(max-width: ${phoneWidth}px)`)
/** Room for a third column. */
export const useIsWide = (): boolean => useWidth('(min-width: 1180px)')
