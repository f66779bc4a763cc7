import * as conversations from '#conversations/server/public.ts'
import type { Page } from '#kernel/contract/page.ts'
import { wordsIn } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { canApprove, canBuy, canPaySuppliers, canReceiveGoods } from '#purchasing/contract/permissions.ts'
import type { ListPurchases, PurchaseCard, PurchaseLine, PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { actionsOf, refusalOf, type PurchaseAction, type Standing } from '#purchasing/contract/purchase-state.ts'
import * as history from '#purchasing/server/orders/history.store.ts'
import * as lineStore from '#purchasing/server/orders/lines.store.ts'
import * as lists from '#purchasing/server/orders/order-list.store.ts'
import * as store from '#purchasing/server/orders/orders.store.ts'
import { actionRefused, orderNotFound } from '#purchasing/server/problems.ts'

/** More than anybody can look at. */
const boardLimit = 500
const boardDays = 30

export const list = (ctx: Ctx, input: ListPurchases): Promise<Page<PurchaseCard>> => lists.page(ctx, input, wordsIn(input.search))

export async function board(ctx: Ctx, { brandId }: { brandId?: string | undefined }): Promise<{ cards: PurchaseCard[]; isCut: boolean }> {
  const since = new Date(ctx.now.getTime() - boardDays * 86_400_000).toISOString()
  const cards = await lists.board(ctx, brandId, since, boardLimit + 1)
  return { cards: cards.slice(0, boardLimit), isCut: cards.length > boardLimit }
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<PurchaseOrder> {
  const row = await store.find(ctx, id)
  if (!row) throw orderNotFound()
  const [lines, events, sentState] = await Promise.all([lineStore.ofOrder(ctx, id), history.ofOrder(ctx, id), sentStateOf(ctx, row)])
  const { messageId: _message, mailId: _mail, ...shown } = row
  return { ...shown, lines, events, sentState, actions: actionsFor(ctx, standingOf(row, lines)) }
}

/** How far the message or the mail got by now. */
async function sentStateOf(ctx: Ctx, { messageId, mailId }: store.OrderRow): Promise<string | null> {
  if (messageId !== null) return (await conversations.messageProgress(ctx, [messageId])).get(messageId)?.state ?? null
  if (mailId === null) return null
  const state = (await ctx.mail.statesOf(ctx, [mailId])).get(mailId)
  return state === 'waiting' ? 'queued' : (state ?? null)
}

export const standingOf = (row: store.OrderRow, lines: readonly PurchaseLine[]): Standing => ({
  state: row.state,
  approval: row.approval,
  lineCount: lines.length,
  hasReceived: lines.some(({ receivedMilli }) => receivedMilli > 0),
  hasBills: lines.some(({ billedMilli }) => billedMilli > 0),
})

const rightOf: Readonly<Record<PurchaseAction, { code: string }>> = {
  edit: canBuy,
  approve: canApprove,
  send: canBuy,
  receive: canReceiveGoods,
  return: canReceiveGoods,
  bill: canPaySuppliers,
  close: canBuy,
  cancel: canBuy,
}

const actionsFor = (ctx: Ctx, standing: Standing): PurchaseAction[] =>
  actionsOf(standing).filter((action) => (action === 'return' ? standing.hasReceived : true) && ctx.can(rightOf[action]))

/** An order that is held, if the action can be done to it. */
export async function held(ctx: Ctx, id: string, action: PurchaseAction): Promise<{ row: store.OrderRow; lines: PurchaseLine[] }> {
  const row = await store.lock(ctx, id)
  if (!row) throw orderNotFound()
  const lines = await lineStore.ofOrder(ctx, id)
  const why = refusalOf(standingOf(row, lines), action)
  if (why !== null) throw actionRefused({ action, state: row.state, why })
  return { row, lines }
}
