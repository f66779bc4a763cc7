/** How well probabilities say what happened. `y` is 1 or 0. Pure; null where there is nothing to say, never NaN. */

/** Share of pairs (one that happened, one that did not) in the right order, ties counting half. Null without both. */
export function auc(y: readonly number[], p: readonly number[]): number | null {
  const order = p.map((_, i) => i).toSorted((a, b) => (p[a] as number) - (p[b] as number))
  const happened = y.reduce((total, one) => total + one, 0)
  const other = y.length - happened
  if (happened === 0 || other === 0) return null
  let ranks = 0
  for (let start = 0; start < order.length;) {
    let end = start
    while (end < order.length && p[order[end] as number] === p[order[start] as number]) end++
    const meanRank = (start + 1 + end) / 2
    for (let i = start; i < end; i++) if (y[order[i] as number] === 1) ranks += meanRank
    start = end
  }
  return (ranks - (happened * (happened + 1)) / 2) / (happened * other)
}

/** Mean squared distance between what was said and what happened: 0 is perfect, `pi * (1 - pi)` is what the base rate alone gets. */
export function brier(y: readonly number[], p: readonly number[]): number | null {
  if (y.length === 0) return null
  return y.reduce((total, one, i) => total + ((p[i] as number) - one) ** 2, 0) / y.length
}

export const baseRate = (y: readonly number[]): number | null =>
  y.length === 0 ? null : y.reduce((total, one) => total + one, 0) / y.length

export type ReliabilityBin = { from: number; to: number; count: number; meanPredicted: number | null; observed: number | null }

/** Ten equal bins of probability: what was said on average in each, and how often it happened. */
export function reliability(y: readonly number[], p: readonly number[], bins = 10): ReliabilityBin[] {
  const said = Array.from({ length: bins }, () => 0)
  const happened = Array.from({ length: bins }, () => 0)
  const count = Array.from({ length: bins }, () => 0)
  for (const [i, one] of p.entries()) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(one * bins)))
    said[bin] = (said[bin] as number) + one
    happened[bin] = (happened[bin] as number) + (y[i] as number)
    count[bin] = (count[bin] as number) + 1
  }
  return count.map((n, bin) => ({
    from: bin / bins,
    to: (bin + 1) / bins,
    count: n,
    meanPredicted: n === 0 ? null : (said[bin] as number) / n,
    observed: n === 0 ? null : (happened[bin] as number) / n,
  }))
}
