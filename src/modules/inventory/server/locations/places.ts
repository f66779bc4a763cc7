import type { Ctx } from '#kernel/ctx.ts'
import { isOwn, isSoldFrom, outsideKinds, type Location } from '#inventory/contract/location.ts'
import * as store from '#inventory/server/locations/locations.store.ts'
import { locationUnknown } from '#inventory/server/problems.ts'

export type Place = Location & { isArchived: boolean }

/** Every place there is; who asks first finds what every business has: a shop, and where things come from and go to. */
export async function places(ctx: Ctx): Promise<Places> {
  let all = await store.all(ctx)
  if (!outsideKinds.every((kind) => all.some((one) => one.kind === kind))) {
    await layOut(ctx)
    all = await store.all(ctx)
  }
  return placesAmong(all)
}

/** Nothing is written twice, whoever else is at it. */
async function layOut(ctx: Ctx): Promise<void> {
  const bare = { brandId: null, name: '', isDefault: false }
  await store.insert(ctx, [
    { ...bare, id: ctx.newId(), kind: 'shop', name: ctx.t('inventory.location.first'), isDefault: true },
    ...(['quality', 'transit', ...outsideKinds] as const).map((kind) => ({ ...bare, id: ctx.newId(), kind })),
  ])
}

/** Found by their id, or by their kind where there is one of it. */
export const placesAmong = (all: readonly Place[]) => {
  const find = (ref: string): Place | undefined => all.find(({ id, kind }) => id === ref || (kind === ref && !isSoldFrom(kind)))
  const sellers = all.filter(({ kind, isArchived }) => isSoldFrom(kind) && !isArchived)
  return {
    all,
    ours: all.filter(({ kind }) => isOwn(kind)),
    find,
    /** Refuses what is none, or was put away. */
    at(ref: string): Place {
      const place = find(ref)
      if (!place || place.isArchived) throw locationUnknown()
      return place
    },
    /** Where a brand sells from. */
    defaultOf(brandId: string | null): Place {
      const found =
        sellers.find((one) => one.isDefault && one.brandId === brandId) ??
        sellers.find((one) => one.isDefault && one.brandId === null) ??
        sellers.find((one) => one.brandId === brandId) ??
        sellers[0]
      if (!found) throw locationUnknown()
      return found
    },
  }
}
export type Places = ReturnType<typeof placesAmong>
