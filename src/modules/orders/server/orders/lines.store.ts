import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { OrderLine } from '#orders/contract/order.ts'

const columns = sql`l.id, l.amendment, l.product_id as "productId", l.variant_id as "variantId", l.category_id as "categoryId", l.name,
  l.sku, l.unit, l.quantity_milli as "quantityMilli", l.modifiers, l.note, l.list_price_minor as "listPriceMinor",
  l.unit_price_minor as "unitPriceMinor", l.gross_minor as "grossMinor", l.discounts, l.total_minor as "totalMinor",
  l.tax_kind as "taxKind", l.tax_basis_points as "taxBasisPoints", l.cost_minor as "costMinor", l.station, l.parts,
  l.prepared_at as "preparedAt", l.delivered_milli as "deliveredMilli", l.returned_milli as "returnedMilli",
  l.removed_at as "removedAt", case when l.agreed_minor is not null then jsonb_build_object('totalMinor', l.agreed_minor,
  'includesTax', l.agreed_with_tax, 'reason', l.agreed_reason) end as agreed`

/** Those that were taken out by an edit too, in their order. */
export async function ofOrder(ctx: Ctx, orderId: string): Promise<OrderLine[]> {
  const rows = await ctx.sql<Row>`select ${columns} from orders.order_line l where l.order_id = ${orderId} order by l.position, l.id`
  return rows.map(lineOf)
}

export async function ofOrders(ctx: Ctx, orderIds: readonly string[]): Promise<(OrderLine & { orderId: string })[]> {
  const rows = await ctx.sql<Row & { orderId: string }>`
    select ${columns}, l.order_id as "orderId" from orders.order_line l
    where l.order_id = any(${orderIds}) order by l.order_id, l.position, l.id`
  return rows.map((row) => ({ ...lineOf(row), orderId: row.orderId }))
}

type Row = Omit<OrderLine, 'parts' | 'agreed'> & { parts: OrderLine['parts'] | null; agreed: NonNullable<OrderLine['agreed']> | null }

/** Only combos have parts, and hardly any line a price of its own. */
const lineOf = ({ parts, agreed, ...line }: Row): OrderLine => ({ ...line, ...(parts && { parts }), ...(agreed && { agreed }) })

export type PlacedLine = OrderLine & { position: number }

export async function insert(ctx: Ctx, orderId: string, lines: readonly PlacedLine[]): Promise<void> {
  if (lines.length === 0) return
  await ctx.sql`
    insert into orders.order_line (id, order_id, position, amendment, product_id, variant_id, category_id, name, sku, unit,
      quantity_milli, modifiers, note, list_price_minor, unit_price_minor, gross_minor, discounts, total_minor, tax_kind,
      tax_basis_points, cost_minor, station, parts, agreed_minor, agreed_with_tax, agreed_reason)
    select l.id, ${orderId}, l.position, l.amendment, l."productId", l."variantId", l."categoryId", l.name, l.sku, l.unit,
      l."quantityMilli", l.modifiers, l.note, l."listPriceMinor", l."unitPriceMinor", l."grossMinor", l.discounts, l."totalMinor",
      l."taxKind", l."taxBasisPoints", l."costMinor", l.station, l.parts,
      (l.agreed ->> 'totalMinor')::bigint, (l.agreed ->> 'includesTax')::boolean, l.agreed ->> 'reason'
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as l(id uuid, position bigint, amendment bigint, "productId" uuid,
      "variantId" uuid, "categoryId" uuid, name text, sku text, unit text, "quantityMilli" bigint, modifiers jsonb, note text,
      "listPriceMinor" bigint, "unitPriceMinor" bigint, "grossMinor" bigint, discounts jsonb, "totalMinor" bigint, "taxKind" text,
      "taxBasisPoints" bigint, "costMinor" bigint, station text, parts jsonb, agreed jsonb)`
}

/** What an edit makes of lines that stay: their note, their place and what they cost now. */
export async function reprice(ctx: Ctx, orderId: string, lines: readonly PlacedLine[]): Promise<void> {
  if (lines.length === 0) return
  await ctx.sql`
    update orders.order_line l set position = r.position, note = r.note, list_price_minor = r."listPriceMinor",
      unit_price_minor = r."unitPriceMinor", gross_minor = r."grossMinor", discounts = r.discounts, modifiers = r.modifiers,
      total_minor = r."totalMinor", tax_kind = r."taxKind", tax_basis_points = r."taxBasisPoints", cost_minor = r."costMinor",
      parts = r.parts
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r(id uuid, position bigint, note text, "listPriceMinor" bigint,
      "unitPriceMinor" bigint, "grossMinor" bigint, discounts jsonb, modifiers jsonb, "totalMinor" bigint, "taxKind" text,
      "taxBasisPoints" bigint, "costMinor" bigint, parts jsonb)
    where l.order_id = ${orderId} and l.id = r.id`
}

/** Out of the order, and still there for who asks what it had been. */
export async function remove(ctx: Ctx, orderId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await ctx.sql`
    update orders.order_line set removed_at = ${ctx.now} where order_id = ${orderId} and id = any(${ids}) and removed_at is null`
}

/** For what nobody has counted on yet. */
export async function forget(ctx: Ctx, orderId: string, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await ctx.sql`delete from orders.order_line where order_id = ${orderId} and id = any(${ids})`
}

/** How much of each was handed over and came back by now. */
export async function settle(
  ctx: Ctx,
  orderId: string,
  lines: readonly Pick<OrderLine, 'id' | 'deliveredMilli' | 'returnedMilli'>[],
): Promise<void> {
  if (lines.length === 0) return
  await ctx.sql`
    update orders.order_line l set delivered_milli = r."deliveredMilli", returned_milli = r."returnedMilli"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r(id uuid, "deliveredMilli" bigint, "returnedMilli" bigint)
    where l.order_id = ${orderId} and l.id = r.id`
}
