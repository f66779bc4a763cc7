import type { Ctx } from '#kernel/ctx.ts'
import { instantOf } from '#kernel/contract/business-time.ts'
import type { Figure, Metric, MetricQuery } from '#kernel/module.ts'
import { organization } from '#identity/server/public.ts'
import { orderMoved, orderReturned } from '#orders/contract/order-events.ts'
import { canReadOrders } from '#orders/contract/permissions.ts'
import { daysFrom, daysOfPeriod, stretchesOf } from '#orders/server/figures/days.ts'
import * as store from '#orders/server/figures/figures.store.ts'
import { openDays } from '#orders/server/figures/sales-days.ts'

/** Orders, what they come to, and what is in the kitchen: to the second, whatever the period. */
async function measure(ctx: Ctx, query: MetricQuery): Promise<Figure[]> {
  const asked = await clipped(ctx, query)
  const isByHour = query.bucket === 'hour'
  const [{ currency }, rows, inKitchen] = await Promise.all([
    organization(ctx),
    store.sales(ctx, isByHour ? 'hour' : 'door', isByHour ? 'hour' : 'day', asked),
    store.inKitchen(ctx, query.brandId),
  ])
  const orders = rows.reduce((sum, row) => sum + row.orders, 0)
  const own = rows.filter((row) => row.currency === currency)
  const soldMinor = own.reduce((sum, { totalMinor }) => sum + totalMinor, 0)
  const ownOrders = own.reduce((sum, row) => sum + row.orders, 0)
  return [
    { code: 'orders_placed', shape: 'number', unit: 'count', value: orders },
    { code: 'sold', shape: 'number', unit: 'money', currency, value: soldMinor },
    { code: 'ticket', shape: 'number', unit: 'money', currency, value: ownOrders === 0 ? null : Math.round(soldMinor / ownOrders) },
    { code: 'in_kitchen', shape: 'number', unit: 'count', value: inKitchen, isNow: true },
    {
      code: 'orders_over_time',
      shape: 'series',
      unit: 'count',
      lines: [{ key: 'orders', points: rows.map((row) => ({ at: beginOf(row.key, ctx.zone), value: row.orders })) }],
    },
  ]
}

/** `2026-11-21` or `2026-11-21 20`, as an instant. */
const beginOf = (key: string, zone: string): string => {
  const [day = '', hour = '00'] = key.split(' ')
  return new Date(instantOf(zone, Date.parse(`${day}T${hour}:00:00Z`))).toISOString()
}

/** Days that are counted and lie in the period as a whole are added up; of the others, what of their orders lies in it. */
async function clipped(ctx: Ctx, { from, to, brandId }: MetricQuery): Promise<store.Asked> {
  const period = daysOfPeriod({ from, to, zone: ctx.zone })
  const all = stretchesOf(daysFrom(period.from, period.before), ctx.zone)
  const unread = new Set(await openDays(ctx, period.from, period.before))
  const open = all.days.flatMap((day, i) => {
    const [begins = from, ends = to] = [all.begins[i], all.ends[i]]
    const isWhole = begins >= from && ends <= to
    return isWhole && !unread.has(day) ? [] : [{ day, begins: begins < from ? from : begins, ends: ends > to ? to : ends }]
  })
  return {
    ...period,
    brandId,
    open: { days: open.map(({ day }) => day), begins: open.map(({ begins }) => begins), ends: open.map(({ ends }) => ends) },
  }
}

export const orderMetrics: readonly Metric[] = [
  { code: 'orders', permission: canReadOrders, order: 5, movedBy: [orderMoved, orderReturned], measure },
]
