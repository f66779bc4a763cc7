import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Difference, Proof } from '#inventory/contract/proof.ts'

/** More than anybody looks at. */
const most = 200

const differing = (kind: Difference['kind']) => sql`
  select ${kind}::text as kind, d.variant_id as "variantId", i.name, d.says, d.is, d.is_money as "isMoney"
  from d join inventory.item i on i.variant_id = d.variant_id where d.says <> d.is order by d.variant_id limit ${most}`

/** Each in one statement, so that both sides are of one moment. */
export const levels = (ctx: Ctx): Promise<Difference[]> =>
  ctx.sql<Difference>`
    with moved as (
      select variant_id, location_id, sum(milli)::bigint as milli from (
        select m.variant_id, m.to_id as location_id, m.quantity_milli as milli from inventory.stock_move m
        union all
        select m.variant_id, m.from_id, -m.quantity_milli from inventory.stock_move m) ends
      group by variant_id, location_id),
    d as (
      select coalesce(s.variant_id, m.variant_id) as variant_id, coalesce(s.on_hand_milli, 0) as says, coalesce(m.milli, 0) as is, false as is_money
      from inventory.stock_level s full join moved m on m.variant_id = s.variant_id and m.location_id = s.location_id)
    ${differing('level')}`

export const lots = (ctx: Ctx): Promise<Difference[]> =>
  ctx.sql<Difference>`
    with moved as (
      select variant_id, lot_id, location_id, sum(milli)::bigint as milli from (
        select m.variant_id, m.lot_id, m.to_id as location_id, m.quantity_milli as milli from inventory.stock_move m where m.lot_id is not null
        union all
        select m.variant_id, m.lot_id, m.from_id, -m.quantity_milli from inventory.stock_move m where m.lot_id is not null) ends
      group by variant_id, lot_id, location_id),
    d as (
      select coalesce(s.variant_id, m.variant_id) as variant_id, coalesce(s.on_hand_milli, 0) as says, coalesce(m.milli, 0) as is, false as is_money
      from inventory.lot_level s full join moved m on m.lot_id = s.lot_id and m.location_id = s.location_id)
    ${differing('lot')}`

export const reserved = (ctx: Ctx): Promise<Difference[]> =>
  ctx.sql<Difference>`
    with held as (
      select h.variant_id, h.location_id, sum(h.reserved_milli)::bigint as milli from inventory.holding h group by h.variant_id, h.location_id),
    d as (
      select s.variant_id, s.reserved_milli as says, coalesce(h.milli, 0) as is, false as is_money
      from inventory.stock_level s left join held h on h.variant_id = s.variant_id and h.location_id = s.location_id)
    ${differing('reserved')}`

export const balances = (ctx: Ctx): Promise<Difference[]> =>
  ctx.sql<Difference>`
    with d as (
      select s.variant_id, sum(s.on_hand_milli)::bigint as says, 0::bigint as is, false as is_money
      from inventory.stock_level s group by s.variant_id)
    ${differing('balance')}`

export const worths = (ctx: Ctx): Promise<Difference[]> =>
  ctx.sql<Difference>`
    with own as (
      select s.variant_id, sum(s.on_hand_milli)::bigint as milli from inventory.stock_level s join inventory.location l on l.id = s.location_id
      where l.kind = any(array['shop', 'warehouse', 'quality', 'transit']) group by s.variant_id),
    entered as (
      select e.variant_id, sum(e.value_minor)::bigint as minor from inventory.valuation_entry e group by e.variant_id),
    d as (
      select v.variant_id, v.quantity_milli as says, coalesce(o.milli, 0) as is, false as is_money
      from inventory.valuation v left join own o on o.variant_id = v.variant_id
      union all
      select v.variant_id, v.value_minor, coalesce(e.minor, 0), true
      from inventory.valuation v left join entered e on e.variant_id = v.variant_id)
    ${differing('worth')}`

