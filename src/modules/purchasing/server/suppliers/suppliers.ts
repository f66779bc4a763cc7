import * as crm from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Page } from '#kernel/contract/page.ts'
import { searchable, wordsIn } from '#kernel/contract/text.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { canReadPayables } from '#purchasing/contract/permissions.ts'
import { supplierChanged } from '#purchasing/contract/purchase-events.ts'
import { leadTimeOf } from '#purchasing/contract/supplier-figures.ts'
import type { CreateSupplier, ListSuppliers, Supplier, SupplierCard, UpdateSupplier } from '#purchasing/contract/supplier.ts'
import * as problems from '#purchasing/server/problems.ts'
import * as store from '#purchasing/server/suppliers/suppliers.store.ts'

/** So many deliveries say how quick somebody is by now. */
const deliveriesCounted = 20

export async function list(ctx: Ctx, input: ListSuppliers): Promise<Page<SupplierCard>> {
  const words = wordsIn(input.search)
  const page = await store.page(ctx, input, words, dayIn(ctx.zone, ctx.now))
  return { ...page, items: page.items.map((card) => forAsker(ctx, card)) }
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Supplier> {
  const card = await store.card(ctx, id, dayIn(ctx.zone, ctx.now))
  if (!card) throw problems.supplierNotFound()
  return { ...forAsker(ctx, card), leadTime: leadTimeOf(await store.deliveries(ctx, id, deliveriesCounted)) }
}

/** What is owed is for who may know it. */
const forAsker = (ctx: Ctx, card: SupplierCard): SupplierCard =>
  ctx.can(canReadPayables) ? card : { ...card, owedMinor: null, overdueMinor: null }

/** A contact that is bought from: it is a supplier from now on, whatever else it is. */
export async function create(ctx: Ctx, input: CreateSupplier): Promise<Supplier> {
  const contact = await crm.summary(ctx, input.contactId)
  if (!contact || contact.mergedInto !== null) throw problems.contactUnknown()
  await store.takeTurn(ctx, contact.id)
  if ((await store.ofContact(ctx, contact.id)).length > 0) throw problems.supplierThere({ name: contact.name })
  const row: store.SupplierRow = {
    id: ctx.newId(),
    contactId: contact.id,
    name: contact.name,
    currency: input.currency ?? (await identity.organization(ctx)).currency,
    termsDays: input.termsDays,
    isFromMonthEnd: input.isFromMonthEnd,
    leadDays: input.leadDays,
    leastOrderMinor: input.leastOrderMinor,
    note: input.note,
    archivedAt: null,
    createdAt: ctx.now.toISOString(),
    version: 1,
  }
  await store.insert(ctx, row, searchable(row.name))
  await crm.relateContact(ctx, contact.id, 'supplier')
  ctx.audit({ action: 'purchasing.supplier.created', subject: subjectOf(row), after: auditable(row) })
  await tell(ctx, row)
  return get(ctx, row)
}

export async function update(ctx: Ctx, input: UpdateSupplier): Promise<Supplier> {
  const before = await store.lock(ctx, input.id)
  if (!before) throw problems.supplierNotFound()
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  if (input.currency !== before.currency && (await store.isInUse(ctx, before.id))) throw problems.currencyInUse()
  const { isArchived, ...terms } = input
  const archivedAt = isArchived ? (before.archivedAt ?? ctx.now.toISOString()) : null
  const after: store.SupplierRow = { ...before, ...terms, archivedAt, version: before.version + 1 }
  await store.update(ctx, after)
  ctx.audit({ action: 'purchasing.supplier.updated', subject: subjectOf(after), before: auditable(before), after: auditable(after) })
  await tell(ctx, after)
  return get(ctx, after)
}

/** For an order or a bill: there, and still bought from. */
export async function required(ctx: Ctx, id: string, { isLocked = false } = {}): Promise<store.SupplierRow> {
  const supplier = await (isLocked ? store.lock(ctx, id) : store.find(ctx, id))
  if (!supplier) throw problems.supplierUnknown()
  return supplier
}

export const tell = (ctx: Ctx, { id, contactId }: Pick<store.SupplierRow, 'id' | 'contactId'>): Promise<void> =>
  ctx.emit(supplierChanged, { supplierId: id, contactId })

export const subjectOf = ({ id, name }: Pick<store.SupplierRow, 'id' | 'name'>) => ({ kind: 'supplier', id, name })

const auditable = ({ currency, termsDays, isFromMonthEnd, leadDays, leastOrderMinor, note, archivedAt }: store.SupplierRow) => ({
  currency,
  termsDays,
  isFromMonthEnd,
  leadDays,
  leastOrderMinor,
  note,
  isArchived: archivedAt !== null,
})
