import type { z } from 'zod'
import type { setModifierAvailability, setModifierGroupArchival, updateModifierGroup } from '#commerce/contract/modifier-group-api.ts'
import type { ModifierGroup, WriteModifierGroup } from '#commerce/contract/modifier-group.ts'
import { availabilityChanged, modifierGroupsChanged } from '#commerce/contract/product-events.ts'
import {
  leastUnreachable,
  modifierGroupNotFound,
  modifierUnknown,
  tooManyModifierGroups,
  variantUnknown,
} from '#commerce/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as store from './modifier-groups.store.ts'
import { livingAmong } from './variants.store.ts'

const mostGroups = 300

export const list = async (ctx: Ctx): Promise<{ items: ModifierGroup[] }> => ({ items: await store.all(ctx) })

export async function create(ctx: Ctx, input: WriteModifierGroup): Promise<ModifierGroup> {
  if ((await store.all(ctx)).length >= mostGroups) throw tooManyModifierGroups({ limit: mostGroups })
  const id = ctx.newId()
  await check(ctx, input, null)
  await store.insert(ctx, { id, ...input })
  await store.putModifiers(ctx, id, written(ctx, input))
  return told(ctx, id, 'commerce.modifier-group.created')
}

export async function update(ctx: Ctx, { id, ...input }: z.output<typeof updateModifierGroup.input>): Promise<ModifierGroup> {
  const locked = await store.lock(ctx, id)
  const before = await existing(ctx, id)
  if (!locked || before.archivedAt !== null) throw modifierGroupNotFound()
  if (ctx.ifMatch !== locked.version) throw changedMeanwhile({ version: locked.version })
  await check(ctx, input, before)
  await store.update(ctx, { id, ...input })
  await store.putModifiers(ctx, id, written(ctx, input))
  return told(ctx, id, 'commerce.modifier-group.updated', before)
}

/** Put away, it is asked of no product any more; brought back, of the same ones again. */
export async function setArchival(ctx: Ctx, { id, isArchived }: z.output<typeof setModifierGroupArchival.input>): Promise<ModifierGroup> {
  await store.lock(ctx, id)
  const before = await existing(ctx, id)
  if ((before.archivedAt !== null) === isArchived) return before
  await store.setArchived(ctx, id, isArchived ? ctx.now.toISOString() : null)
  return told(ctx, id, isArchived ? 'commerce.modifier-group.archived' : 'commerce.modifier-group.restored')
}

/** Said by whoever serves; the version stays, so that it stands in the way of nobody who is editing. */
export async function setAvailability(
  ctx: Ctx,
  { id, isAvailable }: z.output<typeof setModifierAvailability.input>,
): Promise<ModifierGroup> {
  const before = await store.findOfModifier(ctx, id)
  const modifier = before?.modifiers.find((one) => one.id === id)
  if (!before || !modifier) throw modifierGroupNotFound()
  if (modifier.isAvailable === isAvailable) return before
  await store.setAvailable(ctx, id, isAvailable)
  ctx.audit({
    action: 'commerce.modifier.updated',
    subject: { kind: 'modifier', id, name: modifier.name },
    before: { isAvailable: !isAvailable },
    after: { isAvailable },
  })
  await ctx.emit(availabilityChanged, { productIds: [], variantIds: [], modifierIds: [id], isAvailable })
  return existing(ctx, before.id)
}

async function check(ctx: Ctx, input: WriteModifierGroup, before: ModifierGroup | null): Promise<void> {
  const known = input.modifiers.flatMap(({ id }) => id ?? [])
  if (new Set(known).size !== known.length || known.some((id) => !before?.modifiers.some((one) => one.id === id))) throw modifierUnknown()
  // The same one may be asked twice, so that one modifier that is there is enough for any number; none is not.
  if (input.least > 0 && !input.modifiers.some(({ isAvailable }) => isAvailable)) throw leastUnreachable({ group: input.name })
  const variantIds = [...new Set(input.modifiers.flatMap(({ variantId }) => variantId ?? []))]
  const chosenBefore = new Set(before?.modifiers.map(({ variantId }) => variantId))
  const fresh = variantIds.filter((id) => !chosenBefore.has(id))
  if (fresh.length > 0 && (await livingAmong(ctx, fresh)).length < fresh.length) throw variantUnknown()
}

const written = (ctx: Ctx, input: WriteModifierGroup): ModifierGroup['modifiers'] =>
  input.modifiers.map(({ id, ...rest }) => ({ id: id ?? ctx.newId(), ...rest }))

async function existing(ctx: Ctx, id: string): Promise<ModifierGroup> {
  const group = await store.find(ctx, id)
  if (!group) throw modifierGroupNotFound()
  return group
}

async function told(ctx: Ctx, id: string, action: string, before?: ModifierGroup): Promise<ModifierGroup> {
  const group = await existing(ctx, id)
  ctx.audit({ action, subject: subjectOf(group), ...(before && { before: auditable(before) }), after: auditable(group) })
  await ctx.emit(modifierGroupsChanged, { modifierGroupId: id })
  return group
}

const subjectOf = ({ id, name }: ModifierGroup) => ({ kind: 'modifier-group', id, name })
const auditable = ({ name, least, most, modifiers }: ModifierGroup) => ({
  name,
  least,
  most,
  modifiers: modifiers.map((one) => `${one.name} (${one.priceMinor})`),
})
