import * as commerce from '#commerce/server/public.ts'
import { variantsForSale } from '#commerce/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { ChangeItem, Item, KeepItems } from '#inventory/contract/item.ts'
import { stockSettingChanged } from '#inventory/contract/stock-events.ts'
import { nameKeyOf, searchTextOf } from '#inventory/server/items/item-words.ts'
import * as store from '#inventory/server/items/items.store.ts'
import { places } from '#inventory/server/locations/places.ts'
import { hold } from '#inventory/server/posting/posting.store.ts'
import { belowZero, itemNotFound, lotsBelowZero, trackingFixed, variantUnknown } from '#inventory/server/problems.ts'
import { methodOf, settingOf } from '#inventory/server/settings/settings.ts'

/** What is counted from now on, or how. Answers all of them as they are then. */
export async function keep(ctx: Ctx, input: KeepItems): Promise<{ items: Item[] }> {
  const ids = [...new Set(input.variantIds)]
  const known = await store.find(ctx, ids)
  const fresh = ids.filter((id) => !known.some(({ variantId }) => variantId === id))
  if (fresh.length > 0) await enter(ctx, fresh)
  const changes = { ...input, variantIds: ids, isKept: input.isKept ?? true }
  await hold(ctx, ids)
  if (input.tracking !== undefined)
    await requireUnmoved(
      ctx,
      known.filter(({ tracking }) => tracking !== input.tracking),
    )
  const ourIds = (await places(ctx)).ours.map(({ id }) => id)
  await refuseLotsBelowZero(ctx, ids, input)
  if (input.allowsNegative === false) {
    const name = await store.belowZero(ctx, ids, ourIds)
    if (name !== undefined) throw belowZero({ name })
  }
  await store.change(ctx, changes)
  if (input.allowsNegative !== undefined) await store.setFree(ctx, ids, input.allowsNegative, ourIds)
  const items = await store.find(ctx, ids)
  for (const after of items) {
    const before = known.find(({ variantId }) => variantId === after.variantId)
    ctx.audit({
      action: before ? 'inventory.item.updated' : 'inventory.item.kept',
      subject: { kind: 'product', id: after.productId, name: after.name },
      ...(before && { before: auditable(before) }),
      after: auditable(after),
    })
  }
  await ctx.emit(stockSettingChanged, { kind: 'items' })
  return { items }
}

/** How one thing is counted from now on, unless somebody else said so since the caller looked. */
export async function change(ctx: Ctx, { id, ...rules }: ChangeItem): Promise<Item> {
  // Held first: of two who change it at once the second has to see what the first wrote.
  await hold(ctx, [id])
  const [before] = await store.find(ctx, [id])
  if (!before) throw itemNotFound()
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const [after = before] = (await keep(ctx, { variantIds: [id], isKept: before.isKept, ...rules })).items
  return after
}

/** Of a lot there is what came in, and no less than nothing. */
async function refuseLotsBelowZero(ctx: Ctx, ids: readonly string[], { tracking, allowsNegative }: KeepItems): Promise<void> {
  if (tracking === undefined && allowsNegative === undefined) return
  const clash = (await store.find(ctx, ids)).find(
    (item) => (tracking ?? item.tracking) !== 'quantity' && (allowsNegative ?? item.allowsNegative),
  )
  if (clash) throw lotsBelowZero({ name: clash.name })
}

/** Things that were moved by lot have lots everywhere: what was moved once keeps how it is followed. */
async function requireUnmoved(ctx: Ctx, items: readonly Item[]): Promise<void> {
  const [moved] = await store.moved(
    ctx,
    items.map(({ variantId }) => variantId),
  )
  if (moved) throw trackingFixed({ name: moved.name })
}

/** As the catalogue calls them. */
export async function enter(ctx: Ctx, variantIds: readonly string[]): Promise<void> {
  const setting = await settingOf(ctx)
  const found = await variantsForSale(ctx, variantIds)
  if (found.length < variantIds.length || found.some(({ kind }) => kind !== 'good')) throw variantUnknown()
  const products = await commerce.productsById(ctx, [...new Set(found.map(({ productId }) => productId))])
  const codes = new Map(products.flatMap(({ variants }) => variants.map((one) => [one.id, one.barcodes.map(({ code }) => code)])))
  await store.insert(
    ctx,
    found.map(({ id, productId, categoryId, name, sku, unit }) => ({
      variantId: id,
      productId,
      categoryId,
      name,
      sku,
      unit,
      nameKey: nameKeyOf(name),
      searchText: searchTextOf(name, [...(sku === null ? [] : [sku]), ...(codes.get(id) ?? [])]),
      method: methodOf(setting, categoryId),
    })),
  )
}

/** Products were called otherwise, moved to another category, got other codes. */
export async function follow(ctx: Ctx, productIds: readonly string[]): Promise<void> {
  const items = await store.ofProducts(ctx, productIds)
  if (items.length === 0) return
  const found = await variantsForSale(
    ctx,
    items.map(({ variantId }) => variantId),
  )
  await enter(
    ctx,
    found.filter(({ kind }) => kind === 'good').map(({ id }) => id),
  )
}

const auditable = ({ isKept, tracking, allowsNegative, reorderRule, reorderPointMilli, reorderUpToMilli, leadDays }: Item) => ({
  isKept,
  tracking,
  allowsNegative,
  reorderRule,
  reorderPointMilli,
  reorderUpToMilli,
  leadDays,
})
