import { organization } from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Report, ReportCell, ReportTable } from '#kernel/module.ts'
import { canReadOrders } from '#orders/contract/permissions.ts'
import { rfmSegments } from '#orders/contract/rfm.ts'
import * as store from '#orders/server/customers/values.store.ts'
import { column, shareOf } from '#orders/server/figures/report-frame.ts'

/** Customers by what their purchases make them, and all of them together: as of the last count, whatever the period. */
async function customers(ctx: Ctx): Promise<ReportTable> {
  const [{ currency }, found] = await Promise.all([organization(ctx), store.bySegment(ctx)])
  const rows = rfmSegments.flatMap((segment) => found.filter((row) => row.segment === segment))
  const sum = (of: (row: store.SegmentRow) => number): number => rows.reduce((total, row) => total + of(row), 0)
  const count = sum((row) => row.count)
  const money = (amountMinor: number | null): ReportCell => (amountMinor === null ? null : { amountMinor, currency })
  const cells = (name: string, row: Omit<store.SegmentRow, 'segment'>): ReportCell[] => [
    name,
    row.count,
    shareOf(row.count, count),
    shareOf(row.repeaters, row.count),
    row.leaving,
    row.orders,
    money(row.yearMinor),
    money(row.valueMinor),
  ]
  const all = {
    count,
    repeaters: sum((row) => row.repeaters),
    leaving: sum((row) => row.leaving),
    orders: sum((row) => row.orders),
    yearMinor: sum((row) => row.yearMinor),
    // Worked out of everybody or of nobody.
    valueMinor: rows.some(({ valueMinor }) => valueMinor === null) ? null : sum((row) => row.valueMinor ?? 0),
  }
  return {
    columns: [
      column('customer_kind', 'text'),
      column('customers', 'count'),
      column('share', 'ratio'),
      column('repeat_rate', 'ratio'),
      column('leaving', 'count'),
      column('year_orders', 'count'),
      column('year_sold', 'money'),
      column('year_value', 'money'),
    ],
    rows: [
      ...rows.map((row) => ({ key: row.segment as string, href: null, cells: cells(ctx.t(`orders.facets.rfm_${row.segment}`), row) })),
      ...(rows.length > 0 ? [{ key: 'all', href: '/pedidos/clientes', cells: cells(ctx.t('orders.reports.all_customers'), all) }] : []),
    ],
    isCut: false,
  }
}

export const valueReports: readonly Report[] = [{ code: 'customers', permission: canReadOrders, order: 56, groups: [], measure: customers }]