/** Those that were moved since, or ever, after `afterId`. */
export const movedSince = (ctx: Ctx, since: string | null, afterId: string | null, limit: number): Promise<{ variantId: string }[]> =>
  ctx.sql<{ variantId: string }>`
    select v.variant_id as "variantId" from inventory.valuation v
    where v.position > 0 and (${afterId}::uuid is null or v.variant_id > ${afterId}::uuid)
      and (${since}::timestamptz is null or exists (
        select from inventory.stock_move m where m.variant_id = v.variant_id and m.position = v.position and m.recorded_at >= ${since}::timestamptz))
    order by v.variant_id limit ${limit}`

export async function count(ctx: Ctx): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`select count(*) as count from inventory.item`
  return row?.count ?? 0
}

const columns = sql`p.id, p.at, p.checked_count as "checkedCount", p.differences, p.repaired_at as "repairedAt", p.repaired_by_name as "repairedByName"`

export async function latest(ctx: Ctx): Promise<Proof | undefined> {
  const [row] = await ctx.sql<Proof>`select ${columns} from inventory.proof p order by p.at desc, p.id desc limit 1`
  return row
}

export async function lock(ctx: Ctx, id: string): Promise<Proof | undefined> {
  const [row] = await ctx.sql<Proof>`select ${columns} from inventory.proof p where p.id = ${id} for no key update`
  return row
}

export async function insert(
  ctx: Ctx,
  { id, checkedCount, differences }: Pick<Proof, 'id' | 'checkedCount' | 'differences'>,
): Promise<void> {
  await ctx.sql`
    insert into inventory.proof (id, at, checked_count, differences)
    values (${id}, ${ctx.now}, ${checkedCount}, ${JSON.stringify(differences)}::jsonb)`
}

export async function setRepaired(ctx: Ctx, id: string): Promise<void> {
  const name = ctx.actor.kind === 'system' ? null : ctx.actor.name
  await ctx.sql`update inventory.proof set repaired_at = ${ctx.now}, repaired_by_name = ${name} where id = ${id}`
}

/** Levels and lots of variants that are held, from their moves and holdings. */
export async function rebuild(ctx: Ctx, variantIds: readonly string[]): Promise<void> {
  await ctx.sql`
    with moved as (
      select variant_id, location_id, sum(milli)::bigint as milli from (
        select m.variant_id, m.to_id as location_id, m.quantity_milli as milli from inventory.stock_move m where m.variant_id = any(${variantIds}::uuid[])
        union all
        select m.variant_id, m.from_id, -m.quantity_milli from inventory.stock_move m where m.variant_id = any(${variantIds}::uuid[])) ends
      group by variant_id, location_id),
    held as (
      select h.variant_id, h.location_id, sum(h.reserved_milli)::bigint as milli from inventory.holding h
      where h.variant_id = any(${variantIds}::uuid[]) group by h.variant_id, h.location_id)
    update inventory.stock_level s set on_hand_milli = t.milli, reserved_milli = t.reserved,
      short_milli = case when s.is_free then 0 else greatest(0, t.reserved - t.milli) end
    from (
      select x.variant_id, x.location_id, coalesce(m.milli, 0) as milli, coalesce(h.milli, 0) as reserved
      from inventory.stock_level x
        left join moved m on m.variant_id = x.variant_id and m.location_id = x.location_id
        left join held h on h.variant_id = x.variant_id and h.location_id = x.location_id
      where x.variant_id = any(${variantIds}::uuid[])) t
    where s.variant_id = t.variant_id and s.location_id = t.location_id`
  await ctx.sql`
    update inventory.lot_level s set on_hand_milli = coalesce((
      select sum(case when m.to_id = s.location_id then m.quantity_milli else -m.quantity_milli end)::bigint from inventory.stock_move m
      where m.variant_id = s.variant_id and m.lot_id = s.lot_id and (m.to_id = s.location_id or m.from_id = s.location_id)), 0)
    where s.variant_id = any(${variantIds}::uuid[])`
}
