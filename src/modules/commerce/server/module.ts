import * as permissions from '#commerce/contract/permissions.ts'
import { impersonal, personalData } from '#commerce/server/personal-data.ts'
import * as promotionEvents from '#commerce/contract/promotion-events.ts'
import * as promotions from '#commerce/server/promotions/declaration.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'commerce',
  needs: ['identity', 'crm'],
  permissions: Object.values(permissions),
  events: Object.values(promotionEvents),
  routes: [...promotions.promotionRoutes],
  reactions: [...promotions.promotionReactions],
  jobs: [...promotions.promotionJobs],
  schedules: [...promotions.promotionSchedules],
  live: [...promotions.promotionLives],
  topics: [...promotions.promotionTopics],
  personalData: [...personalData, ...promotions.promotionPersonalData],
  impersonal: { ...impersonal, ...promotions.promotionImpersonal },
})
