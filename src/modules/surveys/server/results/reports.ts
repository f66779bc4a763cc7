import { names } from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Metric, Report, ReportColumn, ReportQuery, ReportTable } from '#kernel/module.ts'
import { canReadByAgent, canReadSurveys } from '#surveys/contract/permissions.ts'
import { resultGroups } from '#surveys/contract/result.ts'
import { scaleOf, type SurveyKind } from '#surveys/contract/scale.ts'
import { invitationAnswered, invitationSent } from '#surveys/contract/survey-events.ts'
import { namesOf } from '#surveys/server/results/names.ts'
import { byKey, histogramOf } from '#surveys/server/results/results.ts'
import * as store from '#surveys/server/results/results.store.ts'
import { scoreOf } from '#surveys/server/results/score.ts'
import * as surveys from '#surveys/server/surveys/surveys.store.ts'

const groups = ['survey', ...resultGroups] as const
const mostAnswers = 50_000
const columns = (...all: [string, ReportColumn['unit']][]): ReportColumn[] => all.map(([key, unit]) => ({ key, unit }))

/** NPS is told in points, the others as a share. */
const ofKind = (kind: SurveyKind, order: number): Report => ({
  code: kind,
  permission: canReadSurveys,
  order,
  groups,
  measure: (ctx, query) => satisfaction(ctx, kind, query),
})

export const reports: readonly Report[] = [
  ofKind('csat', 200),
  ofKind('nps', 210),
  ofKind('ces', 220),
  { code: 'answers', permission: canReadSurveys, order: 230, groups: [], measure: said },
]

async function satisfaction(ctx: Ctx, kind: SurveyKind, query: ReportQuery): Promise<ReportTable> {
  const group = groups.find((one) => one === query.groupBy) ?? 'survey'
  const unit = kind === 'nps' ? 'count' : 'ratio'
  const head = columns(
    [group, 'text'],
    ['sent', 'count'],
    ['answered', 'count'],
    ['rate', 'ratio'],
    ['answers', 'count'],
    [kind, unit],
    ['low', unit],
    ['high', unit],
  )
  if (group === 'agent' && !ctx.can(canReadByAgent)) return { columns: head, rows: [], isCut: false }
  const span = { kind, from: query.from, to: query.to, zone: query.zone, brandId: query.brandId }
  const [rates, counted] = await Promise.all([store.rates(ctx, span, group), store.scores(ctx, span, group)])
  const byGroup = byKey(counted)
  const keys = [...new Set([...rates.map(({ key }) => key), ...byGroup.keys()])]
  const nameOf = await namesOf(ctx, group, keys)
  const points = (value: number | null): number | null => (value === null || kind !== 'nps' ? value : Math.round(value))
  return {
    columns: head,
    rows: keys.map((key) => {
      const rate = rates.find((one) => one.key === key)
      const { count, value, low, high } = scoreOf(kind, histogramOf(byGroup.get(key) ?? []))
      const sent = rate?.sent ?? 0
      const answered = rate?.answered ?? 0
      return {
        key: key ?? 'none',
        href: group === 'survey' && key !== null ? `/encuestas?encuesta=${key}` : null,
        cells: [nameOf(key), sent, answered, sent === 0 ? null : answered / sent, count, points(value), points(low), points(high)],
      }
    }),
    isCut: false,
  }
}

/** Every answer, to be taken along. */
async function said(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const rows = await store.answers(ctx, query, mostAnswers + 1)
  const maySeeAgents = ctx.can(canReadByAgent)
  const [contactNames, agents] = await Promise.all([
    names(ctx, [...new Set(rows.map(({ contactId }) => contactId))]),
    maySeeAgents ? identity.people(ctx, [...new Set(rows.flatMap(({ agentId }) => agentId ?? []))]) : [],
  ])
  const agentById = new Map(agents.map(({ id, name }) => [id, name]))
  return {
    columns: columns(
      ['at', 'instant'],
      ['survey', 'text'],
      ['contact', 'text'],
      ['score', 'count'],
      ['of', 'count'],
      ['comment', 'text'],
      ['agent', 'text'],
    ),
    rows: rows.slice(0, mostAnswers).map((row) => ({
      key: row.id,
      href: row.conversationId === null ? `/contactos/${row.contactId}` : `/bandeja/${row.conversationId}`,
      cells: [
        row.at,
        row.surveyName,
        contactNames.get(row.contactId) ?? '',
        row.score,
        scaleOf(row.kind)?.max ?? null,
        row.comment,
        row.agentId === null ? '' : (agentById.get(row.agentId) ?? ''),
      ],
    })),
    isCut: rows.length > mostAnswers,
  }
}

/** Figures of the board: of the kinds that the shop asks, and nothing where it never asked. */
export const metric: Metric = {
  code: 'satisfaction',
  permission: canReadSurveys,
  order: 60,
  movedBy: [invitationSent, invitationAnswered],
  async measure(ctx, { from, to, zone, brandId }) {
    const used = new Set((await surveys.all(ctx)).map(({ kind }) => kind))
    const kinds = (['csat', 'nps', 'ces'] as const).filter((kind) => used.has(kind))
    if (used.size === 0) return []
    const scores = await Promise.all(
      kinds.map(async (kind) => scoreOf(kind, histogramOf(await store.scores(ctx, { kind, from, to, zone, brandId }, null)))),
    )
    return [
      ...kinds.map((kind, i) => {
        const value = scores[i]?.value ?? null
        return {
          code: kind,
          shape: 'number' as const,
          unit: kind === 'nps' ? ('count' as const) : ('ratio' as const),
          value: value !== null && kind === 'nps' ? Math.round(value) : value,
        }
      }),
      { code: 'answers', shape: 'number' as const, unit: 'count' as const, value: scores.reduce((sum, { count }) => sum + count, 0) },
    ]
  },
}
