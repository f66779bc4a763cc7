import type { Ctx } from '#kernel/ctx.ts'
import { grades, type ScoreSettings, type ScoreSimulation } from '#crm/contract/scoring.ts'
import { auc } from '#crm/server/lead-model/evaluation.ts'
import * as leads from '#crm/server/lead-model/closed-leads.store.ts'
import { holdsFor, type FitFacts } from '#crm/server/scoring/fit.ts'
import { count, scoreAt, type Happened, type RuleScore } from '#crm/server/scoring/rule-score.ts'
import { kindsOf } from '#crm/server/scoring/scores.ts'
import * as store from '#crm/server/scoring/scores.store.ts'
import { active } from '#crm/server/scoring/settings.ts'

/** Enough to see what a rule does, few enough to answer while somebody waits. */
const mostContacts = 1_500
const mostLeads = 1_500
const mostMovers = 8

/** What other rules would have meant: for the contacts that did something last, and for the leads that were closed last. */
export async function simulate(ctx: Ctx, { settings }: { settings: ScoreSettings }): Promise<ScoreSimulation> {
  const current = await active(ctx)
  const [recent, closed] = await Promise.all([store.mostRecent(ctx, mostContacts), leads.newestClosed(ctx, mostLeads)])
  const ids = [...new Set([...recent.map(({ id }) => id), ...closed.map(({ contactId }) => contactId)])]
  const kinds = [...new Set(['order.placed', ...kindsOf(current.settings), ...kindsOf(settings)])]
  const [facts, past] = await Promise.all([store.facts(ctx, ids), store.history(ctx, ids, kinds)])
  const known = new Map(facts.map((row) => [row.contactId, row]))
  const happened = Map.groupBy(
    past.map((row) => ({ contactId: row.contactId, kind: row.kind, at: Date.parse(row.at) })),
    ({ contactId }) => contactId,
  )
  const score = (rules: ScoreSettings, contactId: string, at: number): RuleScore =>
    scoreBy(rules, known.get(contactId) as FitFacts, happened.get(contactId) ?? [], at)
  const scoreThen = (rules: ScoreSettings, contactId: string, at: number): number => {
    const before = (happened.get(contactId) ?? []).filter((one) => one.at < at)
    return scoreBy(rules, factsThen(known.get(contactId) as FitFacts, before), before, at).score
  }

  const now = ctx.now.getTime()
  const compared = recent
    .filter(({ id }) => known.has(id))
    .map(({ id, name }) => ({ id, name, before: score(current.settings, id, now), after: score(settings, id, now) }))
  const decided = closed
    .filter(({ contactId }) => known.has(contactId))
    .map(({ contactId, decidedAt, won }) => {
      const at = Date.parse(decidedAt)
      return { won, before: scoreThen(current.settings, contactId, at), after: scoreThen(settings, contactId, at) }
    })
  return {
    contacts: compared.length,
    before: spread(compared.map((one) => one.before)),
    after: spread(compared.map((one) => one.after)),
    movers: compared
      .filter(({ before, after }) => before.score !== after.score)
      .toSorted((a, b) => Math.abs(b.after.score - b.before.score) - Math.abs(a.after.score - a.before.score) || (a.name < b.name ? -1 : 1))
      .slice(0, mostMovers)
      .map(({ id, name, before, after }) => ({
        id,
        name,
        before: before.score,
        after: after.score,
        beforeGrade: before.grade,
        afterGrade: after.grade,
      })),
    outcomes: {
      won: decided.filter(({ won }) => won).length,
      lost: decided.filter(({ won }) => !won).length,
      before: separation(decided.map(({ won, before }) => ({ won, score: before }))),
      after: separation(decided.map(({ won, after }) => ({ won, score: after }))),
    },
  }
}

/** The score at a moment, of what had happened by then. */
export function scoreBy(settings: ScoreSettings, facts: FitFacts, happened: readonly Happened[], at: number): RuleScore {
  const until = happened.filter((one) => one.at <= at)
  return scoreAt(settings, count(settings, {}, until), holdsFor(facts), at)
}

/** Whoever became a customer by this very purchase was none when it had to be decided. */
const factsThen = (facts: FitFacts, before: readonly Happened[]): FitFacts =>
  before.some(({ kind }) => kind === 'order.placed')
    ? facts
    : { ...facts, relations: facts.relations.filter((relation) => relation !== 'customer') }

function spread(scores: readonly RuleScore[]): ScoreSimulation['before'] {
  const tenths = Array.from({ length: 10 }, () => 0)
  for (const { score } of scores) {
    const tenth = Math.min(9, Math.floor(score / 10))
    tenths[tenth] = (tenths[tenth] as number) + 1
  }
  return { tenths, grades: Object.fromEntries(grades.map((grade) => [grade, scores.filter((one) => one.grade === grade).length])) }
}

function separation(scored: readonly { won: boolean; score: number }[]): ScoreSimulation['outcomes']['before'] {
  const mean = (won: boolean): number | null => {
    const of = scored.filter((one) => one.won === won)
    return of.length === 0 ? null : of.reduce((sum, one) => sum + one.score, 0) / of.length
  }
  const order = auc(
    scored.map(({ won }) => Number(won)),
    scored.map(({ score }) => score),
  )
  return { auc: order, wonMean: mean(true), lostMean: mean(false) }
}
