import { CatalogueDemo, loadCatalogue } from '#commerce/server/catalogue/demo-catalogue.ts'
import { loadPrices, PricesDemo } from '#commerce/server/prices/demo-prices.ts'
import { loadPromotions, PromotionsDemo } from '#commerce/server/promotions/demo-promotions.ts'
import type { DemoPart } from '#kernel/module.ts'

/** What a demo business sells, since its first day. Before what is sold of it. */
export const commerceDemo: DemoPart = {
  order: 30,
  async load(ctx, business) {
    const { menu, tradingDays } = CatalogueDemo.parse(business.data)
    if (menu) await loadCatalogue(ctx, business, menu, Math.max(business.days, tradingDays))
    await loadPrices(ctx, business, PricesDemo.parse(business.data).prices)
    await loadPromotions(ctx, business, PromotionsDemo.parse(business.data).promotions)
  },
}
