import { businessBetween, isNeverOpen, type WorkingHours } from '#kernel/contract/business-time.ts'
import { median, p90 } from '#kernel/contract/statistics.ts'

export type Stretch = { from: string; to: string; brandId: string }
export type Durations = {
  count: number
  median: number | null
  p90: number | null
  businessMedian: number | null
  businessP90: number | null
}

/** Seconds on the clock on the wall. */
export const plainSeconds = ({ from, to }: Pick<Stretch, 'from' | 'to'>): number => Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000)

/** Seconds in which the shop was open; all of them for a brand without hours. */
export function openSeconds(stretch: Stretch, hoursOf: (brandId: string) => WorkingHours | undefined): number {
  const hours = hoursOf(stretch.brandId)
  if (!hours || stretch.to <= stretch.from) return plainSeconds(stretch)
  try {
    return businessBetween(hours, stretch.from, stretch.to)
  } catch (error) {
    if (isNeverOpen(error)) return 0
    throw error
  }
}

export function durationsOf(stretches: readonly Stretch[], hoursOf: (brandId: string) => WorkingHours | undefined): Durations {
  const plain = stretches.map(plainSeconds)
  const open = stretches.map((stretch) => openSeconds(stretch, hoursOf))
  return { count: stretches.length, median: median(plain), p90: p90(plain), businessMedian: median(open), businessP90: p90(open) }
}
