import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Ordering, Station } from '#orders/contract/ordering.ts'

const columns = sql`b.brand_id as "brandId", b.prefix, b.states, b.may_go_back as "mayGoBack", b.ready_minutes as "readyMinutes", b.version`

export const all = (ctx: Ctx): Promise<Ordering[]> => ctx.sql<Ordering>`select ${columns} from orders.brand_ordering b`

export async function find(ctx: Ctx, brandId: string): Promise<Ordering | undefined> {
  const [row] = await ctx.sql<Ordering>`select ${columns} from orders.brand_ordering b where b.brand_id = ${brandId}`
  return row
}

/** Brands get their letters one after the other. */
export async function takeTurn(ctx: Ctx): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`orders.prefix ${ctx.org}`}, 0))`
}

export async function save(ctx: Ctx, ordering: Ordering): Promise<void> {
  await ctx.sql`
    insert into orders.brand_ordering as b (brand_id, prefix, states, may_go_back, ready_minutes, version)
    values (${ordering.brandId}, ${ordering.prefix}, ${JSON.stringify(ordering.states)}::jsonb, ${ordering.mayGoBack},
      ${ordering.readyMinutes}, ${ordering.version})
    on conflict (org_id, brand_id) do update set prefix = excluded.prefix, states = excluded.states,
      may_go_back = excluded.may_go_back, ready_minutes = excluded.ready_minutes, version = excluded.version`
}

/** Whether orders of other brands have numbers that begin with these letters and a year. */
export async function isInNumbers(ctx: Ctx, prefix: string, brandId: string): Promise<boolean> {
  const rows = await ctx.sql`
    select true as found from orders.customer_order o
    where o.number >= ${`${prefix}0`} and o.number < ${`${prefix}:`} and o.brand_id <> ${brandId}
      and substr(o.number, ${prefix.length + 3}, 1) = '-' limit 1`
  return rows.length > 0
}

export const stations = (ctx: Ctx): Promise<Station[]> =>
  ctx.sql<Station>`select s.id, s.name from orders.station s order by s.position, s.id`

export async function replaceStations(ctx: Ctx, stations: readonly Station[]): Promise<void> {
  await ctx.sql`delete from orders.station`
  if (stations.length === 0) return
  const rows = stations.map((station, position) => ({ ...station, position }))
  await ctx.sql`
    insert into orders.station (id, name, position) select s.id, s.name, s.position
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(id uuid, name text, position bigint)`
}
