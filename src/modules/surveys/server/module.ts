import * as permissions from '#surveys/contract/permissions.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'surveys',
  needs: ['identity', 'crm', 'conversations'],
  permissions: Object.values(permissions),
  routes: [],
})
