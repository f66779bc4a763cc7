import * as events from '#orders/contract/order-events.ts'
import * as permissions from '#orders/contract/permissions.ts'
import { impersonal, personalData } from '#orders/server/personal-data.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'orders',
  needs: ['identity', 'crm', 'conversations', 'commerce'],
  permissions: Object.values(permissions),
  events: Object.values(events),
  routes: [],
  personalData,
  impersonal,
})
