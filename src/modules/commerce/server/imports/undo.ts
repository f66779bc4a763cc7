import { categoriesChanged, productsChanged } from '#commerce/contract/product-events.ts'
import * as categoryStore from '#commerce/server/catalogue/categories.store.ts'
import * as productStore from '#commerce/server/catalogue/products.store.ts'
import * as variantStore from '#commerce/server/catalogue/variants.store.ts'
import { batchSize } from '#commerce/server/imports/batches.ts'
import * as changes from '#commerce/server/imports/changes.store.ts'
import { pricedIn } from '#commerce/server/imports/priced-in.ts'
import * as rows from '#commerce/server/imports/rows.store.ts'
import type { Draft } from '#commerce/server/imports/shelf.ts'
import { putVariants, setPrices, writtenOf } from '#commerce/server/imports/writing.ts'
import * as priceStore from '#commerce/server/prices/prices.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Batch } from '#kernel/imports/kind.ts'
import { untilRepeated } from '#kernel/imports/rows.ts'

/**
 * Takes back some of what an import did, the latest first: what it made is put away and its codes are free, what it changed
 * is as before, prices too. Products and prices that somebody changed since stay as they are.
 */
export async function undo(ctx: Ctx, one: { id: string }, after: number): Promise<Batch> {
  const candidates = await changes.latest(ctx, one.id, batchSize)
  const found = untilRepeated(candidates, ({ productId }) => productId)
  const rowsById = new Map(
    (await productStore.findForUpdate(ctx, found.map(({ productId }) => productId).toSorted())).map((row) => [row.id, row]),
  )
  const variantIds = [...rowsById.values()].flatMap(({ variants }) => variants.map(({ id }) => id))
  const needed = new Set((await variantStore.combosOf(ctx, variantIds)).map(({ productId }) => productId))
  const mayUndo = ({ productId, leftVersion, isMade }: changes.Change): boolean => {
    const row = rowsById.get(productId)
    if (!row || row.archivedAt !== null || (isMade && needed.has(productId))) return false
    return leftVersion === null || row.version === leftVersion
  }
  const undone = found.filter(mayUndo)
  const keptPrices = await takeBackPrices(ctx, undone)
  const made = undone.filter(({ isMade }) => isMade).map(({ productId }) => productId)
  await variantStore.freeCodes(ctx, made)
  await productStore.setArchived(ctx, made, ctx.now.toISOString())
  const restored = undone.flatMap(({ before }) => before ?? [])
  await restore(ctx, restored, rowsById)
  await changes.drop(ctx, one.id, found)
  await changes.follow(
    ctx,
    one.id,
    restored.map(({ id, version }) => ({ productId: id, from: version, to: (rowsById.get(id)?.version ?? 0) + 1 })),
  )
  const touched = [...made, ...restored.map(({ id }) => id)]
  if (touched.length > 0) await ctx.emit(productsChanged, { productIds: touched })
  const isEnd = candidates.length < batchSize && found.length === candidates.length
  if (isEnd) await removeCategories(ctx, one.id)
  const kept = new Set([...found.filter((change) => !undone.includes(change)).map(({ productId }) => productId), ...keptPrices])
  return { progress: { done: found.length, kept: kept.size }, last: after + 1, isEnd }
}

/** Answers the products of which somebody set a price since. */
async function takeBackPrices(ctx: Ctx, undone: readonly changes.Change[]): Promise<string[]> {
  const set = undone.flatMap(({ productId, prices }) => prices.map((price) => ({ ...price, productId })))
  if (set.length === 0) return []
  const listIds = [...new Set(set.map(({ listId }) => listId))]
  const now = await priceStore.current(ctx, listIds, [...new Set(set.map(({ variantId }) => variantId))])
  const amounts = new Map(now.map(({ variantId, listId, amountMinor }) => [`${variantId} ${listId}`, amountMinor]))
  // Of a list that was put away nothing is set any more.
  const living = new Set((await pricedIn(ctx)).map(({ id }) => id))
  const still = set.filter(
    ({ variantId, listId, amountMinor }) => living.has(listId) && amounts.get(`${variantId} ${listId}`) === amountMinor,
  )
  await setPrices(
    ctx,
    still.map(({ variantId, listId, previousMinor }) => ({ variantId, listId, amountMinor: previousMinor })),
  )
  return set.filter((price) => !still.includes(price)).map(({ productId }) => productId)
}

async function restore(ctx: Ctx, restored: readonly Draft[], rowsById: ReadonlyMap<string, productStore.ProductRow>): Promise<void> {
  if (restored.length === 0) return
  const kept = new Set(restored.flatMap(({ variants }) => variants.map(({ id }) => id)))
  const added = restored.flatMap(({ id }) => rowsById.get(id)?.variants ?? []).filter(({ id }) => !kept.has(id))
  if (added.length > 0)
    await variantStore.archive(
      ctx,
      added.map(({ id }) => id),
    )
  await productStore.updateMany(ctx, restored.map(writtenOf))
  const now = new Map([...rowsById].map(([id, row]) => [id, { ...row, isArchived: false, isNew: false }]))
  await putVariants(ctx, restored, now)
}

/** Categories that the import made and that nothing is in go with it. */
async function removeCategories(ctx: Ctx, importId: string): Promise<void> {
  for (const { id } of (await rows.categories(ctx, importId, true)).toReversed()) {
    const living = await categoryStore.hold(ctx)
    const isHere = living.some((one) => one.id === id)
    if (!isHere || living.some(({ parentId }) => parentId === id) || (await categoryStore.countProducts(ctx, id)) > 0) continue
    await categoryStore.setArchived(ctx, id, ctx.now.toISOString())
    await ctx.emit(categoriesChanged, { categoryId: id })
  }
}
