import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { differenceOf } from '#orders/contract/order-difference.ts'
import type { EditLine, EditOrder, EditPreview, Order, OrderLine } from '#orders/contract/order.ts'
import { isClosed } from '#orders/contract/order-state.ts'
import { canDeliverAnywhere } from '#orders/contract/permissions.ts'
import { asBasketLine, brandOf } from '#orders/server/orders/drafts.ts'
import { customerOf, searchTextOf } from '#orders/server/orders/frame.ts'
import * as history from '#orders/server/orders/history.store.ts'
import * as lineStore from '#orders/server/orders/lines.store.ts'
import { whole } from '#orders/server/orders/orders.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { placedLine, promisedAt, requireDestination, withoutCosts } from '#orders/server/orders/placing.ts'
import { priced, requireDeliverable, type Priced } from '#orders/server/orders/pricing.ts'
import { keepUses } from '#orders/server/orders/promotion-uses.ts'
import { sumsOf } from '#orders/server/orders/shown.ts'
import { auditable, subjectOf, tellChange } from '#orders/server/orders/telling.ts'
import { orderingOf } from '#orders/server/ordering/ordering.ts'
import { paymentStateOf } from '#orders/server/payments/payment-state.ts'
import { lineHandedOver, lineUnknown, orderClosed, orderNotFound } from '#orders/server/problems.ts'
import * as zones from '#orders/server/zones/zones.store.ts'

type Changes = Omit<EditOrder, 'id' | 'lines'>

/**
 * What is in it, to whom, where. It is priced again as a whole, as of when it was placed: what the customer was told still
 * holds. From when it was confirmed lines are neither changed nor dropped: others take their place, under a number of
 * their own, so that the kitchen sees what is other.
 */
export async function edit(ctx: Ctx, input: EditOrder): Promise<Order> {
  const { id, lines: _wanted, ...changes } = input
  if (changes.byHand) ctx.require(canDeliverAnywhere)
  const before = await store.lock(ctx, id)
  if (!before) throw orderNotFound()
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const { row, lines, asked, customer, byHand, pricing, promisedAt: promised } = await planned(ctx, before, input)
  if (row.state !== 'draft') {
    requireDestination(row)
    requireDeliverable(ctx, pricing)
  }
  const { amendment } = await replaceLines(ctx, before, lines, asked, pricing)
  const after: store.OrderRow = {
    ...row,
    ...sumsOf(pricing.quote),
    contactId: customer?.id ?? null,
    contactName: customer?.name ?? null,
    zoneId: byHand ? null : (pricing.zone?.id ?? null),
    isByHand: byHand !== null,
    promisedAt: promised,
    lineCount: pricing.quote.lines.length,
    amendment,
    version: before.version + 1,
  }
  after.paymentState = paymentStateOf(after)
  await store.update(ctx, after, searchTextOf(after, customer))
  if (after.number !== null) await keepUses(ctx, after)
  const detail = { ...differenceBetween(before, after, lines, pricing), changed: changedIn(changes, before, after), amendment }
  await history.add(ctx, id, { kind: 'edited', detail })
  ctx.audit({ action: 'orders.order.edited', subject: subjectOf(after), before: auditable(before), after: auditable(after) })
  await tellChange(ctx, after)
  return whole(ctx, after)
}

/** What an edit would make of it. Nothing is kept. */
export async function preview(ctx: Ctx, input: EditOrder): Promise<EditPreview> {
  if (input.byHand) ctx.require(canDeliverAnywhere)
  const before = await store.find(ctx, input.id)
  if (!before) throw orderNotFound()
  const { row, lines, pricing, promisedAt: promised } = await planned(ctx, before, input)
  return {
    quote: withoutCosts(ctx, pricing.quote),
    covering: pricing.covering,
    trouble: pricing.trouble,
    promisedAt: promised ?? ctx.now.toISOString(),
    ...differenceBetween(before, { ...row, ...sumsOf(pricing.quote) }, lines, pricing),
  }
}

async function planned(ctx: Ctx, before: store.OrderRow, { id, lines: wanted, ...changes }: EditOrder) {
  if (isClosed(before.state)) throw orderClosed()
  const lines = (await lineStore.ofOrder(ctx, id)).filter(({ removedAt }) => removedAt === null)
  const asked: EditLine[] = wanted ?? lines.map((line) => ({ ...asBasketLine(line), id: line.id }))
  requireKnown(asked, lines)
  const row = withChanges(before, changes)
  const customer = await customerOf(ctx, row.contactId)
  const byHand = await fixedFee(ctx, before, row, changes)
  const pricing = await priced(ctx, {
    ...row,
    brand: await brandOf(ctx, row.brandId),
    byHand,
    contactId: customer?.id ?? null,
    lines: asked,
    at: before.placedAt === null ? ctx.now : new Date(before.placedAt),
    again: { orderId: id, promised: asked.flatMap((line, place) => (keptOf(lines, line) ? [place] : [])) },
    // What was agreed on holds for the line as it was: whoever asks for more of it asks the catalogue.
    agreed: asked.map((line) => keptOf(lines, line)?.agreed),
  })
  const isElse = row.wantedAt !== before.wantedAt || (pricing.zone?.id ?? null) !== before.zoneId || row.fulfilment !== before.fulfilment
  const promised =
    before.placedAt !== null && isElse ? promisedAt(ctx, row, pricing.zone?.minutes, await orderingOf(ctx, row.brandId)) : before.promisedAt
  return { row, lines, asked, customer, byHand, pricing, promisedAt: promised }
}

