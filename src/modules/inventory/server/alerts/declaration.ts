import { contactMerged, contactUnmerged } from '#crm/contract/events.ts'
import { gather, on, serve, type Reaction, type Route, type Schedule } from '#kernel/module.ts'
import { stockChanged } from '#inventory/contract/stock-events.ts'
import * as api from '#inventory/contract/waiting-api.ts'
import * as waiting from '#inventory/server/alerts/waiting.ts'
import { handBack, handOver } from '#inventory/server/alerts/waiting.store.ts'
import { watchDays, watchStock } from '#inventory/server/alerts/watching.job.ts'

export const alertRoutes: readonly Route[] = [
  serve(api.listWaiting, waiting.list),
  serve(api.waitForStock, waiting.wait),
  serve(api.withdrawWait, waiting.withdraw),
]

export const alertReactions: readonly Reaction[] = [
  gather(stockChanged, watchStock, ({ variantIds }) => variantIds, { withinMs: 2_000 }),
  on(contactMerged, handOver),
  on(contactUnmerged, handBack),
]

export const alertJobs = [watchStock, watchDays]
export const alertSchedules: readonly Schedule[] = [
  { name: 'inventory.watch-days', everySeconds: 86_400, job: watchDays, per: 'organization' },
]
