import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { Address } from '#orders/contract/order.ts'
import type { Area, Covering, CreateZone, UpdateZone, Zone } from '#orders/contract/zone.ts'
import { orderingChanged } from '#orders/contract/ordering-events.ts'
import { brandUnknown, zoneNotFound, zoneShape } from '#orders/server/problems.ts'
import { coveringOf, isTangled } from '#orders/server/zones/covering.ts'
import * as store from '#orders/server/zones/zones.store.ts'

export const list = async (ctx: Ctx, { brandId }: { brandId?: string | undefined }): Promise<{ items: Zone[] }> => ({
  items: await store.list(ctx, brandId),
})

/** In which zone of a brand an address is. */
export async function zoneFor(ctx: Ctx, { brandId, address }: { brandId: string; address: Address }): Promise<Covering> {
  return coveringOf(await store.list(ctx, brandId), address)
}

export async function create(ctx: Ctx, input: CreateZone): Promise<Zone> {
  if (!(await identity.brands(ctx)).some(({ id }) => id === input.brandId)) throw brandUnknown()
  requireShape(input.area)
  const zone = { ...input, id: ctx.newId(), version: 1 }
  await store.insert(ctx, zone)
  ctx.audit({ action: 'orders.zone.created', subject: subjectOf(zone), after: auditable(zone) })
  await ctx.emit(orderingChanged, { kind: 'zones' })
  return zone
}

export async function update(ctx: Ctx, input: UpdateZone): Promise<Zone> {
  const before = await store.lock(ctx, input.id)
  if (!before) throw zoneNotFound()
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  requireShape(input.area)
  const zone = { ...before, ...input, version: before.version + 1 }
  await store.update(ctx, zone)
  ctx.audit({ action: 'orders.zone.updated', subject: subjectOf(zone), before: auditable(before), after: auditable(zone) })
  await ctx.emit(orderingChanged, { kind: 'zones' })
  return zone
}

export async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const zone = await store.lock(ctx, id)
  if (!zone) throw zoneNotFound()
  await store.archive(ctx, id)
  ctx.audit({ action: 'orders.zone.removed', subject: subjectOf(zone), before: auditable(zone) })
  await ctx.emit(orderingChanged, { kind: 'zones' })
  return {}
}

function requireShape(area: Area): void {
  if (area.kind === 'polygon' && isTangled(area.points)) throw zoneShape()
}

const subjectOf = ({ id, name }: Zone) => ({ kind: 'delivery-zone', id, name })
const auditable = ({ id: _id, version: _version, brandId: _brand, ...said }: Zone) => said
