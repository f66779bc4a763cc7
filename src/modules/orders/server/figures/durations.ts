/** How many took how long. */
export type Duration = { seconds: number; count: number }

/** `percentile` of `#kernel/contract/statistics.ts` over values that are counted instead of listed. */
export function percentileOf(durations: readonly Duration[], share: number): number | null {
  const sorted = durations.filter(({ count }) => count > 0).toSorted((a, b) => a.seconds - b.seconds)
  const total = sorted.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  const place = (total - 1) * share
  const low = valueAt(sorted, Math.floor(place))
  return low + (valueAt(sorted, Math.ceil(place)) - low) * (place - Math.floor(place))
}

function valueAt(sorted: readonly Duration[], place: number): number {
  let passed = 0
  for (const { seconds, count } of sorted) {
    passed += count
    if (place < passed) return seconds
  }
  return sorted.at(-1)?.seconds ?? 0
}
