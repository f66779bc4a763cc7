import * as permissions from '#purchasing/contract/permissions.ts'
import * as events from '#purchasing/contract/purchase-events.ts'
import { billRoutes } from '#purchasing/server/bills/declaration.ts'
import { payableMetrics } from '#purchasing/server/bills/figures.ts'
import { payableReports } from '#purchasing/server/bills/reports.ts'
import { purchaseLives, purchaseRoutes, purchaseTopics } from '#purchasing/server/orders/declaration.ts'
import { purchaseSearch, purchaseTimeline } from '#purchasing/server/orders/timeline.ts'
import { purchasingDemo } from '#purchasing/server/demo.ts'
import { impersonal, personalData } from '#purchasing/server/personal-data.ts'
import { contactReactions, forgetMerges } from '#purchasing/server/suppliers/contact-reactions.ts'
import { supplierRoutes } from '#purchasing/server/suppliers/declaration.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'purchasing',
  needs: ['identity', 'crm', 'conversations', 'commerce', 'inventory'],
  permissions: Object.values(permissions),
  events: Object.values(events),
  routes: [...supplierRoutes, ...purchaseRoutes, ...billRoutes],
  reactions: [...contactReactions],
  jobs: [forgetMerges],
  schedules: [{ name: 'purchasing.forget-contact-merges', everySeconds: 86_400, job: forgetMerges, per: 'organization' }],
  live: [...purchaseLives],
  topics: [...purchaseTopics],
  timeline: [purchaseTimeline],
  search: [purchaseSearch],
  metrics: payableMetrics,
  reports: payableReports,
  personalData,
  impersonal,
  demo: purchasingDemo,
})
