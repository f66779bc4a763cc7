import type { Ctx } from '#kernel/ctx.ts'
import type { Tracking } from '#inventory/contract/item.ts'
import * as store from '#inventory/server/replenishment/replenishment.store.ts'

/** What there is no more of than when more is ordered; of `variantIds` all that are counted, however much there is. */
export const toReorder = (ctx: Ctx, variantIds?: readonly string[]): Promise<store.ToReorder[]> =>
  variantIds ? store.some(ctx, variantIds) : store.due(ctx)

/** How each of these is followed; those that are not counted are absent. */
export const trackingOf = async (ctx: Ctx, variantIds: readonly string[]): Promise<Map<string, Tracking>> =>
  new Map((await store.tracking(ctx, variantIds)).map((one) => [one.variantId, one.tracking]))

/** Ids of lots by `<variant> <code>`. */
export const lotIds = async (ctx: Ctx, named: readonly { variantId: string; code: string }[]): Promise<Map<string, string>> =>
  named.length === 0 ? new Map() : new Map((await store.lots(ctx, named)).map(({ id, variantId, code }) => [`${variantId} ${code}`, id]))
