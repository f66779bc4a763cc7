import { DemoStock, loadStock } from '#inventory/server/levels/demo-stock.ts'
import { DemoCounts, loadCounts } from '#inventory/server/counts/demo-counts.ts'
import type { DemoPart } from '#kernel/module.ts'

/** What a demo business keeps on its shelves: there before anything of it is ordered. */
export const inventoryDemo: DemoPart = {
  order: 45,
  async load(ctx, business) {
    const { stock } = DemoStock.parse(business.data)
    if (!stock) return
    await loadStock(ctx, business, stock)
    const { stock: counts } = DemoCounts.parse(business.data)
    if (counts) await loadCounts(ctx, business, counts)
  },
}
