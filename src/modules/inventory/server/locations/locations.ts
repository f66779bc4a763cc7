import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { isSoldFrom, type CreateLocation, type Location, type UpdateLocation } from '#inventory/contract/location.ts'
import { stockSettingChanged } from '#inventory/contract/stock-events.ts'
import * as store from '#inventory/server/locations/locations.store.ts'
import { places } from '#inventory/server/locations/places.ts'
import { brandUnknown, locationInUse, locationIsLast, locationNotFound } from '#inventory/server/problems.ts'

/** Where things are, come from and go to; what was put away is left out. */
export const list = async (ctx: Ctx): Promise<{ items: Location[] }> => ({
  items: (await store.all(ctx)).flatMap(({ isArchived, ...location }) => (isArchived ? [] : [location])),
})

export async function create(ctx: Ctx, input: CreateLocation): Promise<Location> {
  const all = await places(ctx)
  await requireBrand(ctx, input.brandId)
  const isDefault = !all.all.some((one) => one.isDefault && one.brandId === input.brandId)
  const location = { ...input, id: ctx.newId(), isDefault, version: 1 }
  await store.insert(ctx, [location])
  ctx.audit({ action: 'inventory.location.created', subject: subjectOf(location), after: auditable(location) })
  await ctx.emit(stockSettingChanged, { kind: 'locations' })
  return location
}

export async function update(ctx: Ctx, input: UpdateLocation): Promise<Location> {
  const before = await held(ctx, input.id)
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  await requireBrand(ctx, input.brandId)
  if (input.isDefault) await store.clearDefault(ctx, input.brandId, input.id)
  const after = { ...before, ...input, version: before.version + 1 }
  await store.update(ctx, after)
  ctx.audit({ action: 'inventory.location.updated', subject: subjectOf(after), before: auditable(before), after: auditable(after) })
  await ctx.emit(stockSettingChanged, { kind: 'locations' })
  return after
}

/** Only where nothing is, and never the last one that is sold from. What happened there keeps saying so. */
export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const location = await held(ctx, id)
  if (await store.isInUse(ctx, id)) throw locationInUse({ name: location.name })
  const others = (await places(ctx)).all.filter((one) => isSoldFrom(one.kind) && !one.isArchived && one.id !== id)
  if (others.length === 0) throw locationIsLast({ name: location.name })
  await store.archive(ctx, id)
  ctx.audit({ action: 'inventory.location.removed', subject: subjectOf(location), before: auditable(location) })
  await ctx.emit(stockSettingChanged, { kind: 'locations' })
  return {}
}

/** Of those that a business makes for itself. */
async function held(ctx: Ctx, id: string): Promise<Location> {
  const location = await store.lock(ctx, id)
  if (!location || !isSoldFrom(location.kind)) throw locationNotFound()
  return location
}

async function requireBrand(ctx: Ctx, brandId: string | null): Promise<void> {
  if (brandId !== null && !(await identity.brands(ctx)).some(({ id }) => id === brandId)) throw brandUnknown()
}

const subjectOf = ({ id, name }: Location) => ({ kind: 'stock-location', id, name })
const auditable = ({ id: _id, version: _version, ...said }: Location) => said
