import { canManagePrices, canReadCosts } from '#commerce/contract/permissions.ts'
import type { QuotedLine } from '#commerce/contract/quote.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Order, OrderLine, PlaceOrder, QuotedOrder, QuoteOrder } from '#orders/contract/order.ts'
import { canDeliverAnywhere } from '#orders/contract/permissions.ts'
import type { Ordering } from '#orders/contract/ordering.ts'
import { frameOf, searchTextOf } from '#orders/server/orders/frame.ts'
import * as lineStore from '#orders/server/orders/lines.store.ts'
import { numbered } from '#orders/server/orders/numbering.ts'
import { get } from '#orders/server/orders/orders.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { priced, requireDeliverable, requireShown } from '#orders/server/orders/pricing.ts'
import { keepUses } from '#orders/server/orders/promotion-uses.ts'
import { shown, sumsOf } from '#orders/server/orders/shown.ts'
import { tellStep } from '#orders/server/orders/telling.ts'
import { orderingOf, stepsOf } from '#orders/server/ordering/ordering.ts'
import { paymentStateOf } from '#orders/server/payments/payment-state.ts'
import { addressMissing } from '#orders/server/problems.ts'

/**
 * An order at a door, priced by the catalogue. The same source at the same door answers the order that it made before,
 * whoever asks at the same moment. It has a number unless it is a draft: taken last, so that nobody waits for it long.
 * `isAnybody`: who the customer is was only said, so that it costs what it costs anybody. `agreed`: what stands instead of the
 * catalogue's prices, which only who may set prices can say.
 */
export async function place(ctx: Ctx, input: PlaceOrder, { isAnybody = false, agreed = [] }: Terms = {}): Promise<Order> {
  if (agreed.length > 0 && ctx.actor.kind !== 'system') ctx.require(canManagePrices)
  if (input.byHand) ctx.require(canDeliverAnywhere)
  if (input.sourceKey !== null) {
    await store.takeTurn(ctx, input.door, input.sourceKey)
    const made = await store.idBySource(ctx, input.door, input.sourceKey)
    if (made !== undefined) return get(ctx, { id: made })
  }
  const { brand, customer } = await frameOf(ctx, input)
  const ordering = await orderingOf(ctx, brand.id)
  const isDraft = input.state === 'draft'
  const state = input.state === 'confirmed' && !stepsOf(ordering).isUsed('confirmed') ? 'received' : input.state
  const pricing = await priced(ctx, { ...input, brand, contactId: isAnybody ? null : (customer?.id ?? null), at: ctx.now, agreed })
  const now = ctx.now.toISOString()
  if (!isDraft) {
    requireDestination(input)
    requireDeliverable(ctx, pricing)
    requireShown(ctx, pricing, input.expectedTotalMinor)
  }
  const row: store.OrderRow = {
    ...cardBase(ctx, input, now),
    ...sumsOf(pricing.quote),
    brandId: brand.id,
    contactId: customer?.id ?? null,
    contactName: customer?.name ?? null,
    state,
    zoneId: input.byHand ? null : (pricing.zone?.id ?? null),
    promisedAt: isDraft ? null : promisedAt(ctx, input, pricing.zone?.minutes, ordering),
    placedAt: isDraft ? null : now,
    confirmedAt: state === 'confirmed' ? now : null,
    lineCount: pricing.quote.lines.length,
    isByHand: input.byHand !== null,
  }
  row.paymentState = paymentStateOf(row)
  if (!isDraft) {
    await keepUses(ctx, row)
    row.number = await numbered(ctx, brand, ordering)
  }
  await store.insert(ctx, {
    ...row,
    sourceKey: input.sourceKey,
    createdById: ctx.actor.kind === 'system' ? null : ctx.actor.id,
    searchText: searchTextOf(row, customer),
  })
  const lines = pricing.quote.lines.map((line, position) => ({
    ...placedLine(ctx, line, position, 0),
    ...(agreed[position] && { agreed: agreed[position] }),
  }))
  await lineStore.insert(ctx, row.id, lines)
  await tellStep(ctx, null, row)
  return shown(ctx, row, lines.map(withoutPosition), [])
}

