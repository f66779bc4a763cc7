import * as countEvents from '#inventory/contract/count-events.ts'
import * as permissions from '#inventory/contract/permissions.ts'
import * as events from '#inventory/contract/stock-events.ts'
import { alertJobs, alertReactions, alertRoutes, alertSchedules } from '#inventory/server/alerts/declaration.ts'
import { countLives, countRoutes, countTopics } from '#inventory/server/counts/declaration.ts'
import { stockLives, stockReactions, stockRoutes, stockTopics } from '#inventory/server/levels/declaration.ts'
import { movementRoutes } from '#inventory/server/movements/declaration.ts'
import { orderJobs, orderReactions } from '#inventory/server/orders/declaration.ts'
import { stockLeft } from '#inventory/server/levels/left.ts'
import { impersonal, personalData } from '#inventory/server/personal-data.ts'
import { settingJobs, settingRoutes, settingSchedules } from '#inventory/server/settings/declaration.ts'
import { inventoryDemo } from '#inventory/server/demo.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'inventory',
  needs: ['identity', 'crm', 'conversations', 'commerce', 'orders'],
  permissions: Object.values(permissions),
  events: [...Object.values(events), ...Object.values(countEvents)],
  routes: [...stockRoutes, ...movementRoutes, ...settingRoutes, ...alertRoutes, ...countRoutes],
  reactions: [...stockReactions, ...orderReactions, ...alertReactions],
  jobs: [...settingJobs, ...alertJobs, ...orderJobs],
  schedules: [...settingSchedules, ...alertSchedules],
  live: [...stockLives, ...countLives],
  topics: [...stockTopics, ...countTopics],
  stock: [stockLeft],
  personalData,
  impersonal,
  demo: inventoryDemo,
})
