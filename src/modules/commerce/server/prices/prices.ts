import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { notFound } from '#kernel/problem.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import { pricesChanged } from '#commerce/contract/price-events.ts'
import type { ListPrices, PricedVariant, SetPrice, SetPrices } from '#commerce/contract/price.ts'
import { keyOf, plan, withdraw } from '#commerce/server/prices/planning.ts'
import * as lists from '#commerce/server/prices/price-lists.store.ts'
import { mainListId } from '#commerce/server/prices/price-lists.ts'
import * as table from '#commerce/server/prices/price-table.store.ts'
import * as store from '#commerce/server/prices/prices.store.ts'
import * as problems from '#commerce/server/prices/problems.ts'

export async function list(ctx: Ctx, input: ListPrices): Promise<Page<PricedVariant>> {
  const page = await table.page(ctx, input)
  return { ...page, items: page.items.map(forAsker(ctx)) }
}

export async function ofProduct(ctx: Ctx, { id }: { id: string }): Promise<{ items: PricedVariant[] }> {
  const items = await table.some(ctx, { productId: id })
  if (items.length === 0 && !(await table.hasProduct(ctx, id))) throw notFound()
  return { items: items.map(forAsker(ctx)) }
}

const forAsker = (ctx: Ctx) => {
  const knowsCosts = ctx.can(canReadCosts)
  return (one: PricedVariant): PricedVariant => (knowsCosts ? one : { ...one, costMinor: null, costCurrency: null })
}

/** All or nothing; answers the variants as they are afterwards. */
export async function set(ctx: Ctx, input: SetPrices): Promise<{ items: PricedVariant[] }> {
  await write(ctx, input)
  const items = await table.some(ctx, { variantIds: [...new Set(input.items.map(({ variantId }) => variantId))] })
  return { items: items.map(forAsker(ctx)) }
}

/** The same without the answer, for who loads many. */
export async function write(ctx: Ctx, { listId, items }: { listId: string; items: readonly SetPrice[] }): Promise<void> {
  const held = await lists.hold(ctx, listId === 'main' ? await mainListId(ctx) : listId)
  if (!held) throw problems.priceListNotFound()
  if (held.isArchived) throw problems.priceListArchived({ list: held.name })
  const now = Date.parse(held.at)
  const variantIds = [...new Set(items.map(({ variantId }) => variantId))]
  const names = await store.names(ctx, variantIds)
  if (names.size < variantIds.length) throw problems.priceVariantUnknown()
  const nameOf = ({ variantId }: SetPrice): string => names.get(variantId) ?? ''
  const seen = new Set<string>()
  const wishes = items.map((item) => {
    if (seen.has(keyOf(item))) throw problems.priceTwice({ name: nameOf(item) })
    seen.add(keyOf(item))
    const at = item.from === null ? now : Date.parse(item.from)
    // What was "now" on a screen is a little before now here.
    if (at < now - 60_000) throw problems.priceFromPast()
    return { variantId: item.variantId, leastMilli: item.leastMilli, amountMinor: item.amountMinor, at: Math.max(at, now), changeId: null }
  })
  const made = plan(await store.upcoming(ctx, held.id, variantIds, now), wishes)
  for (const [i, item] of items.entries())
    if (item.seenMinor !== undefined && (made.before[i]?.amountMinor ?? null) !== item.seenMinor)
      throw problems.priceMoved({ name: nameOf(item) })
  if (made.removed.length + made.ended.length + made.added.length === 0) return
  await store.write(ctx, held.id, made)
  const [only] = items
  const isOne = items.length === 1 && only !== undefined
  ctx.audit({
    action: 'commerce.price.set',
    subject: { kind: 'price-list', id: held.id, name: held.name },
    ...(isOne && { before: { product: nameOf(only), amountMinor: made.before[0]?.amountMinor ?? null } }),
    after: isOne
      ? { product: nameOf(only), amountMinor: only.amountMinor, leastMilli: only.leastMilli, from: only.from }
      : { count: items.length },
  })
  await ctx.emit(pricesChanged, { listId: held.id, variantIds: variantIds.length <= 50 ? variantIds : null })
}

export async function removeScheduled(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const found = await store.find(ctx, id)
  const held = found && (await lists.hold(ctx, found.listId))
  if (!held) throw problems.priceNotFound()
  const now = Date.parse(held.at)
  const rows = await store.upcoming(ctx, held.id, [found.variantId], now)
  const gone = rows.find((row) => row.id === id)
  if (!gone || gone.from <= now) throw problems.priceHolds()
  await store.write(ctx, held.id, withdraw(rows, gone))
  const names = await store.names(ctx, [found.variantId])
  ctx.audit({
    action: 'commerce.price.unscheduled',
    subject: { kind: 'price-list', id: held.id, name: held.name },
    before: { product: names.get(found.variantId) ?? '', amountMinor: gone.amountMinor, from: new Date(gone.from).toISOString() },
  })
  await ctx.emit(pricesChanged, { listId: held.id, variantIds: [found.variantId] })
  return {}
}
