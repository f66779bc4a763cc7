import * as permissions from '#bots/contract/permissions.ts'
import * as flows from '#bots/server/flows/declaration.ts'
import * as understanding from '#bots/server/understanding/declaration.ts'
import * as figures from '#bots/server/understanding/figures.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'bots',
  needs: ['identity', 'crm', 'conversations'],
  permissions: Object.values(permissions),
  events: [...flows.flowEvents, ...understanding.understandingEvents],
  routes: [...flows.routes, ...understanding.routes],
  reactions: [...flows.reactions, ...understanding.reactions],
  jobs: [...flows.jobs, ...understanding.jobs],
  live: [...flows.lives, ...understanding.lives],
  topics: [...flows.topics],
  firstWord: flows.firstWord,
  facets: [...figures.facets],
  metrics: [...figures.metrics],
  reports: [...figures.reports],
  impersonal: { ...flows.impersonal },
  personalData: [...flows.personalData, ...understanding.personalData],
})
