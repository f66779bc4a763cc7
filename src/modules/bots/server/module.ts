import * as permissions from '#bots/contract/permissions.ts'
import * as understanding from '#bots/server/understanding/declaration.ts'
import * as figures from '#bots/server/understanding/figures.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'bots',
  needs: ['identity', 'crm', 'conversations'],
  permissions: Object.values(permissions),
  events: [...understanding.understandingEvents],
  routes: [...understanding.routes],
  reactions: [...understanding.reactions],
  jobs: [...understanding.jobs],
  live: [...understanding.lives],
  facets: [...figures.facets],
  metrics: [...figures.metrics],
  reports: [...figures.reports],
  personalData: [...understanding.personalData],
})
