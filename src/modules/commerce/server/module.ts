import * as permissions from '#commerce/contract/permissions.ts'
import * as catalogue from '#commerce/server/catalogue/declaration.ts'
import { commerceDemo } from '#commerce/server/demo.ts'
import { impersonal, personalData } from '#commerce/server/personal-data.ts'
import * as priceEvents from '#commerce/contract/price-events.ts'
import * as promotionEvents from '#commerce/contract/promotion-events.ts'
import * as prices from '#commerce/server/prices/declaration.ts'
import * as promotions from '#commerce/server/promotions/declaration.ts'
import { quoteRoutes } from '#commerce/server/quotes/quotes.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'commerce',
  needs: ['identity', 'crm'],
  permissions: Object.values(permissions),
  events: [...catalogue.catalogueEvents, ...Object.values(priceEvents), ...Object.values(promotionEvents)],
  routes: [...catalogue.catalogueRoutes, ...prices.priceRoutes, ...quoteRoutes, ...promotions.promotionRoutes],
  reactions: [...catalogue.catalogueReactions, ...prices.priceReactions, ...promotions.promotionReactions],
  jobs: [...prices.priceJobs, ...promotions.promotionJobs],
  schedules: [...prices.priceSchedules, ...promotions.promotionSchedules],
  live: [...catalogue.catalogueLives, ...prices.priceLives, ...promotions.promotionLives],
  topics: [...catalogue.catalogueTopics, ...prices.priceTopics, ...promotions.promotionTopics],
  search: [catalogue.productSource],
  personalData: [...personalData, ...promotions.promotionPersonalData],
  impersonal: { ...impersonal, ...catalogue.catalogueImpersonal, ...promotions.promotionImpersonal },
  demo: commerceDemo,
})
