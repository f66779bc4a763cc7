import { minorDigits } from '#kernel/contract/money.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { join, sql, type Statement } from '#kernel/db/sql.ts'
import type { FacetAsk } from '#kernel/module.ts'
import type { CustomerFigures, CustomerValue } from '#orders/contract/customer-value.ts'
import type { Purchases, Valuation, Valued } from '#orders/server/customers/valuation.ts'

/** Days are counted from here. */
const firstOfAll = sql`date '2000-01-01'`

/**
 * What contacts after an id bought: orders that were paid or handed over, less what came back, in one currency. Days are
 * those of the organization's calendar.
 */
export const purchasesAfter = (ctx: Ctx, after: string, currency: string, limit: number): Promise<Purchases[]> =>
  ctx.sql<Purchases>`
    with someone as (
      select distinct o.contact_id from orders.customer_order o
      where o.contact_id > ${after} and o.contact_id is not null and o.placed_at is not null
      order by o.contact_id limit ${limit}
    ), bought as (
      select o.contact_id, (o.placed_at at time zone ${ctx.zone})::date - ${firstOfAll} as day, count(*) as count,
        sum(o.total_minor - o.returned_minor)::bigint as amount, max(o.placed_at) as at
      from someone s join orders.customer_order o on o.contact_id = s.contact_id
      where o.placed_at is not null and o.currency = ${currency} and o.state <> all (array['draft', 'cancelled'])
        and (o.state = any (array['delivered', 'returned']) or o.payment_state = 'paid') and o.total_minor > o.returned_minor
      group by 1, 2)
    select s.contact_id as "contactId", coalesce(jsonb_agg(b.day order by b.day) filter (where b.day is not null), '[]') as days,
      coalesce(jsonb_agg(b.count order by b.day) filter (where b.day is not null), '[]') as counts,
      coalesce(jsonb_agg(b.amount order by b.day) filter (where b.day is not null), '[]') as amounts, max(b.at) as "lastAt"
    from someone s left join bought b on b.contact_id = s.contact_id
    group by s.contact_id order by s.contact_id`

/** How many days today is after the first of all. */
export async function today(ctx: Ctx): Promise<number> {
  const [row] = await ctx.sql<{ day: number }>`select (${ctx.now}::timestamptz at time zone ${ctx.zone})::date - ${firstOfAll} as day`
  return row?.day ?? 0
}

/** Only of contacts who still have orders: one that was merged or erased meanwhile has none. */
export async function write(ctx: Ctx, all: readonly Valued[], currency: string, countedAt: string): Promise<void> {
  if (all.length === 0) return
  await ctx.sql`
    insert into orders.customer_value (contact_id, orders, total_minor, currency, first_day, last_day, last_at, gap_days, year_orders,
      year_minor, recency, frequency, monetary, segment, alive_percent, expected_milli, value_minor,
      value_whole, is_leaving, counted_at)
    select v."contactId", v.orders, v."totalMinor", ${currency}, ${firstOfAll} + v."firstDay", ${firstOfAll} + v."lastDay", v."lastAt",
      v."gapDays", v."yearOrders", v."yearMinor", v.recency, v.frequency, v.monetary, v.segment, v."alivePercent", v."expectedMilli",
      v."valueMinor", v."valueMinor" / ${10 ** minorDigits(currency)}::bigint, v."isLeaving", ${countedAt}
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as v("contactId" uuid, orders bigint, "totalMinor" bigint, "firstDay" int,
      "lastDay" int, "lastAt" timestamptz, "gapDays" bigint, "yearOrders" bigint, "yearMinor" bigint, recency bigint, frequency bigint,
      monetary bigint, segment text, "alivePercent" bigint, "expectedMilli" bigint, "valueMinor" bigint, "isLeaving" boolean)
    where exists (select from orders.customer_order o where o.contact_id = v."contactId" and o.placed_at is not null)
    on conflict (org_id, contact_id) do update set orders = excluded.orders, total_minor = excluded.total_minor,
      currency = excluded.currency, first_day = excluded.first_day, last_day = excluded.last_day, last_at = excluded.last_at,
      gap_days = excluded.gap_days, year_orders = excluded.year_orders, year_minor = excluded.year_minor, recency = excluded.recency,
      frequency = excluded.frequency, monetary = excluded.monetary, segment = excluded.segment,
      alive_percent = excluded.alive_percent, expected_milli = excluded.expected_milli, value_minor = excluded.value_minor,
      value_whole = excluded.value_whole, is_leaving = excluded.is_leaving, counted_at = excluded.counted_at`
}

