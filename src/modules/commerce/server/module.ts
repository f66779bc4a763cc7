import * as permissions from '#commerce/contract/permissions.ts'
import * as catalogue from '#commerce/server/catalogue/declaration.ts'
import { commerceDemo } from '#commerce/server/demo.ts'
import { impersonal, personalData } from '#commerce/server/personal-data.ts'
import * as imports from '#commerce/server/imports/declaration.ts'
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
  events: [...catalogue.catalogueEvents, ...Object.values(priceEvents), ...Object.values(promotionEvents), ...imports.importEvents],
  routes: [...catalogue.catalogueRoutes, ...prices.priceRoutes, ...quoteRoutes, ...promotions.promotionRoutes, ...imports.importRoutes],
  reactions: [...catalogue.catalogueReactions, ...prices.priceReactions, ...promotions.promotionReactions],
  jobs: [...prices.priceJobs, ...promotions.promotionJobs, ...imports.importJobs],
  schedules: [...prices.priceSchedules, ...promotions.promotionSchedules, ...imports.importSchedules],
  live: [...catalogue.catalogueLives, ...prices.priceLives, ...promotions.promotionLives, ...imports.importLives],
  topics: [...catalogue.catalogueTopics, ...prices.priceTopics, ...promotions.promotionTopics, ...imports.importTopics],
  search: [catalogue.productSource],
  personalData: [...personalData, ...promotions.promotionPersonalData, ...imports.importPersonalData],
  impersonal: { ...impersonal, ...catalogue.catalogueImpersonal, ...promotions.promotionImpersonal, ...imports.importImpersonal },
  demo: commerceDemo,
})
