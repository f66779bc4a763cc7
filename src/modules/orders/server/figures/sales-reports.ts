import { addDays, dayIn, daysBetween } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Report, ReportCell, ReportColumn, ReportQuery, ReportTable } from '#kernel/module.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import { menu } from '#commerce/server/public.ts'
import { brands } from '#identity/server/public.ts'
import { canReadOrders } from '#orders/contract/permissions.ts'
import { stretchesOf } from '#orders/server/figures/days.ts'
import type { Dimension } from '#orders/server/figures/counting.store.ts'
import { percentileOf } from '#orders/server/figures/durations.ts'
import * as store from '#orders/server/figures/figures.store.ts'
import { askedOf, column, namesOf, shareOf } from '#orders/server/figures/report-frame.ts'

/** What sales are told apart by, and where that is counted. */
const salesBy: Record<string, { dimension: Dimension; key: store.SalesKey }> = {
  day: { dimension: 'door', key: 'day' },
  month: { dimension: 'door', key: 'month' },
  weekday: { dimension: 'door', key: 'weekday' },
  hour: { dimension: 'hour', key: 'key' },
  door: { dimension: 'door', key: 'key' },
  fulfilment: { dimension: 'fulfilment', key: 'key' },
  brand: { dimension: 'door', key: 'brand' },
  agent: { dimension: 'agent', key: 'key' },
}
const inTime = new Set(['day', 'month', 'weekday', 'hour'])

const money = (amountMinor: number, currency: string) => ({ amountMinor, currency })
const byKey = (a: store.SalesRow, b: store.SalesRow): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : b.totalMinor - a.totalMinor)
const bySold = (a: store.SalesRow, b: store.SalesRow): number => b.totalMinor - a.totalMinor || (a.key < b.key ? -1 : 1)

/** What is left of sales whose cost is known, for who may know costs. */
const marginColumns: readonly ReportColumn[] = [column('margin', 'money'), column('margin_rate', 'ratio')]
const marginOf = ({ costedMinor, costMinor, currency }: store.SalesRow): ReportCell[] =>
  costedMinor === 0 ? [null, null] : [money(costedMinor - costMinor, currency), (costedMinor - costMinor) / costedMinor]

/** A row for each currency: sums of several would be sums of nothing. */
async function sales(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const group = query.groupBy ?? 'day'
  const { dimension, key } = salesBy[group] ?? { dimension: 'door', key: 'day' }
  const rows = await store.sales(ctx, dimension, key, await askedOf(ctx, query))
  const nameOf = await namesOf(
    ctx,
    group,
    rows.map((row) => row.key),
  )
  const seesCosts = ctx.can(canReadCosts)
  return {
    columns: [
      column(group, 'text'),
      column('orders', 'count'),
      column('sold', 'money'),
      column('ticket', 'money'),
      column('discounts', 'money'),
      column('cancelled', 'count'),
      ...(seesCosts ? marginColumns : []),
    ],
    rows: rows.toSorted(inTime.has(group) ? byKey : bySold).map((row) => ({
      key: `${row.key} ${row.currency}`,
      href: null,
      cells: [
        nameOf(row.key),
        row.orders,
        money(row.totalMinor, row.currency),
        row.orders === 0 ? null : money(Math.round(row.totalMinor / row.orders), row.currency),
        money(row.discountMinor, row.currency),
        row.cancelled,
        ...(seesCosts ? marginOf(row) : []),
      ],
    })),
    isCut: false,
  }
}

/** What sells best first. */
async function products(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const group = query.groupBy === 'category' ? 'category' : 'variant'
  const rows = (await store.sales(ctx, group, 'key', await askedOf(ctx, query))).filter(({ quantityMilli }) => quantityMilli > 0)
  const nameOf = await namesOf(
    ctx,
    group,
    rows.map((row) => row.key),
  )
  const wholeOf = (currency: string): number => rows.reduce((sum, row) => (row.currency === currency ? sum + row.totalMinor : sum), 0)
  const whole = new Map([...new Set(rows.map(({ currency }) => currency))].map((currency) => [currency, wholeOf(currency)]))
  const seesCosts = ctx.can(canReadCosts)
  return {
    columns: [
      column(group, 'text'),
      column('units', 'count'),
      column('orders', 'count'),
      column('sold', 'money'),
      column('share', 'ratio'),
      column('discounts', 'money'),
      ...(seesCosts ? marginColumns : []),
    ],
    rows: rows.toSorted(bySold).map((row) => ({
      key: `${row.key} ${row.currency}`,
      href: null,
      cells: [
        nameOf(row.key),
        row.quantityMilli / 1000,
        row.orders,
        money(row.totalMinor, row.currency),
        shareOf(row.totalMinor, whole.get(row.currency) ?? 0),
        money(row.discountMinor, row.currency),
        ...(seesCosts ? marginOf(row) : []),
      ],
    })),
    isCut: false,
  }
}

/** How far back it is looked for the last time that something was sold. */
const memoryDays = 365
const mostSlow = 500

