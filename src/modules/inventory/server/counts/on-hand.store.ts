import type { Ctx } from '#kernel/ctx.ts'
import type { CountScope } from '#inventory/contract/count.ts'

/** `at` null: now. */
export type Asked = { id: string; variantId: string; lotId: string | null; at: string | null }

/**
 * How much there was at a place at each of these moments: what there is now, less what has moved since. By the moves since
 * the earliest of the moments, which are few however long the history is.
 */
export async function asOf(ctx: Ctx, locationId: string, asked: readonly Asked[]): Promise<Map<string, number>> {
  if (asked.length === 0) return new Map()
  const since = asked.reduce<string | null>((first, { at }) => (at !== null && (first === null || at < first) ? at : first), null)
  const rows = await ctx.sql<{ id: string; onHandMilli: number }>`
    with wanted as (
      select w.id, w.variant_id, w.lot_id, w.at
      from unnest(${asked.map(({ id }) => id)}::uuid[], ${asked.map(({ variantId }) => variantId)}::uuid[], ${asked.map(({ lotId }) => lotId)}::uuid[],
        ${asked.map(({ at }) => at)}::timestamptz[]) as w(id, variant_id, lot_id, at)
    ), moved as materialized (
      select m.variant_id, m.lot_id, m.at, case when m.to_id = ${locationId} then m.quantity_milli else -m.quantity_milli end as net
      from inventory.stock_move m
      where m.at > ${since}::timestamptz and (m.to_id = ${locationId} or m.from_id = ${locationId})
    ), since as (
      select w.id, sum(m.net)::bigint as net from wanted w
      join moved m on m.variant_id = w.variant_id and m.at > w.at and (w.lot_id is null or m.lot_id = w.lot_id)
      group by w.id
    )
    select w.id, (coalesce(t.on_hand_milli, v.on_hand_milli, 0) - coalesce(s.net, 0))::bigint as "onHandMilli"
    from wanted w
    left join inventory.stock_level v on w.lot_id is null and v.variant_id = w.variant_id and v.location_id = ${locationId}
    left join inventory.lot_level t on t.lot_id = w.lot_id and t.location_id = ${locationId}
    left join since s on s.id = w.id`
  return new Map(rows.map(({ id, onHandMilli }) => [id, onHandMilli]))
}

/** Of these lines: those of which a later count was believed already. */
export async function countedLater(
  ctx: Ctx,
  locationId: string,
  lines: readonly { id: string; variantId: string; lotId: string | null; countedAt: string }[],
): Promise<Set<string>> {
  if (lines.length === 0) return new Set()
  const rows = await ctx.sql<{ id: string }>`
    select w.id
    from unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ variantId }) => variantId)}::uuid[], ${lines.map(({ lotId }) => lotId)}::uuid[],
      ${lines.map(({ countedAt }) => countedAt)}::timestamptz[]) as w(id, variant_id, lot_id, at)
    where exists (
      select from inventory.count_line x join inventory.stock_count c on c.org_id = x.org_id and c.id = x.count_id
      where x.variant_id = w.variant_id and x.lot_id is not distinct from w.lot_id and x.counted_at > w.at
        and c.location_id = ${locationId} and c.state = 'approved')`
  return new Set(rows.map(({ id }) => id))
}

export type Kept = { variantId: string; lotId: string | null; categoryId: string | null }

/**
 * What a place keeps: everything that ever was there, by lot where it is followed by lots. `variantIds`, `categoryIds`: of
 * those alone; what was picked by hand need not have been there yet.
 */
export function keptAt(ctx: Ctx, locationId: string, scope: CountScope, variantIds: readonly string[] | null): Promise<Kept[]> {
  const categoryIds = scope.kind === 'category' ? scope.categoryIds : null
  return ctx.sql<Kept>`
    select i.variant_id as "variantId", t.lot_id as "lotId", i.category_id as "categoryId"
    from inventory.item i
    left join inventory.stock_level v on v.org_id = i.org_id and v.variant_id = i.variant_id and v.location_id = ${locationId}
    left join inventory.lot_level t on i.tracking <> 'quantity' and t.org_id = i.org_id and t.variant_id = i.variant_id
      and t.location_id = ${locationId} and t.on_hand_milli > 0
    where i.is_kept and (v.variant_id is not null or ${scope.kind === 'picked'})
      and (i.tracking = 'quantity' or t.lot_id is not null)
      and (${categoryIds}::uuid[] is null or i.category_id = any(${categoryIds}::uuid[]))
      and (${variantIds}::uuid[] is null or i.variant_id = any(${variantIds}::uuid[]))
    order by i.name_key, i.variant_id
    limit 20001`
}

export type Turnover = { variantId: string; valueMinor: number; countedAt: string | null }

/** Of everything that a place keeps: the value of what was taken since, and when it was last counted there. */
export const turnover = (ctx: Ctx, locationId: string, since: string): Promise<Turnover[]> => ctx.sql<Turnover>`
  with taken as (
    select e.variant_id, sum(abs(e.value_minor))::bigint as value from inventory.valuation_entry e
    where e.at >= ${since} and e.kind = 'issue' group by e.variant_id
  ), counted as (
    select x.variant_id, max(x.counted_at) as at from inventory.count_line x
    join inventory.stock_count c on c.org_id = x.org_id and c.id = x.count_id
    where c.location_id = ${locationId} and c.state = 'approved' and x.counted_at is not null group by x.variant_id
  )
  select v.variant_id as "variantId", coalesce(taken.value, 0)::bigint as "valueMinor", counted.at as "countedAt"
  from inventory.stock_level v
  join inventory.item i on i.org_id = v.org_id and i.variant_id = v.variant_id and i.is_kept
  left join taken on taken.variant_id = v.variant_id left join counted on counted.variant_id = v.variant_id
  where v.location_id = ${locationId}`
