/**
 * The order of "attend now": P = 100·(w₁·chance + w₂·urgency + w₃·min(1, wait/60 min) + w₄·ln(1+value)/ln(1+top value)), where
 * urgency = 1 − time left / time promised, between 0 and 1. Before any points go emergencies, then broken promises, then
 * VIPs. Without schemas, so that screens may use it too; the queue computes the same in SQL and a test holds both together.
 */
export const attentionParts = ['chance', 'urgency', 'wait', 'value'] as const
export type AttentionPart = (typeof attentionParts)[number]

/** Percent of each part; together 100. */
export type Weights = Record<AttentionPart, number>
export const usualWeights: Weights = { chance: 35, urgency: 35, wait: 15, value: 15 }

export const fullWaitMinutes = 60

export type ScoreFacts = {
  /** Between 0 and 1; null: nothing is known yet, and the other parts are weighed as if they were all. */
  chance: number | null
  waitMinutes: number
  /** Null: nothing was promised, nothing is urgent. `leftMinutes` is below zero when it is late. */
  promise: { leftMinutes: number; totalMinutes: number } | null
  valueMinor: number
  /** The greatest value of all that waits. */
  topValueMinor: number
}

/** `share` of what the part could be at most, between 0 and 1; `points` of the hundred. */
export type ScoredPart = { part: AttentionPart; share: number; points: number }

export function scoreOf(facts: ScoreFacts, weights: Weights): { points: number; parts: ScoredPart[] } {
  const scale = scaleOf(weights, facts.chance !== null)
  const parts = sharesOf(facts).map(([part, share]) => ({ part, share, points: weights[part] * share * scale }))
  return { parts, points: parts.reduce((sum, { points }) => sum + points, 0) }
}

/** What the known parts are multiplied with, so that they can reach a hundred together. */
export function scaleOf(weights: Weights, isChanceKnown: boolean): number {
  const known = isChanceKnown ? 100 : 100 - weights.chance
  return known > 0 ? 100 / known : 0
}

function sharesOf({ chance, waitMinutes, promise, valueMinor, topValueMinor }: ScoreFacts): [AttentionPart, number][] {
  const shares: [AttentionPart, number][] = chance === null ? [] : [['chance', between(chance)]]
  shares.push(['urgency', promise ? between(1 - promise.leftMinutes / Math.max(promise.totalMinutes, 1 / 60)) : 0])
  shares.push(['wait', between(waitMinutes / fullWaitMinutes)])
  shares.push(['value', topValueMinor > 0 ? between(Math.log(1 + valueMinor) / Math.log(1 + topValueMinor)) : 0])
  return shares
}

const between = (share: number): number => Math.min(1, Math.max(0, share))

/** Why something stands before all points; null: it does not. */
export type Before = 'emergency' | 'late' | 'vip'
export const beforeOf = (facts: { isEmergency: boolean; isLate: boolean; isVip: boolean }): Before | null =>
  facts.isEmergency ? 'emergency' : facts.isLate ? 'late' : facts.isVip ? 'vip' : null
