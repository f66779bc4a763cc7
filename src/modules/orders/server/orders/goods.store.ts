import type { Ctx } from '#kernel/ctx.ts'
import type { StockState } from '#orders/contract/order-state.ts'

/** What somebody who counts goods has to know of a line: `parts` of a combo, for one of it; variants of modifiers, for one of the line. */
export type OrderedGood = {
  lineId: string
  variantId: string
  quantityMilli: number
  deliveredMilli: number
  returnedMilli: number
  isRemoved: boolean
  parts: { variantId: string; quantityMilli: number }[]
  modifierVariantIds: string[]
}

/** All lines of an order, those that were taken out by an edit too. */
export const goodsOf = (ctx: Ctx, orderId: string): Promise<OrderedGood[]> =>
  ctx.sql<OrderedGood>`
    select l.id as "lineId", l.variant_id as "variantId", l.quantity_milli as "quantityMilli", l.delivered_milli as "deliveredMilli",
      l.returned_milli as "returnedMilli", l.removed_at is not null as "isRemoved",
      coalesce((select jsonb_agg(jsonb_build_object('variantId', p ->> 'variantId', 'quantityMilli', (p ->> 'quantityMilli')::bigint))
        from jsonb_array_elements(l.parts) p), '[]') as parts,
      coalesce((select jsonb_agg(m ->> 'variantId') from jsonb_array_elements(l.modifiers) m where m ->> 'variantId' is not null), '[]')
        as "modifierVariantIds"
    from orders.order_line l where l.order_id = ${orderId} order by l.position, l.id`

/** What of it is taken from the shelf, which says nothing about how far it is. */
export async function setStockState(ctx: Ctx, orderId: string, state: StockState): Promise<void> {
  await ctx.sql`update orders.customer_order set stock_state = ${state} where id = ${orderId} and stock_state <> ${state}`
}
