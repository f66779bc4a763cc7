import { getCatalogueOrder } from '#orders/contract/catalogue-order-api.ts'
import { orderMoved } from '#orders/contract/order-events.ts'
import type { OrderCard } from '#orders/contract/order.ts'
import { liveHandler } from '#web/module.ts'

/** What stands below a message of the catalogue follows the order that was made of it. */
export const chatHandlers = [
  liveHandler(orderMoved, (queryClient, { card }: { card: OrderCard }) => {
    if (card.door === 'catalogue') void queryClient.invalidateQueries({ queryKey: [getCatalogueOrder.path] })
  }),
]
