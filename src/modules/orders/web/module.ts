import { behindKitchen, kitchenCommands, kitchenNav, kitchenPages } from '#orders/web/kitchen/pages.ts'
import { defineWebModule } from '#web/module.ts'

export default defineWebModule({
  name: 'orders',
  pages: [...kitchenPages],
  nav: [...kitchenNav],
  commands: [...kitchenCommands],
  lateLive: async () => (await behindKitchen()).kitchenHandlers,
})