/** Ends a count: who was not in it is no customer any more. */
export async function finish(ctx: Ctx, { customers, repeaters, model }: Omit<Valuation, 'valued'>, countedAt: string): Promise<void> {
  await ctx.sql`delete from orders.customer_value v where v.counted_at < ${countedAt}`
  await ctx.sql`
    insert into orders.value_model (id, counted_at, customers, repeaters, model)
    values (${ctx.newId()}, ${countedAt}, ${customers}, ${repeaters}, ${model === null ? null : JSON.stringify(model)}::jsonb)
    on conflict (org_id) do update set counted_at = excluded.counted_at, customers = excluded.customers,
      repeaters = excluded.repeaters, model = excluded.model`
}

export async function forget(ctx: Ctx, contactId: string): Promise<void> {
  await ctx.sql`delete from orders.customer_value v where v.contact_id = ${contactId}`
}

export async function find(ctx: Ctx, contactId: string): Promise<CustomerValue | undefined> {
  const [row] = await ctx.sql<CustomerValue>`
    select v.contact_id as "contactId", v.orders, v.total_minor as "totalMinor", v.currency, v.first_day as "firstDay",
      v.last_at as "lastAt", v.gap_days as "gapDays", v.year_orders as "yearOrders", v.year_minor as "yearMinor", v.recency, v.frequency,
      v.monetary, v.segment, v.alive_percent as "alivePercent", v.expected_milli as "expectedMilli", v.value_minor as "valueMinor",
      v.is_leaving as "isLeaving", v.counted_at as "countedAt"
    from orders.customer_value v where v.contact_id = ${contactId}`
  return row
}

export const cells = (ctx: Ctx): Promise<CustomerFigures['cells']> =>
  ctx.sql<CustomerFigures['cells'][number]>`
    select v.recency, v.frequency, count(*) as count, sum(v.year_minor)::bigint as "yearMinor"
    from orders.customer_value v group by 1, 2 order by 1, 2`

export type SegmentRow = CustomerFigures['segments'][number] & { leaving: number; repeaters: number }

export const bySegment = (ctx: Ctx): Promise<SegmentRow[]> =>
  ctx.sql<SegmentRow>`
    select v.segment, count(*) as count, sum(v.year_minor)::bigint as "yearMinor", sum(v.year_orders)::bigint as orders,
      sum(v.value_minor)::bigint as "valueMinor", count(*) filter (where v.is_leaving) as leaving,
      count(*) filter (where v.orders > 1) as repeaters
    from orders.customer_value v group by 1`

export async function model(ctx: Ctx): Promise<{ countedAt: string; customers: number; repeaters: number; hasModel: boolean } | undefined> {
  const [row] = await ctx.sql<{ countedAt: string; customers: number; repeaters: number; hasModel: boolean }>`
    select m.counted_at as "countedAt", m.customers, m.repeaters, m.model is not null as "hasModel" from orders.value_model m`
  return row
}

const columnOf = {
  segment: sql`v.segment`,
  orders: sql`v.orders`,
  alive: sql`v.alive_percent`,
  value: sql`v.value_whole`,
  last: sql`v.last_at`,
}
export type ValueColumn = keyof typeof columnOf

/** Ids of contacts of whom a column says what is asked. */
export function contactsWith(column: ValueColumn, { anyOf, atLeast, atMost, since, before }: FacetAsk): Statement {
  const place = columnOf[column]
  const terms: Statement[] = [
    sql`${place} is not null`,
    ...(anyOf ? [sql`${place} = any(${anyOf}::text[])`] : []),
    ...(atLeast === undefined ? [] : [sql`${place} >= ${atLeast}`]),
    ...(atMost === undefined ? [] : [sql`${place} <= ${atMost}`]),
    ...(since === undefined ? [] : [sql`${place} >= ${since}`]),
    ...(before === undefined ? [] : [sql`${place} < ${before}`]),
  ]
  return sql`select v.contact_id from orders.customer_value v where ${join(terms, ' and ')}`
}
