import type { z } from 'zod'
import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as crm from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { changePriceListCustomers, listPriceListCustomers, setPriceListArchival } from '#commerce/contract/price-api.ts'
import { priceListsChanged } from '#commerce/contract/price-events.ts'
import { type CreatePriceList, mostPriceLists, type PriceList, type UpdatePriceList } from '#commerce/contract/price-list.ts'
import { inOrder } from '#commerce/server/prices/choice.ts'
import * as customerStore from '#commerce/server/prices/customers.store.ts'
import * as store from '#commerce/server/prices/price-lists.store.ts'
import {
  audienceIncomplete,
  mainListStays,
  priceListNotFound,
  priceListsTooMany,
  validityInvalid,
} from '#commerce/server/prices/problems.ts'

export async function list(ctx: Ctx): Promise<{ items: PriceList[] }> {
  const lists = inOrder(await store.all(ctx))
  return { items: [...lists.filter((one) => one.archivedAt === null), ...lists.filter((one) => one.archivedAt !== null)].map(shown) }
}

const shown = ({ createdAt: _created, ...list }: store.ListRow): PriceList => list

async function existing(ctx: Ctx, id: string): Promise<store.ListRow> {
  const found = await store.find(ctx, id)
  if (!found) throw priceListNotFound()
  return found
}

/** The list that is there from the beginning: made when it is needed first, in the currency of the main brand. */
export async function mainListId(ctx: Ctx): Promise<string> {
  const known = await store.mainId(ctx)
  if (known) return known
  const [brand] = await identity.brands(ctx)
  const { currency } = brand ?? (await identity.organization(ctx))
  const id = ctx.newId()
  const name = ctx.t('commerce.prices.main_list')
  const isOurs = await store.insert(ctx, { ...general, id, name, currency, isMain: true })
  if (!isOurs) return mainListId(ctx)
  await made(ctx, id)
  return id
}

const general = {
  includesTax: true,
  priority: 0,
  audience: 'everybody' as const,
  brandId: null,
  door: null,
  segmentId: null,
  validFrom: null,
  validTo: null,
}

/** The first one for everybody is the main one. */
export async function create(ctx: Ctx, input: CreatePriceList): Promise<PriceList> {
  await check(ctx, input)
  if ((await store.all(ctx)).length >= mostPriceLists) throw priceListsTooMany({ most: mostPriceLists })
  const id = ctx.newId()
  const hasMain = (await store.mainId(ctx)) !== undefined
  const isMain = !hasMain && input.audience === 'everybody' && input.validFrom === null && input.validTo === null
  if (!isMain && !hasMain) await mainListId(ctx)
  const isMade = await store.insert(ctx, { ...input, id, isMain })
  if (!isMade) await store.insert(ctx, { ...input, id, isMain: false })
  return made(ctx, id)
}

async function made(ctx: Ctx, id: string): Promise<PriceList> {
  const list = await existing(ctx, id)
  ctx.audit({ action: 'commerce.price-list.created', subject: subjectOf(list), after: auditable(list) })
  await ctx.emit(priceListsChanged, { listId: id })
  return shown(list)
}

export async function update(ctx: Ctx, input: UpdatePriceList): Promise<PriceList> {
  const before = await existing(ctx, input.id)
  if (before.isMain && (input.audience !== 'everybody' || input.validFrom !== null || input.validTo !== null)) throw mainListStays()
  await check(ctx, input)
  if (!(await store.update(ctx, input, ctx.ifMatch))) throw changedMeanwhile({ version: before.version })
  const after = await existing(ctx, input.id)
  ctx.audit({ action: 'commerce.price-list.updated', subject: subjectOf(after), before: auditable(before), after: auditable(after) })
  await ctx.emit(priceListsChanged, { listId: input.id })
  return shown(after)
}

export async function setArchival(ctx: Ctx, { id, isArchived }: z.output<typeof setPriceListArchival.input>): Promise<PriceList> {
  const held = await store.hold(ctx, id)
  if (!held) throw priceListNotFound()
  const before = await existing(ctx, id)
  if (before.isMain && isArchived) throw mainListStays()
  if (held.isArchived === isArchived) return shown(before)
  await store.setArchived(ctx, id, isArchived)
  ctx.audit({ action: isArchived ? 'commerce.price-list.archived' : 'commerce.price-list.restored', subject: subjectOf(before) })
  await ctx.emit(priceListsChanged, { listId: id })
  return shown(await existing(ctx, id))
}

export async function customers(
  ctx: Ctx,
  { id, ...input }: z.output<typeof listPriceListCustomers.input>,
): Promise<Page<{ contactId: string; name: string }>> {
  await existing(ctx, id)
  const page = await customerStore.page(ctx, id, input)
  const names = await crm.names(
    ctx,
    page.items.map(({ contactId }) => contactId),
  )
  return { ...page, items: page.items.map(({ contactId }) => ({ contactId, name: names.get(contactId) ?? '' })) }
}

/** Ids of nobody are left out. */
export async function changeCustomers(
  ctx: Ctx,
  { id, add, remove }: z.output<typeof changePriceListCustomers.input>,
): Promise<{ customerCount: number }> {
  const list = await existing(ctx, id)
  if (list.audience !== 'customers') throw audienceIncomplete()
  const known = await crm.names(ctx, [...new Set([...add, ...remove])])
  const added = await customerStore.add(
    ctx,
    id,
    add.filter((one) => known.has(one)),
  )
  const removed = await customerStore.remove(ctx, id, remove)
  if (added.length + removed.length > 0) {
    ctx.audit({
      action: 'commerce.price-list.customers-changed',
      subject: subjectOf(list),
      after: { added: added.length, removed: removed.length },
    })
    await ctx.emit(priceListsChanged, { listId: id })
  }
  return { customerCount: (await existing(ctx, id)).customerCount }
}

async function check(ctx: Ctx, input: Omit<CreatePriceList, 'currency'>): Promise<void> {
  const { audience, brandId, door, segmentId } = input
  const isWhole =
    (audience === 'brand') === (brandId !== null) &&
    (audience === 'door') === (door !== null) &&
    (audience === 'segment') === (segmentId !== null)
  if (!isWhole) throw audienceIncomplete()
  if (brandId !== null && !(await identity.brands(ctx)).some(({ id }) => id === brandId)) throw audienceIncomplete()
  if (segmentId !== null && !(await crm.segmentNames(ctx, [segmentId])).has(segmentId)) throw audienceIncomplete()
  if (input.validFrom !== null && input.validTo !== null && Date.parse(input.validFrom) >= Date.parse(input.validTo))
    throw validityInvalid()
}

const subjectOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'price-list', id, name })
const auditable = ({ name, currency, includesTax, priority, audience, brandId, door, segmentId, validFrom, validTo }: PriceList) => ({
  name,
  currency,
  includesTax,
  priority,
  audience,
  brandId,
  door,
  segmentId,
  validFrom,
  validTo,
})
