import type { Ctx } from '#kernel/ctx.ts'
import { holdsFor, type FitFacts } from '#crm/server/scoring/fit.ts'
import { scoreAt, type RuleScore } from '#crm/server/scoring/rule-score.ts'
import { active } from '#crm/server/scoring/settings.ts'

/** What somebody scores who is written for the first time and has not done anything yet. */
export type FirstScore = RuleScore & { version: number }

/**
 * Scores contacts before they are written, so that many are written once: a score that comes afterwards is a second
 * version of the contact with all of its indexes, which costs the database as much as the first.
 */
export async function firstScores(ctx: Ctx): Promise<(facts: FitFacts) => FirstScore> {
  const { version, settings } = await active(ctx)
  return (facts) => ({ ...scoreAt(settings, {}, holdsFor(facts), ctx.now.getTime()), version })
}
