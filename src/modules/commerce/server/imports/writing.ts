import { categoriesChanged, productsChanged } from '#commerce/contract/product-events.ts'
import * as categoryStore from '#commerce/server/catalogue/categories.store.ts'
import { nameKeyOf, searchTextOf } from '#commerce/server/catalogue/product-words.ts'
import * as productStore from '#commerce/server/catalogue/products.store.ts'
import * as variantStore from '#commerce/server/catalogue/variants.store.ts'
import * as changes from '#commerce/server/imports/changes.store.ts'
import * as rows from '#commerce/server/imports/rows.store.ts'
import { priceKey, type Draft, type Planned, type Shelf } from '#commerce/server/imports/shelf.ts'
import * as prices from '#commerce/server/prices/prices.ts'
import type { Ctx } from '#kernel/ctx.ts'

type Made = {
  batch: number
  shelf: Shelf
  /** Products as they were before the batch. */
  before: ReadonlyMap<string, Draft>
  planned: readonly Planned[]
  categories: readonly rows.PlannedCategory[]
}

/** Writes what a batch comes to, with what it takes to take it back. */
export async function writeBatch(ctx: Ctx, importId: string, { batch, shelf, before, planned, categories }: Made): Promise<void> {
  await makeCategories(ctx, importId, categories)
  const pricesById = pricesOf(planned, shelf)
  const drafts = [...pricesById.keys()].flatMap((id) => shelf.drafts.get(id) ?? [])
  const fresh = drafts.filter(({ id }) => !before.has(id))
  const changed = drafts.filter((draft) => before.has(draft.id) && JSON.stringify(before.get(draft.id)) !== JSON.stringify(draft))
  if (fresh.length > 0) await productStore.insert(ctx, fresh.map(writtenOf))
  await productStore.updateMany(ctx, changed.map(writtenOf))
  await putVariants(ctx, [...fresh, ...changed], before)
  await setPrices(ctx, [...pricesById.values()].flat())
  const touched = new Set([...fresh, ...changed].map(({ id }) => id))
  await changes.add(
    ctx,
    importId,
    drafts.map((draft) => ({
      batch,
      productId: draft.id,
      isMade: !before.has(draft.id),
      before: touched.has(draft.id) ? (before.get(draft.id) ?? null) : null,
      leftVersion: !touched.has(draft.id) ? null : before.has(draft.id) ? draft.version + 1 : 1,
      prices: pricesById.get(draft.id) ?? [],
    })),
  )
  if (touched.size > 0) await ctx.emit(productsChanged, { productIds: [...touched] })
}

async function makeCategories(ctx: Ctx, importId: string, made: readonly rows.PlannedCategory[]): Promise<void> {
  if (made.length === 0) return
  for (const one of made) {
    await categoryStore.insert(ctx, { ...one, brandIds: null, imageFileId: null })
    ctx.audit({
      action: 'commerce.category.created',
      subject: { kind: 'category', id: one.id, name: one.name },
      after: { name: one.name, parentId: one.parentId },
    })
    await ctx.emit(categoriesChanged, { categoryId: one.id })
  }
  await rows.addCategories(ctx, importId, made, true)
}

/** Every product that a row of the batch changed, with the prices that are new. */
function pricesOf(planned: readonly Planned[], shelf: Shelf): Map<string, changes.SetPrice[]> {
  const byId = new Map<string, changes.SetPrice[]>()
  for (const row of planned) {
    if (!('productId' in row)) continue
    const set = row.prices.map(({ listId, amountMinor }) => ({
      variantId: row.variantId,
      listId,
      previousMinor: shelf.priceByKey.get(priceKey(row.variantId, listId)) ?? null,
      amountMinor,
    }))
    byId.set(row.productId, [...(byId.get(row.productId) ?? []), ...set])
  }
  return byId
}

/** Each list once, so that it is held once. */
export async function setPrices(
  ctx: Ctx,
  set: readonly { listId: string; variantId: string; amountMinor: number | null }[],
): Promise<void> {
  for (const [listId, items] of [...Map.groupBy(set, (one) => one.listId)].toSorted(([a], [b]) => a.localeCompare(b)))
    await prices.write(ctx, {
      listId,
      items: items.map(({ variantId, amountMinor }) => ({ variantId, amountMinor, leastMilli: 0, from: null })),
    })
}

export async function putVariants(ctx: Ctx, drafts: readonly Draft[], before: ReadonlyMap<string, Draft>): Promise<void> {
  const variants = drafts.flatMap((draft) =>
    draft.variants.map((variant, position) => ({
      ...variant,
      productId: draft.id,
      position,
      components: variant.components.map(({ variantId, quantityMilli }) => ({ variantId, quantityMilli })),
    })),
  )
  if (variants.length > 0) await variantStore.put(ctx, variants)
  const known = new Map(drafts.flatMap(({ id }) => before.get(id)?.variants ?? []).map(({ id, isAvailable }) => [id, isAvailable]))
  for (const isAvailable of [true, false]) {
    const said = variants.filter((one) => one.isAvailable === isAvailable && (known.get(one.id) ?? true) !== isAvailable)
    if (said.length > 0) await variantStore.setAvailable(ctx, { productIds: [], variantIds: said.map(({ id }) => id) }, isAvailable, null)
  }
}

export const writtenOf = (draft: Draft): productStore.Written => ({
  ...draft,
  imageIds: [],
  modifierGroupIds: [],
  nameKey: nameKeyOf(draft.name),
  searchText: searchTextOf({
    name: draft.name,
    labels: draft.labels,
    variants: draft.variants.map(({ name, sku, barcodes }) => ({ name, sku, barcodes: barcodes.map(({ code }) => code) })),
  }),
})
