import type { Ctx } from '#kernel/ctx.ts'
import { counted, dimensions, paced, type Dimension, type Stretches } from '#orders/server/figures/counting.store.ts'

/** Those of some days that are counted, and cut where days begin now. */
export async function settled(ctx: Ctx, from: string, before: string): Promise<Set<string>> {
  const rows = await ctx.sql<{ day: string }>`
    select d.day from orders.sales_day d where d.day >= ${from} and d.day < ${before} and d.is_settled and d.zone = ${ctx.zone}`
  return new Set(rows.map(({ day }) => day))
}

/** When the first order was placed that there is. */
export async function firstPlaced(ctx: Ctx): Promise<string | undefined> {
  const [row] = await ctx.sql<{ at: string }>`
    select o.placed_at as at from orders.customer_order o where o.placed_at is not null order by o.placed_at limit 1`
  return row?.at
}

/** They are read from the orders again until they are counted anew. Held until the transaction ends: nobody counts them meanwhile. */
export async function unsettle(ctx: Ctx, days: readonly string[]): Promise<void> {
  await ctx.sql`
    insert into orders.sales_day as d (day, zone, is_settled) select u.day, ${ctx.zone}, false from unnest(${days}::date[]) as u(day)
    order by u.day
    on conflict (org_id, day) do update set is_settled = false, zone = excluded.zone where d.is_settled or d.zone <> excluded.zone`
}

/** Counts them again from their orders. The days have a row already; whoever changes one of their orders waits, or comes first. */
export async function count(ctx: Ctx, stretches: Stretches): Promise<void> {
  const { days } = stretches
  await ctx.sql`select d.day from orders.sales_day d where d.day = any(${days}::date[]) order by d.day for update`
  await ctx.sql`delete from orders.sales_count c where c.dimension = any(${dimensions}) and c.day = any(${days}::date[])`
  await ctx.sql`delete from orders.pace_count c where c.day = any(${days}::date[])`
  for (const dimension of dimensions)
    await ctx.sql`
      insert into orders.sales_count (dimension, day, key, brand_id, currency, name, orders, cancelled, quantity_milli, total_minor,
        discount_minor, net_minor, costed_minor, cost_minor)
      select ${dimension}, c.day, c.key, c.brand_id, c.currency, c.name, c.orders, c.cancelled, c.quantity_milli, c.total_minor,
        c.discount_minor, c.net_minor, c.costed_minor, c.cost_minor
      from (${counted(dimension, ctx.zone, stretches)}) c`
  await ctx.sql`
    insert into orders.pace_count (day, stretch, fulfilment, brand_id, seconds, count)
    select c.day, c.stretch, c.fulfilment, c.brand_id, c.seconds, c.count from (${paced(stretches)}) c`
  await ctx.sql`
    update orders.sales_day d set is_settled = true, zone = ${ctx.zone} where d.day = any(${days}::date[])`
}

/** Settled days of which another number of orders is counted than there are, or another amount. */
export async function miscounted(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.sql<{ day: string }>`
    select d.day
    from orders.sales_day d
    left join (
      select c.day, sum(c.orders)::bigint as orders, sum(c.cancelled)::bigint as cancelled, sum(c.total_minor)::bigint as total_minor
      from orders.sales_count c where c.dimension = 'door' group by 1) c on c.day = d.day
    left join (
      select (o.placed_at at time zone ${ctx.zone})::date as day, count(*) filter (where o.state <> 'cancelled') as orders,
        count(*) filter (where o.state = 'cancelled') as cancelled,
        coalesce(sum(o.total_minor - o.returned_minor) filter (where o.state <> 'cancelled'), 0)::bigint as total_minor
      from orders.customer_order o where o.placed_at is not null and o.state <> 'draft' group by 1) o on o.day = d.day
    where d.is_settled and d.zone = ${ctx.zone}
      and (coalesce(c.orders, 0), coalesce(c.cancelled, 0), coalesce(c.total_minor, 0))
        is distinct from (coalesce(o.orders, 0), coalesce(o.cancelled, 0), coalesce(o.total_minor, 0))
    order by d.day`
  return rows.map(({ day }) => day)
}

/** Those of some settled days of which a row of a dimension is another one than its orders say. */
export async function differing(ctx: Ctx, dimension: Dimension, stretches: Stretches): Promise<string[]> {
  const rows = await ctx.sql<{ day: string }>`
    select distinct coalesce(k.day, c.day) as day
    from (select k.day, k.key, k.brand_id, k.currency, k.orders, k.cancelled, k.quantity_milli, k.total_minor, k.discount_minor, k.net_minor,
        k.costed_minor, k.cost_minor
      from orders.sales_count k where k.dimension = ${dimension} and k.day = any(${stretches.days}::date[])) k
    full join (${counted(dimension, ctx.zone, stretches)}) c
      on (c.day, c.key, c.brand_id, c.currency) = (k.day, k.key, k.brand_id, k.currency)
    where (k.orders, k.cancelled, k.quantity_milli, k.total_minor, k.discount_minor, k.net_minor, k.costed_minor, k.cost_minor)
      is distinct from (c.orders, c.cancelled, c.quantity_milli, c.total_minor, c.discount_minor, c.net_minor, c.costed_minor, c.cost_minor)
    order by 1`
  return rows.map(({ day }) => day)
}

/** The newest settled days before one. */
export async function settledBefore(ctx: Ctx, before: string, limit: number): Promise<string[]> {
  const rows = await ctx.sql<{ day: string }>`
    select d.day from orders.sales_day d where d.day < ${before} and d.is_settled and d.zone = ${ctx.zone}
    order by d.day desc limit ${limit}`
  return rows.map(({ day }) => day)
}
