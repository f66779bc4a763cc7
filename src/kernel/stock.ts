import type { Ctx } from '#kernel/ctx.ts'

/**
 * Somebody who counts what there is. `left`: how much of variants a brand can still sell, in thousandths of the unit, never below
 * nothing; those of which it may sell any amount are absent. Asked while menus are shown and things are priced, so it has to be
 * quick, most of all where nothing is counted. `tellWhenBack`: a contact wants to hear of something that is counted, or made of
 * what is, once it is there again; throws problems.
 */
export type StockSource = {
  left: (ctx: Ctx, of: { variantIds: readonly string[]; brandId: string | null }) => Promise<ReadonlyMap<string, number>>
  tellWhenBack: (ctx: Ctx, of: { variantId: string; contactId: string }) => Promise<void>
}
