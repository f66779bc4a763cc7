import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'
import { counted, paced, type Dimension, type Stretches } from '#orders/server/figures/counting.store.ts'

/** Whole days, of which those in `open` are read from their orders. */
export type Asked = { from: string; before: string; open: Stretches; brandId: string | null }

export type SalesRow = {
  key: string
  name: string
  currency: string
  orders: number
  cancelled: number
  quantityMilli: number
  totalMinor: number
  discountMinor: number
  netMinor: number
  costedMinor: number
  costMinor: number
}

const keyOf = {
  key: sql`c.key`,
  brand: sql`c.brand_id::text`,
  day: sql`c.day::text`,
  hour: sql`c.day::text || ' ' || c.key`,
  weekday: sql`extract(isodow from c.day)::text`,
  month: sql`to_char(c.day, 'YYYY-MM')`,
}
export type SalesKey = keyof typeof keyOf

const ofBrand = (brandId: string | null): Statement => (brandId === null ? empty : sql` and c.brand_id = ${brandId}`)

/** What was sold over some days, by what a dimension tells apart, or by when. Widened to text by the database if it were not told. */
export const sales = (ctx: Ctx, dimension: Dimension, by: SalesKey, { from, before, open, brandId }: Asked): Promise<SalesRow[]> =>
  ctx.sql<SalesRow>`
    select ${keyOf[by]} as key, max(c.name) as name, c.currency, sum(c.orders)::bigint as orders, sum(c.cancelled)::bigint as cancelled,
      sum(c.quantity_milli)::bigint as "quantityMilli", sum(c.total_minor)::bigint as "totalMinor",
      sum(c.discount_minor)::bigint as "discountMinor", sum(c.net_minor)::bigint as "netMinor",
      sum(c.costed_minor)::bigint as "costedMinor", sum(c.cost_minor)::bigint as "costMinor"
    from (
      select k.day, k.key, k.brand_id, k.currency, k.name, k.orders, k.cancelled, k.quantity_milli, k.total_minor, k.discount_minor,
        k.net_minor, k.costed_minor, k.cost_minor
      from orders.sales_count k
      where k.dimension = ${dimension} and k.day >= ${from} and k.day < ${before} and k.day <> all(${open.days}::date[])
      union all
      select l.day, l.key, l.brand_id, l.currency, l.name, l.orders, l.cancelled, l.quantity_milli, l.total_minor, l.discount_minor,
        l.net_minor, l.costed_minor, l.cost_minor
      from (${counted(dimension, ctx.zone, open)}) l
    ) c
    where true${ofBrand(brandId)}
    group by 1, 3`

/** The last of some days on which each variant was sold. */
export const lastSold = (ctx: Ctx, { from, before, open, brandId }: Asked): Promise<{ variantId: string; day: string }[]> =>
  ctx.sql<{ variantId: string; day: string }>`
    select c.key as "variantId", max(c.day) as day
    from (
      select k.day, k.key, k.brand_id, k.quantity_milli from orders.sales_count k
      where k.dimension = 'variant' and k.day >= ${from} and k.day < ${before} and k.day <> all(${open.days}::date[])
      union all
      select l.day, l.key, l.brand_id, l.quantity_milli from (${counted('variant', ctx.zone, open)}) l
    ) c
    where c.quantity_milli > 0${ofBrand(brandId)}
    group by 1`

export type PaceRow = { key: string; stretch: 'preparation' | 'delivery' | 'whole'; seconds: number; count: number }

const paceKeyOf = { fulfilment: sql`c.fulfilment`, brand: keyOf.brand, month: keyOf.month, weekday: keyOf.weekday }
export type PaceKey = keyof typeof paceKeyOf

export const paces = (ctx: Ctx, by: PaceKey, { from, before, open, brandId }: Asked): Promise<PaceRow[]> =>
  ctx.sql<PaceRow>`
    select ${paceKeyOf[by]} as key, c.stretch, c.seconds, sum(c.count)::bigint as count
    from (
      select k.day, k.stretch, k.fulfilment, k.brand_id, k.seconds, k.count from orders.pace_count k
      where k.day >= ${from} and k.day < ${before} and k.day <> all(${open.days}::date[])
      union all
      select l.day, l.stretch, l.fulfilment, l.brand_id, l.seconds, l.count from (${paced(open)}) l
    ) c
    where true${ofBrand(brandId)}
    group by 1, 2, 3`

/** Confirmed or under way, and neither called off nor closed. */
export async function inKitchen(ctx: Ctx, brandId: string | null): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`
    select count(*) as count from orders.customer_order c
    where c.closed_at is null and c.state = any(array['confirmed', 'preparing'])${ofBrand(brandId)}`
  return row?.count ?? 0
}

export type ReasonRow = { reason: string | null; currency: string; count: number; totalMinor: number }

/** Why orders of a time were called off, in whatever case somebody wrote it. */
export const reasons = (ctx: Ctx, from: string, to: string, brandId: string | null): Promise<ReasonRow[]> =>
  ctx.sql<ReasonRow>`
    select max(c.cancel_reason) as reason, c.currency, count(*) as count, sum(c.total_minor)::bigint as "totalMinor"
    from orders.customer_order c
    where c.placed_at >= ${from} and c.placed_at < ${to} and c.state = 'cancelled'${ofBrand(brandId)}
    group by lower(c.cancel_reason), c.currency order by count(*) desc, 1`
