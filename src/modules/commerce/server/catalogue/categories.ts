import * as identity from '#identity/server/public.ts'
import {
  mostCategories,
  mostCategoryLevels,
  type ArchiveCategory,
  type Category,
  type CreateCategory,
  type MoveCategory,
  type UpdateCategory,
} from '#commerce/contract/category.ts'
import { categoriesChanged, productsChanged } from '#commerce/contract/product-events.ts'
import { inOrder, levelOf, refusalOfPlace } from '#commerce/server/catalogue/category-tree.ts'
import { take } from '#commerce/server/catalogue/images.ts'
import {
  brandUnknown,
  categoryFilled,
  categoryLoop,
  categoryNotFound,
  categoryTooDeep,
  categoryUnknown,
  tooManyCategories,
} from '#commerce/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as store from './categories.store.ts'

export async function list(ctx: Ctx): Promise<{ items: Category[] }> {
  const rows = await store.all(ctx)
  const living = rows.filter(({ archivedAt }) => archivedAt === null)
  const shownRows = [...inOrder(living), ...rows.filter(({ archivedAt }) => archivedAt !== null)]
  return { items: shownRows.map((row) => ({ ...row, imageUrl: urlOf(ctx, row.imageFileId) })) }
}

export async function create(ctx: Ctx, input: CreateCategory): Promise<Category> {
  await requireBrands(ctx, input.brandIds, [])
  const held = await store.hold(ctx)
  if (held.length >= mostCategories) throw tooManyCategories({ limit: mostCategories })
  if (input.parentId !== null && !held.some(({ id }) => id === input.parentId)) throw categoryUnknown()
  if (levelOf(held, input.parentId) >= mostCategoryLevels) throw categoryTooDeep({ levels: mostCategoryLevels })
  await take(ctx, input.imageFileId, null)
  const id = ctx.newId()
  await store.insert(ctx, { id, ...input })
  return told(ctx, id, 'commerce.category.created')
}

export async function update(ctx: Ctx, { id, ...input }: UpdateCategory): Promise<Category> {
  const before = await living(ctx, id)
  await requireBrands(ctx, input.brandIds, before.brandIds ?? [])
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  await take(ctx, input.imageFileId, before.imageFileId)
  if (!(await store.update(ctx, { id, ...input }, before.version))) throw changedMeanwhile({ version: before.version })
  return told(ctx, id, 'commerce.category.updated', before)
}

export async function move(ctx: Ctx, { id, parentId, afterId }: MoveCategory): Promise<{ items: Category[] }> {
  const held = await store.hold(ctx)
  const node = held.find((one) => one.id === id)
  if (!node) throw categoryNotFound()
  if (parentId !== null && !held.some((one) => one.id === parentId)) throw categoryUnknown()
  const refusal = refusalOfPlace(held, id, parentId)
  if (refusal === 'loop') throw categoryLoop()
  if (refusal === 'too-deep') throw categoryTooDeep({ levels: mostCategoryLevels })
  const siblings = held.filter((one) => one.parentId === parentId && one.id !== id).map((one) => one.id)
  const place = afterId === null ? 0 : siblings.indexOf(afterId) + 1
  if (afterId !== null && place === 0) throw categoryUnknown()
  await store.place(ctx, parentId, siblings.toSpliced(place, 0, id))
  const nameOf = (one: string | null): string => held.find((other) => other.id === one)?.name ?? ''
  ctx.audit({
    action: 'commerce.category.moved',
    subject: subjectOf(node),
    before: { parent: nameOf(node.parentId) },
    after: { parent: nameOf(parentId), after: nameOf(afterId) },
  })
  await ctx.emit(categoriesChanged, { categoryId: id })
  return list(ctx)
}

/** Put away only empty, or with a place for what is in it. Brought back, it stands at the top: its parent may be gone. */
export async function setArchival(ctx: Ctx, { id, isArchived, targetId }: ArchiveCategory): Promise<Category> {
  const held = await store.hold(ctx)
  const row = held.find((one) => one.id === id) ?? (await store.find(ctx, id))
  if (!row) throw categoryNotFound()
  if ((row.archivedAt !== null) !== isArchived) {
    if (isArchived) await empty(ctx, id, targetId, held)
    await store.setArchived(ctx, id, isArchived ? ctx.now.toISOString() : null)
    return told(ctx, id, isArchived ? 'commerce.category.archived' : 'commerce.category.restored')
  }
  return get(ctx, id)
}

async function empty(ctx: Ctx, id: string, targetId: string | null, held: readonly store.CategoryRow[]): Promise<void> {
  const below = held.filter(({ parentId }) => parentId === id)
  const products = await store.countProducts(ctx, id)
  if (targetId === null) {
    if (products + below.length > 0) throw categoryFilled({ products, categories: below.length })
    return
  }
  if (targetId === id || !held.some((one) => one.id === targetId)) throw categoryUnknown()
  for (const child of below) {
    const refusal = refusalOfPlace(held, child.id, targetId)
    if (refusal === 'loop') throw categoryLoop()
    if (refusal === 'too-deep') throw categoryTooDeep({ levels: mostCategoryLevels })
  }
  const there = held.filter(({ parentId }) => parentId === targetId).map((one) => one.id)
  if (below.length > 0) await store.place(ctx, targetId, [...there.filter((one) => one !== id), ...below.map((one) => one.id)])
  const moved = await store.moveProducts(ctx, id, targetId)
  if (moved.length > 0) await ctx.emit(productsChanged, { productIds: moved.slice(0, 500).map((one) => one.id) })
}

async function get(ctx: Ctx, id: string): Promise<Category> {
  const found = (await list(ctx)).items.find((one) => one.id === id)
  if (!found) throw categoryNotFound()
  return found
}

async function living(ctx: Ctx, id: string): Promise<store.CategoryRow> {
  const row = await store.find(ctx, id)
  if (!row || row.archivedAt !== null) throw categoryNotFound()
  return row
}

async function told(ctx: Ctx, id: string, action: string, before?: store.CategoryRow): Promise<Category> {
  const category = await get(ctx, id)
  ctx.audit({ action, subject: subjectOf(category), ...(before && { before: auditable(before) }), after: auditable(category) })
  await ctx.emit(categoriesChanged, { categoryId: id })
  return category
}

/** Brands that are new have to exist; what was chosen before may be gone by now. */
export async function requireBrands(ctx: Ctx, wanted: readonly string[] | null, before: readonly string[]): Promise<void> {
  const fresh = (wanted ?? []).filter((id) => !before.includes(id))
  if (fresh.length === 0) return
  const known = new Set((await identity.brands(ctx)).map(({ id }) => id))
  if (fresh.some((id) => !known.has(id))) throw brandUnknown()
}

const urlOf = (ctx: Ctx, fileId: string | null): string | null => (fileId === null ? null : ctx.files.url(ctx.org, fileId, { size: 240 }))
const subjectOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'category', id, name })
const auditable = ({ name, brandIds, parentId }: Pick<store.CategoryRow, 'name' | 'brandIds' | 'parentId'>) => ({
  name,
  brandIds,
  parentId,
})
