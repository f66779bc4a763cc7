import type { Ctx } from '#kernel/ctx.ts'
import type { Metric, Report, ReportColumn, ReportQuery, ReportTable } from '#kernel/module.ts'
import * as identity from '#identity/server/public.ts'
import { dealCreated, dealMoved } from '#sales/contract/deal-events.ts'
import { canReadDeals } from '#sales/contract/permissions.ts'
import { funnelOf, shareOf } from '#sales/server/metrics/funnel.ts'
import { orderOf } from '#sales/server/metrics/metrics.ts'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'
import { roundHalfAway } from '#sales/server/metrics/velocity.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.store.ts'
import * as store from '#sales/server/reports/reports.store.ts'

const column = (key: string, unit: ReportColumn['unit']): ReportColumn => ({ key, unit })

/** Periods of reports are whole days; the running one ends now. */
const daysOf = ({ from, to, zone, brandId }: ReportQuery): store.Days => ({
  from: dayIn(zone, from),
  before: addDays(dayIn(zone, new Date(Date.parse(to) - 1)), 1),
  brandId,
})

/** A row of amounts for each currency: sums of several would be sums of nothing. */
async function results(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const group = store.groups.find((one) => one === query.groupBy) ?? 'owner'
  const rows = await store.results(ctx, group, daysOf(query))
  const nameOf = await namesOf(ctx, group, rows)
  return {
    columns: [
      column(group, 'text'),
      column('deals_won', 'count'),
      column('deals_lost', 'count'),
      column('win_rate', 'ratio'),
      column('sold', 'money'),
      column('average', 'money'),
      column('cycle_days', 'count'),
    ],
    rows: rows.map(({ key, currency, won, lost, wonValued, wonMinor, wonCycleSeconds }) => ({
      key: `${key} ${currency}`,
      href: group === 'pipeline' && key !== null ? `/embudos/${key}?vista=metricas` : null,
      cells: [
        nameOf(key),
        won,
        lost,
        shareOf(won, won + lost),
        { amountMinor: wonMinor, currency },
        wonValued > 0 ? { amountMinor: roundHalfAway(wonMinor / wonValued), currency } : null,
        won > 0 ? Math.round((wonCycleSeconds / won / 86_400) * 10) / 10 : null,
      ],
    })),
    isCut: false,
  }
}

async function namesOf(ctx: Ctx, group: store.Group, rows: readonly store.ResultRow[]): Promise<(key: string | null) => string> {
  if (group === 'month' || group === 'day') return (key) => key ?? ''
  const ids = [...new Set(rows.map(({ key }) => key).filter((key) => key !== null))]
  const known = new Map((group === 'owner' ? await identity.people(ctx, ids) : await pipelines.all(ctx)).map(({ id, name }) => [id, name]))
  return (key) => known.get(key ?? '') ?? ctx.t('sales.form.nobody')
}

async function losses(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const [rows, reasons] = await Promise.all([store.losses(ctx, daysOf(query)), pipelines.lostReasons(ctx)])
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  return {
    columns: [column('reason', 'text'), column('deals_lost', 'count'), column('share', 'ratio'), column('missed', 'money')],
    rows: rows.map(({ lostReasonId, currency, count, amountMinor }) => ({
      key: `${lostReasonId} ${currency}`,
      href: null,
      cells: [
        reasons.find(({ id }) => id === lostReasonId)?.name ?? ctx.t('sales.insight.no_reason'),
        count,
        shareOf(count, total),
        { amountMinor, currency },
      ],
    })),
    isCut: false,
  }
}

/** Of the deals begun in the period, how many ever came as far as each stage. */
async function stages(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const [all, rows] = await Promise.all([pipelines.all(ctx), store.reached(ctx, daysOf(query))])
  const known = await pipelines.stages(
    ctx,
    all.map(({ id }) => id),
  )
  return {
    columns: [
      column('stage', 'text'),
      column('pipeline', 'text'),
      column('reached', 'count'),
      column('of_previous', 'ratio'),
      column('of_first', 'ratio'),
    ],
    rows: all.flatMap((pipeline) => {
      const order = orderOf(known.filter(({ pipelineId }) => pipelineId === pipeline.id))
      const ids = order.map(({ id }) => id)
      const own = rows.filter(({ pipelineId }) => pipelineId === pipeline.id)
      if (own.length === 0) return []
      const furthest = own.map(({ furthestStageId, count }) => ({
        stageId: ids.find((id) => id === furthestStageId) ?? ids[0] ?? '',
        count,
      }))
      return funnelOf(ids, furthest).map(({ stageId, reached, ofPrevious, ofFirst }, i) => ({
        key: stageId,
        href: `/embudos/${pipeline.id}?vista=metricas`,
        cells: [order[i]?.name ?? '', pipeline.name, reached, ofPrevious, ofFirst],
      }))
    }),
    isCut: false,
  }
}

const declare = (code: string, order: number, groups: readonly string[], measure: Report['measure']): Report => ({
  code,
  permission: canReadDeals,
  order,
  groups,
  measure,
})

export const dealReports: readonly Report[] = [
  declare('deal-results', 60, store.groups, results),
  declare('deal-stages', 61, [], stages),
  declare('lost-reasons', 62, [], losses),
]

export const dealMetrics: readonly Metric[] = [
  {
    code: 'deals',
    permission: canReadDeals,
    order: 60,
    movedBy: [dealCreated, dealMoved],
    async measure(ctx, query) {
      const { begun, won, lost } = await store.moments(ctx, query)
      return [
        { code: 'deals_begun', shape: 'number', unit: 'count', value: begun },
        { code: 'deals_won', shape: 'number', unit: 'count', value: won },
        { code: 'deals_lost', shape: 'number', unit: 'count', value: lost, lowerIsBetter: true },
      ]
    },
  },
]