/** What can be had and is asked for least, with the day on which it was sold last. */
async function slowProducts(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const asked = await askedOf(ctx, query)
  const memory = { ...asked, from: addDays(asked.before, -memoryDays) }
  const shops = (await brands(ctx)).filter(({ id }) => query.brandId === null || id === query.brandId)
  const [rows, last, ...menus] = await Promise.all([
    store.sales(ctx, 'variant', 'key', asked),
    store.lastSold(ctx, memory),
    ...shops.map(({ id }) => menu(ctx, { brandId: id })),
  ])
  const unitsById = new Map<string, number>()
  for (const { key, quantityMilli } of rows) unitsById.set(key, (unitsById.get(key) ?? 0) + quantityMilli)
  const lastById = new Map(last.map(({ variantId, day }) => [variantId, day]))
  const offered = new Map(
    menus
      .flatMap(({ categories }) => categories)
      .flatMap(({ products: all }) => all)
      .flatMap((product) => product.variants.map(({ id, name }) => [id, name ? `${product.name} (${name})` : product.name] as const)),
  )
  const slowest = [...offered]
    .map(([id, name]) => ({ id, name, units: unitsById.get(id) ?? 0, last: lastById.get(id) ?? null }))
    .toSorted((a, b) => a.units - b.units || ((a.last ?? '') < (b.last ?? '') ? -1 : 1))
  const today = dayIn(ctx.zone, ctx.now)
  return {
    columns: [column('variant', 'text'), column('units', 'count'), column('last_sold', 'text'), column('days_since', 'count')],
    rows: slowest.slice(0, mostSlow).map(({ id, name, units, last: day }) => ({
      key: id,
      href: null,
      cells: [name, units / 1000, day, day === null ? null : daysBetween(day, today)],
    })),
    isCut: slowest.length > mostSlow,
  }
}

const paceGroups = ['fulfilment', 'weekday', 'month', 'brand'] as const satisfies readonly store.PaceKey[]
const stretches = ['preparation', 'delivery', 'whole'] as const

async function paces(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const group = paceGroups.find((one) => one === query.groupBy) ?? 'fulfilment'
  const rows = await store.paces(ctx, group, await askedOf(ctx, query))
  const keys = [...new Set(rows.map(({ key }) => key))].toSorted()
  const nameOf = await namesOf(ctx, group, keys)
  return {
    columns: [
      column(group, 'text'),
      column('orders', 'count'),
      ...stretches.flatMap((stretch) => [column(`${stretch}_median`, 'seconds'), column(`${stretch}_p90`, 'seconds')]),
    ],
    rows: keys.map((key) => {
      const of = (stretch: string) => rows.filter((row) => row.key === key && row.stretch === stretch)
      const count = Math.max(...stretches.map((stretch) => of(stretch).reduce((sum, row) => sum + row.count, 0)))
      return {
        key,
        href: null,
        cells: [nameOf(key), count, ...stretches.flatMap((stretch) => [percentileOf(of(stretch), 0.5), percentileOf(of(stretch), 0.9)])],
      }
    }),
    isCut: false,
  }
}

async function cancelled(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const { from, before } = await askedOf(ctx, query)
  const { begins } = stretchesOf([from, before], ctx.zone)
  const rows = await store.reasons(ctx, begins[0] ?? query.from, begins[1] ?? query.to, query.brandId)
  const total = rows.reduce((sum, { count }) => sum + count, 0)
  return {
    columns: [column('reason', 'text'), column('cancelled', 'count'), column('share', 'ratio'), column('missed', 'money')],
    rows: rows.map(({ reason, currency, count, totalMinor }) => ({
      key: `${reason} ${currency}`,
      href: null,
      cells: [reason ?? ctx.t('orders.reports.no_reason'), count, shareOf(count, total), money(totalMinor, currency)],
    })),
    isCut: false,
  }
}

async function discounts(ctx: Ctx, query: ReportQuery): Promise<ReportTable> {
  const rows = await store.sales(ctx, 'promotion', 'key', await askedOf(ctx, query))
  return {
    columns: [
      column('promotion', 'text'),
      column('orders', 'count'),
      column('given', 'money'),
      column('sold_with', 'money'),
      column('given_rate', 'ratio'),
    ],
    rows: rows
      .toSorted((a, b) => b.discountMinor - a.discountMinor)
      .map(({ key, name, currency, orders, discountMinor, totalMinor }) => ({
        key: `${key} ${currency}`,
        href: `/promociones/${key}`,
        cells: [
          name,
          orders,
          money(discountMinor, currency),
          money(totalMinor, currency),
          shareOf(discountMinor, totalMinor + discountMinor),
        ],
      })),
    isCut: false,
  }
}

const declare = (code: string, order: number, groups: readonly string[], measure: Report['measure']): Report => ({
  code,
  permission: canReadOrders,
  order,
  groups,
  measure,
})

export const salesReports: readonly Report[] = [
  declare('sales', 50, Object.keys(salesBy), sales),
  declare('products', 51, ['variant', 'category'], products),
  declare('slow-products', 52, [], slowProducts),
  declare('order-times', 53, paceGroups, paces),
  declare('cancelled-orders', 54, [], cancelled),
  declare('discounts', 55, [], discounts),
]
