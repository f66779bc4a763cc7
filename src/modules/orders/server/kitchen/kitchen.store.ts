import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql } from '#kernel/db/sql.ts'
import type { Ticket } from '#orders/contract/kitchen.ts'

export type TicketRow = Omit<Ticket, 'lines' | 'alert'> & { seenAmendment: number; seenAt: string | null }

const columns = sql`
  o.id, o.number, o.brand_id as "brandId", o.contact_name as "contactName", o.door, o.state, o.fulfilment,
  o.table_name as "tableName", o.note, coalesce(o.confirmed_at, o.placed_at) as since, o.wanted_at as "wantedAt",
  coalesce(o.promised_at, o.placed_at) as "promisedAt", o.amendment, o.cancel_reason as "cancelReason",
  o.kitchen_amendment as "seenAmendment", o.kitchen_seen_at as "seenAt"`

export type Asked = {
  brandId: string | undefined
  /** Brands that confirm nothing: what they receive is to be prepared. */
  unconfirmedBrandIds: readonly string[]
  /** What was called off before is history, seen or not. */
  cancelledSince: string
  limit: number
}

const notYet = ['confirmed', 'preparing'] as const
const done = ['ready', 'on_the_way'] as const

/** What is promised first comes first. */
export const tickets = (ctx: Ctx, { brandId, unconfirmedBrandIds, cancelledSince, limit }: Asked): Promise<TicketRow[]> => {
  const ofBrand = brandId ? sql`and o.brand_id = ${brandId}` : empty
  return ctx.sql<TicketRow>`
    select ${columns} from orders.customer_order o
    where o.closed_at is null and o.number is not null ${ofBrand}
      and (o.state = any(${notYet as unknown as string[]})
        or (o.state = 'received' and o.brand_id = any(${unconfirmedBrandIds}))
        or (o.state = any(${done as unknown as string[]}) and o.amendment > o.kitchen_amendment))
    union all
    select ${columns} from orders.customer_order o
    where o.closed_at >= ${cancelledSince} and o.state = 'cancelled' and o.confirmed_at is not null ${ofBrand}
      and (o.kitchen_seen_at is null or o.kitchen_seen_at < o.closed_at)
    order by "promisedAt", id limit ${limit}`
}

/** By a person of the kitchen; never back. */
export async function see(ctx: Ctx, id: string, amendment: number): Promise<void> {
  await ctx.sql`
    update orders.customer_order set kitchen_amendment = greatest(kitchen_amendment, least(${amendment}, amendment)), kitchen_seen_at = ${ctx.now}
    where id = ${id}`
}

/** Those of them that are other by it, with their ids. */
export async function prepare(ctx: Ctx, orderId: string, lineIds: readonly string[], isPrepared: boolean): Promise<string[]> {
  const rows = isPrepared
    ? await ctx.sql<{ id: string }>`
        update orders.order_line set prepared_at = ${ctx.now}
        where order_id = ${orderId} and id = any(${lineIds}) and removed_at is null and prepared_at is null returning id`
    : await ctx.sql<{ id: string }>`
        update orders.order_line set prepared_at = null
        where order_id = ${orderId} and id = any(${lineIds}) and removed_at is null and prepared_at is not null returning id`
  return rows.map(({ id }) => id)
}
