import { countCommands, countPages } from '#inventory/web/counts/pages.ts'
import { productPanel, soldOutPanel, stockCommands, stockNav, stockPages } from '#inventory/web/levels/pages.ts'
import { movementPages } from '#inventory/web/movements/pages.ts'
import { restockPages } from '#inventory/web/restock/pages.ts'
import { stockSettings } from '#inventory/web/settings/pages.ts'
import { defineWebModule } from '#web/module.ts'

export default defineWebModule({
  name: 'inventory',
  pages: [...stockPages, ...movementPages, ...countPages, ...restockPages],
  settings: stockSettings,
  nav: [...stockNav],
  commands: [...stockCommands, ...countCommands],
  panels: [productPanel, soldOutPanel],
  lateLive: async () => {
    const [stock, counts] = await Promise.all([
      import('#inventory/web/levels/stock.live.ts'),
      import('#inventory/web/counts/counts.live.ts'),
    ])
    return [...stock.stockHandlers, ...counts.countHandlers]
  },
})
