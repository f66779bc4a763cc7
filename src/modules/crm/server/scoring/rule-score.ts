import type { FitCondition, Grade, ScoreReason, ScoreSettings } from '#crm/contract/scoring.ts'
import { pointsAt, tallied, type Tally } from '#crm/server/scoring/decay.ts'

/** What activity rules have counted of one contact, by the id of the rule. */
export type Tallies = Record<string, Tally>

/** Combined, who they are, what they did (each 0..100), the letter and number, and why: strongest first. */
export type RuleScore = { score: number; fit: number; engagement: number; grade: Grade; reasons: ScoreReason[] }

export type Happened = { kind: string; at: number }

/** Counts what happened, oldest first. Costs the same whatever came before. The tallies given stay as they are. */
export function count(settings: ScoreSettings, before: Tallies, happened: readonly Happened[]): Tallies {
  const tallies = { ...before }
  for (const group of settings.groups)
    for (const rule of group.rules) {
      if (rule.kind !== 'activity') continue
      for (const one of happened) {
        if (one.kind !== rule.activity) continue
        const next = tallied(rule, group.decay, tallies[rule.id], one.at)
        if (next) tallies[rule.id] = next
      }
    }
  return tallies
}

/** The last moment that counted: what happened before it cannot be added in order any more. */
export const lastCounted = (tallies: Tallies): number => Object.values(tallies).reduce((last, { lastAt }) => Math.max(last, lastAt), 0)

const clamp = (value: number): number => Math.min(100, Math.max(0, value))

/** `clamp(sum of groups min(cap, sum of rules), 0, 100)`, and the same for each axis alone. */
export function scoreAt(settings: ScoreSettings, tallies: Tallies, holds: (condition: FitCondition) => boolean, now: number): RuleScore {
  const reasons: ScoreReason[] = []
  const sums = { fit: 0, engagement: 0 }
  for (const group of settings.groups) {
    let sum = 0
    for (const rule of group.rules) {
      const tally = tallies[rule.id]
      const points = rule.kind === 'fit' ? (holds(rule.condition) ? rule.points : 0) : tally ? pointsAt(rule, group.decay, tally, now) : 0
      sum += points
      if (Math.abs(points) < 0.5) continue
      reasons.push({
        ruleId: rule.id,
        groupId: group.id,
        points: Math.round(points),
        activity: rule.kind === 'activity' ? rule.activity : null,
        condition: rule.kind === 'fit' ? rule.condition : null,
        count: rule.kind === 'activity' ? (tally?.count ?? 0) : 0,
        lastAt: rule.kind === 'activity' && tally ? new Date(tally.lastAt).toISOString() : null,
      })
    }
    sums[group.axis] += Math.min(group.cap, sum)
  }
  const fit = Math.round(clamp(sums.fit))
  const engagement = Math.round(clamp(sums.engagement))
  const score = Math.round(clamp(sums.fit + sums.engagement))
  reasons.sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.ruleId < b.ruleId ? -1 : 1))
  return { score, fit, engagement, grade: gradeOf(settings, fit, engagement), reasons }
}

export function gradeOf(settings: ScoreSettings, fit: number, engagement: number): Grade {
  const letter = fit >= settings.fit.high ? 'A' : fit >= settings.fit.middle ? 'B' : 'C'
  const number = engagement >= settings.engagement.high ? 1 : engagement >= settings.engagement.middle ? 2 : 3
  return `${letter}${number}`
}
