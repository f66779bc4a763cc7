import * as permissions from '#bots/contract/permissions.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'bots',
  needs: ['identity', 'crm', 'conversations'],
  permissions: Object.values(permissions),
  routes: [],
})
