import { canReadCatalogue } from '#commerce/contract/permissions.ts'
import * as api from '#commerce/contract/price-api.ts'
import * as changeApi from '#commerce/contract/price-change-api.ts'
import { priceListsChanged, pricesChanged } from '#commerce/contract/price-events.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import { live, type Live, type Route, type Schedule, serve, type Topic } from '#kernel/module.ts'
import { print as printLabels } from '#commerce/server/labels/labels.ts'
import * as changes from '#commerce/server/price-changes/price-changes.ts'
import { customerReactions, forgetMerges } from '#commerce/server/prices/customer-merges.ts'
import * as lists from '#commerce/server/prices/price-lists.ts'
import * as prices from '#commerce/server/prices/prices.ts'
import { shownPrices } from '#commerce/server/quotes/unit-prices.ts'

export const priceRoutes: readonly Route[] = [
  serve(api.listPriceLists, lists.list),
  serve(api.createPriceList, lists.create),
  serve(api.updatePriceList, lists.update),
  serve(api.setPriceListArchival, lists.setArchival),
  serve(api.listPriceListCustomers, lists.customers),
  serve(api.changePriceListCustomers, lists.changeCustomers),
  serve(api.listPrices, prices.list),
  serve(api.getProductPrices, prices.ofProduct),
  serve(api.setPrices, prices.set),
  serve(api.removeScheduledPrice, prices.removeScheduled),
  serve(api.listUnitPrices, shownPrices),
  serve(api.printPriceLabels, printLabels),
  serve(changeApi.previewPriceChange, changes.preview),
  serve(changeApi.offerRates, changes.offerRates),
  serve(changeApi.createPriceChange, changes.create),
  serve(changeApi.listPriceChanges, changes.list),
  serve(changeApi.getPriceChange, changes.get),
  serve(changeApi.listPriceChangeItems, changes.items),
  serve(changeApi.undoPriceChange, changes.undo),
]

export const priceReactions = customerReactions
export const priceJobs: readonly JobType[] = [forgetMerges as JobType]
export const priceSchedules: readonly Schedule[] = [
  { name: 'commerce.forget-contact-merges', everySeconds: 86_400, job: forgetMerges, per: 'organization' },
]

const mayLook = (permissions: ReadonlySet<string>): boolean => permissions.has(canReadCatalogue.code)

/** Amounts are asked for again by who looks at them: a patch would say too much to some and too little to others. */
export const priceLives: readonly Live[] = [
  live(
    pricesChanged,
    () => ['commerce.prices'],
    ({ permissions }, data) => (mayLook(permissions) ? data : null),
  ),
  live(
    priceListsChanged,
    () => ['commerce.prices'],
    ({ permissions }, data) => (mayLook(permissions) ? data : null),
  ),
]
export const priceTopics: readonly Topic[] = [{ prefix: 'commerce.prices', mayWatch: async (ctx) => ctx.can(canReadCatalogue) }]
