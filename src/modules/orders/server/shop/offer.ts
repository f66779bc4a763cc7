import type { BasketLine, Fulfilment, PromotionNote } from '#commerce/contract/quote.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { plainAmountInWords } from '#kernel/i18n/in-words.ts'
import { translator } from '#kernel/i18n/messages.ts'
import type { Translate } from '#kernel/i18n/translate.ts'
import { Problem } from '#kernel/problem.ts'
import type { Address, QuotedOrder } from '#orders/contract/order.ts'
import { minutesUntil } from '#orders/contract/notice-text.ts'
import type { ShopAddress, ShopDraft, ShopOffer } from '#orders/contract/shop.ts'
import { quoteFor } from '#orders/server/orders/placing.ts'
import type { OpenShop } from '#orders/server/shop/shops.ts'

/** A basket with more lines than this that cannot be had is no basket of a person. */
const mostGone = 12

export const wordsOf = ({ brand }: OpenShop): Translate => translator(brand.locale)

export const moneyOf = ({ brand }: OpenShop, minor: number): string => plainAmountInWords(brand, minor, brand.currency)

/** Coordinates say more than a zone that somebody chose from a list. */
export function destinationOf(fulfilment: Fulfilment, said: ShopAddress | null): { address: Address | null; zoneId: string | null } {
  if (fulfilment !== 'delivery' || said === null) return { address: null, zoneId: null }
  const { text, neighbourhood, notes, latitude, longitude, zoneId } = said
  const isPlaced = latitude !== null && longitude !== null
  const whole = text !== '' && neighbourhood !== '' ? `${text}, ${neighbourhood}` : text
  return {
    address: { text: whole, notes, latitude: isPlaced ? latitude : null, longitude: isPlaced ? longitude : null },
    zoneId: isPlaced ? null : zoneId,
  }
}

/**
 * What a draft comes to now, for the customer whose link it came by or, without one, for somebody whom nobody knows. What
 * cannot be had any more is named and left out, so that the rest has a price. Null where nothing is left.
 */
export async function offerOf(ctx: Ctx, shop: OpenShop, draft: ShopDraft, buyerId: string | null): Promise<ShopOffer | null> {
  let kept = draft.lines.map((line, at) => ({ line, at }))
  const gone: ShopOffer['gone'] = []
  while (kept.length > 0) {
    try {
      const quoted = await quotedFor(
        ctx,
        shop,
        draft,
        kept.map(({ line }) => line),
        buyerId,
      )
      return shown(
        ctx,
        shop,
        draft,
        quoted,
        kept.map(({ at }) => at),
        gone,
      )
    } catch (error) {
      const refused = refusedLine(error)
      if (refused === null || gone.length >= mostGone) throw error
      const { at } = kept[refused.line - 1] ?? { at: -1 }
      gone.push({ at, name: refused.name, why: wordsOf(shop)(`orders.shop.gone.${refused.why}`) })
      kept = kept.filter((one) => one.at !== at)
    }
  }
  return gone.length === 0 ? null : nothing(shop, gone)
}

async function quotedFor(ctx: Ctx, shop: OpenShop, draft: ShopDraft, lines: BasketLine[], buyerId: string | null): Promise<QuotedOrder> {
  const ask = (zoneId: string | null) =>
    quoteFor(ctx, {
      brandId: shop.brandId,
      contactId: buyerId,
      conversationId: null,
      door: 'web',
      fulfilment: draft.fulfilment,
      address,
      zoneId,
      byHand: null,
      wantedAt: draft.wantedAt,
      couponCodes: draft.couponCodes,
      lines,
    })
  const { address, zoneId } = destinationOf(draft.fulfilment, draft.address)
  try {
    return await ask(zoneId)
  } catch (error) {
    // A zone that was put away since it was chosen: the address alone has to do.
    if (error instanceof Problem && error.code === 'orders.zone_unknown') return ask(null)
    throw error
  }
}

