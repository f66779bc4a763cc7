import type { Ctx } from '#kernel/ctx.ts'
import type { ValuationMethod } from '#inventory/contract/valuation.ts'

/** Those that are not counted as the settings say. */
export const otherwise = (
  ctx: Ctx,
  method: ValuationMethod,
  categoryMethods: Record<string, ValuationMethod>,
  limit: number,
): Promise<{ variantId: string; categoryId: string | null }[]> =>
  ctx.sql<{ variantId: string; categoryId: string | null }>`
    select v.variant_id as "variantId", i.category_id as "categoryId"
    from inventory.valuation v join inventory.item i on i.variant_id = v.variant_id
    where v.method <> coalesce(${JSON.stringify(categoryMethods)}::jsonb ->> i.category_id::text, ${method})
    order by v.variant_id limit ${limit}`

export type NewChange = {
  variantId: string
  position: number
  kind: 'landed' | 'method'
  moveId: string | null
  amountMinor: number | null
  method: ValuationMethod | null
  at: string
  lineKey: string
}

export async function insert(ctx: Ctx, document: { kind: string; id: string }, changes: readonly NewChange[]): Promise<void> {
  const actor = ctx.actor.kind === 'system' ? null : ctx.actor
  await ctx.sql`
    insert into inventory.valuation_change (variant_id, position, kind, move_id, amount_minor, method, at, document_kind, document_id,
      line_key, actor_id, actor_name)
    select c."variantId", c.position, c.kind, c."moveId", c."amountMinor", c.method, c.at, ${document.kind}, ${document.id}, c."lineKey",
      ${actor?.id ?? null}::uuid, ${actor?.name ?? null}
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c("variantId" uuid, position bigint, kind text, "moveId" uuid,
      "amountMinor" bigint, method text, at timestamptz, "lineKey" text)`
}

/** Which lines of a document were counted already. */
export async function lines(ctx: Ctx, kind: string, id: string): Promise<Set<string>> {
  const rows = await ctx.sql<{ key: string }>`
    select distinct c.line_key as key from inventory.valuation_change c where c.document_kind = ${kind} and c.document_id = ${id}`
  return new Set(rows.map(({ key }) => key))
}

export type ReceiptRow = { moveId: string; variantId: string; position: number; quantityMilli: number }
/** Moves that came from suppliers. */
export const receipts = (ctx: Ctx, moveIds: readonly string[]): Promise<ReceiptRow[]> =>
  ctx.sql<ReceiptRow>`
    select m.id as "moveId", m.variant_id as "variantId", m.position, m.quantity_milli as "quantityMilli"
    from inventory.stock_move m join inventory.location f on f.id = m.from_id
    where m.id = any(${moveIds}::uuid[]) and f.kind = 'supplier'`

export const byCategory = (ctx: Ctx): Promise<{ categoryId: string | null; valueMinor: number; itemCount: number }[]> =>
  ctx.sql<{ categoryId: string | null; valueMinor: number; itemCount: number }>`
    select i.category_id as "categoryId", sum(v.value_minor)::bigint as "valueMinor", count(*) filter (where v.quantity_milli <> 0) as "itemCount"
    from inventory.valuation v join inventory.item i on i.variant_id = v.variant_id
    group by i.category_id order by 2 desc`
