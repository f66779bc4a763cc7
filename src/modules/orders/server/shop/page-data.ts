import { minorDigits } from '#kernel/contract/money.ts'
import { tagOf } from '#kernel/i18n/in-words.ts'
import type { BrowserData } from '#orders/server/shop/browser/data.ts'
import { wordsOf } from '#orders/server/shop/offer.ts'
import { stepOf, type ShopView } from '#orders/server/shop/menu-view.ts'
import type { OpenShop } from '#orders/server/shop/shops.ts'

const words = [
  'added',
  'less',
  'more',
  'remove',
  'edit',
  'choose_one',
  'choose_up_to',
  'choose_some',
  'choose_more',
  'sold_out',
  'no_network',
  'failed',
  'place',
  'empty',
  'free',
  'changed',
  'coupon_ok',
  'locating',
  'located',
  'not_located',
  'as_soon',
  'note_of',
  'tax_added',
  'subtotal',
  'delivery',
  'total',
] as const
export type BrowserWord = (typeof words)[number]

/** What the script has to know of the page, as text that may stand in it. */
export function pageData(shop: OpenShop, view: ShopView, table: string | null): string {
  const t = wordsOf(shop)
  const data: BrowserData = {
    slug: shop.slug,
    locale: tagOf(shop.brand.locale),
    currency: shop.brand.currency,
    digits: minorDigits(shop.brand.currency),
    table,
    customerKey: view.customerKey,
    fulfilments: shop.terms.fulfilments,
    methods: shop.terms.methods,
    products: Object.fromEntries(
      view.categories.flatMap(({ products }) =>
        products.map(({ id, name, description, unit, variants, priceById, modifierGroupIds, labels, imageUrl }) => [
          id,
          {
            name,
            description,
            labels,
            imageUrl,
            step: stepOf(unit),
            unit: unit === 'piece' ? '' : t(`orders.units.${unit}`),
            variants: variants.map((one) => ({
              id: one.id,
              name: one.name,
              price: priceById.get(one.id) ?? 0,
              isThere: one.refusal === null,
            })),
            groups: modifierGroupIds,
          },
        ]),
      ),
    ),
    groups: Object.fromEntries(
      view.groups.map(({ id, name, least, most, modifiers }) => [
        id,
        {
          name,
          least,
          most,
          modifiers: modifiers.map((one) => ({ id: one.id, name: one.name, price: one.priceMinor, isThere: one.isAvailable })),
        },
      ]),
    ),
    words: Object.fromEntries(words.map((word) => [word, t(`orders.shop.browser.${word}`)])) as Record<BrowserWord, string>,
  }
  // Nothing in it may end the element that it stands in.
  return JSON.stringify(data).replaceAll('<', String.raw`\u003c`)
}
