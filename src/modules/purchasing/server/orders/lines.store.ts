import type { Ctx } from '#kernel/ctx.ts'
import type { PurchaseLine } from '#purchasing/contract/purchase-order.ts'

export const ofOrder = (ctx: Ctx, orderId: string): Promise<PurchaseLine[]> =>
  ctx.sql<PurchaseLine>`
    select l.id, l.variant_id as "variantId", l.item_id as "itemId", l.name, l.code, l.unit, l.supply_unit as "supplyUnit",
      l.supply_milli as "supplyMilli", l.stock_milli as "stockMilli", l.quantity_milli as "quantityMilli",
      l.price_minor as "priceMinor", l.total_minor as "totalMinor", l.received_milli as "receivedMilli",
      l.returned_milli as "returnedMilli", l.billed_milli as "billedMilli"
    from purchasing.order_line l where l.order_id = ${orderId} order by l.position`

/** All lines of a draft at once. */
export async function replace(ctx: Ctx, orderId: string, lines: readonly PurchaseLine[]): Promise<void> {
  await ctx.sql`delete from purchasing.order_line where order_id = ${orderId}`
  if (lines.length === 0) return
  await ctx.sql`
    insert into purchasing.order_line (id, order_id, position, variant_id, item_id, name, code, unit, supply_unit, supply_milli,
      stock_milli, quantity_milli, price_minor, total_minor)
    select l.id, ${orderId}, l.position, l."variantId", l."itemId", l.name, l.code, l.unit, l."supplyUnit", l."supplyMilli",
      l."stockMilli", l."quantityMilli", l."priceMinor", l."totalMinor"
    from jsonb_to_recordset(${JSON.stringify(lines.map((line, position) => ({ ...line, position })))}::jsonb) as l(id uuid,
      position bigint, "variantId" uuid, "itemId" uuid, name text, code text, unit text, "supplyUnit" text, "supplyMilli" bigint,
      "stockMilli" bigint, "quantityMilli" bigint, "priceMinor" bigint, "totalMinor" bigint)`
}

type Change = { id: string; receivedMilli?: number; returnedMilli?: number; billedMilli?: number }

/** What came, went back or was billed in addition; below zero it is taken back. The order is held. */
export async function add(ctx: Ctx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  await ctx.sql`
    update purchasing.order_line l set received_milli = l.received_milli + coalesce(c."receivedMilli", 0),
      returned_milli = l.returned_milli + coalesce(c."returnedMilli", 0),
      billed_milli = l.billed_milli + coalesce(c."billedMilli", 0)
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as c(id uuid, "receivedMilli" bigint, "returnedMilli" bigint, "billedMilli" bigint)
    where l.id = any(${changes.map(({ id }) => id)}) and l.id = c.id`
}
