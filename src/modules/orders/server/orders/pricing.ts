import * as commerce from '#commerce/server/public.ts'
import type { BasketLine, Door, Fulfilment, Quote } from '#commerce/contract/quote.ts'
import type { Brand } from '#identity/contract/brand.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { amountInWords } from '#kernel/i18n/in-words.ts'
import type { Address, OrderLine, QuotedOrder } from '#orders/contract/order.ts'
import type { Covering, Zone } from '#orders/contract/zone.ts'
import { belowMinimum, outsideZones, totalChanged, zoneUnknown, zoneUnsure } from '#orders/server/problems.ts'
import { coveringOf } from '#orders/server/zones/covering.ts'
import * as zones from '#orders/server/zones/zones.store.ts'

/** What has to be known of an order before it can be priced. `at`: as of when; later prices and promotions do not count. */
export type Asked = {
  brand: Brand
  contactId: string | null
  door: Door
  fulfilment: Fulfilment
  address: Address | null
  zoneId: string | null
  byHand: { feeMinor: number } | null
  couponCodes: readonly string[]
  lines: readonly BasketLine[]
  at: Date
  /** The order that is priced again, and the places of its lines that stay: what was sold out since is still theirs. */
  again?: { orderId: string; promised: readonly number[] }
  /** By the place of the line: what was agreed on beforehand. */
  agreed?: readonly (OrderLine['agreed'] | undefined)[]
  /** Null: as soon as it is there. */
  wantedAt?: string | null
}

export type Priced = { quote: Quote; covering: Covering | null; zone: Zone | null; trouble: QuotedOrder['trouble']; missingMinor: number }

/**
 * What it comes to, delivery included: goods first, because a zone may bring them for nothing from an amount on. Says what
 * stands in the way instead of refusing: somebody who is still choosing wants to see the sum.
 */
export async function priced(ctx: Ctx, asked: Asked): Promise<Priced> {
  const covering = asked.fulfilment === 'delivery' ? await coverOf(ctx, asked) : null
  const zone = covering?.kind === 'zone' ? covering.zone : null
  const feeMinor = asked.byHand ? asked.byHand.feeMinor : (zone?.feeMinor ?? 0)
  const first = await quoteWith(ctx, asked, asked.fulfilment === 'delivery' ? feeMinor : 0)
  const goodsMinor = first.subtotalMinor - first.discountMinor
  const isFree = !asked.byHand && zone !== null && zone.freeFromMinor !== null && goodsMinor >= zone.freeFromMinor && feeMinor > 0
  const quote = isFree ? await quoteWith(ctx, asked, 0) : first
  const missingMinor = zone && !asked.byHand ? Math.max(zone.minimumMinor - goodsMinor, 0) : 0
  return { quote, covering, zone, missingMinor, trouble: troubleOf(asked, covering, missingMinor) }
}

function troubleOf(asked: Asked, covering: Covering | null, missingMinor: number): QuotedOrder['trouble'] {
  if (asked.byHand || covering === null) return null
  if (covering.kind === 'outside' || covering.kind === 'unsure') return covering.kind
  return missingMinor > 0 ? 'below_minimum' : null
}

/** The same, for an order that somebody will count on. */
export function requireDeliverable(ctx: Ctx, { trouble, zone, missingMinor, quote }: Priced): void {
  if (trouble === 'outside') throw outsideZones()
  if (trouble === 'unsure') throw zoneUnsure()
  if (trouble === 'below_minimum' && zone)
    throw belowMinimum({
      zone: zone.name,
      minimum: amountInWords(ctx, zone.minimumMinor, quote.currency),
      missing: amountInWords(ctx, missingMinor, quote.currency),
    })
}

/** Of what was shown to somebody nothing else is taken. */
export function requireShown(ctx: Ctx, { quote: { totalMinor, currency } }: Priced, expectedMinor: number | undefined): void {
  if (expectedMinor === undefined || expectedMinor === totalMinor) return
  throw totalChanged({ was: amountInWords(ctx, expectedMinor, currency), now: amountInWords(ctx, totalMinor, currency), totalMinor })
}

/** A zone that was chosen counts whatever the address says: who takes the order knows the streets. */
async function coverOf(ctx: Ctx, { brand, address, zoneId }: Asked): Promise<Covering> {
  const all = await zones.list(ctx, brand.id)
  if (zoneId !== null) {
    const zone = all.find(({ id }) => id === zoneId)
    if (!zone) throw zoneUnknown()
    return { kind: 'zone', zone }
  }
  return coveringOf(all, address ?? { text: '', notes: '', latitude: null, longitude: null })
}

const quoteWith = (
  ctx: Ctx,
  { brand, contactId, door, fulfilment, couponCodes, lines, at, again, agreed = [], wantedAt = null }: Asked,
  deliveryFeeMinor: number,
): Promise<Quote> =>
  commerce.quote(
    asOf(ctx, at),
    {
      brandId: brand.id,
      contactId,
      door,
      fulfilment,
      currency: null,
      couponCodes: [...couponCodes],
      lines: lines.map(({ variantId, quantityMilli, modifierIds, note }) => ({ variantId, quantityMilli, modifierIds, note })),
      deliveryFeeMinor,
    },
    { ...again, ...agreedOf(agreed), ...(wantedAt !== null && Date.parse(wantedAt) > at.getTime() && { servedAt: wantedAt }) },
  )

/** All of an order is of one kind: that of its first agreed price. */
function agreedOf(lines: readonly (OrderLine['agreed'] | undefined)[]) {
  const minorByPlace = new Map(lines.flatMap((line, place) => (line ? [[place, line.totalMinor] as const] : [])))
  const includesTax = lines.find((line) => line !== undefined)?.includesTax
  return includesTax === undefined ? {} : { agreed: { includesTax, minorByPlace } }
}

/** The same transaction at another hour, for questions alone. */
const asOf = (ctx: Ctx, now: Date): Ctx =>
  now.getTime() === ctx.now.getTime() ? ctx : Object.create(ctx, { now: { value: now, enumerable: true } })
