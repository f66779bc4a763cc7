import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sum } from '#kernel/contract/shares.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { lineMinor } from '#purchasing/contract/landed-cost.ts'
import type {
  CreatePurchase,
  DecidePurchase,
  EditPurchase,
  PurchaseLine,
  PurchaseOrder,
  WriteLine,
} from '#purchasing/contract/purchase-order.ts'
import type { ApprovalState } from '#purchasing/contract/purchase-state.ts'
import * as lineStore from '#purchasing/server/orders/lines.store.ts'
import { get, held } from '#purchasing/server/orders/orders.ts'
import * as store from '#purchasing/server/orders/orders.store.ts'
import { searchTextOf, tell } from '#purchasing/server/orders/telling.ts'
import * as problems from '#purchasing/server/problems.ts'
import { settingOf } from '#purchasing/server/settings/settings.ts'
import { requireLocation } from '#purchasing/server/shelf.ts'
import { byId } from '#purchasing/server/suppliers/items.ts'
import * as itemStore from '#purchasing/server/suppliers/items.store.ts'
import { required } from '#purchasing/server/suppliers/suppliers.ts'
import type { SupplierRow } from '#purchasing/server/suppliers/suppliers.store.ts'

export async function create(ctx: Ctx, input: CreatePurchase): Promise<PurchaseOrder> {
  const brands = await identity.brands(ctx)
  const brand = input.brandId === undefined ? brands[0] : brands.find(({ id }) => id === input.brandId)
  if (!brand) throw problems.brandUnknown()
  const supplier = await required(ctx, input.supplierId)
  if (supplier.archivedAt !== null) throw problems.supplierArchived({ name: supplier.name })
  await requireLocation(ctx, input.locationId)
  const lines = await linesOf(ctx, supplier, input.lines)
  const now = ctx.now.toISOString()
  const row: store.OrderRow = {
    id: ctx.newId(),
    number: null,
    brandId: brand.id,
    supplierId: supplier.id,
    supplierName: supplier.name,
    contactId: supplier.contactId,
    state: 'draft',
    stateSince: now,
    ...(await sums(ctx, supplier, lines)),
    currency: supplier.currency,
    receivedShare: 0,
    expectedOn: input.expectedOn,
    note: input.note,
    locationId: input.locationId,
    createdAt: now,
    createdByName: ctx.actor.kind === 'system' ? null : ctx.actor.name,
    ...unsent,
    version: 1,
  }
  const createdById = ctx.actor.kind === 'system' ? null : ctx.actor.id
  await store.insert(ctx, { ...row, createdById, searchText: searchTextOf(null, supplier.name) })
  await lineStore.replace(ctx, row.id, lines)
  await tell(ctx, row, 'created', { detail: { totalMinor: row.totalMinor, currency: row.currency, lineCount: row.lineCount } })
  return get(ctx, row)
}

const unsent = {
  approvalByName: null,
  sentAt: null,
  sentVia: null,
  conversationId: null,
  messageId: null,
  mailId: null,
  firstReceivedAt: null,
  receivedAt: null,
  closedAt: null,
  closeReason: null,
} as const

/** A draft as it should be from now on. What somebody agreed to was another one: they are asked again. */
export async function edit(ctx: Ctx, input: EditPurchase): Promise<PurchaseOrder> {
  const { row, lines } = await held(ctx, input.id, 'edit')
  if (ctx.ifMatch !== row.version) throw changedMeanwhile({ version: row.version })
  const supplier = await required(ctx, row.supplierId)
  if (input.locationId !== undefined) await requireLocation(ctx, input.locationId)
  const written = input.lines ? await linesOf(ctx, supplier, input.lines) : lines
  const after: store.OrderRow = {
    ...row,
    ...(await sums(ctx, supplier, written)),
    approvalByName: null,
    locationId: input.locationId === undefined ? row.locationId : input.locationId,
    expectedOn: input.expectedOn === undefined ? row.expectedOn : input.expectedOn,
    note: input.note ?? row.note,
    version: row.version + 1,
  }
  if (input.lines) await lineStore.replace(ctx, row.id, written)
  await store.update(ctx, after)
  await tell(ctx, after, 'edited', {
    before: auditable(row),
    after: auditable(after),
    detail: { totalMinor: after.totalMinor, currency: row.currency },
  })
  return get(ctx, row)
}