const goneByCode: Readonly<Record<string, string>> = {
  'commerce.basket_variant_unknown': 'no_more',
  'commerce.basket_variant_archived': 'no_more',
  'commerce.basket_other_brand': 'no_more',
  'commerce.basket_price_missing': 'no_more',
  'commerce.basket_sold_out': 'sold_out',
  'commerce.basket_not_now': 'not_now',
  'commerce.basket_not_whole': 'not_whole',
  'commerce.basket_modifier_unknown': 'modifiers',
  'commerce.basket_modifier_price': 'modifiers',
  'commerce.basket_modifier_sold_out': 'modifiers',
  'commerce.basket_modifiers_few': 'modifiers',
  'commerce.basket_modifiers_many': 'modifiers',
}

function refusedLine(error: unknown): { line: number; name: string; why: string } | null {
  const why = error instanceof Problem ? goneByCode[error.code] : undefined
  if (!(error instanceof Problem) || why === undefined) return null
  const { line, name = '' } = error.details as { line: number; name?: string }
  return { line, name, why }
}

function shown(
  ctx: Ctx,
  shop: OpenShop,
  draft: ShopDraft,
  { quote, trouble, promisedAt, covering }: QuotedOrder,
  places: readonly number[],
  gone: ShopOffer['gone'],
): ShopOffer {
  const t = wordsOf(shop)
  const missing = shop.terms.minimumMinor - (quote.subtotalMinor - quote.discountMinor)
  const zone = covering?.kind === 'zone' ? covering.zone : null
  const short = zone ? zone.minimumMinor - (quote.subtotalMinor - quote.discountMinor) : 0
  return {
    currency: quote.currency,
    lines: quote.lines.map(({ name, modifiers, grossMinor, totalMinor }, i) => ({
      at: places[i] ?? i,
      name,
      modifiers: modifiers.map((one) => one.name),
      grossMinor,
      totalMinor,
    })),
    gone,
    promotions: quote.promotions.filter(isTold).map((note) => promotionIn(shop, note)),
    subtotalMinor: quote.subtotalMinor,
    discountMinor: quote.discountMinor,
    deliveryMinor: quote.deliveryMinor,
    deliveryDiscountMinor: quote.deliveryDiscountMinor,
    taxMinor: quote.taxMinor,
    includesTax: quote.includesTax,
    totalMinor: quote.totalMinor,
    trouble: troubleIn(t, draft, trouble, zone && { zone: zone.name, missing: moneyOf(shop, short) }),
    minimum: missing > 0 ? t('orders.shop.minimum', { missing: moneyOf(shop, missing) }) : null,
    promise: t('orders.shop.promise', { minutes: String(minutesUntil(promisedAt, ctx.now.toISOString()) ?? 0) }),
  }
}

/** What did something, what somebody asked for by a code, and what is nearly reached. */
const isTold = ({ refusal, code, missingMinor = 0 }: PromotionNote): boolean => refusal === null || code !== null || missingMinor > 0

function promotionIn(
  shop: OpenShop,
  { name, amountMinor, refusal, code, missingMinor = 0 }: PromotionNote,
): ShopOffer['promotions'][number] {
  const t = wordsOf(shop)
  if (refusal === null) return { name, amountMinor, refusal, code }
  const isNear = refusal === 'not-enough' && missingMinor > 0
  const words = isNear ? t('orders.shop.add_more', { missing: moneyOf(shop, missingMinor) }) : t(`commerce.promotions.refusals.${refusal}`)
  return { name, amountMinor, refusal: words, code }
}

function troubleIn(
  t: Translate,
  { fulfilment, address }: ShopDraft,
  trouble: QuotedOrder['trouble'],
  zone: { zone: string; missing: string } | null,
): ShopOffer['trouble'] {
  if (fulfilment !== 'delivery') return null
  const isBlank = address === null || (address.text === '' && address.latitude === null)
  if (isBlank) return { code: 'address', text: t('orders.shop.trouble.address') }
  if (trouble === null) return null
  return { code: trouble, text: t(`orders.shop.trouble.${trouble}`, zone ?? {}) }
}

const nothing = ({ brand, terms }: OpenShop, gone: ShopOffer['gone']): ShopOffer => ({
  currency: brand.currency,
  lines: [],
  gone,
  promotions: [],
  subtotalMinor: 0,
  discountMinor: 0,
  deliveryMinor: 0,
  deliveryDiscountMinor: 0,
  taxMinor: 0,
  includesTax: true,
  totalMinor: 0,
  trouble: null,
  minimum: terms.minimumMinor > 0 ? '' : null,
  promise: '',
})
