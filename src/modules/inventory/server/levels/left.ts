import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { StockSource } from '#kernel/module.ts'
import { wait } from '#inventory/server/alerts/waiting.ts'
import * as store from '#inventory/server/levels/left.store.ts'
import { all } from '#inventory/server/locations/locations.store.ts'
import { placesAmong } from '#inventory/server/locations/places.ts'

/** What a brand can still sell of what is counted, and of what is made of it. One question where nothing is counted. */
export const stockLeft: StockSource = {
  async left(ctx, { variantIds, brandId }) {
    if (!(await store.keepsAny(ctx))) return new Map()
    const locations = await all(ctx)
    const locationId = brandId === null || locations.length === 0 ? null : placesAmong(locations).defaultOf(brandId).id
    return leftAmong(await store.left(ctx, variantIds, locationId, dayIn(ctx.zone, ctx.now)), variantIds)
  },
  async tellWhenBack(ctx, of) {
    await wait(ctx, of)
  },
}

/** Pure: of what is made of something as much as the scarcest part of it allows. */
export function leftAmong(rows: readonly store.LeftRow[], variantIds: readonly string[]): Map<string, number> {
  const byId = new Map(rows.map((row) => [row.variantId, row]))
  const ofItem = ({ allowsNegative, availableMilli }: store.LeftRow): number => (allowsNegative ? Infinity : availableMilli)
  const left = new Map<string, number>()
  for (const id of variantIds) {
    const row = byId.get(id)
    if (!row) continue
    const milli =
      row.allowsNegative !== null
        ? ofItem(row)
        : Math.min(
            ...row.parts.map((part) => {
              const of = byId.get(part.variantId)
              const there = of && of.allowsNegative !== null ? ofItem(of) : Infinity
              return Math.floor((there * (row.yieldMilli ?? 1000)) / part.quantityMilli)
            }),
          )
    if (Number.isFinite(milli)) left.set(id, milli)
  }
  return left
}
