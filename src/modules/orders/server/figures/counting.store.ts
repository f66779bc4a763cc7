import { sql, type Statement } from '#kernel/db/sql.ts'

/** Days of the organization's calendar as half-open stretches of time: `days[i]` is `[begins[i], ends[i])`. */
export type Stretches = { days: readonly string[]; begins: readonly string[]; ends: readonly string[] }

export const dimensions = ['door', 'fulfilment', 'hour', 'agent', 'category', 'variant', 'promotion'] as const
export type Dimension = (typeof dimensions)[number]

/** Half away from zero, of what is never negative. */
const share = (of: Statement, part: Statement, whole: Statement): Statement => sql`((2 * ${of} * ${part} + ${whole}) / (2 * ${whole}))`

/**
 * The orders of each day by the index of when they were placed: without the fence (`offset 0`) the planner, which does not
 * know how short a day is, may hold every order against every day.
 */
const ordersOf = ({ days, begins, ends }: Stretches): Statement => sql`
  unnest(${days}::date[], ${begins}::timestamptz[], ${ends}::timestamptz[]) as d(day, begins, ends)
    cross join lateral (
      select c.* from orders.customer_order c where c.placed_at >= d.begins and c.placed_at < d.ends offset 0) o`

/** Orders that were placed then; those that were called off only count as such. What came back is not sold. */
const placed = (stretches: Stretches, zone: string): Statement => sql`
  placed as materialized (
    select o.id, d.day, to_char(o.placed_at at time zone ${zone}, 'HH24') as hour, o.brand_id, o.door, o.fulfilment, o.currency,
      o.created_by_id, o.includes_tax, o.state = 'cancelled' as is_cancelled,
      o.total_minor - o.returned_minor as total_minor, o.discount_minor + o.delivery_discount_minor as discount_minor,
      case when o.returned_minor = 0 or o.total_minor = 0 then o.net_minor
        else ${share(sql`o.net_minor`, sql`(o.total_minor - o.returned_minor)`, sql`o.total_minor`)} end as net_minor
    from ${ordersOf(stretches)}
    where o.state <> 'draft')`

/** What is in them now, without taxes, and what it cost: a combo has the taxes of what it is made of. */
const sold = sql`
  sold as materialized (
    select l.order_id, l.variant_id, l.category_id, k.quantity_milli, k.total_minor, k.discount_minor, k.net_minor,
      case when l.cost_minor is null then 0 else k.net_minor end as costed_minor,
      coalesce(round(l.cost_minor::numeric * k.quantity_milli / 1000)::bigint, 0) as cost_minor
    from (select p.id, p.includes_tax from placed p where not p.is_cancelled) p
    join orders.order_line l on l.order_id = p.id
    cross join lateral (
      select l.quantity_milli - l.returned_milli as quantity_milli,
        ${share(sql`l.total_minor`, sql`(l.quantity_milli - l.returned_milli)`, sql`l.quantity_milli`)} as total_minor,
        ${share(sql`(l.gross_minor - l.total_minor)`, sql`(l.quantity_milli - l.returned_milli)`, sql`l.quantity_milli`)}
          as discount_minor) q
    cross join lateral (
      select q.quantity_milli, q.total_minor, q.discount_minor,
        case when not p.includes_tax then q.total_minor
          when l.parts is null or l.total_minor = 0 then case when l.tax_kind = 'taxed'
            then ${share(sql`q.total_minor`, sql`10000`, sql`(10000 + l.tax_basis_points)`)} else q.total_minor end
          else (select ${share(sql`coalesce(sum(round(c.total::numeric * 10000 / (10000 + c.rate))), 0)::bigint`, sql`q.total_minor`, sql`l.total_minor`)}
            from (select (e ->> 'totalMinor')::bigint as total,
                case when e ->> 'taxKind' = 'taxed' then (e ->> 'taxBasisPoints')::bigint else 0 end as rate
              from jsonb_array_elements(l.parts) e) c) end as net_minor) k
    where l.removed_at is null)`

const none = sql`0::bigint`

