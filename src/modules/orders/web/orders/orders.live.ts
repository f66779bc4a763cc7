import type { QueryClient } from '@tanstack/react-query'
import { listTimeline } from '#crm/contract/api.ts'
import * as api from '#orders/contract/order-api.ts'
import { orderChanged, orderMoved } from '#orders/contract/order-events.ts'
import type { Order, OrderBoard, OrderCard } from '#orders/contract/order.ts'
import { listOrdering, listStations } from '#orders/contract/ordering-api.ts'
import { orderingChanged } from '#orders/contract/ordering-events.ts'
import { listZones } from '#orders/contract/zone-api.ts'
import { liveHandler } from '#web/module.ts'

/** The day's totals and lists are asked for again a moment after the last of many: a busy hour is not asked after each. */
const pauseMs = 400
const waiting = new WeakMap<QueryClient, ReturnType<typeof setTimeout>>()

function askSoon(queryClient: QueryClient): void {
  clearTimeout(waiting.get(queryClient))
  waiting.set(
    queryClient,
    setTimeout(() => {
      for (const { path } of [api.listOrders, api.getOrderTotals, listTimeline]) void queryClient.invalidateQueries({ queryKey: [path] })
    }, pauseMs),
  )
}

/** Puts a card where it is now on every board that is open, unless something newer of it is there. */
export function putCard(queryClient: QueryClient, card: OrderCard): void {
  for (const [queryKey, board] of queryClient.getQueriesData<OrderBoard>({ queryKey: [api.getOrderBoard.path] })) {
    if (!board) continue
    const { brandId } = (queryKey[1] ?? {}) as { brandId?: string }
    const at = board.cards.findIndex(({ id }) => id === card.id)
    const known = board.cards[at]
    if (known ? known.version > card.version : brandId !== undefined && brandId !== card.brandId) continue
    const cards = known ? board.cards.with(at, card) : [card, ...board.cards]
    queryClient.setQueryData<OrderBoard>(queryKey, { ...board, cards })
  }
}

export function heard(queryClient: QueryClient, { card }: { card: OrderCard }): void {
  putCard(queryClient, card)
  const shown = queryClient.getQueryData<Order>([api.getOrder.path, { id: card.id }])
  if (shown && shown.version < card.version)
    for (const { path } of [api.getOrder, api.listOrderEvents]) void queryClient.invalidateQueries({ queryKey: [path, { id: card.id }] })
  askSoon(queryClient)
}

/** What somebody did here is seen here at once. */
export function keep(queryClient: QueryClient, order: Order): void {
  queryClient.setQueryData([api.getOrder.path, { id: order.id }], order)
  void queryClient.invalidateQueries({ queryKey: [api.listOrderEvents.path, { id: order.id }] })
  putCard(queryClient, order)
  askSoon(queryClient)
}

export const orderHandlers = [
  ...[orderMoved, orderChanged].map(({ name }) => liveHandler(name, heard)),
  liveHandler(orderingChanged, (queryClient) => {
    for (const { path } of [listOrdering, listStations, listZones]) void queryClient.invalidateQueries({ queryKey: [path] })
  }),
]
