import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Receipt, ReceiptLine } from '#purchasing/contract/receipt.ts'

export type ReceiptRow = Omit<Receipt, 'lines' | 'landedCosts' | 'locationName'>
export type LineRow = ReceiptLine & { receiptId: string; moveId: string | null }

const columns = sql`r.id, r.order_id as "orderId", r.document, r.note, r.location_id as "locationId", r.currency,
  r.rate_nanos as "rateNanos", r.at, r.by_name as "byName", r.value_minor as "valueMinor", r.landed_minor as "landedMinor",
  r.costed_at as "costedAt", r.version`
const lineColumns = sql`l.id, l.receipt_id as "receiptId", l.order_line_id as "orderLineId", l.variant_id as "variantId", o.name,
  l.quantity_milli as "quantityMilli", l.stock_milli as "stockMilli", l.value_minor as "valueMinor", l.cost_minor as "costMinor",
  l.landed_minor as "landedMinor", l.move_id as "moveId", l.lot_code as "lotCode", l.expires_on as "expiresOn",
  l.returned_milli as "returnedMilli", l.returned_stock_milli as "returnedStockMilli"`

/** Newest first. */
export const ofOrder = (ctx: Ctx, orderId: string): Promise<ReceiptRow[]> =>
  ctx.sql<ReceiptRow>`select ${columns} from purchasing.receipt r where r.order_id = ${orderId} order by r.at desc, r.id desc`

export async function find(ctx: Ctx, id: string): Promise<ReceiptRow | undefined> {
  const [row] = await ctx.sql<ReceiptRow>`select ${columns} from purchasing.receipt r where r.id = ${id}`
  return row
}

export async function lock(ctx: Ctx, id: string): Promise<ReceiptRow | undefined> {
  const [row] = await ctx.sql<ReceiptRow>`select ${columns} from purchasing.receipt r where r.id = ${id} for no key update`
  return row
}

const joined = sql`from purchasing.receipt_line l join purchasing.order_line o on o.org_id = l.org_id and o.id = l.order_line_id`

export const lines = (ctx: Ctx, receiptIds: readonly string[]): Promise<LineRow[]> =>
  ctx.sql<LineRow>`select ${lineColumns} ${joined} where l.receipt_id = any(${receiptIds}) order by l.receipt_id, l.position`

/** Of one order, held. */
export const lockLines = (ctx: Ctx, orderId: string, ids: readonly string[]): Promise<LineRow[]> =>
  ctx.sql<LineRow>`
    select ${lineColumns} ${joined} where l.id = any(${ids}) and o.order_id = ${orderId} order by l.id for no key update of l`

export async function insert(ctx: Ctx, receipt: ReceiptRow, lines: readonly LineRow[]): Promise<void> {
  await ctx.sql`
    insert into purchasing.receipt (id, order_id, document, note, location_id, currency, rate_nanos, at, value_minor, by_id, by_name)
    values (${receipt.id}, ${receipt.orderId}, ${receipt.document}, ${receipt.note}, ${receipt.locationId}, ${receipt.currency},
      ${receipt.rateNanos}, ${receipt.at}, ${receipt.valueMinor}, ${ctx.actor.kind === 'system' ? null : ctx.actor.id},
      ${receipt.byName})`
  await ctx.sql`
    insert into purchasing.receipt_line (id, receipt_id, order_line_id, position, variant_id, quantity_milli, stock_milli, value_minor,
      cost_minor, move_id, lot_code, expires_on)
    select l.id, ${receipt.id}, l."orderLineId", l.position, l."variantId", l."quantityMilli", l."stockMilli", l."valueMinor",
      l."costMinor", l."moveId", l."lotCode", l."expiresOn"
    from jsonb_to_recordset(${JSON.stringify(lines.map((line, position) => ({ ...line, position })))}::jsonb) as l(id uuid,
      "orderLineId" uuid, position bigint, "variantId" uuid, "quantityMilli" bigint, "stockMilli" bigint, "valueMinor" bigint,
      "costMinor" bigint, "moveId" uuid, "lotCode" text, "expiresOn" date)`
}

type Back = { id: string; receiptLineId: string; quantityMilli: number; stockMilli: number; valueMinor: number }

export async function addReturns(ctx: Ctx, orderId: string, reason: string, backs: readonly Back[]): Promise<void> {
  const rows = JSON.stringify(backs)
  await ctx.sql`
    insert into purchasing.goods_return (id, order_id, receipt_line_id, quantity_milli, stock_milli, value_minor, reason, at, by_name)
    select b.id, ${orderId}, b."receiptLineId", b."quantityMilli", b."stockMilli", b."valueMinor", ${reason}, ${ctx.now},
      ${ctx.actor.kind === 'system' ? null : ctx.actor.name}
    from jsonb_to_recordset(${rows}::jsonb) as b(id uuid, "receiptLineId" uuid, "quantityMilli" bigint, "stockMilli" bigint,
      "valueMinor" bigint)`
  await ctx.sql`
    update purchasing.receipt_line l set returned_milli = l.returned_milli + b."quantityMilli",
      returned_stock_milli = l.returned_stock_milli + b."stockMilli"
    from jsonb_to_recordset(${rows}::jsonb) as b("receiptLineId" uuid, "quantityMilli" bigint, "stockMilli" bigint)
    where l.id = any(${backs.map(({ receiptLineId }) => receiptLineId)}) and l.id = b."receiptLineId"`
}

export type LandedRow = Receipt['landedCosts'][number] & { receiptId: string }

export const landedCosts = (ctx: Ctx, receiptIds: readonly string[]): Promise<LandedRow[]> =>
  ctx.sql<LandedRow>`
    select c.id, c.receipt_id as "receiptId", c.name, c.amount_minor as "amountMinor", c.basis, c.at from purchasing.landed_cost c
    where c.receipt_id = any(${receiptIds}) order by c.at, c.id`

type NewLanded = { id: string; name: string; amountMinor: number; basis: string }

export async function addLanded(
  ctx: Ctx,
  receiptId: string,
  cost: NewLanded,
  shares: readonly { id: string; amountMinor: number }[],
): Promise<void> {
  await ctx.sql`
    insert into purchasing.landed_cost (id, receipt_id, name, amount_minor, basis, at, by_name)
    values (${cost.id}, ${receiptId}, ${cost.name}, ${cost.amountMinor}, ${cost.basis}, ${ctx.now},
      ${ctx.actor.kind === 'system' ? null : ctx.actor.name})`
  await ctx.sql`
    update purchasing.receipt_line l set landed_minor = l.landed_minor + s."amountMinor"
    from jsonb_to_recordset(${JSON.stringify(shares)}::jsonb) as s(id uuid, "amountMinor" bigint)
    where l.id = any(${shares.map(({ id }) => id)}) and l.id = s.id`
  await ctx.sql`
    update purchasing.receipt set landed_minor = landed_minor + ${cost.amountMinor}, version = version + 1 where id = ${receiptId}`
}

export async function markCosted(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`update purchasing.receipt set costed_at = ${ctx.now}, version = version + 1 where id = ${id}`
}
