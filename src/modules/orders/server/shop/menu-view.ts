import * as commerce from '#commerce/server/public.ts'
import type { Menu, OfferedProduct, SaleModifierGroup } from '#commerce/contract/product-sale.ts'
import { isWhole } from '#commerce/contract/quantity.ts'
import * as identity from '#identity/server/public.ts'
import { searchable, wordsIn } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { contactOfKey } from '#orders/server/shop/buyers.ts'
import { spokenOf } from '#orders/server/shop/baskets.ts'
import { openingIn, openingOf } from '#orders/server/shop/opening.ts'
import { whatsappOf, type OpenShop } from '#orders/server/shop/shops.ts'
import * as zoneStore from '#orders/server/zones/zones.store.ts'
import type { Zone } from '#orders/contract/zone.ts'

/** What a phone can take in one page. Shops with more show the first of each category, and the rest of one at a time. */
const mostOnPage = 240
const fewOfCategory = 12

export type ShownProduct = OfferedProduct & {
  priceById: ReadonlyMap<string, number>
  fromMinor: number | null
  isGone: boolean
  promotions: string[]
}
export type ShownCategory = { key: string; name: string; level: number; products: ShownProduct[]; hidden: number }
export type ShopView = {
  categories: ShownCategory[]
  groups: SaleModifierGroup[]
  promotions: commerce.PromotionOnShow[]
  hours: string
  isOpen: boolean
  whatsapp: string | null
  zones: Zone[]
  search: string
  chosen: string | null
  /** Of the link that it was opened by: the prices are that customer's. */
  customerKey: string | null
}

type Asked = { search: string; chosen: string | null; customerKey: string | null }

/** Everything that the page of a shop says. What nobody has priced is not for sale here. */
export async function viewOf(ctx: Ctx, shop: OpenShop, { search, chosen, customerKey }: Asked): Promise<ShopView> {
  const buyer = await contactOfKey(ctx, customerKey)
  const [menu, promotions, hours, whatsapp, zones] = await Promise.all([
    commerce.menu(ctx, { brandId: shop.brandId, isWhole: true }),
    commerce.promotionsOnShow(ctx, { brandId: shop.brandId, door: 'web' }),
    identity.workingHours(ctx, shop.brandId),
    whatsappOf(ctx, shop),
    shop.terms.fulfilments.includes('delivery') ? zoneStore.list(ctx, shop.brandId) : [],
  ])
  const prices = await pricesOf(ctx, shop, menu, buyer?.id ?? null)
  const opening = openingOf(hours, ctx.now.toISOString())
  const all = categoriesOf(menu, prices, promotions, wordsIn(search))
  const categories = cut(all, chosen)
  const asked = new Set(categories.flatMap(({ products }) => products.flatMap(({ modifierGroupIds }) => modifierGroupIds)))
  return {
    categories,
    groups: menu.modifierGroups.filter(({ id }) => asked.has(id)),
    promotions,
    hours: openingIn(spokenOf(ctx, shop), opening),
    isOpen: opening.isOpen,
    whatsapp,
    zones,
    search,
    chosen,
    customerKey: buyer && customerKey,
  }
}

/** As the buyer is asked for it at this door, or anybody; those without a price are absent. */
async function pricesOf(ctx: Ctx, shop: OpenShop, { categories }: Menu, contactId: string | null): Promise<Map<string, number>> {
  const variantIds = categories.flatMap(({ products }) => products.flatMap(({ variants }) => variants.map(({ id }) => id)))
  const prices = await commerce.unitPrices(ctx, {
    brandId: shop.brandId,
    contactId,
    door: 'web',
    currency: null,
    includesTax: true,
    variantIds,
  })
  return new Map(
    prices.flatMap(({ variantId, priceMinor, isArchived }) =>
      priceMinor === null || isArchived ? [] : [[variantId, priceMinor] as const],
    ),
  )
}

function categoriesOf(
  menu: Menu,
  prices: ReadonlyMap<string, number>,
  promotions: readonly commerce.PromotionOnShow[],
  words: readonly string[],
): ShownCategory[] {
  const levelById = new Map<string, number>()
  return menu.categories.flatMap(({ id, parentId, name, products }, i) => {
    const level = parentId === null ? 0 : (levelById.get(parentId) ?? 0) + 1
    if (id !== null) levelById.set(id, level)
    const shown = products
      .map((product) => shownProduct(product, prices, promotions))
      .filter(({ variants }) => variants.length > 0)
      .filter((product) => words.every((word) => wordsOf(product, name).includes(word)))
    return shown.length === 0 ? [] : [{ key: `c${i}`, name, level, products: shown, hidden: 0 }]
  })
}

const wordsOf = ({ name, description, labels }: OfferedProduct, category: string): string =>
  searchable([name, description, category, ...labels].join(' '))

function shownProduct(
  product: OfferedProduct,
  prices: ReadonlyMap<string, number>,
  promotions: readonly commerce.PromotionOnShow[],
): ShownProduct {
  const variants = product.variants.filter(({ id }) => prices.has(id))
  const open = variants.filter(({ refusal }) => refusal === null)
  const all = (open.length > 0 ? open : variants).map(({ id }) => prices.get(id) ?? 0)
  return {
    ...product,
    variants,
    priceById: new Map(variants.map(({ id }) => [id, prices.get(id) ?? 0])),
    fromMinor: all.length === 0 ? null : Math.min(...all),
    isGone: open.length === 0,
    promotions: promotions.filter((one) => one.isNow && isAbout(one, product)).map(({ name }) => name),
  }
}

function isAbout({ goods }: commerce.PromotionOnShow, { id, categoryId, labels, variants }: OfferedProduct): boolean {
  if (goods === null) return false
  return (
    goods.productIds.includes(id) ||
    (categoryId !== null && goods.categoryIds.includes(categoryId)) ||
    variants.some((one) => goods.variantIds.includes(one.id)) ||
    labels.some((label) => goods.labels.includes(label))
  )
}

function cut(all: ShownCategory[], chosen: string | null): ShownCategory[] {
  const count = all.reduce((sum, { products }) => sum + products.length, 0)
  if (chosen !== null && all.some(({ key }) => key === chosen)) return all.filter(({ key }) => key === chosen)
  if (count <= mostOnPage) return all
  return all.map((one) => ({
    ...one,
    products: one.products.slice(0, fewOfCategory),
    hidden: Math.max(0, one.products.length - fewOfCategory),
  }))
}

/** How much more one press asks for: a whole piece, a quarter of a kilo, a hundred grams. */
export const stepOf = (unit: OfferedProduct['unit']): number => (isWhole(unit) ? 1000 : unit === 'g' || unit === 'ml' ? 100_000 : 250)
