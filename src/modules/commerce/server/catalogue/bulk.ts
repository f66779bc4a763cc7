import { productsChanged } from '#commerce/contract/product-events.ts'
import type { ChangeProducts, ProductsChanged } from '#commerce/contract/product.ts'
import * as categoryStore from '#commerce/server/catalogue/categories.store.ts'
import { requirePlace, subjectOf } from '#commerce/server/catalogue/products.ts'
import * as store from '#commerce/server/catalogue/products.store.ts'
import { categoryUnknown } from '#commerce/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { combosOf } from './variants.store.ts'

/** One thing done to many, in one transaction. Those it cannot be done to are told by name; the others have it. */
export async function change(ctx: Ctx, { ids, change: asked }: ChangeProducts): Promise<ProductsChanged> {
  if (asked.do === 'categorize' && asked.categoryId !== null) {
    const category = await categoryStore.find(ctx, asked.categoryId)
    if (!category || category.archivedAt !== null) throw categoryUnknown()
  }
  const rows = await store.findForUpdate(ctx, [...new Set(ids)])
  if (asked.do === 'archive')
    return archive(
      ctx,
      rows.filter(({ archivedAt }) => archivedAt === null),
    )
  if (asked.do === 'restore') {
    const archived = rows.filter(({ archivedAt }) => archivedAt !== null)
    for (const row of archived) await requirePlace(ctx, row)
    await store.setArchived(ctx, idsOf(archived), null)
    return told(ctx, archived, 'commerce.product.restored')
  }
  const moving = rows.filter(({ categoryId }) => categoryId !== asked.categoryId)
  await store.setCategory(ctx, idsOf(moving), asked.categoryId)
  return told(ctx, moving, 'commerce.product.updated', { categoryId: asked.categoryId })
}

async function archive(ctx: Ctx, rows: readonly store.ProductRow[]): Promise<ProductsChanged> {
  const variantIds = rows.flatMap(({ variants }) => variants.map(({ id }) => id))
  // A combo that goes in the same stroke needs nothing any more.
  const needed = new Map((await combosOf(ctx, variantIds, idsOf(rows))).map((one) => [one.productId, one.combo]))
  const going = rows.filter(({ id }) => !needed.has(id))
  await store.setArchived(ctx, idsOf(going), ctx.now.toISOString())
  const done = await told(ctx, going, 'commerce.product.archived')
  const reasonOf = (combo: string): string => ctx.t('commerce.problems.needed_by_combo', { combo })
  return {
    ...done,
    refused: rows.flatMap(({ id, name }) => (needed.has(id) ? [{ id, name, reason: reasonOf(needed.get(id) ?? '') }] : [])),
  }
}

async function told(
  ctx: Ctx,
  rows: readonly store.ProductRow[],
  action: string,
  after?: Record<string, unknown>,
): Promise<ProductsChanged> {
  for (const row of rows) ctx.audit({ action, subject: subjectOf(row), ...(after && { after }) })
  if (rows.length > 0) await ctx.emit(productsChanged, { productIds: idsOf(rows) })
  return { changed: rows.length, refused: [] }
}

const idsOf = (rows: readonly { id: string }[]): string[] => rows.map(({ id }) => id)
