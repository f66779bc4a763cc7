import * as identity from '#identity/server/public.ts'
import { readScaleCode, spellingsOf } from '#commerce/contract/barcode.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import type { Menu, MenuCategory, OfferedProduct, SaleRefusal, SaleVariant, ScannedCode } from '#commerce/contract/product-sale.ts'
import type { SaleHours } from '#commerce/contract/product.ts'
import { isWhole } from '#commerce/contract/quantity.ts'
import * as categoryStore from '#commerce/server/catalogue/categories.store.ts'
import { inOrder, withBelow } from '#commerce/server/catalogue/category-tree.ts'
import { saleNameOf } from '#commerce/server/catalogue/product-rules.ts'
import { readSearch } from '#commerce/server/catalogue/product-words.ts'
import { isOnSale } from '#commerce/server/catalogue/sale-hours.ts'
import { scaleLayouts } from '#commerce/server/catalogue/scale-layouts.ts'
import { found } from '#commerce/server/catalogue/search.store.ts'
import { brandUnknown, codeUnknown } from '#commerce/server/problems.ts'
import { minorDigits } from '#kernel/contract/money.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { leftOf, withStock, type Left } from './stock-left.ts'
import * as store from './sale.store.ts'

/** `brandId`: whose shop it is; absent: it is only asked whether it is sold at all. `at`: an instant; now when absent. */
export type Asked = { brandId?: string | null | undefined; at?: string | undefined }

/**
 * What a quote or an order has to know of variants, in the order of their ids (or by SKU, as catalogues of others name them),
 * each once: product, taxes, place, what may be
 * asked of it, what a combo is made of, and whether it can be had there and then. Ids of nothing are absent. One question
 * to the database, one more when something is sold by the hour.
 */
export async function variants(
  ctx: Ctx,
  of: readonly string[] | { skus: readonly string[] },
  { brandId = null, at = ctx.now.toISOString() }: Asked = {},
): Promise<SaleVariant[]> {
  const wanted = [...new Set('skus' in of ? await store.variantIdsBySku(ctx, of.skus) : of)]
  if (wanted.length === 0) return []
  const rows = await store.variants(ctx, wanted)
  const zone = rows.some(({ hours }) => hours !== null) ? await zoneOf(ctx, brandId) : ctx.zone
  const left = await leftOf(ctx, rows, brandId)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return wanted.flatMap((id) => {
    const row = byId.get(id)
    if (!row) return []
    const { brandIds, hours, isArchived, ...rest } = row
    const { isThere, mayWait: _wait, ...variant } = withStock(rest, rest.unit, left)
    const refusal = isArchived ? 'archived' : refusalOf({ brandIds, hours, isThere }, { brandId, zone, at })
    return [{ ...variant, name: saleNameOf(row.productName, row.variantName), refusal }]
  })
}

/** Products by what they are called, codes and labels; those whose name begins with it first. Of a brand: only what it sells. */
export async function search(
  ctx: Ctx,
  text: string,
  { brandId = null, limit = 20 }: { brandId?: string | null | undefined; limit?: number } = {},
): Promise<OfferedProduct[]> {
  const asked = readSearch(text)
  if (!asked) return []
  // More than are wanted: some may be another brand's.
  const rows = await store.offeredAmong(ctx, found(asked, brandId === null ? limit : limit * 3))
  const zone = rows.some(({ hours }) => hours !== null) ? await zoneOf(ctx, brandId) : ctx.zone
  const ours = rows.filter(({ brandIds }) => isOfBrand(brandIds, brandId)).slice(0, limit)
  const left = await leftOf(
    ctx,
    ours.flatMap((row) => row.variants),
    brandId,
  )
  return ours.map((row) => offeredOf(ctx, row, { brandId, zone, at: ctx.now.toISOString() }, left))
}

/** Beyond so many products nobody reads a menu; shops that have more are searched. */
const mostOffered = 3_000

/**
 * What a brand sells at a moment: its categories in their order with what can be had, and what may be asked of it. `isWhole`: also
 * what is sold out or sold at other hours, which says so.
 */
