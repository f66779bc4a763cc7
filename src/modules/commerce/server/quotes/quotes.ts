import type { Ctx } from '#kernel/ctx.ts'
import { serve, type Route } from '#kernel/module.ts'
import * as crm from '#crm/server/public.ts'
import type { Brand } from '#identity/contract/brand.ts'
import * as identity from '#identity/server/public.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import * as api from '#commerce/contract/price-api.ts'
import { noDiscounts, type Discounts } from '#commerce/contract/priced-line.ts'
import type { Basket, Quote, QuotedLine } from '#commerce/contract/quote.ts'
import { type Totals, totalsOf } from '#commerce/contract/totals.ts'
import { amountTooLarge, brandUnknown, currencyWithoutPrices } from '#commerce/server/quotes/problems.ts'
import { type Asking, discountsFor } from '#commerce/server/promotions/discounts.ts'
import { inOrder } from '#commerce/server/prices/choice.ts'
import { type Agreed, countedLine, type LineAtHand, price, type PricedShelf, type Shelf } from '#commerce/server/quotes/pricing.ts'
import * as store from '#commerce/server/quotes/wares.store.ts'
import { leftOf, withStock } from '#commerce/server/catalogue/stock-left.ts'

/**
 * What a basket comes to now: the one function that says so, whatever the door. `asking`: on behalf of which order, whose
 * uses of promotions are its own, and which lines (by place) it was `promised` already: they are sold whatever became of
 * their products since. `agreed`: what was agreed on beforehand for some lines; then nothing else is taken off. `servedAt`: when
 * it is wanted for, where that is later: what is sold and taken off at some hours is as of then, prices are as of now.
 * Costs are in it; who shows it to somebody without `commerce.read-costs` leaves them out.
 * Throws problems that name the line and the product.
 */
export async function quote(
  ctx: Ctx,
  basket: Basket,
  { promised = [], agreed, servedAt, ...asking }: Asking & Promised = {},
): Promise<Quote> {
  const shelf = {
    // An order has goods of its own: whether they are enough for it is asked of whoever promised them to it.
    ...(await shelfFor(ctx, basket, !asking.orderId)),
    promised: new Set(promised),
    ...(agreed && { agreed }),
    ...(servedAt !== undefined && { servedAt }),
  }
  const priced = exactly(() => price(basket, shelf))
  const discounts = agreed ? noDiscounts : await discountsFor(ctx, priced.basket, asking)
  const { includesTax } = priced.basket
  const totals = exactly(() =>
    totalsOf({ lines: priced.lines.map(countedLine), discounts, deliveryMinor: basket.deliveryFeeMinor, includesTax }),
  )
  return quoteOf(shelf, priced, discounts, totals)
}

/** A basket that is priced, discounted and counted, as it is handed out. */
export function quoteOf(
  { currency, at }: Pick<Shelf, 'currency' | 'at'>,
  priced: PricedShelf,
  discounts: Discounts,
  { lines, delivery: _delivery, ...sums }: Totals,
): Quote {
  return {
    currency,
    includesTax: priced.basket.includesTax,
    priceListId: priced.priceListId,
    at,
    lines: priced.lines.map((line, i) => quotedLine(line, lines[i])),
    promotions: [...discounts.notes],
    ...sums,
  }
}

type Promised = { promised?: readonly number[]; agreed?: Agreed; servedAt?: string }

async function shelfFor(ctx: Ctx, basket: Basket, asksStock: boolean): Promise<Shelf> {
  const at = ctx.now.toISOString()
  const brand = await brandOfBasket(ctx, basket)
  const currency = basket.currency ?? brand.currency
  const [lists, wares, modifiers] = await Promise.all([
    listsFor(ctx, basket, currency, at),
    store.wares(ctx, [...new Set(basket.lines.map(({ variantId }) => variantId))], at),
    store.modifiers(ctx, [...new Set(basket.lines.flatMap(({ modifierIds }) => modifierIds))]),
  ])
  if (lists.length === 0) throw currencyWithoutPrices({ currency })
  const left = asksStock ? await leftOf(ctx, wares, basket.brandId) : new Map()
  const counted = wares.map((ware) => ({
    ...ware,
    isAvailable: withStock({ ...ware, isThere: ware.isAvailable }, ware.unit, left).isThere,
  }))
  return { brand, currency, at, wares: counted, modifiers, lists: inOrder(lists) }
}

export async function brandOfBasket(ctx: Ctx, { brandId }: Pick<Basket, 'brandId'>): Promise<Brand> {
  const brand = (await identity.brands(ctx)).find(({ id }) => id === brandId)
  if (!brand) throw brandUnknown()
  return brand
}

/** The lists that are for whom is asked. Segments are only looked at where a list is for one. */
export async function listsFor(
  ctx: Ctx,
  basket: Pick<Basket, 'brandId' | 'door' | 'contactId'>,
  currency: string,
  at: string,
): Promise<store.CandidateList[]> {
  const { brandId, door, contactId } = basket
  const lists = await store.candidateLists(ctx, { currency, brandId, door, contactId, at })
  const segmentIds = lists.flatMap(({ segmentId }) => segmentId ?? [])
  if (segmentIds.length === 0 || contactId === null) return lists
  const among = await crm.segmentsOf(ctx, contactId, segmentIds)
  return lists.filter(({ segmentId }) => segmentId === null || among.has(segmentId))
}

function quotedLine({ shown, parts }: LineAtHand, counted: Totals['lines'][number] | undefined): QuotedLine {
  return {
    ...shown,
    discounts: counted?.discounts ?? [],
    totalMinor: counted?.totalMinor ?? shown.grossMinor,
    ...(parts.length > 0 && { parts: parts.map(({ part }, n) => ({ ...part, totalMinor: counted?.partMinors[n] ?? 0 })) }),
  }
}

function exactly<T>(count: () => T): T {
  try {
    return count()
  } catch (error) {
    if (error instanceof RangeError) throw amountTooLarge()
    throw error
  }
}

async function create(ctx: Ctx, basket: Basket): Promise<Quote> {
  const quoted = await quote(ctx, basket)
  if (ctx.can(canReadCosts)) return quoted
  return { ...quoted, lines: quoted.lines.map((line) => ({ ...line, costMinor: null })) }
}

export const quoteRoutes: readonly Route[] = [serve(api.createQuote, create)]
