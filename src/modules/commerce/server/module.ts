import * as permissions from '#commerce/contract/permissions.ts'
import * as catalogue from '#commerce/server/catalogue/declaration.ts'
import { impersonal, personalData } from '#commerce/server/personal-data.ts'
import * as promotionEvents from '#commerce/contract/promotion-events.ts'
import * as promotions from '#commerce/server/promotions/declaration.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'commerce',
  needs: ['identity', 'crm'],
  permissions: Object.values(permissions),
  events: [...catalogue.catalogueEvents, ...Object.values(promotionEvents)],
  routes: [...catalogue.catalogueRoutes, ...promotions.promotionRoutes],
  reactions: [...catalogue.catalogueReactions, ...promotions.promotionReactions],
  jobs: [...promotions.promotionJobs],
  schedules: [...promotions.promotionSchedules],
  live: [...catalogue.catalogueLives, ...promotions.promotionLives],
  topics: [...catalogue.catalogueTopics, ...promotions.promotionTopics],
  search: [catalogue.productSource],
  personalData: [...personalData, ...promotions.promotionPersonalData],
  impersonal: { ...impersonal, ...catalogue.catalogueImpersonal, ...promotions.promotionImpersonal },
})
