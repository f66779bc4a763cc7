import { catalogueCommands, catalogueLive, catalogueNav, cataloguePages } from '#commerce/web/catalogue/pages.ts'
import { promotionCommands, promotionNav, promotionPages } from '#commerce/web/promotions/pages.ts'
import { defineWebModule } from '#web/module.ts'

export default defineWebModule({
  name: 'commerce',
  pages: [...cataloguePages, ...promotionPages],
  nav: [...catalogueNav, ...promotionNav],
  commands: [...catalogueCommands, ...promotionCommands],
  lateLive: async () => (await catalogueLive()).catalogueHandlers,
})
