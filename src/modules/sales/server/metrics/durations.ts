/** How many took how long. */
export type Duration = { seconds: number; count: number }

const minute = 60
const hour = 3600
const day = 86_400

/**
 * As exact as anybody asks, so that a year of thousands of deals is some hundreds of different times: to five minutes under a
 * day, to the hour under a week, to six hours under thirty days, to the day beyond.
 */
export function coarse(seconds: number): number {
  const step = seconds < day ? 5 * minute : seconds < 7 * day ? hour : seconds < 30 * day ? 6 * hour : day
  return Math.round(seconds / step) * step
}

/** To within two and a half per cent: for times that are kept apart by whose they are, and would be one row each otherwise. */
export const roughly = (seconds: number): number =>
  seconds <= 0 ? 0 : Math.round(5 * minute * 1.05 ** Math.round(Math.log(seconds / (5 * minute)) / Math.log(1.05)))

/** `percentile` of `#kernel/contract/statistics.ts` over values that are counted instead of listed. */
export function percentileOf(durations: readonly Duration[], share: number): number | null {
  const sorted = durations.filter(({ count }) => count > 0).toSorted((a, b) => a.seconds - b.seconds)
  const total = countOf(sorted)
  if (total === 0) return null
  const place = (total - 1) * share
  const low = valueAt(sorted, Math.floor(place))
  return low + (valueAt(sorted, Math.ceil(place)) - low) * (place - Math.floor(place))
}

export const countOf = (durations: readonly Duration[]): number => durations.reduce((sum, { count }) => sum + count, 0)

function valueAt(sorted: readonly Duration[], place: number): number {
  let passed = 0
  for (const { seconds, count } of sorted) {
    passed += count
    if (place < passed) return seconds
  }
  return sorted.at(-1)?.seconds ?? 0
}
