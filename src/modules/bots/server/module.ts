import * as permissions from '#bots/contract/permissions.ts'
import * as answers from '#bots/server/answers/declaration.ts'
import * as away from '#bots/server/away/declaration.ts'
import { demo } from '#bots/server/demo.ts'
import * as flows from '#bots/server/flows/declaration.ts'
import * as understanding from '#bots/server/understanding/declaration.ts'
import * as figures from '#bots/server/understanding/figures.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'bots',
  needs: ['identity', 'crm', 'conversations'],
  permissions: Object.values(permissions),
  events: [...flows.flowEvents, ...understanding.understandingEvents, ...answers.answerEvents],
  routes: [...flows.routes, ...understanding.routes, ...answers.routes, ...away.routes],
  reactions: [...flows.reactions, ...understanding.reactions, ...answers.reactions, ...away.reactions],
  jobs: [...flows.jobs, ...understanding.jobs, ...away.jobs],
  schedules: [...away.schedules],
  live: [...flows.lives, ...understanding.lives, ...answers.lives],
  topics: [...flows.topics],
  firstWord: flows.firstWord,
  answers: [...answers.sources],
  facets: [...figures.facets],
  metrics: [...figures.metrics],
  reports: [...figures.reports],
  impersonal: { ...flows.impersonal, ...answers.impersonal, ...away.impersonal },
  demo,
  fileColumns: [
    { table: 'bots.flow', column: 'draft' },
    { table: 'bots.flow_version', column: 'document' },
    { table: 'bots.answer', column: 'file_id' },
  ],
  personalData: [...flows.personalData, ...understanding.personalData],
})
