import { addDays, dayIn, startOfDay } from '#kernel/contract/calendar-day.ts'
import type { Page } from '#kernel/contract/page.ts'
import { wordsIn } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { ListOrders, Order, OrderBoard, OrderCard, OrderEvent, OrderTotals } from '#orders/contract/order.ts'
import * as history from '#orders/server/orders/history.store.ts'
import * as lineStore from '#orders/server/orders/lines.store.ts'
import * as lists from '#orders/server/orders/order-list.store.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { cardOf, shown } from '#orders/server/orders/shown.ts'
import * as payments from '#orders/server/payments/payments.store.ts'
import { orderNotFound } from '#orders/server/problems.ts'

/** More than anybody can look at: a shop with more open orders has forgotten to close them. */
const boardLimit = 500

export const list = (ctx: Ctx, input: ListOrders): Promise<Page<OrderCard>> => lists.page(ctx, input, wordsIn(input.search))

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Order> {
  const row = await store.find(ctx, id)
  if (!row) throw orderNotFound()
  return whole(ctx, row)
}

/** As its card, held until the transaction ends: nobody changes it meanwhile. */
export async function heldCard(ctx: Ctx, id: string): Promise<OrderCard | undefined> {
  const row = await store.lock(ctx, id)
  return row && cardOf(row)
}

/** With its lines and payments, as they are now. */
export async function whole(ctx: Ctx, row: store.OrderRow): Promise<Order> {
  const [lines, paid] = await Promise.all([lineStore.ofOrder(ctx, row.id), payments.ofOrder(ctx, row.id)])
  return shown(ctx, row, lines, paid)
}

export async function events(ctx: Ctx, { id }: { id: string }): Promise<{ items: OrderEvent[] }> {
  if (!(await store.find(ctx, id))) throw orderNotFound()
  return { items: await history.ofOrder(ctx, id) }
}

/** Of a conversation, the newest first. */
export const ofConversation = async (ctx: Ctx, conversationId: string): Promise<OrderCard[]> =>
  (await lists.page(ctx, { conversationId, limit: 50, filter: [] }, [])).items

export async function board(ctx: Ctx, { brandId }: { brandId?: string | undefined }): Promise<OrderBoard> {
  const { from } = today(ctx)
  const cards = await lists.board(ctx, brandId, from, boardLimit + 1)
  return { cards: cards.slice(0, boardLimit), since: from, isCut: cards.length > boardLimit }
}

export async function totals(ctx: Ctx, { brandId }: { brandId?: string | undefined }): Promise<OrderTotals> {
  const { from, to, day } = today(ctx)
  const [rows, openCount] = await Promise.all([lists.totals(ctx, brandId, from, to), lists.countOpen(ctx, brandId)])
  return { day, openCount, rows }
}

/** The day that it is where the organization is, as half-open instants. */
function today({ now, zone }: Ctx): { from: string; to: string; day: string } {
  const day = dayIn(zone, now)
  return { day, from: startOfDay(zone, day), to: startOfDay(zone, addDays(day, 1)) }
}
