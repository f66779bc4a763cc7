import { chatConversationCommands, chatPanels } from '#orders/web/chat/pages.ts'
import { customerCommands, customerPages, customerPanels } from '#orders/web/customers/pages.ts'
import { behindKitchen, kitchenCommands, kitchenNav, kitchenPages } from '#orders/web/kitchen/pages.ts'
import { orderCommands, orderLive, orderNav, orderPages } from '#orders/web/orders/pages.ts'
import { orderingSettings } from '#orders/web/settings/pages.ts'
import { shopSettings } from '#orders/web/shop/pages.ts'
import { noticeSettings } from '#orders/web/telling/pages.ts'
import { defineWebModule } from '#web/module.ts'

export default defineWebModule({
  name: 'orders',
  pages: [...customerPages, ...orderPages, ...kitchenPages],
  nav: [...orderNav, ...kitchenNav],
  settings: [...orderingSettings, ...noticeSettings, ...shopSettings],
  commands: [...orderCommands, ...kitchenCommands, ...customerCommands],
  panels: [...chatPanels, ...customerPanels],
  conversationCommands: chatConversationCommands,
  lateLive: async () => {
    const [orders, kitchen, chat, recurring] = await Promise.all([
      orderLive(),
      behindKitchen(),
      import('#orders/web/chat/chat.live.ts'),
      import('#orders/web/recurring/recurring.live.ts'),
    ])
    return [...orders.orderHandlers, ...kitchen.kitchenHandlers, ...chat.chatHandlers, ...recurring.recurringHandlers]
  },
})
