import { catalogueCommands, catalogueLive, catalogueNav, cataloguePages, catalogueSettings } from '#commerce/web/catalogue/pages.ts'
import { priceCommands, priceLive, priceNav, pricePages } from '#commerce/web/prices/pages.ts'
import { promotionCommands, promotionNav, promotionPages } from '#commerce/web/promotions/pages.ts'
import { defineWebModule } from '#web/module.ts'

export default defineWebModule({
  name: 'commerce',
  pages: [...cataloguePages, ...pricePages, ...promotionPages],
  settings: [...catalogueSettings],
  nav: [...catalogueNav, ...priceNav, ...promotionNav],
  commands: [...catalogueCommands, ...priceCommands, ...promotionCommands],
  lateLive: async () => {
    const [products, prices] = await Promise.all([catalogueLive(), priceLive()])
    return [...products.catalogueHandlers, ...prices]
  },
})
