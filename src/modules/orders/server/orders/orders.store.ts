import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Order } from '#orders/contract/order.ts'

/** An order as it is kept, without its lines and payments. */
export type OrderRow = Omit<Order, 'lines' | 'payments'> & {
  priceListId: string
  amendment: number
  isByHand: boolean
  paidAt: string | null
}

export const cardColumns = sql`
  o.id, o.number, o.brand_id as "brandId", o.contact_id as "contactId", o.contact_name as "contactName",
  o.conversation_id as "conversationId", o.door, o.state, o.state_since as "stateSince", o.payment_state as "paymentState",
  o.fulfilment, o.address, o.zone_id as "zoneId", o.table_name as "tableName", o.wanted_at as "wantedAt",
  o.promised_at as "promisedAt", o.note, o.currency, o.total_minor as "totalMinor",
  o.paid_minor - o.refunded_minor as "balanceMinor", o.payment_method as "paymentMethod", o.pays_with_minor as "paysWithMinor",
  o.assignee_id as "assigneeId", o.driver_id as "driverId", o.placed_at as "placedAt", o.created_at as "createdAt",
  o.line_count as "lineCount", o.version`

const columns = sql`${cardColumns}, o.promotions, o.coupon_codes as "couponCodes", o.includes_tax as "includesTax",
  o.subtotal_minor as "subtotalMinor", o.discount_minor as "discountMinor", o.delivery_minor as "deliveryMinor",
  o.delivery_discount_minor as "deliveryDiscountMinor", o.taxes, o.net_minor as "netMinor", o.tax_minor as "taxMinor",
  o.paid_minor as "paidMinor", o.refunded_minor as "refundedMinor", o.returned_minor as "returnedMinor",
  o.cancel_reason as "cancelReason", o.confirmed_at as "confirmedAt", o.ready_at as "readyAt",
  o.dispatched_at as "dispatchedAt", o.closed_at as "closedAt", o.created_by_name as "createdByName",
  o.price_list_id as "priceListId", o.amendment, o.is_by_hand as "isByHand", o.paid_at as "paidAt"`

export async function find(ctx: Ctx, id: string): Promise<OrderRow | undefined> {
  const [row] = await ctx.sql<OrderRow>`select ${columns} from orders.customer_order o where o.id = ${id}`
  return row
}

/** Held until the transaction ends: of two who change one order the second sees what the first made of it. */
export async function lock(ctx: Ctx, id: string): Promise<OrderRow | undefined> {
  const [row] = await ctx.sql<OrderRow>`select ${columns} from orders.customer_order o where o.id = ${id} for no key update`
  return row
}

/** Several, in the order of their ids, so that two who hold several never wait for each other. */
export const lockAll = (ctx: Ctx, ids: readonly string[]): Promise<OrderRow[]> =>
  ctx.sql<OrderRow>`select ${columns} from orders.customer_order o where o.id = any(${ids}) order by o.id for no key update`

/** Open ones that somebody sees to or brings, held. */
export const lockOpenOf = (ctx: Ctx, personId: string): Promise<OrderRow[]> =>
  ctx.sql<OrderRow>`
    select ${columns} from orders.customer_order o
    where o.closed_at is null and (o.assignee_id = ${personId} or o.driver_id = ${personId}) order by o.id for no key update`

/** Whoever else brings the same source to the same door waits here until this transaction is over. */
export async function takeTurn(ctx: Ctx, door: string, sourceKey: string): Promise<void> {
  await ctx.sql`select pg_advisory_xact_lock(hashtextextended(${`orders.source ${ctx.org} ${door} ${sourceKey}`}, 0))`
}

export async function idBySource(ctx: Ctx, door: string, sourceKey: string): Promise<string | undefined> {
  const [row] = await ctx.sql<{ id: string }>`
    select o.id from orders.customer_order o where o.door = ${door} and o.source_key = ${sourceKey}`
  return row?.id
}

/** The next of a brand's year. The row is held until the order is there, or is not: then nobody has had the number. */
export async function nextOf(ctx: Ctx, brandId: string, year: number): Promise<number> {
  const [row] = await ctx.sql<{ last: number }>`
    insert into orders.order_series as s (brand_id, year, last) values (${brandId}, ${year}, 1)
    on conflict (org_id, brand_id, year) do update set last = s.last + 1 returning last`
  if (!row) throw new Error('a series gave no number')
  return row.last
}

export type NewOrder = OrderRow & { sourceKey: string | null; createdById: string | null; searchText: string }

