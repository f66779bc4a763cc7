import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { PurchaseCard, PurchaseOrder } from '#purchasing/contract/purchase-order.ts'

/** An order as it is kept, without its lines and its history. */
export type OrderRow = Omit<PurchaseOrder, 'lines' | 'events' | 'sentState' | 'actions'> & {
  messageId: string | null
  mailId: string | null
}

/** The share of what was ordered that came, by value: two values that cost nothing count by their quantities. */
const receivedShare = sql`coalesce((
  select floor(sum(least(l.received_milli - l.returned_milli, l.quantity_milli)::numeric * greatest(l.price_minor, 1))
    * 1000 / nullif(sum(l.quantity_milli::numeric * greatest(l.price_minor, 1)), 0))::bigint
  from purchasing.order_line l where l.order_id = o.id), 0)`

export const cardColumns = sql`
  o.id, o.number, o.brand_id as "brandId", o.supplier_id as "supplierId", s.name as "supplierName", s.contact_id as "contactId",
  o.state, o.state_since as "stateSince", o.approval, o.currency, o.total_minor as "totalMinor", o.line_count as "lineCount",
  ${receivedShare} as "receivedShare", o.expected_on as "expectedOn", o.sent_at as "sentAt", o.created_at as "createdAt",
  o.created_by_name as "createdByName", o.closed_at as "closedAt", o.version`
export const from = sql`from purchasing.purchase_order o
  join purchasing.supplier s on s.org_id = o.org_id and s.id = o.supplier_id`

const columns = sql`${cardColumns}, o.location_id as "locationId", o.note, o.approval_by_name as "approvalByName",
  o.sent_via as "sentVia", o.conversation_id as "conversationId", o.message_id as "messageId", o.mail_id as "mailId",
  o.first_received_at as "firstReceivedAt", o.received_at as "receivedAt", o.close_reason as "closeReason"`

export async function find(ctx: Ctx, id: string): Promise<OrderRow | undefined> {
  const [row] = await ctx.sql<OrderRow>`select ${columns} ${from} where o.id = ${id}`
  return row
}

/** Held until the transaction ends: of two who change one order the second sees what the first made of it. */
export async function lock(ctx: Ctx, id: string): Promise<OrderRow | undefined> {
  const [row] = await ctx.sql<OrderRow>`select ${columns} ${from} where o.id = ${id} for no key update of o`
  return row
}

export async function card(ctx: Ctx, id: string): Promise<PurchaseCard | undefined> {
  const [row] = await ctx.sql<PurchaseCard>`select ${cardColumns} ${from} where o.id = ${id}`
  return row
}

export async function insert(ctx: Ctx, order: OrderRow & { createdById: string | null; searchText: string }): Promise<void> {
  await ctx.sql`
    insert into purchasing.purchase_order (id, brand_id, supplier_id, state, state_since, approval, location_id, currency, note,
      expected_on, total_minor, line_count, created_at, created_by_id, created_by_name, search_text)
    values (${order.id}, ${order.brandId}, ${order.supplierId}, ${order.state}, ${order.stateSince}, ${order.approval},
      ${order.locationId}, ${order.currency}, ${order.note}, ${order.expectedOn}::date, ${order.totalMinor}, ${order.lineCount},
      ${order.createdAt}, ${order.createdById}, ${order.createdByName}, ${order.searchText})`
}

/** Writes back an order that is held. The version goes up by one. */
export async function update(ctx: Ctx, order: OrderRow, searchText: string | null = null): Promise<void> {
  await ctx.sql`
    update purchasing.purchase_order set number = ${order.number}, state = ${order.state}, state_since = ${order.stateSince},
      approval = ${order.approval}, approval_by_name = ${order.approvalByName}, location_id = ${order.locationId},
      note = ${order.note}, expected_on = ${order.expectedOn}::date, total_minor = ${order.totalMinor}, line_count = ${order.lineCount},
      sent_at = ${order.sentAt}::timestamptz, sent_via = ${order.sentVia}, message_id = ${order.messageId}, conversation_id = ${order.conversationId},
      mail_id = ${order.mailId}, first_received_at = ${order.firstReceivedAt}::timestamptz,
      received_at = ${order.receivedAt}::timestamptz, closed_at = ${order.closedAt}::timestamptz,
      close_reason = ${order.closeReason}, search_text = coalesce(${searchText}, search_text), version = version + 1
    where id = ${order.id}`
}

/** Brands get their letters one after the other. */
export async function takeTurn(ctx: Ctx): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`purchasing.prefix ${ctx.org}`}, 0))`
}

export const prefixes = (ctx: Ctx): Promise<{ brandId: string; prefix: string }[]> =>
  ctx.sql<{ brandId: string; prefix: string }>`select b.brand_id as "brandId", b.prefix from purchasing.brand_prefix b`

export async function keepPrefix(ctx: Ctx, brandId: string, prefix: string): Promise<void> {
  await ctx.sql`insert into purchasing.brand_prefix (brand_id, prefix) values (${brandId}, ${prefix})`
}

/** The next of a brand's year. The row is held until the order has left, or has not: then nobody has had the number. */
export async function nextOf(ctx: Ctx, brandId: string, year: number): Promise<number> {
  const [row] = await ctx.sql<{ last: number }>`
    insert into purchasing.order_series as s (brand_id, year, last) values (${brandId}, ${year}, 1)
    on conflict (org_id, brand_id, year) do update set last = s.last + 1 returning last`
  if (!row) throw new Error('a series gave no number')
  return row.last
}