export async function menu(
  ctx: Ctx,
  { brandId, at = ctx.now.toISOString(), isWhole: isAll = false }: { brandId: string; at?: string | undefined; isWhole?: boolean },
): Promise<Menu> {
  const [rows, categories, groups, zone] = await Promise.all([
    store.offered(ctx, brandId, mostOffered),
    categoryStore.living(ctx),
    store.groups(ctx),
    zoneOf(ctx, brandId),
  ])
  const left = await leftOf(
    ctx,
    rows.flatMap((row) => row.variants),
    brandId,
  )
  const offered = rows
    .map((row) => offeredOf(ctx, row, { brandId, zone, at }, left))
    .map((one) => ({ ...one, variants: one.variants.filter(({ refusal }) => isAll || refusal === null) }))
    .filter((one) => one.variants.length > 0)
  const hidden = new Set(
    categories.filter(({ brandIds }) => !isOfBrand(brandIds, brandId)).flatMap(({ id }) => [...withBelow(categories, id)]),
  )
  const byCategory = Map.groupBy(offered, ({ categoryId }) => categoryId)
  const shown: MenuCategory[] = inOrder(categories.filter(({ id }) => !hidden.has(id))).map(({ id, parentId, name, imageFileId }) => ({
    id,
    parentId,
    name,
    imageUrl: imageFileId === null ? null : ctx.files.url(ctx.org, imageFileId, { size: 240 }),
    products: byCategory.get(id) ?? [],
  }))
  const rest: MenuCategory = { id: null, parentId: null, name: '', imageUrl: null, products: byCategory.get(null) ?? [] }
  const asked = new Set(offered.flatMap(({ modifierGroupIds }) => modifierGroupIds))
  return {
    categories: [...shown, rest].filter(
      (one) => one.products.length > 0 || shown.some(({ parentId }) => one.id !== null && parentId === one.id),
    ),
    modifierGroups: groups.filter(({ id }) => asked.has(id)),
  }
}

/** A code as a reader types it: of a package, of the shop's own, or of a scale, which says how much of it too. */
export async function scan(ctx: Ctx, { code, brandId }: { code: string; brandId?: string | undefined }): Promise<ScannedCode> {
  const direct = (await store.variantByCode(ctx, spellingsOf(code))) ?? (await store.variantBySku(ctx, code.trim()))
  if (direct) return scanned(ctx, direct, brandId, { quantityMilli: 1000, amountMinor: null })
  const weighed = readScaleCode(code.replace(/\s/g, ''), await scaleLayouts(ctx))
  const variantId = weighed && (await store.variantByCode(ctx, [weighed.item]))
  if (!weighed || !variantId || weighed.valueMilli === 0) throw codeUnknown({ code })
  if (weighed.measure === 'price') {
    const digits = minorDigits((await identity.organization(ctx)).currency)
    return scanned(ctx, variantId, brandId, { quantityMilli: null, amountMinor: Math.round(weighed.valueMilli / 10 ** (3 - digits)) })
  }
  return scanned(ctx, variantId, brandId, { quantityMilli: weighed.valueMilli, amountMinor: null })
}

async function scanned(ctx: Ctx, id: string, brandId: string | undefined, said: Omit<ScannedCode, 'variant'>): Promise<ScannedCode> {
  const [variant] = await variants(ctx, [id], { brandId })
  if (!variant) throw codeUnknown({ code: id })
  const cost = ctx.can(canReadCosts) ? {} : { costMinor: null, costCurrency: null }
  // A scale counts pieces too: its value is then their number.
  const quantityMilli =
    said.quantityMilli !== null && isWhole(variant.unit) ? Math.max(1000, Math.round(said.quantityMilli / 1000) * 1000) : said.quantityMilli
  return { variant: { ...variant, ...cost }, ...said, quantityMilli }
}

type Standing = { brandIds: readonly string[] | null; hours: readonly SaleHours[] | null; isThere: boolean }
type Where = { brandId: string | null; zone: string; at: string }

function refusalOf({ brandIds, hours, isThere }: Standing, { brandId, zone, at }: Where): SaleRefusal | null {
  if (!isOfBrand(brandIds, brandId)) return 'other-brand'
  if (!isThere) return 'sold-out'
  return isOnSale(hours, zone, at) ? null : 'not-now'
}

const isOfBrand = (brandIds: readonly string[] | null, brandId: string | null): boolean =>
  brandIds === null || brandId === null || brandIds.includes(brandId)

const offeredOf = (
  ctx: Ctx,
  { brandIds, hours, imageFileId, variants: all, ...row }: store.OfferRow,
  where: Where,
  left: Left,
): OfferedProduct => ({
  ...row,
  imageUrl: imageFileId === null ? null : ctx.files.url(ctx.org, imageFileId, { size: 240 }),
  variants: all.map((one) => {
    const { isThere, components: _parts, ...variant } = withStock(one, row.unit, left)
    return { ...variant, refusal: refusalOf({ brandIds, hours, isThere }, where) }
  }),
})

/** The clock of the brand; of no brand the organization's. */
async function zoneOf(ctx: Ctx, brandId: string | null): Promise<string> {
  if (brandId === null) return ctx.zone
  const brand = (await identity.brands(ctx)).find(({ id }) => id === brandId)
  if (!brand) throw brandUnknown()
  return brand.zone
}