/** Of whole orders, by what is the same of all of one. */
const ofOrders = (key: Statement): Statement => sql`
  select p.day, ${key} as key, p.brand_id, p.currency, '' as name, count(*) filter (where not p.is_cancelled) as orders,
    count(*) filter (where p.is_cancelled) as cancelled, coalesce(sum(i.quantity_milli), 0)::bigint as quantity_milli,
    coalesce(sum(p.total_minor) filter (where not p.is_cancelled), 0)::bigint as total_minor,
    coalesce(sum(p.discount_minor) filter (where not p.is_cancelled), 0)::bigint as discount_minor,
    coalesce(sum(p.net_minor) filter (where not p.is_cancelled), 0)::bigint as net_minor,
    coalesce(sum(i.costed_minor), 0)::bigint as costed_minor, coalesce(sum(i.cost_minor), 0)::bigint as cost_minor
  from placed p left join inside i on i.order_id = p.id
  group by 1, 2, 3, 4`

const ofLines = (key: Statement): Statement => sql`
  select p.day, ${key} as key, p.brand_id, p.currency, '' as name, count(distinct s.order_id) as orders, ${none} as cancelled,
    sum(s.quantity_milli)::bigint as quantity_milli, sum(s.total_minor)::bigint as total_minor,
    sum(s.discount_minor)::bigint as discount_minor, sum(s.net_minor)::bigint as net_minor,
    sum(s.costed_minor)::bigint as costed_minor, sum(s.cost_minor)::bigint as cost_minor
  from sold s join placed p on p.id = s.order_id
  group by 1, 2, 3, 4`

/** What promotions gave away, and what the orders came to that they were part of. */
const ofPromotions = sql`
  select p.day, n."promotionId"::text as key, p.brand_id, p.currency, max(n.name) as name, count(distinct p.id) as orders,
    ${none} as cancelled, ${none} as quantity_milli, sum(p.total_minor)::bigint as total_minor,
    sum(n."amountMinor")::bigint as discount_minor, sum(p.net_minor)::bigint as net_minor, ${none} as costed_minor, ${none} as cost_minor
  from placed p join orders.customer_order o on o.id = p.id
  cross join lateral jsonb_to_recordset(o.promotions) as n("promotionId" uuid, name text, "amountMinor" bigint, refusal text)
  where not p.is_cancelled and n."promotionId" is not null and n.refusal is null and n."amountMinor" > 0
  group by 1, 2, 3, 4`

const countOf: Record<Dimension, Statement> = {
  door: ofOrders(sql`p.door`),
  fulfilment: ofOrders(sql`p.fulfilment`),
  hour: ofOrders(sql`p.hour`),
  agent: ofOrders(sql`coalesce(p.created_by_id::text, '')`),
  category: ofLines(sql`coalesce(s.category_id::text, '')`),
  variant: ofLines(sql`s.variant_id::text`),
  promotion: ofPromotions,
}

/** The rows of a dimension over some days, read from the orders: what `orders.sales_count` has of days that are settled. */
export const counted = (dimension: Dimension, zone: string, stretches: Stretches): Statement => sql`
  with ${placed(stretches, zone)}, ${sold}, inside as (
    select s.order_id, sum(s.quantity_milli) as quantity_milli, sum(s.costed_minor) as costed_minor, sum(s.cost_minor) as cost_minor
    from sold s group by 1)
  ${countOf[dimension]}`

/** As many seconds as anybody asks for: to half a minute below an hour, to the minute below four, to five beyond. */
const coarse = (seconds: Statement): Statement => sql`(
  case when ${seconds} < 3600 then round(${seconds} / 30) * 30
    when ${seconds} < 14400 then round(${seconds} / 60) * 60 else round(${seconds} / 300) * 300 end)::bigint`

const between = (from: Statement, to: Statement): Statement => sql`greatest(extract(epoch from ${to} - ${from}), 0)`

/** How long orders took that were handed over, by the day on which they were placed. Those that were wanted later took as long as they should. */
export const paced = (stretches: Stretches): Statement => sql`
  select d.day, t.stretch, o.fulfilment, o.brand_id, ${coarse(sql`t.seconds`)} as seconds, count(*) as count
  from ${ordersOf(stretches)}
  cross join lateral (values
    ('preparation', case when o.ready_at is not null and o.wanted_at is null
      then ${between(sql`coalesce(o.confirmed_at, o.placed_at)`, sql`o.ready_at`)} end),
    ('delivery', case when o.state = 'delivered' and o.fulfilment = 'delivery' then ${between(sql`o.dispatched_at`, sql`o.closed_at`)} end),
    ('whole', case when o.state = 'delivered' and o.wanted_at is null then ${between(sql`o.placed_at`, sql`o.closed_at`)} end)
  ) as t(stretch, seconds)
  where o.state <> all (array['draft', 'cancelled']) and t.seconds is not null
  group by 1, 2, 3, 4, 5`
