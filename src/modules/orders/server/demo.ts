import { HistoryDemo, loadHistory } from '#orders/server/history/demo-history.ts'
import { loadToday, OrdersDemo } from '#orders/server/kitchen/demo-today.ts'
import { loadRecurring, RecurringDemo } from '#orders/server/recurring/demo-recurring.ts'
import { loadShop, ShopDemo } from '#orders/server/shop/demo-shop.ts'
import { DemoZones, loadZones } from '#orders/server/zones/demo-zones.ts'
import type { DemoPart } from '#kernel/module.ts'

/** What a demo business sold, after what it sells and to whom. */
export const ordersDemo: DemoPart = {
  order: 50,
  async load(ctx, business) {
    await loadZones(ctx, business, DemoZones.parse(business.data).deliveryZones)
    const { webShop } = ShopDemo.parse(business.data)
    if (webShop) await loadShop(ctx, business, webShop)
    await loadHistory(ctx, business, HistoryDemo.parse(business.data))
    const { ordersToday } = OrdersDemo.parse(business.data)
    if (ordersToday) await loadToday(ctx, business, ordersToday)
    await loadRecurring(ctx, business, RecurringDemo.parse(business.data))
  },
}
