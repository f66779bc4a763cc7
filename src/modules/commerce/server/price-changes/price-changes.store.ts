import type { Listing, Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'
import type { PriceChange, PriceChangeItem, PriceSelection } from '#commerce/contract/price-change.ts'
import type { Reckoned, Selected } from '#commerce/server/price-changes/reckoning.ts'
import { allOf, selected } from '#commerce/server/prices/price-table.store.ts'

/** What is sold and meant, by name. */
export const variants = (ctx: Ctx, { listId: _list, ...by }: PriceSelection): Promise<Selected[]> =>
  ctx.sql<Selected>(sql`
    select v.id, case v.name when '' then p.name else p.name || ' (' || v.name || ')' end as name, v.sku, v.cost_minor as "costMinor",
      v.cost_currency as "costCurrency"
    from commerce.variant v join commerce.product p on p.id = v.product_id
    where ${allOf(selected(by))} order by p.name, v.position, v.id`)

const columns = sql`
  c.id, c.name, c.list_id as "listId", l.name as "listName", l.currency, c.selection, c.rule, c.rounding, c.effective_at as "effectiveAt",
  c.item_count as "itemCount", c.created_at as "createdAt", c.created_by_name as "createdByName", c.undone_at as "undoneAt",
  c.undone_by_name as "undoneByName", c.kept_count as "keptCount"`
const from = sql`from commerce.price_change c join commerce.price_list l on l.id = c.list_id`

export type ChangeRow = Omit<PriceChange, 'state'>

export const page = (ctx: Ctx, input: Listing): Promise<Page<ChangeRow>> =>
  list<ChangeRow>(
    ctx,
    {
      from,
      columns,
      fields: {
        createdAt: { column: sql`c.created_at`, type: 'instant', sortable: true, filterable: true },
        listId: { column: sql`c.list_id`, type: 'id', filterable: true },
      },
      defaultSort: '-createdAt',
      tieBreaker: sql`c.id`,
      shown: { createdAt: 'createdAt', tieBreaker: 'id' },
    },
    input,
  )

export async function find(ctx: Ctx, id: string): Promise<ChangeRow | undefined> {
  const [row] = await ctx.sql<ChangeRow>(sql`select ${columns} ${from} where c.id = ${id}`)
  return row
}

/** The rate that prices of a list were last moved to, in billionths; of what was taken back and what is still to come none. */
export async function lastRate(ctx: Ctx, listId: string): Promise<number | null> {
  const [row] = await ctx.sql<{ nanos: number }>`
    select (c.rule->>'toNanos')::bigint as nanos from commerce.price_change c
    where c.list_id = ${listId} and c.rule->>'kind' = 'exchange-rate' and c.undone_at is null and c.effective_at <= ${ctx.now}
    order by c.effective_at desc, c.id desc limit 1`
  return row?.nanos ?? null
}

export const itemPage = (ctx: Ctx, changeId: string, kept: boolean | undefined, input: Listing): Promise<Page<PriceChangeItem>> =>
  list<PriceChangeItem>(
    ctx,
    {
      from: sql`
        from commerce.price_change_item i join commerce.variant v on v.id = i.variant_id join commerce.product p on p.id = v.product_id`,
      columns: sql`
        i.variant_id as "variantId", case v.name when '' then p.name else p.name || ' (' || v.name || ')' end as name, v.sku,
        i.least_milli as "leastMilli", i.old_amount_minor as "oldMinor", i.new_amount_minor as "newMinor", i.is_kept as "isKept"`,
      where: [sql`i.change_id = ${changeId}`, ...(kept === undefined ? [] : [sql`i.is_kept = ${kept}`])],
      fields: {
        name: {
          column: sql`p.name || ' ' || i.variant_id::text || ' ' || lpad(i.least_milli::text, 10, '0')`,
          type: 'text',
          sortable: true,
        },
      },
      defaultSort: 'name',
      tieBreaker: sql`i.variant_id`,
    },
    input,
  )

export type NewChange = Pick<PriceChange, 'id' | 'name' | 'listId' | 'selection' | 'rule' | 'rounding' | 'effectiveAt'>

export async function insert(ctx: Ctx, change: NewChange, items: readonly Reckoned[]): Promise<void> {
  await ctx.sql`
    insert into commerce.price_change (id, list_id, name, selection, rule, rounding, effective_at, item_count, created_at, created_by_name)
    values (${change.id}, ${change.listId}, ${change.name}, ${JSON.stringify(change.selection)}::jsonb, ${JSON.stringify(change.rule)}::jsonb,
      ${change.rounding && JSON.stringify(change.rounding)}::jsonb, ${change.effectiveAt}, ${items.length}, ${ctx.now}, ${ctx.actor.name})`
  await ctx.sql`
    insert into commerce.price_change_item (change_id, variant_id, least_milli, old_amount_minor, old_change_id, new_amount_minor)
    select ${change.id}::uuid, d.variant_id, d.least, d.old, d.old_change, d.new
    from unnest(${items.map((one) => one.variantId)}::uuid[], ${items.map((one) => one.leastMilli)}::bigint[], ${items.map((one) => one.oldMinor)}::bigint[],
      ${items.map((one) => one.oldChangeId)}::uuid[], ${items.map((one) => one.newMinor)}::bigint[]) as d(variant_id, least, old, old_change, new)`
}

export type KeptItem = { variantId: string; leastMilli: number; oldMinor: number | null; oldChangeId: string | null; newMinor: number }

export const items = (ctx: Ctx, changeId: string): Promise<KeptItem[]> => ctx.sql<KeptItem>`
  select i.variant_id as "variantId", i.least_milli as "leastMilli", i.old_amount_minor as "oldMinor", i.old_change_id as "oldChangeId",
    i.new_amount_minor as "newMinor"
  from commerce.price_change_item i where i.change_id = ${changeId}`

export async function markUndone(ctx: Ctx, id: string, kept: readonly Pick<KeptItem, 'variantId' | 'leastMilli'>[]): Promise<void> {
  await ctx.sql`
    update commerce.price_change set undone_at = ${ctx.now}, undone_by_name = ${ctx.actor.name}, kept_count = ${kept.length} where id = ${id}`
  if (kept.length === 0) return
  await ctx.sql`
    update commerce.price_change_item i set is_kept = true
    from unnest(${kept.map((one) => one.variantId)}::uuid[], ${kept.map((one) => one.leastMilli)}::bigint[]) as d(variant_id, least)
    where i.change_id = ${id} and i.variant_id = d.variant_id and i.least_milli = d.least`
}
