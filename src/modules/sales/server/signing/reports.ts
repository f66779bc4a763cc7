import * as identity from '#identity/server/public.ts'
import { minorDigits } from '#kernel/contract/money.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Report, ReportCell, ReportColumn, ReportQuery, ReportTable } from '#kernel/module.ts'
import { canReadProposals } from '#sales/contract/permissions.ts'
import type { ProposalResults } from '#sales/contract/signing.ts'
import * as store from '#sales/server/signing/results.store.ts'
import { conversionOf, returnOn } from '#sales/server/signing/return-on.ts'

const groups = ['owner', 'template', 'month'] as const
const groupOf = ({ groupBy }: ReportQuery): store.Group => groups.find((group) => group === groupBy) ?? 'owner'
const columns = (...all: [string, ReportColumn['unit']][]): ReportColumn[] => all.map(([key, unit]) => ({ key, unit }))

/** Counted over the proposals that were sent for the first time in the period. */
export const signingReports: readonly Report[] = [
  { code: 'proposals', permission: canReadProposals, order: 60, groups, measure: conversion },
  { code: 'proposal-time', permission: canReadProposals, order: 61, groups, measure: time },
  { code: 'proposal-return', permission: canReadProposals, order: 62, groups, measure: returns },
]

async function conversion(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const group = groupOf(query)
  const rows = await store.outcomes(ctx, query, group)
  const nameOf = await namesOf(ctx, group, rows)
  return {
    columns: columns(
      [group, 'text'],
      ['sent', 'count'],
      ['viewed', 'count'],
      ['accepted', 'count'],
      ['rejected', 'count'],
      ['expired', 'count'],
      ['pending', 'count'],
      ['conversion', 'ratio'],
    ),
    rows: rows.map((row) => {
      const pending = row.sent - row.accepted - row.rejected - row.expired
      return rowOf(row.key, [nameOf(row.key), row.sent, row.viewed, row.accepted, row.rejected, row.expired, pending, conversionOf(row)])
    }),
    isCut: false,
  }
}

async function time(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const group = groupOf(query)
  const rows = await store.outcomes(ctx, query, group)
  const nameOf = await namesOf(ctx, group, rows)
  return {
    columns: columns(
      [group, 'text'],
      ['accepted', 'count'],
      ['view_median', 'seconds'],
      ['close_median', 'seconds'],
      ['close_p90', 'seconds'],
    ),
    rows: rows.map((row) => rowOf(row.key, [nameOf(row.key), row.accepted, row.medianViewSeconds, row.medianSeconds, row.p90Seconds])),
    isCut: false,
  }
}

async function returns(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const group = groupOf(query)
  const [rows, cost] = await Promise.all([store.returns(ctx, query, group), store.cost(ctx)])
  const nameOf = await namesOf(ctx, group, rows)
  return {
    columns: columns(
      [group, 'text'],
      ['currency', 'text'],
      ['sent', 'count'],
      ['offered', 'count'],
      ['won', 'count'],
      ['discounts', 'count'],
      ['cost', 'count'],
      ['return', 'ratio'],
    ),
    rows: rows.map((row) => {
      const units = (minor: number | null): number | null => (minor === null ? null : minor / 10 ** minorDigits(row.currency))
      const costMinor = cost?.currency === row.currency ? cost.amountMinor : null
      return rowOf(`${row.key ?? 'none'} ${row.currency}`, [
        nameOf(row.key),
        row.currency,
        row.sent,
        units(row.sentMinor),
        units(row.wonMinor),
        units(row.discountMinor),
        units(costMinor === null ? null : costMinor * row.sent),
        returnOn({ wonMinor: row.wonMinor, count: row.sent, costMinor }),
      ])
    }),
    isCut: false,
  }
}

const rowOf = (key: string | null, cells: ReportCell[]) => ({ key: key ?? 'none', href: null, cells })

async function namesOf(ctx: Ctx, group: store.Group, rows: readonly { key: string | null }[]): Promise<(key: string | null) => string> {
  if (group === 'month') return (key) => key ?? ''
  const ids = rows.flatMap(({ key }) => key ?? [])
  const names = new Map(
    (group === 'owner' ? await identity.people(ctx, ids) : await store.templateNames(ctx, ids)).map(({ id, name }) => [id, name]),
  )
  return (key) => (key === null ? ctx.t(`sales.reports.nobody_${group}`) : (names.get(key) ?? ''))
}

/** The same, all of it together, for the screen of proposals. `days`: how far back. */
export async function results(ctx: Ctx, { days }: { days: number }): Promise<ProposalResults> {
  const period = {
    from: new Date(ctx.now.getTime() - days * 86_400_000).toISOString(),
    to: ctx.now.toISOString(),
    zone: ctx.zone,
    brandId: null,
  }
  const [[all], money, cost] = await Promise.all([store.outcomes(ctx, period, null), store.returns(ctx, period, null), store.cost(ctx)])
  const none = { sent: 0, viewed: 0, accepted: 0, rejected: 0, expired: 0, medianSeconds: null, p90Seconds: null, medianViewSeconds: null }
  const { key: _key, ...counted } = all ?? { key: null, ...none }
  return {
    ...counted,
    conversion: conversionOf(counted),
    cost: cost ? { amountMinor: cost.amountMinor, currency: cost.currency } : null,
    money: money.map(({ currency, sent, sentMinor, wonMinor, discountMinor }) => {
      const costMinor = cost?.currency === currency ? cost.amountMinor : null
      return { currency, sent, sentMinor, wonMinor, discountMinor, returnRatio: returnOn({ wonMinor, count: sent, costMinor }) }
    }),
  }
}

export async function setCost(
  ctx: Ctx,
  cost: { amountMinor: number; currency: string },
): Promise<{ amountMinor: number; currency: string }> {
  const before = await store.cost(ctx)
  await store.setCost(ctx, cost)
  ctx.audit({
    action: 'sales.proposal-cost.updated',
    subject: { kind: 'organization', id: ctx.org, name: '' },
    ...(before && { before: { amountMinor: before.amountMinor, currency: before.currency } }),
    after: cost,
  })
  return cost
}
