import type { QueryClient } from '@tanstack/react-query'
import { getKitchen } from '#orders/contract/kitchen-api.ts'
import { ticketChanged } from '#orders/contract/kitchen-events.ts'
import type { Kitchen } from '#orders/contract/kitchen.ts'
import { orderChanged, orderMoved } from '#orders/contract/order-events.ts'
import { orderingChanged } from '#orders/contract/ordering-events.ts'
import { liveHandler } from '#web/module.ts'

type Patch = { orderId: string; lines: { id: string; preparedAt: string | null }[]; isSeen: boolean }

const askAgain = (queryClient: QueryClient): void => void queryClient.invalidateQueries({ queryKey: [getKitchen.path] })

/** What others tap is there at once; what comes in, goes on or is edited is asked for. */
export const kitchenHandlers = [
  liveHandler(ticketChanged, (queryClient, { orderId, lines, isSeen }: Patch) => {
    queryClient.setQueriesData<Kitchen>({ queryKey: [getKitchen.path] }, (last) => last && prepared(last, orderId, lines))
    if (isSeen) askAgain(queryClient)
  }),
  ...[orderMoved, orderChanged, orderingChanged].map(({ name }) => liveHandler(name, askAgain)),
]

const prepared = (kitchen: Kitchen, orderId: string, changed: Patch['lines']): Kitchen => ({
  ...kitchen,
  tickets: kitchen.tickets.map((ticket) =>
    ticket.id === orderId
      ? { ...ticket, lines: ticket.lines.map((line) => ({ ...line, ...changed.find(({ id }) => id === line.id) })) }
      : ticket,
  ),
})
