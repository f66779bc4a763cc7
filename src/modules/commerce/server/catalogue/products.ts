import type { z } from 'zod'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import type { setProductArchival } from '#commerce/contract/product-api.ts'
import { productsChanged } from '#commerce/contract/product-events.ts'
import {
  CreateProduct,
  type ListProducts,
  type Product,
  type ProductCard,
  type UpdateProduct,
  type WriteProduct,
} from '#commerce/contract/product.ts'
import { cardsOf } from '#commerce/server/catalogue/cards.ts'
import * as categoryStore from '#commerce/server/catalogue/categories.store.ts'
import { requireBrands } from '#commerce/server/catalogue/categories.ts'
import { withBelow } from '#commerce/server/catalogue/category-tree.ts'
import { imageOf, takeAll } from '#commerce/server/catalogue/images.ts'
import * as modifierGroupStore from '#commerce/server/catalogue/modifier-groups.store.ts'
import { barcodesOf, checkComponents, checkShape, variantNameOf, type KnownBarcode } from '#commerce/server/catalogue/product-rules.ts'
import { nameKeyOf, readSearch, searchTextOf } from '#commerce/server/catalogue/product-words.ts'
import { scaleLayouts } from '#commerce/server/catalogue/scale-layouts.ts'
import { matching } from '#commerce/server/catalogue/search.store.ts'
import * as variantStore from '#commerce/server/catalogue/variants.store.ts'
import {
  barcodeTaken,
  categoryUnknown,
  modifierGroupUnknown,
  neededByCombo,
  productArchived,
  productNotFound,
  skuTaken,
  variantUnknown,
} from '#commerce/server/problems.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as store from './products.store.ts'

export async function list(ctx: Ctx, input: ListProducts): Promise<Page<ProductCard>> {
  const { search, categoryId, brandId, soldOut } = input
  const conditions = []
  if (search) {
    const asked = readSearch(search)
    if (!asked) return { items: [], next: null }
    conditions.push(matching(asked, mostHits))
  }
  if (categoryId === 'none') conditions.push(store.inNoCategory)
  else if (categoryId) conditions.push(store.inCategories([...withBelow(await categoryStore.living(ctx), categoryId)]))
  if (brandId) conditions.push(store.ofBrand(brandId))
  if (soldOut !== undefined) conditions.push(soldOut ? store.soldOut : store.notSoldOut)
  const page = await store.page(ctx, input, conditions)
  return { next: page.next, items: await cardsOf(ctx, page.items, brandId) }
}

/** Nobody pages through more hits than this; one more word finds better than one more page. */
const mostHits = 2_000

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Product> {
  return shown(ctx, await existing(ctx, id))
}

/** Whole products by their ids, also those that are put away; ids of nothing are absent. */
export const byIds = async (ctx: Ctx, ids: readonly string[]): Promise<Product[]> =>
  (await store.findMany(ctx, ids)).map((row) => shown(ctx, row))

/** The same with everything that has a usual value left out. */
export const make = (ctx: Ctx, input: z.input<typeof CreateProduct>): Promise<Product> => create(ctx, CreateProduct.parse(input))

export async function create(ctx: Ctx, input: CreateProduct): Promise<Product> {
  const id = ctx.newId()
  const barcodes = await check(ctx, input, { kind: input.kind, before: null })
  await requireCodesFree(ctx, input, barcodes, [])
  await takeAll(ctx, input.imageIds, [])
  const variants = writtenVariants(ctx, id, input, barcodes, [])
  await store.insert(ctx, [{ ...input, id, ...wordsOf(input, variants) }])
  await variantStore.put(ctx, variants)
  await store.putParts(ctx, id, input.imageIds, input.modifierGroupIds)
  return told(ctx, id, 'commerce.product.created')
}

export async function update(ctx: Ctx, { id, ...input }: UpdateProduct): Promise<Product> {
  const [before] = await store.findForUpdate(ctx, [id])
  if (!before) throw productNotFound()
  if (before.archivedAt !== null) throw productArchived()
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const known = new Set(before.variants.map((one) => one.id))
  const kept = input.variants.flatMap((one) => one.id ?? [])
  if (new Set(kept).size !== kept.length || kept.some((one) => !known.has(one))) throw variantUnknown()
  const barcodes = await check(ctx, input, { kind: before.kind, before })
  await requireCodesFree(ctx, input, barcodes, [id])
  const gone = [...known].filter((one) => !kept.includes(one))
  if (gone.length > 0) {
    await requireNoCombo(ctx, gone, [])
    await variantStore.archive(ctx, gone)
  }
  await takeAll(ctx, input.imageIds, before.imageIds)
  const variants = writtenVariants(ctx, id, input, barcodes, before.variants)
  await store.update(ctx, { ...input, id, kind: before.kind, ...wordsOf(input, variants) })
  await variantStore.put(ctx, variants)
  await store.putParts(ctx, id, input.imageIds, input.modifierGroupIds)
  return told(ctx, id, 'commerce.product.updated', before)
}

export async function setArchival(ctx: Ctx, { id, isArchived }: z.output<typeof setProductArchival.input>): Promise<Product> {
  const [before] = await store.findForUpdate(ctx, [id])
  if (!before) throw productNotFound()
  if ((before.archivedAt !== null) === isArchived) return shown(ctx, before)
  if (isArchived) {
    await requireNoCombo(
      ctx,
      before.variants.map((one) => one.id),
      [id],
    )
  } else await requirePlace(ctx, before)
  await store.setArchived(ctx, [id], isArchived ? ctx.now.toISOString() : null)
  return told(ctx, id, isArchived ? 'commerce.product.archived' : 'commerce.product.restored')
}

