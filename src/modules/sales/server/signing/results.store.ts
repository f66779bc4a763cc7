import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'

export type Group = 'owner' | 'template' | 'month'
export type Period = { from: string; to: string; zone: string; brandId: string | null }

const groupOf = (group: Group | null, zone: string): Statement => {
  switch (group) {
    case 'owner':
      return sql`p.owner_id::text`
    case 'template':
      return sql`p.template_id::text`
    case 'month':
      return sql`to_char(f.sent_at at time zone ${zone}::text, 'YYYY-MM')`
    case null:
      return sql`''`
  }
}

/** Moments of proposals that were sent for the first time in the period, whenever the rest happened to them. */
const cohort = ({ from, to, brandId }: Period): Statement => sql`
  select p.id, f.sent_at, d.accepted_at, d.rejected_at, d.expired_at, d.viewed_at, v.totals as accepted, l.totals as last
  from (
    select e.proposal_id, min(e.at) as sent_at from sales.proposal_event e
    where e.type = 'sent' group by e.proposal_id having min(e.at) >= ${from} and min(e.at) < ${to}
  ) f
  join sales.proposal p on p.id = f.proposal_id ${brandId ? sql`and p.brand_id = ${brandId}` : empty}
  cross join lateral (
    select min(e.at) filter (where e.type = 'accepted') as accepted_at, max(e.at) filter (where e.type = 'rejected') as rejected_at,
      max(e.at) filter (where e.type = 'expired') as expired_at, min(e.at) filter (where e.type = 'viewed') as viewed_at,
      max(e.version_number) filter (where e.type = 'accepted') as accepted_no, max(e.version_number) filter (where e.type = 'sent') as sent_no
    from sales.proposal_event e where e.proposal_id = p.id) d
  left join sales.proposal_version v on v.proposal_id = p.id and v.no = d.accepted_no
  left join sales.proposal_version l on l.proposal_id = p.id and l.no = d.sent_no`

export type Outcome = {
  key: string | null
  sent: number
  viewed: number
  accepted: number
  rejected: number
  expired: number
  medianSeconds: number | null
  p90Seconds: number | null
  medianViewSeconds: number | null
}

/** What became of them. Middle values and not means: one that took a year would say nothing of the others. */
export const outcomes = (ctx: Ctx, period: Period, group: Group | null): Promise<Outcome[]> =>
  ctx.sql<Outcome>`
    select ${groupOf(group, period.zone)} as key, count(*) as sent, count(f.viewed_at) as viewed, count(f.accepted_at) as accepted,
      count(*) filter (where f.accepted_at is null and f.rejected_at is not null) as rejected,
      count(*) filter (where f.accepted_at is null and f.rejected_at is null and f.expired_at is not null) as expired,
      percentile_cont(0.5) within group (order by extract(epoch from f.accepted_at - f.sent_at))::float8 as "medianSeconds",
      percentile_cont(0.9) within group (order by extract(epoch from f.accepted_at - f.sent_at))::float8 as "p90Seconds",
      percentile_cont(0.5) within group (order by extract(epoch from f.viewed_at - f.sent_at))::float8 as "medianViewSeconds"
    from (${cohort(period)}) f join sales.proposal p on p.id = f.id
    group by 1 order by 1 nulls last limit 500`

export type Return = { key: string | null; currency: string; sent: number; sentMinor: number; wonMinor: number; discountMinor: number }

/** What was offered and what was won, one row per currency: amounts of two of them add up to nothing. */
export const returns = (ctx: Ctx, period: Period, group: Group | null): Promise<Return[]> =>
  ctx.sql<Return>`
    select ${groupOf(group, period.zone)} as key, p.currency, count(*) as sent,
      coalesce(sum((f.last ->> 'totalMinor')::bigint), 0)::bigint as "sentMinor",
      coalesce(sum((f.accepted ->> 'totalMinor')::bigint), 0)::bigint as "wonMinor",
      coalesce(sum((f.accepted ->> 'discountMinor')::bigint + l.minor), 0)::bigint as "discountMinor"
    from (${cohort(period)}) f join sales.proposal p on p.id = f.id
    cross join lateral (
      select coalesce(sum((line ->> 'discountMinor')::bigint), 0) as minor from jsonb_array_elements(f.accepted -> 'lines') line) l
    group by 1, 2 order by 2, 1 nulls last limit 500`

export type Cost = { amountMinor: number; currency: string; version: number }

export async function cost(ctx: Ctx): Promise<Cost | undefined> {
  const [row] = await ctx.sql<Cost>`select c.amount_minor as "amountMinor", c.currency, c.version from sales.proposal_cost c`
  return row
}

export async function setCost(ctx: Ctx, { amountMinor, currency }: { amountMinor: number; currency: string }): Promise<void> {
  await ctx.sql`
    insert into sales.proposal_cost (amount_minor, currency) values (${amountMinor}, ${currency})
    on conflict (org_id) do update
      set amount_minor = excluded.amount_minor, currency = excluded.currency, version = sales.proposal_cost.version + 1`
}

export const templateNames = (ctx: Ctx, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  ctx.sql<{ id: string; name: string }>`select t.id, t.name from sales.proposal_template t where t.id = any(${ids})`