export async function insert(ctx: Ctx, order: NewOrder): Promise<void> {
  await ctx.sql`
    insert into orders.customer_order (id, number, brand_id, contact_id, contact_name, conversation_id, door, source_key, state,
      state_since, payment_state, fulfilment, address, zone_id, table_name, wanted_at, promised_at, note, currency, includes_tax,
      price_list_id, coupon_codes, subtotal_minor, discount_minor, delivery_minor, delivery_discount_minor, net_minor, tax_minor,
      total_minor, taxes, promotions, payment_method, pays_with_minor, placed_at, confirmed_at, search_text, created_at,
      created_by_id, created_by_name, line_count, is_by_hand)
    values (${order.id}, ${order.number}, ${order.brandId}, ${order.contactId}, ${order.contactName}, ${order.conversationId},
      ${order.door}, ${order.sourceKey}, ${order.state}, ${order.stateSince}, ${order.paymentState}, ${order.fulfilment},
      ${json(order.address)}::jsonb, ${order.zoneId}, ${order.tableName}, ${order.wantedAt}, ${order.promisedAt}, ${order.note},
      ${order.currency}, ${order.includesTax}, ${order.priceListId}, ${order.couponCodes}, ${order.subtotalMinor},
      ${order.discountMinor}, ${order.deliveryMinor}, ${order.deliveryDiscountMinor}, ${order.netMinor}, ${order.taxMinor},
      ${order.totalMinor}, ${json(order.taxes)}::jsonb, ${json(order.promotions)}::jsonb, ${order.paymentMethod},
      ${order.paysWithMinor}, ${order.placedAt}, ${order.confirmedAt}, ${order.searchText}, ${order.createdAt},
      ${order.createdById}, ${order.createdByName}, ${order.lineCount}, ${order.isByHand})`
}

/** Writes back an order that is held; its search text only when it is given. The version goes up by one. */
export async function update(ctx: Ctx, order: OrderRow, searchText: string | null = null): Promise<void> {
  await ctx.sql`
    update orders.customer_order set number = ${order.number}, contact_id = ${order.contactId}, contact_name = ${order.contactName},
      state = ${order.state}, state_since = ${order.stateSince}, payment_state = ${order.paymentState},
      fulfilment = ${order.fulfilment}, address = ${json(order.address)}::jsonb, zone_id = ${order.zoneId},
      table_name = ${order.tableName}, wanted_at = ${order.wantedAt}, promised_at = ${order.promisedAt}, note = ${order.note},
      currency = ${order.currency}, includes_tax = ${order.includesTax}, price_list_id = ${order.priceListId},
      coupon_codes = ${order.couponCodes}, subtotal_minor = ${order.subtotalMinor}, discount_minor = ${order.discountMinor},
      delivery_minor = ${order.deliveryMinor}, delivery_discount_minor = ${order.deliveryDiscountMinor},
      net_minor = ${order.netMinor}, tax_minor = ${order.taxMinor}, total_minor = ${order.totalMinor},
      taxes = ${json(order.taxes)}::jsonb, promotions = ${json(order.promotions)}::jsonb, paid_minor = ${order.paidMinor},
      refunded_minor = ${order.refundedMinor}, returned_minor = ${order.returnedMinor}, payment_method = ${order.paymentMethod},
      pays_with_minor = ${order.paysWithMinor}, assignee_id = ${order.assigneeId}, driver_id = ${order.driverId},
      cancel_reason = ${order.cancelReason}, placed_at = ${order.placedAt}, confirmed_at = ${order.confirmedAt},
      ready_at = ${order.readyAt}, dispatched_at = ${order.dispatchedAt}, closed_at = ${order.closedAt},
      paid_at = ${order.paidAt}, line_count = ${order.lineCount}, amendment = ${order.amendment},
      is_by_hand = ${order.isByHand}, search_text = coalesce(${searchText}, search_text), version = version + 1
    where id = ${order.id}`
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

export async function idsOfContact(ctx: Ctx, contactId: string): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`select o.id from orders.customer_order o where o.contact_id = ${contactId}`
  return rows.map(({ id }) => id)
}

export async function rename(
  ctx: Ctx,
  orders: readonly { id: string; searchText: string }[],
  contact: { id: string; name: string },
): Promise<void> {
  if (orders.length === 0) return
  await ctx.sql`
    update orders.customer_order o set contact_id = ${contact.id}, contact_name = ${contact.name}, search_text = r."searchText",
      version = o.version + 1
    from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb) as r(id uuid, "searchText" text)
    where o.id = any(${orders.map(({ id }) => id)}) and o.id = r.id`
}
