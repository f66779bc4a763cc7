import analytics from '#analytics/web/module.ts'
import bots from '#bots/web/module.ts'
import commerce from '#commerce/web/module.ts'
import conversations from '#conversations/web/module.ts'
import crm from '#crm/web/module.ts'
import identity from '#identity/web/module.ts'
import inventory from '#inventory/web/module.ts'
import orders from '#orders/web/module.ts'
import platform from '#platform/web/module.ts'
import purchasing from '#purchasing/web/module.ts'
import sales from '#sales/web/module.ts'
import surveys from '#surveys/web/module.ts'
import type { WebModule } from '#web/module.ts'

/** The modules that have screens: one import and one name each. The order is the order of the navigation. */
export const webModules: readonly WebModule[] = [
  identity,
  conversations,
  crm,
  orders,
  commerce,
  inventory,
  purchasing,
  sales,
  bots,
  surveys,
  analytics,
  platform,
]
