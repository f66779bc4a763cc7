import * as identity from '#identity/server/public.ts'
import type { Brand } from '#identity/contract/brand.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { listVersion, nextListVersion } from '#kernel/db/list-version.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { orderStates } from '#orders/contract/order-state.ts'
import type { BrandSteps } from '#orders/contract/order-step.ts'
import type { Ordering, SaveStations, StateSetting, Stations, UpdateOrdering } from '#orders/contract/ordering.ts'
import { orderingChanged } from '#orders/contract/ordering-events.ts'
import * as store from '#orders/server/ordering/ordering.store.ts'
import { prefixOf } from '#orders/server/ordering/prefix.ts'
import { brandUnknown, prefixTaken, stationTwice, statesWrong } from '#orders/server/problems.ts'

type SettableState = StateSetting['state']
const settable = orderStates.filter((state): state is SettableState => state !== 'draft')
/** An order begins and ends in these, whatever a brand says. */
const always: readonly SettableState[] = ['received', 'delivered', 'cancelled']

/** All steps in the order of the way, those included of which nobody has said anything. */
export const filledIn = (states: readonly StateSetting[]): StateSetting[] =>
  settable.map((state) => states.find((one) => one.state === state) ?? { state, name: null, isUsed: true })

const usual = (brandId: string): Ordering => ({
  brandId,
  prefix: '',
  states: filledIn([]),
  mayGoBack: true,
  readyMinutes: 30,
  version: 0,
})

export async function list(ctx: Ctx): Promise<{ items: Ordering[] }> {
  const [brands, said] = [await identity.brands(ctx), await store.all(ctx)]
  return { items: brands.map(({ id }) => shown(said.find(({ brandId }) => brandId === id) ?? usual(id))) }
}

const shown = (ordering: Ordering): Ordering => ({ ...ordering, states: filledIn(ordering.states) })

export const orderingOf = async (ctx: Ctx, brandId: string): Promise<Ordering> => shown((await store.find(ctx, brandId)) ?? usual(brandId))

export const stepsOf = ({ states, mayGoBack }: Pick<Ordering, 'states' | 'mayGoBack'>): BrandSteps => ({
  isUsed: (state) => states.find((one) => one.state === state)?.isUsed ?? true,
  mayGoBack,
})

/** The same with the letters of its numbers, which a brand gets with its first order. */
export async function withPrefix(ctx: Ctx, brand: Brand, ordering: Ordering): Promise<Ordering> {
  if (ordering.prefix !== '') return ordering
  await store.takeTurn(ctx)
  const all = await store.all(ctx)
  const meanwhile = all.find(({ brandId }) => brandId === brand.id)
  if (meanwhile) return shown(meanwhile)
  const lettered = { ...ordering, prefix: prefixOf(brand.name, new Set(all.map(({ prefix }) => prefix))), version: 1 }
  await store.save(ctx, lettered)
  return lettered
}

export async function update(ctx: Ctx, input: UpdateOrdering): Promise<Ordering> {
  const brand = (await identity.brands(ctx)).find(({ id }) => id === input.brandId)
  if (!brand) throw brandUnknown()
  await store.takeTurn(ctx)
  const all = await store.all(ctx)
  const before = shown(all.find(({ brandId }) => brandId === brand.id) ?? usual(brand.id))
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  requireStates(input.states)
  if (input.prefix !== before.prefix) {
    const isTaken = all.some(({ brandId, prefix }) => brandId !== brand.id && prefix === input.prefix)
    if (isTaken || (await store.isInNumbers(ctx, input.prefix, brand.id))) throw prefixTaken({ prefix: input.prefix })
  }
  const after: Ordering = { ...input, states: filledIn(input.states), version: before.version + 1 }
  await store.save(ctx, after)
  const { version: _old, ...was } = before
  const { version: _new, ...is } = after
  ctx.audit({ action: 'orders.ordering.updated', subject: { kind: 'brand', id: brand.id, name: brand.name }, before: was, after: is })
  await ctx.emit(orderingChanged, { kind: 'steps' })
  return after
}

function requireStates(states: readonly StateSetting[]): void {
  for (const [i, { state, isUsed }] of states.entries()) {
    if (states.findIndex((one) => one.state === state) !== i) throw statesWrong({ state })
    if (!isUsed && always.includes(state)) throw statesWrong({ state })
  }
}

const stationList = 'orders.stations'

export const stations = async (ctx: Ctx): Promise<Stations> => ({
  version: await listVersion(ctx, stationList),
  items: await store.stations(ctx),
})

/** All of them at once. */
export async function saveStations(ctx: Ctx, { items }: SaveStations): Promise<Stations> {
  const version = await nextListVersion(ctx, stationList)
  const known = await store.stations(ctx)
  const names = new Set<string>()
  for (const { name } of items) {
    if (names.has(searchable(name))) throw stationTwice({ name })
    names.add(searchable(name))
  }
  // An id that is nobody's, or that is said twice, is a new station.
  const left = new Set(known.map(({ id }) => id))
  const after = items.map(({ id, name }) => ({ id: id !== undefined && left.delete(id) ? id : ctx.newId(), name }))
  await store.replaceStations(ctx, after)
  ctx.audit({
    action: 'orders.stations.updated',
    subject: { kind: 'stations', id: ctx.org, name: '' },
    before: { stations: known.map(({ name }) => name) },
    after: { stations: after.map(({ name }) => name) },
  })
  await ctx.emit(orderingChanged, { kind: 'stations' })
  return { items: after, version }
}
