import { useCallback } from 'react'
import { useFormat } from '#web/i18n/i18n.tsx'

/** 820 kB · 2,4 MB, in the organization's numbers. */
export function useBytes(): (bytes: number) => string {
  const format = useFormat()
  return useCallback(
    (bytes) => {
      if (bytes < 1000) return `${format.number(bytes)} B`
      if (bytes < 1_000_000) return `${format.number(Math.round(bytes / 1000))} kB`
      return `${format.number(Math.round(bytes / 100_000) / 10)} MB`
    },
    [format],
  )
}