const differenceBetween = (
  before: Pick<store.OrderRow, 'totalMinor'>,
  after: Pick<store.OrderRow, 'totalMinor' | 'currency'>,
  lines: readonly OrderLine[],
  { quote }: Priced,
) => ({
  difference: differenceOf(lines, quote.lines),
  currency: after.currency,
  fromTotalMinor: before.totalMinor,
  toTotalMinor: after.totalMinor,
})

const changedIn = (changes: Changes, before: store.OrderRow, after: store.OrderRow): string[] =>
  Object.keys(changes).filter((key) => {
    const name = key as keyof store.OrderRow
    return name in after && JSON.stringify(before[name]) !== JSON.stringify(after[name])
  })

function requireKnown(asked: readonly EditLine[], lines: readonly OrderLine[]): void {
  const left = new Set(lines.map(({ id }) => id))
  for (const { id } of asked) if (id !== undefined && !left.delete(id)) throw lineUnknown()
}

/** Another destination is another zone; a table is only where somebody eats. */
function withChanges(before: store.OrderRow, changes: Changes): store.OrderRow {
  const { byHand: _byHand, ...rest } = changes
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Partial<store.OrderRow>
  const row = { ...before, ...given }
  if (given.zoneId === undefined && isElsewhere(changes)) row.zoneId = null
  if (row.fulfilment !== 'table') row.tableName = null
  return row
}

const isElsewhere = ({ address, zoneId, fulfilment }: Changes): boolean =>
  address !== undefined || zoneId !== undefined || fulfilment !== undefined

/** A fee that no zone says: because somebody says it now, or had and it still goes there, or because its zone is gone since. */
async function fixedFee(ctx: Ctx, before: store.OrderRow, row: store.OrderRow, changes: Changes): Promise<{ feeMinor: number } | null> {
  if (row.fulfilment !== 'delivery') return null
  if (changes.byHand !== undefined) return changes.byHand
  if (isElsewhere(changes)) return null
  if (before.isByHand) return { feeMinor: before.deliveryMinor }
  if (before.zoneId === null) return null
  const isThere = (await zones.list(ctx, before.brandId)).some(({ id }) => id === before.zoneId)
  return isThere ? null : { feeMinor: before.deliveryMinor }
}

async function replaceLines(
  ctx: Ctx,
  before: store.OrderRow,
  lines: readonly OrderLine[],
  asked: readonly EditLine[],
  { quote }: Priced,
): Promise<{ amendment: number }> {
  const isCounted = before.state !== 'draft' && before.state !== 'received'
  const kept: lineStore.PlacedLine[] = []
  const fresh: lineStore.PlacedLine[] = []
  for (const [position, quoted] of quote.lines.entries()) {
    const wanted = asked[position]
    const old = wanted && keptOf(lines, wanted)
    if (old) kept.push({ ...old, ...quoted, position })
    else fresh.push(placedLine(ctx, quoted, position, isCounted ? before.amendment + 1 : 0))
  }
  const gone = lines.filter(({ id }) => !kept.some((line) => line.id === id))
  const handedOver = gone.find(({ deliveredMilli }) => deliveredMilli > 0)
  if (handedOver) throw lineHandedOver({ name: handedOver.name })
  const ids = gone.map(({ id }) => id)
  await (isCounted ? lineStore.remove(ctx, before.id, ids) : lineStore.forget(ctx, before.id, ids))
  await lineStore.reprice(ctx, before.id, kept)
  await lineStore.insert(ctx, before.id, fresh)
  return { amendment: isCounted && fresh.length + gone.length > 0 ? before.amendment + 1 : before.amendment }
}

/** The line that stays as it is, when one does. */
const keptOf = (lines: readonly OrderLine[], wanted: EditLine): OrderLine | undefined =>
  lines.find((line) => line.id === wanted.id && isSame(line, wanted))

const isSame = (line: OrderLine, wanted: EditLine): boolean =>
  line.variantId === wanted.variantId &&
  line.quantityMilli === wanted.quantityMilli &&
  line.modifiers
    .map(({ id }) => id)
    .toSorted()
    .join() === wanted.modifierIds.toSorted().join()
