import { loadToday, OrdersDemo } from '#orders/server/kitchen/demo-today.ts'
import type { DemoPart } from '#kernel/module.ts'

/** What a demo business sold, after what it sells and to whom. */
export const ordersDemo: DemoPart = {
  order: 50,
  async load(ctx, business) {
    const { ordersToday } = OrdersDemo.parse(business.data)
    if (ordersToday) await loadToday(ctx, business, ordersToday)
  },
}
