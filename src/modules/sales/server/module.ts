import * as permissions from '#sales/contract/permissions.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'sales',
  needs: ['identity', 'crm', 'conversations'],
  permissions: Object.values(permissions),
  routes: [],
})
