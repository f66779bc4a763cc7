import type { ActivityRule, Decay } from '#crm/contract/scoring.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** What is left of one point after so many days: between 1 and 0. */
export function remaining(decay: Decay, ageDays: number): number {
  const age = Math.max(0, ageDays)
  if (decay.kind === 'half-life') return 2 ** (-age / decay.days)
  if (decay.kind === 'steps') return Math.max(0, 1 - (decay.percent / 100) * Math.floor(age / decay.everyDays))
  return 1
}

/**
 * What has to be kept of a rule so that the next event costs the same whatever came before. With one half-life, and without
 * fading, a single value faded to a single moment; steps need the moments of what still counts, which `most` keeps few.
 * Moments are milliseconds. `count` is of what counted, `lastAt` when it last did.
 */
export type Tally = { count: number; lastAt: number; value: number; at: number; times: number[] }

/** One more event. It is passed over when the rule has had its most or is still cooling down. */
export function tallied(rule: ActivityRule, decay: Decay, before: Tally | undefined, at: number): Tally | undefined {
  if (!before) return { count: 1, lastAt: at, value: rule.points, at, times: decay.kind === 'steps' ? [at] : [] }
  if (before.count >= rule.most || at - before.lastAt < rule.cooldownHours * hourMs) return before
  const grown = { count: before.count + 1, lastAt: at }
  if (decay.kind === 'steps') return { ...grown, value: 0, at, times: [...before.times, at] }
  return { ...grown, value: before.value * remaining(decay, (at - before.at) / dayMs) + rule.points, at, times: [] }
}

/** The points of a rule at a moment, not rounded. */
export function pointsAt(rule: ActivityRule, decay: Decay, tally: Tally, now: number): number {
  if (decay.kind === 'steps') return tally.times.reduce((sum, at) => sum + rule.points * remaining(decay, (now - at) / dayMs), 0)
  return tally.value * remaining(decay, (now - tally.at) / dayMs)
}
