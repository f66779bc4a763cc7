/** The share, or nothing of nothing. */
export const shareOf = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null)

/** The last of the stages in `order` that was ever visited; `null`: none of them. */
export function furthestOf(order: readonly string[], visited: readonly string[]): string | null {
  const seen = new Set(visited)
  return order.findLast((stageId) => seen.has(stageId)) ?? null
}

export type Reached = { stageId: string; reached: number; ofPrevious: number | null; ofFirst: number | null }

/**
 * How many deals ever came as far as each stage. Whoever came to a later one came as far as those before it, visited or not.
 * `furthest`: how many came no further than each.
 */
export function funnelOf(order: readonly string[], furthest: readonly { stageId: string; count: number }[]): Reached[] {
  const counts = order.map((stageId) => furthest.reduce((sum, one) => (one.stageId === stageId ? sum + one.count : sum), 0))
  const reached = counts.map((_count, i) => counts.slice(i).reduce((sum, count) => sum + count, 0))
  return order.map((stageId, i) => ({
    stageId,
    reached: reached[i] ?? 0,
    ofPrevious: i === 0 ? null : shareOf(reached[i] ?? 0, reached[i - 1] ?? 0),
    ofFirst: shareOf(reached[i] ?? 0, reached[0] ?? 0),
  }))
}

const dayMs = 86_400_000

/**
 * Whether a month of beginnings can be judged: its youngest deal is older than nine tenths of the wins took. Before that the
 * slow wins are still to come, and with no win yet nobody knows. `endsAt`: when the month was over.
 */
export const isMature = (endsAt: string, now: Date, cycleP90Seconds: number | null): boolean =>
  cycleP90Seconds !== null && now.getTime() - Date.parse(endsAt) >= Math.max(cycleP90Seconds * 1000, dayMs)
