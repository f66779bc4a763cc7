import { variantsForSale } from '#commerce/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { Recipe, WriteRecipe } from '#inventory/contract/recipe.ts'
import { stockSettingChanged } from '#inventory/contract/stock-events.ts'
import { keep } from '#inventory/server/items/items.ts'
import * as items from '#inventory/server/items/items.store.ts'
import { partTwice, recipeLoop, recipeNotFound, variantUnknown } from '#inventory/server/problems.ts'
import { explode, type Take } from '#inventory/server/recipes/explosion.ts'
import * as store from '#inventory/server/recipes/recipes.store.ts'

export const list = async (ctx: Ctx): Promise<{ items: Recipe[] }> => ({ items: await store.all(ctx) })

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Recipe> {
  const recipe = await store.find(ctx, id)
  if (recipe) return recipe
  const [variant] = await variantsForSale(ctx, [id])
  if (!variant) throw recipeNotFound()
  return { variantId: id, name: variant.name, yieldMilli: 1000, parts: [], version: 0 }
}

export async function write(ctx: Ctx, input: WriteRecipe): Promise<Recipe> {
  const { id, parts } = input
  const [variant] = await variantsForSale(ctx, [id])
  if (!variant) throw recipeNotFound()
  const ids = parts.map(({ variantId }) => variantId)
  const found = await variantsForSale(ctx, ids)
  if (found.length < new Set(ids).size) throw variantUnknown()
  const twice = ids.find((one, i) => ids.indexOf(one) !== i)
  if (twice !== undefined) throw partTwice({ name: found.find((one) => one.id === twice)?.name ?? '' })
  await store.takeTurn(ctx)
  const before = await store.find(ctx, id)
  const version = before?.version ?? 0
  if ((ctx.ifMatch ?? version) !== version) throw changedMeanwhile({ version })
  const below = await store.nodes(ctx, ids)
  if (ids.includes(id) || below.some(({ parts: inner }) => inner.some(({ variantId }) => variantId === id)))
    throw recipeLoop({ name: variant.name })
  const known = await items.find(ctx, ids)
  const fresh = ids.filter((one) => !known.some(({ variantId, isKept }) => variantId === one && isKept))
  if (fresh.length > 0) await keep(ctx, { variantIds: fresh })
  await store.write(ctx, input, variant.name)
  const after = await get(ctx, { id })
  ctx.audit({
    action: 'inventory.recipe.written',
    subject: { kind: 'product', id: variant.productId, name: variant.name },
    ...(before && { before: auditable(before) }),
    after: auditable(after),
  })
  await ctx.emit(stockSettingChanged, { kind: 'recipes' })
  return after
}

/** What so much of it is made of, by its own recipe, whether it is counted or not. */
export async function partsOf(ctx: Ctx, variantId: string, quantityMilli: number): Promise<Take[]> {
  const nodes = await store.nodes(ctx, [variantId])
  return explode(
    nodes.map((node) => (node.variantId === variantId ? { ...node, isKept: false } : node)),
    [{ variantId, quantityMilli }],
  )
}

const auditable = ({ yieldMilli, parts }: Recipe) => ({
  yieldMilli,
  parts: parts.map(({ name, quantityMilli }) => ({ name, quantityMilli })),
})