const auditable = ({ totalMinor, lineCount, note, expectedOn }: store.OrderRow) => ({ totalMinor, lineCount, note, expectedOn })

/** Somebody who may agrees to exactly this order, or does not. */
export async function decide(ctx: Ctx, { id, decision, reason }: DecidePurchase): Promise<PurchaseOrder> {
  const { row } = await held(ctx, id, 'approve')
  if (ctx.ifMatch !== row.version) throw changedMeanwhile({ version: row.version })
  if (decision === 'refused' && reason === '') throw problems.reasonMissing()
  const approvalByName = ctx.actor.kind === 'system' ? null : ctx.actor.name
  const after = { ...row, approval: decision, approvalByName, version: row.version + 1 }
  await store.update(ctx, after)
  await tell(ctx, after, decision, { reason, detail: { totalMinor: row.totalMinor, currency: row.currency } })
  return get(ctx, row)
}

/** What it comes to, and whether somebody has to agree: amounts in another currency always are looked at where there is a limit. */
async function sums(
  ctx: Ctx,
  supplier: SupplierRow,
  lines: readonly PurchaseLine[],
): Promise<{ totalMinor: number; lineCount: number; approval: ApprovalState }> {
  const totalMinor = sum(lines.map((line) => line.totalMinor))
  const { approvalOverMinor } = await settingOf(ctx)
  const isForeign = supplier.currency !== (await identity.organization(ctx)).currency
  const isOver = approvalOverMinor !== null && (isForeign ? totalMinor > 0 : totalMinor >= approvalOverMinor)
  return { totalMinor, lineCount: lines.length, approval: isOver ? 'needed' : 'none' }
}

/** Lines as the supplier sells these things; what they do not sell yet is bought by our own unit, at a price that is said. */
async function linesOf(ctx: Ctx, supplier: SupplierRow, wanted: readonly WriteLine[]): Promise<PurchaseLine[]> {
  if (wanted.length === 0) return []
  const variants = await byId(
    ctx,
    wanted.map(({ variantId }) => variantId),
  )
  const items = new Map((await itemStore.ofSupplier(ctx, supplier.id)).map((item) => [item.variantId, item]))
  const seen = new Set<string>()
  return wanted.map(({ variantId, quantityMilli, priceMinor }) => {
    const variant = variants.get(variantId)
    if (!variant) throw problems.variantUnknown()
    const { name, unit } = variant
    if (variant.kind !== 'good') throw problems.notBought({ name })
    if (seen.has(variantId)) throw problems.variantTwice({ name })
    seen.add(variantId)
    const item = items.get(variantId)
    const price = priceMinor ?? item?.priceMinor
    if (price === undefined) throw problems.priceMissing({ name })
    const isWhole = item ? item.isWhole : unit === 'piece' || unit === 'pack'
    const supplyUnit = item?.supplyUnit ?? ctx.t(`purchasing.units.${unit}`)
    if (isWhole && quantityMilli % 1000 !== 0) throw problems.supplyNotWhole({ name, unit: supplyUnit })
    if (item && quantityMilli < item.leastMilli) throw problems.belowLeast({ name, least: `${item.leastMilli / 1000} ${supplyUnit}` })
    return {
      id: ctx.newId(),
      variantId,
      itemId: item?.id ?? null,
      name,
      code: item?.code ?? '',
      unit,
      supplyUnit,
      supplyMilli: item?.supplyMilli ?? 1000,
      stockMilli: item?.stockMilli ?? 1000,
      quantityMilli,
      priceMinor: price,
      totalMinor: lineMinor(price, quantityMilli),
      receivedMilli: 0,
      returnedMilli: 0,
      billedMilli: 0,
    }
  })
}
