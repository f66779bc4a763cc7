import { listRecurringOrders } from '#orders/contract/recurring-order-api.ts'
import { recurringChanged } from '#orders/contract/recurring-order-events.ts'
import { liveHandler } from '#web/module.ts'

export const recurringHandlers = [
  liveHandler(recurringChanged, (queryClient) => {
    void queryClient.invalidateQueries({ queryKey: [listRecurringOrders.path] })
  }),
]
