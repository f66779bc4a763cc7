import {
  purchaseCommands,
  purchaseNav,
  purchasePages,
  purchaseSettings,
  restockPanel,
  supplierPanel,
} from '#purchasing/web/purchases/pages.ts'
import { defineWebModule } from '#web/module.ts'

export default defineWebModule({
  name: 'purchasing',
  pages: purchasePages,
  nav: purchaseNav,
  settings: purchaseSettings,
  commands: purchaseCommands,
  panels: [supplierPanel, restockPanel],
  lateLive: () => import('#purchasing/web/purchases/purchases.live.ts').then((file) => file.purchaseHandlers),
})