/** Brought back without a category when its own is gone. */
export async function requirePlace(ctx: Ctx, product: store.ProductRow): Promise<void> {
  if (product.categoryId === null) return
  const category = await categoryStore.find(ctx, product.categoryId)
  if (!category || category.archivedAt !== null) await store.setCategory(ctx, [product.id], null)
}

export async function requireNoCombo(ctx: Ctx, variantIds: readonly string[], exceptProductIds: readonly string[]): Promise<void> {
  const [needed] = await variantStore.combosOf(ctx, variantIds, exceptProductIds)
  if (needed) throw neededByCombo({ combo: needed.combo })
}

type Asked = { kind: Product['kind']; before: store.ProductRow | null }

/** Everything that must hold before anything is written; answers the codes of each variant as they are kept. */
async function check(ctx: Ctx, input: WriteProduct, { kind, before }: Asked): Promise<KnownBarcode[][]> {
  checkShape(kind, input)
  const hasCodes = input.variants.some(({ barcodes }) => barcodes.length > 0)
  const codes = barcodesOf(input, hasCodes ? await scaleLayouts(ctx) : [])
  await requireBrands(ctx, input.brandIds, before?.brandIds ?? [])
  if (input.categoryId !== null && input.categoryId !== before?.categoryId) {
    const category = await categoryStore.find(ctx, input.categoryId)
    if (!category || category.archivedAt !== null) throw categoryUnknown()
  }
  const groups = new Set(input.modifierGroupIds)
  if (groups.size !== input.modifierGroupIds.length) throw modifierGroupUnknown()
  if (groups.size > 0 && (await modifierGroupStore.living(ctx, [...groups])).length < groups.size) throw modifierGroupUnknown()
  const parts = [...new Set(input.variants.flatMap(({ components }) => components.map(({ variantId }) => variantId)))]
  if (parts.length > 0) checkComponents(input.variants, await variantStore.livingAmong(ctx, parts))
  return codes
}

async function requireCodesFree(
  ctx: Ctx,
  input: WriteProduct,
  barcodes: readonly (readonly KnownBarcode[])[],
  own: readonly string[],
): Promise<void> {
  const skus = input.variants.flatMap(({ sku }) => sku ?? [])
  const [sku] = skus.length > 0 ? await variantStore.skusTaken(ctx, skus, own) : []
  if (sku) throw skuTaken(sku)
  const codes = barcodes.flat().map(({ code }) => code)
  const [code] = codes.length > 0 ? await variantStore.barcodesTaken(ctx, codes, own) : []
  if (code) throw barcodeTaken(code)
}

/** Who may not know costs cannot change them either: they stay, and new variants have none. */
function writtenVariants(
  ctx: Ctx,
  productId: string,
  input: WriteProduct,
  barcodes: readonly (readonly KnownBarcode[])[],
  before: store.ProductRow['variants'],
): variantStore.WrittenVariant[] {
  const mayKnow = ctx.can(canReadCosts)
  return input.variants.map(({ id, ...variant }, position) => {
    const old = before.find((one) => one.id === id)
    const cost = mayKnow ? variant : { costMinor: old?.costMinor ?? null, costCurrency: old?.costCurrency ?? null }
    return {
      ...variant,
      id: id ?? ctx.newId(),
      productId,
      position,
      name: variantNameOf(variant.optionValues).slice(0, 160),
      costMinor: cost.costMinor,
      costCurrency: cost.costMinor === null ? null : cost.costCurrency,
      barcodes: barcodes[position] ?? [],
    }
  })
}

const wordsOf = (input: WriteProduct, variants: readonly variantStore.WrittenVariant[]) => ({
  nameKey: nameKeyOf(input.name),
  searchText: searchTextOf({
    ...input,
    variants: variants.map(({ name, sku, barcodes }) => ({ name, sku, barcodes: barcodes.map(({ code }) => code) })),
  }),
})

async function existing(ctx: Ctx, id: string): Promise<store.ProductRow> {
  const row = await store.find(ctx, id)
  if (!row) throw productNotFound()
  return row
}

const shown = (ctx: Ctx, { imageIds, variants, ...row }: store.ProductRow): Product => ({
  ...row,
  variants: ctx.can(canReadCosts) ? variants : variants.map((one) => ({ ...one, costMinor: null, costCurrency: null })),
  images: imageIds.map((fileId) => imageOf(ctx, fileId)),
})

async function told(ctx: Ctx, id: string, action: string, before?: store.ProductRow): Promise<Product> {
  const row = await existing(ctx, id)
  ctx.audit({ action, subject: subjectOf(row), ...(before && { before: auditable(before) }), after: auditable(row) })
  await ctx.emit(productsChanged, { productIds: [id] })
  return shown(ctx, row)
}

export const subjectOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'product', id, name })
const auditable = ({ name, kind, unit, categoryId, taxKind, taxBasisPoints, variants, archivedAt: _at, ...row }: store.ProductRow) => ({
  name,
  kind,
  unit,
  categoryId,
  tax: `${taxKind} ${taxBasisPoints}`,
  description: row.description,
  labels: row.labels,
  brandIds: row.brandIds,
  station: row.station,
  variants: variants.map((one) =>
    [
      one.name,
      one.sku,
      ...one.barcodes.map(({ code }) => code),
      ...one.components.map((part) => `${part.quantityMilli / 1000} ${part.name}`),
    ]
      .filter(Boolean)
      .join(' · '),
  ),
})
