import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { UnitCode } from '#commerce/contract/quantity.ts'
import type { ListCountLines } from '#inventory/contract/count.ts'
import type { Counted } from '#inventory/contract/count-tally.ts'
import type { Tracking } from '#inventory/contract/item.ts'

export type LineRow = {
  id: string
  variantId: string
  lotId: string | null
  lotCode: string | null
  name: string
  sku: string | null
  unit: UnitCode
  look: 1 | 2
  countedMilli: number | null
  countedAt: string | null
  countedByName: string | null
  firstMilli: number | null
  expectedMilli: number | null
  unitCostMinor: number | null
  isSuperseded: boolean
}

const from = sql`
  from inventory.count_line x
  join inventory.item i on i.org_id = x.org_id and i.variant_id = x.variant_id
  left join inventory.lot t on t.org_id = x.org_id and t.id = x.lot_id`
const columns = sql`
  x.id, x.variant_id as "variantId", x.lot_id as "lotId", t.code as "lotCode", i.name, i.sku, i.unit, x.look, x.counted_milli as "countedMilli",
  x.counted_at as "countedAt", x.counted_by_name as "countedByName", x.first_milli as "firstMilli", x.expected_milli as "expectedMilli",
  x.unit_cost_minor as "unitCostMinor", x.is_superseded as "isSuperseded"`

const shown: Record<ListCountLines['show'], Statement | null> = {
  all: null,
  uncounted: sql`x.counted_at is null`,
  different: sql`x.counted_milli <> x.expected_milli`,
  again: sql`x.look = 2 and x.counted_at is null`,
}

export function page(ctx: Ctx, { id, show, ...input }: ListCountLines): Promise<Page<LineRow>> {
  const condition = shown[show]
  return list<LineRow>(
    ctx,
    {
      from,
      columns,
      where: [sql`x.count_id = ${id}`, ...(condition ? [condition] : [])],
      fields: { name: { column: sql`i.name_key || ' ' || coalesce(t.code, '')`, type: 'text', sortable: true } },
      defaultSort: 'name',
      tieBreaker: sql`x.id`,
    },
    input,
  )
}

export const all = (ctx: Ctx, countId: string): Promise<LineRow[]> =>
  ctx.sql<LineRow>(sql`select ${columns} ${from} where x.count_id = ${countId} order by x.variant_id, x.id`)

/** Held by whoever counts it, so that two who count the same are counted one after the other. */
export async function hold(ctx: Ctx, countId: string, variantId: string, lotId: string | null): Promise<LineRow | undefined> {
  const [row] = await ctx.sql<LineRow>(sql`
    select ${columns} ${from}
    where x.count_id = ${countId} and x.variant_id = ${variantId} and x.lot_id is not distinct from ${lotId}::uuid for update of x`)
  return row
}

export async function find(ctx: Ctx, id: string): Promise<LineRow | undefined> {
  const [row] = await ctx.sql<LineRow>(sql`select ${columns} ${from} where x.id = ${id}`)
  return row
}

export const add = (ctx: Ctx, line: { id: string; countId: string; variantId: string; lotId: string | null }): Promise<unknown> =>
  ctx.sql`
    insert into inventory.count_line (id, count_id, variant_id, lot_id) values (${line.id}, ${line.countId}, ${line.variantId}, ${line.lotId})
    on conflict do nothing`

export type Known = { variantId: string; name: string; unit: UnitCode; tracking: Tracking; isLot: boolean; lineCount: number }

/** What is to be put on a sheet: whether this shop counts it, and whether the lot is one of it. */
export async function known(ctx: Ctx, countId: string, variantId: string, lotId: string | null): Promise<Known | undefined> {
  const [row] = await ctx.sql<Known>`
    select i.variant_id as "variantId", i.name, i.unit, i.tracking,
      exists (select from inventory.lot t where t.org_id = i.org_id and t.id = ${lotId}::uuid and t.variant_id = i.variant_id) as "isLot",
      (select count(*) from inventory.count_line x where x.org_id = i.org_id and x.count_id = ${countId}) as "lineCount"
    from inventory.item i where i.variant_id = ${variantId} and i.is_kept`
  return row
}

export type Entry = Counted & { byName: string | null }

export async function enter(ctx: Ctx, entry: { lineId: string; look: 1 | 2 } & Counted): Promise<void> {
  await ctx.sql`
    insert into inventory.count_entry (id, line_id, look, quantity_milli, how, counted_at, entered_at, by_id, by_name)
    values (${ctx.newId()}, ${entry.lineId}, ${entry.look}, ${entry.quantityMilli}, ${entry.how}, ${entry.countedAt}, ${ctx.now},
      ${'id' in ctx.actor ? ctx.actor.id : null}, ${ctx.actor.name})`
}

export const entries = (ctx: Ctx, lineId: string, look: 1 | 2): Promise<Entry[]> => ctx.sql<Entry>`
  select e.quantity_milli as "quantityMilli", e.how, e.counted_at as "countedAt", e.by_name as "byName"
  from inventory.count_entry e where e.line_id = ${lineId} and e.look = ${look} order by e.counted_at, e.id`

export type Written = Pick<
  LineRow,
  'id' | 'look' | 'countedMilli' | 'countedAt' | 'countedByName' | 'firstMilli' | 'expectedMilli' | 'unitCostMinor'
>

export async function write(ctx: Ctx, lines: readonly Written[]): Promise<void> {
  if (lines.length === 0) return
  await ctx.sql`
    update inventory.count_line x set look = d.look, counted_milli = d.counted, counted_at = d.at, counted_by_name = d.by_name, first_milli = d.first,
      expected_milli = d.expected, unit_cost_minor = d.cost
    from unnest(${lines.map(({ id }) => id)}::uuid[], ${lines.map(({ look }) => look)}::bigint[], ${lines.map(({ countedMilli }) => countedMilli)}::bigint[],
      ${lines.map(({ countedAt }) => countedAt)}::timestamptz[], ${lines.map(({ countedByName }) => countedByName)}::text[],
      ${lines.map(({ firstMilli }) => firstMilli)}::bigint[], ${lines.map(({ expectedMilli }) => expectedMilli)}::bigint[],
      ${lines.map(({ unitCostMinor }) => unitCostMinor)}::bigint[]) as d(id, look, counted, at, by_name, first, expected, cost)
    where x.id = d.id`
}

/** Nobody counted these: there is none. */
export async function enterNone(ctx: Ctx, lineIds: readonly string[]): Promise<void> {
  await ctx.sql`
    insert into inventory.count_entry (id, line_id, look, quantity_milli, how, counted_at, entered_at, by_id, by_name)
    select d.id, d.line_id, 1, 0, 'set', ${ctx.now}::timestamptz, ${ctx.now}::timestamptz, ${'id' in ctx.actor ? ctx.actor.id : null}::uuid, ${ctx.actor.name}::text
    from unnest(${lineIds.map(() => ctx.newId())}::uuid[], ${[...lineIds]}::uuid[]) as d(id, line_id)`
}

export const markSuperseded = (ctx: Ctx, lineIds: readonly string[]): Promise<unknown> =>
  ctx.sql`update inventory.count_line x set is_superseded = true where x.id = any(${[...lineIds]})`