/** `agreed` by the place of the line; undefined: the catalogue's price. */
export type Terms = { isAnybody?: boolean; agreed?: readonly (OrderLine['agreed'] | undefined)[] }

/** What an order would come to. Nothing is kept. */
export async function quoteFor(ctx: Ctx, input: QuoteOrder): Promise<QuotedOrder> {
  if (input.byHand) ctx.require(canDeliverAnywhere)
  const { brand, customer } = await frameOf(ctx, input)
  const ordering = await orderingOf(ctx, brand.id)
  const { quote, covering, trouble, zone } = await priced(ctx, { ...input, brand, contactId: customer?.id ?? null, at: ctx.now })
  const asked = { wantedAt: input.wantedAt, fulfilment: input.fulfilment }
  return { quote: withoutCosts(ctx, quote), covering, trouble, promisedAt: promisedAt(ctx, asked, zone?.minutes, ordering) }
}

/** Costs are for who may know them. */
export const withoutCosts = (ctx: Ctx, quote: QuotedOrder['quote']): QuotedOrder['quote'] => ({
  ...quote,
  lines: quote.lines.map((line) => (ctx.can(canReadCosts) ? line : { ...line, costMinor: null })),
})

/** Somebody has to know where to bring it, or to which table. */
export function requireDestination(order: Pick<PlaceOrder, 'fulfilment' | 'address' | 'tableName'>): void {
  const { fulfilment, address } = order
  const isFindable = address !== null && (address.text !== '' || (address.latitude !== null && address.longitude !== null))
  if (fulfilment === 'delivery' && !isFindable) throw addressMissing()
}

/** When the customer wants it or, as soon as it can be there, when it will. */
export function promisedAt(
  ctx: Ctx,
  { wantedAt, fulfilment }: Pick<PlaceOrder, 'wantedAt' | 'fulfilment'>,
  zoneMinutes: number | undefined,
  { readyMinutes }: Ordering,
): string {
  const minutes = fulfilment === 'delivery' ? (zoneMinutes ?? readyMinutes) : readyMinutes
  return wantedAt ?? new Date(ctx.now.getTime() + minutes * 60_000).toISOString()
}

export const placedLine = (ctx: Ctx, line: QuotedLine, position: number, amendment: number): lineStore.PlacedLine => ({
  ...line,
  id: ctx.newId(),
  position,
  amendment,
  preparedAt: null,
  deliveredMilli: 0,
  returnedMilli: 0,
  removedAt: null,
})

const withoutPosition = ({ position: _position, ...line }: lineStore.PlacedLine) => line

const cardBase = (ctx: Ctx, input: PlaceOrder, now: string) => ({
  id: ctx.newId(),
  number: null as string | null,
  conversationId: input.conversationId,
  door: input.door,
  stateSince: now,
  paymentState: 'none' as const as store.OrderRow['paymentState'],
  fulfilment: input.fulfilment,
  address: input.address,
  tableName: input.fulfilment === 'table' ? input.tableName : null,
  wantedAt: input.wantedAt,
  note: input.note,
  couponCodes: input.couponCodes,
  paymentMethod: input.paymentMethod,
  paysWithMinor: input.paysWithMinor,
  balanceMinor: 0,
  assigneeId: null,
  driverId: null,
  createdAt: now,
  createdByName: ctx.actor.kind === 'system' ? null : ctx.actor.name,
  paidMinor: 0,
  refundedMinor: 0,
  returnedMinor: 0,
  cancelReason: null,
  readyAt: null,
  dispatchedAt: null,
  closedAt: null,
  paidAt: null,
  amendment: 0,
  version: 1,
})
