import { catalogueCommands, catalogueLive, catalogueNav, cataloguePages, catalogueSettings } from '#commerce/web/catalogue/pages.ts'
import { importCommands, importLive, importPages } from '#commerce/web/imports/pages.ts'
import { priceCommands, priceLive, priceNav, pricePages } from '#commerce/web/prices/pages.ts'
import { promotionCommands, promotionNav, promotionPages } from '#commerce/web/promotions/pages.ts'
import { defineWebModule } from '#web/module.ts'

export default defineWebModule({
  name: 'commerce',
  pages: [...importPages, ...cataloguePages, ...pricePages, ...promotionPages],
  settings: [...catalogueSettings],
  nav: [...catalogueNav, ...priceNav, ...promotionNav],
  commands: [...catalogueCommands, ...importCommands, ...priceCommands, ...promotionCommands],
  lateLive: async () => {
    const [products, prices, imports] = await Promise.all([catalogueLive(), priceLive(), importLive()])
    return [...products.catalogueHandlers, ...prices, ...imports.importHandlers]
  },
})
