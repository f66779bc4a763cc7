import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql } from '#kernel/db/sql.ts'
import type { Plan, Row } from '#commerce/server/prices/planning.ts'

/** Prices that hold or will in a list, of some variants (null: of all). */
export async function upcoming(ctx: Ctx, listId: string, variantIds: readonly string[] | null, after: number): Promise<Row[]> {
  const rows = await ctx.sql<Omit<Row, 'from' | 'to'> & { from: string; to: string | null }>(sql`
    select r.id, r.variant_id as "variantId", r.least_milli as "leastMilli", r.amount_minor as "amountMinor", r.change_id as "changeId",
      r.valid_from as "from", nullif(r.valid_to, 'infinity') as "to"
    from commerce.price r
    where r.list_id = ${listId} and r.valid_to > ${new Date(after)}
      ${variantIds === null ? empty : sql`and r.variant_id = any(${variantIds}::uuid[])`}`)
  return rows.map((row) => ({ ...row, from: Date.parse(row.from), to: row.to === null ? Infinity : Date.parse(row.to) }))
}

/** What single units of these variants cost now in these lists, before any quantity. */
export const current = (
  ctx: Ctx,
  listIds: readonly string[],
  variantIds: readonly string[],
): Promise<{ variantId: string; listId: string; amountMinor: number }[]> =>
  ctx.sql<{ variantId: string; listId: string; amountMinor: number }>`
    select r.variant_id as "variantId", r.list_id as "listId", r.amount_minor as "amountMinor" from commerce.price r
    where r.variant_id = any(${variantIds}::uuid[]) and r.list_id = any(${listIds}::uuid[]) and r.least_milli = 0
      and r.valid_from <= ${ctx.now} and r.valid_to > ${ctx.now}`

/**
 * Writes a plan: what goes and what ends before what begins, because two prices of one thing never hold at once. The list is
 * held by who calls.
 */
export async function write(ctx: Ctx, listId: string, { removed, ended, added }: Plan): Promise<void> {
  if (removed.length > 0) await ctx.sql`delete from commerce.price where id = any(${removed}::uuid[])`
  if (ended.length > 0)
    await ctx.sql`
      update commerce.price r set valid_to = coalesce(d."to", 'infinity')
      from unnest(${ended.map(({ id }) => id)}::uuid[], ${ended.map(({ to }) => until(to))}::timestamptz[]) as d(id, "to")
      where r.id = any(${ended.map(({ id }) => id)}::uuid[]) and r.id = d.id`
  if (added.length === 0) return
  await ctx.sql`
    insert into commerce.price (id, list_id, variant_id, least_milli, amount_minor, valid_from, valid_to, change_id, set_by_name)
    select d.id, ${listId}::uuid, d.variant_id, d.least_milli, d.amount_minor, d."from", coalesce(d."to", 'infinity'), d.change_id,
      ${ctx.actor.kind === 'system' ? null : ctx.actor.name}::text
    from unnest(${added.map(() => ctx.newId())}::uuid[], ${added.map((one) => one.variantId)}::uuid[], ${added.map((one) => one.leastMilli)}::bigint[],
      ${added.map((one) => one.amountMinor)}::bigint[], ${added.map((one) => new Date(one.from).toISOString())}::timestamptz[],
      ${added.map((one) => until(one.to))}::timestamptz[], ${added.map((one) => one.changeId)}::uuid[])
      as d(id, variant_id, least_milli, amount_minor, "from", "to", change_id)`
}

const until = (to: number): string | null => (to === Infinity ? null : new Date(to).toISOString())

export type FoundPrice = { listId: string; variantId: string; validFrom: string }

export async function find(ctx: Ctx, id: string): Promise<FoundPrice | undefined> {
  const [row] = await ctx.sql<FoundPrice>`
    select r.list_id as "listId", r.variant_id as "variantId", r.valid_from as "validFrom" from commerce.price r where r.id = ${id}`
  return row
}

/** Product and variant by id; ids of nothing that is sold are absent. */
export async function names(ctx: Ctx, variantIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.sql<{ id: string; name: string }>`
    select v.id, case v.name when '' then p.name else p.name || ' (' || v.name || ')' end as name
    from commerce.variant v join commerce.product p on p.id = v.product_id where v.id = any(${variantIds}::uuid[])`
  return new Map(rows.map(({ id, name }) => [id, name]))
}
