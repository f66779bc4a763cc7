import * as events from '#orders/contract/order-events.ts'
import * as kitchenEvents from '#orders/contract/kitchen-events.ts'
import * as orderingEvents from '#orders/contract/ordering-events.ts'
import * as permissions from '#orders/contract/permissions.ts'
import { botDialogues, botImpersonal, botJobs, botPersonalData, botReactions } from '#orders/server/bot/declaration.ts'
import { orderOnAcceptance } from '#orders/server/orders/acceptance.ts'
import { activityReactions, recordOrders } from '#orders/server/orders/activities.ts'
import { contactReactions, forgetMerges } from '#orders/server/orders/contact-reactions.ts'
import { valueReports } from '#orders/server/customers/customer-report.ts'
import * as values from '#orders/server/customers/values.ts'
import * as figures from '#orders/server/figures/declaration.ts'
import { kitchenLives, kitchenRoutes } from '#orders/server/kitchen/declaration.ts'
import { orderLives, orderRoutes, orderTopics } from '#orders/server/orders/declaration.ts'
import { orderSearch, orderTimeline } from '#orders/server/orders/order-timeline.ts'
import { purchases } from '#orders/server/orders/purchases.store.ts'
import { releaseOrders } from '#orders/server/orders/people.ts'
import { orderingLives, orderingRoutes } from '#orders/server/ordering/declaration.ts'
import { impersonal, personalData } from '#orders/server/personal-data.ts'
import { tellingJobs, tellingRoutes } from '#orders/server/telling/declaration.ts'
import { tellingReactions } from '#orders/server/telling/telling.job.ts'
import { chatJobs, chatReactions, chatRoutes } from '#orders/server/chat/declaration.ts'
import * as recurring from '#orders/server/recurring/declaration.ts'
import { recurringChanged } from '#orders/contract/recurring-order-events.ts'
import * as shop from '#orders/server/shop/declaration.ts'
import { ordersDemo } from '#orders/server/demo.ts'
import { defineModule } from '#kernel/module.ts'

export default defineModule({
  name: 'orders',
  needs: ['identity', 'crm', 'conversations', 'commerce'],
  permissions: Object.values(permissions),
  events: [...Object.values(events), ...Object.values(orderingEvents), ...Object.values(kitchenEvents), recurringChanged],
  routes: [
    ...orderRoutes,
    ...orderingRoutes,
    ...kitchenRoutes,
    ...tellingRoutes,
    ...chatRoutes,
    ...values.valueRoutes,
    ...shop.shopRoutes,
    ...recurring.recurringRoutes,
  ],
  pages: shop.shopPages,
  reactions: [
    ...botReactions,
    ...contactReactions,
    ...activityReactions,
    ...tellingReactions,
    ...chatReactions,
    ...figures.figureReactions,
    ...values.valueReactions,
    ...recurring.recurringReactions,
  ],
  dialogues: botDialogues,
  jobs: [
    ...botJobs,
    forgetMerges,
    releaseOrders,
    recordOrders,
    ...tellingJobs,
    ...chatJobs,
    ...figures.figureJobs,
    ...values.valueJobs,
    ...shop.shopJobs,
    ...recurring.recurringJobs,
  ],
  schedules: [
    { name: 'orders.forget-contact-merges', everySeconds: 86_400, job: forgetMerges, per: 'organization' },
    ...figures.figureSchedules,
    ...shop.shopSchedules,
    ...values.valueSchedules,
    ...recurring.recurringSchedules,
  ],
  installationKeys: {
    'orders.shop shop_by_slug': 'Visitors belong to nobody: the address of a shop alone has to say whose it is.',
  },
  live: [...orderLives, ...orderingLives, ...kitchenLives, ...recurring.recurringLives],
  topics: [...orderTopics],
  timeline: [orderTimeline],
  search: [orderSearch],
  purchases: [purchases],
  metrics: figures.figureMetrics,
  reports: [...figures.figureReports, ...valueReports],
  facets: values.valueFacets,
  onAcceptance: [orderOnAcceptance],
  personalData: [...personalData, ...botPersonalData],
  impersonal: { ...impersonal, ...botImpersonal },
  demo: ordersDemo,
})
