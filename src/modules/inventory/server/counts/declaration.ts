import * as api from '#inventory/contract/count-api.ts'
import { countEntered, countMoved } from '#inventory/contract/count-events.ts'
import { canCountStock } from '#inventory/contract/permissions.ts'
import { live, type Live, type Route, serve, type Topic } from '#kernel/module.ts'
import { approve } from '#inventory/server/counts/approval.ts'
import * as counts from '#inventory/server/counts/counts.ts'
import { enter } from '#inventory/server/counts/entering.ts'

export const countRoutes: readonly Route[] = [
  serve(api.listCounts, counts.list),
  serve(api.createCount, counts.create),
  serve(api.getCount, counts.get),
  serve(api.listCountLines, counts.listLines),
  serve(api.enterCount, enter),
  serve(api.moveCount, counts.move),
  serve(api.approveCount, approve),
  serve(api.getCountPlan, counts.plan),
]

const mayLook = (permissions: ReadonlySet<string>): boolean => permissions.has(canCountStock.code)

/** How far a sheet is; what is on it is asked for again by whoever has it open, who may see less than others. */
export const countLives: readonly Live[] = [
  live(
    countMoved,
    () => ['inventory.counts'],
    ({ permissions }, data) => (mayLook(permissions) ? data : null),
  ),
  live(
    countEntered,
    ({ countId }) => [`inventory.count:${countId}`],
    ({ permissions }, data) => (mayLook(permissions) ? data : null),
  ),
]
export const countTopics: readonly Topic[] = [
  { prefix: 'inventory.counts', mayWatch: async (ctx) => ctx.can(canCountStock) },
  { prefix: 'inventory.count', mayWatch: async (ctx) => ctx.can(canCountStock) },
]
