import * as permissions from '#commerce/contract/permissions.ts'
import { impersonal, personalData } from '#commerce/server/personal-data.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'commerce',
  needs: ['identity', 'crm'],
  permissions: Object.values(permissions),
  routes: [],
  personalData,
  impersonal,
})
