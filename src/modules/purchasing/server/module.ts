import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'purchasing',
  needs: ['identity', 'crm', 'conversations', 'commerce', 'inventory'],
  routes: [],
})
