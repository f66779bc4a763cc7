import { catalogueCommands, catalogueLive, catalogueNav, cataloguePages } from '#commerce/web/catalogue/pages.ts'
import { defineWebModule } from '#web/module.ts'

export default defineWebModule({
  name: 'commerce',
  pages: [...cataloguePages],
  nav: [...catalogueNav],
  commands: [...catalogueCommands],
  lateLive: async () => (await catalogueLive()).catalogueHandlers,
})
