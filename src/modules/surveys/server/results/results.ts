import type { Ctx } from '#kernel/ctx.ts'
import { instantOf } from '#kernel/contract/business-time.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import { canReadByAgent } from '#surveys/contract/permissions.ts'
import { resultGroups, type ResultQuery, type Results } from '#surveys/contract/result.ts'
import { scoresOf, type SurveyKind } from '#surveys/contract/scale.ts'
import { namesOf } from '#surveys/server/results/names.ts'
import * as store from '#surveys/server/results/results.store.ts'
import { scoreOf, type Histogram } from '#surveys/server/results/score.ts'
import { get } from '#surveys/server/surveys/surveys.ts'

const usualDays = 60
const dayMs = 86_400_000

/** Everything that the page of a survey shows of a period. Who attended only for whoever may compare people. */
export async function read(ctx: Ctx, query: ResultQuery): Promise<Results> {
  const { id, kind } = await get(ctx, query)
  const span = { surveyId: id, zone: ctx.zone, ...periodOf(ctx, query) }
  const groups = resultGroups.filter((group) => group !== 'agent' || ctx.can(canReadByAgent))
  const [all, weeks, totals, skipped, ...rows] = await Promise.all([
    store.scores(ctx, span, null),
    store.scores(ctx, span, 'week'),
    store.totals(ctx, span),
    store.skipped(ctx, span),
    ...groups.map((group) => store.scores(ctx, span, group)),
  ])
  const histogram = histogramOf(all)
  return {
    surveyId: id,
    kind,
    from: span.from,
    to: span.to,
    score: kind === 'open' ? { ...scoreOf(kind, histogram), count: totals.answers } : scoreOf(kind, histogram),
    sent: totals.sent,
    answeredOfSent: totals.answeredOfSent,
    comments: totals.comments,
    distribution: scoresOf(kind).map((score) => ({ score, count: histogram.get(score) ?? 0 })),
    weeks: [...byKey(weeks)].map(([week, counted]) => ({ week: week ?? '', score: scoreOf(kind, histogramOf(counted)) })),
    groups: await Promise.all(groups.map(async (group, i) => ({ group, rows: await ranked(ctx, kind, group, rows[i] ?? []) }))),
    skipped,
  }
}

async function ranked(ctx: Ctx, kind: SurveyKind, group: Results['groups'][number]['group'], counted: readonly store.Counted[]) {
  const all = [...byKey(counted)]
  const nameOf = await namesOf(
    ctx,
    group,
    all.map(([key]) => key),
  )
  return all
    .map(([key, some]) => ({ key, name: nameOf(key), score: scoreOf(kind, histogramOf(some)) }))
    .toSorted((a, b) => b.score.count - a.score.count)
}

export const byKey = (counted: readonly store.Counted[]): Map<string | null, store.Counted[]> => Map.groupBy(counted, ({ key }) => key)
export const histogramOf = (counted: readonly store.Counted[]): Histogram => new Map(counted.map(({ score, count }) => [score, count]))

/** Whole days of the organization's calendar. */
function periodOf(ctx: Ctx, { from, to }: ResultQuery): { from: string; to: string } {
  const today = dayIn(ctx.zone, ctx.now)
  const last = to ?? today
  const first = from ?? new Date(Date.parse(last) - (usualDays - 1) * dayMs).toISOString().slice(0, 10)
  const startOf = (day: number): string => new Date(instantOf(ctx.zone, day)).toISOString()
  return { from: startOf(Date.parse(first)), to: startOf(Math.max(Date.parse(first), Date.parse(last)) + dayMs) }
}
