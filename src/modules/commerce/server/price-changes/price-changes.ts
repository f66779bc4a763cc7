import type { z } from 'zod'
import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import type { listPriceChangeItems, listPriceChanges } from '#commerce/contract/price-change-api.ts'
import {
  type CreatePriceChange,
  mostChangedPrices,
  type OfferedRates,
  type PreviewPriceChange,
  type PriceChange,
  type PriceChangeItem,
  type PriceChangePreview,
} from '#commerce/contract/price-change.ts'
import { pricesChanged } from '#commerce/contract/price-events.ts'
import * as store from '#commerce/server/price-changes/price-changes.store.ts'
import { digestOf, reckon, type Reckoning } from '#commerce/server/price-changes/reckoning.ts'
import { type Plan, plan, type Row } from '#commerce/server/prices/planning.ts'
import * as lists from '#commerce/server/prices/price-lists.store.ts'
import * as prices from '#commerce/server/prices/prices.store.ts'
import * as problems from '#commerce/server/prices/problems.ts'
import { reversal } from '#commerce/server/price-changes/reversal.ts'

type Asked = Pick<CreatePriceChange, 'selection' | 'rule' | 'rounding' | 'from'>

export async function preview(ctx: Ctx, input: PreviewPriceChange): Promise<PriceChangePreview> {
  const list = await lists.find(ctx, input.selection.listId)
  if (!list) throw problems.priceListNotFound()
  const now = ctx.now.getTime()
  const { items, sameCount, groundlessCount } = await reckoned(ctx, input, list.currency, momentOf(input.from, now), now)
  const knowsCosts = ctx.can(canReadCosts)
  const shown = input.onlyBelowCost && knowsCosts ? items.filter(({ isBelowCost }) => isBelowCost) : items
  return {
    digest: digestOf(items),
    currency: list.currency,
    count: items.length,
    upCount: items.filter(({ oldMinor, newMinor }) => newMinor > (oldMinor ?? 0)).length,
    downCount: items.filter(({ oldMinor, newMinor }) => newMinor < (oldMinor ?? 0)).length,
    sameCount,
    groundlessCount,
    belowCostCount: knowsCosts ? items.filter(({ isBelowCost }) => isBelowCost).length : 0,
    plannedCount: items.filter(({ isPlanned }) => isPlanned).length,
    items: shown.slice(input.offset, input.offset + input.limit).map(({ oldChangeId: _change, ...item }) => ({
      ...item,
      ...(!knowsCosts && { costMinor: null, oldMargin: null, newMargin: null, isBelowCost: false }),
    })),
  }
}

/** A rate is never taken unseen: what a shop sells at is its own affair, so that it is offered and somebody picks it or types another. */
export async function offerRates(ctx: Ctx, { id }: { id: string }): Promise<OfferedRates> {
  const list = await lists.find(ctx, id)
  if (!list) throw problems.priceListNotFound()
  const rates: OfferedRates['rates'] = []
  for (const source of ctx.modules.flatMap((module) => module.rates ?? [])) rates.push(...(await source.worthIn(ctx, list.currency)))
  return { rates, lastNanos: await store.lastRate(ctx, id) }
}

export async function create(ctx: Ctx, input: CreatePriceChange): Promise<PriceChange> {
  const held = await lists.hold(ctx, input.selection.listId)
  if (!held) throw problems.priceListNotFound()
  if (held.isArchived) throw problems.priceListArchived({ list: held.name })
  const now = Date.parse(held.at)
  const at = momentOf(input.from, now)
  const material = await materialOf(ctx, input, held.currency, at, now)
  const { items } = exactly(() => reckon(material))
  if (input.digest !== null && input.digest !== digestOf(items)) throw problems.priceChangeOutdated()
  if (items.length === 0) throw problems.priceChangeEmpty()
  if (items.length > mostChangedPrices) throw problems.priceChangeTooLarge({ most: mostChangedPrices })
  const id = ctx.newId()
  const wishes = items.map(({ variantId, leastMilli, newMinor }) => ({ variantId, leastMilli, amountMinor: newMinor, at, changeId: id }))
  await prices.write(ctx, held.id, plan(material.rows, wishes))
  const { name, selection, rule, rounding } = input
  await store.insert(ctx, { id, name, selection, rule, rounding, listId: held.id, effectiveAt: new Date(at).toISOString() }, items)
  const change = await get(ctx, { id })
  ctx.audit({
    action: 'commerce.price-change.created',
    subject: subjectOf(change),
    after: { list: held.name, count: items.length, rule: rule.kind, from: change.effectiveAt },
  })
  await ctx.emit(pricesChanged, { listId: held.id, variantIds: null })
  return change
}

export async function undo(ctx: Ctx, { id }: { id: string }): Promise<PriceChange> {
  const before = await get(ctx, { id })
  const held = await lists.hold(ctx, before.listId)
  if (!held) throw problems.priceChangeNotFound()
  // Somebody may have undone it while this one waited for the list.
  const change = await get(ctx, { id })
  if (change.state === 'undone') throw problems.priceChangeUndone()
  const now = Date.parse(held.at)
  const items = await store.items(ctx, id)
  const rows = await prices.upcoming(ctx, held.id, null, now)
  const made: { plan: Plan; kept: store.KeptItem[] } = reversal({
    changeId: id,
    effectiveAt: Date.parse(change.effectiveAt),
    items,
    rows,
    now,
  })
  await prices.write(ctx, held.id, made.plan)
  await store.markUndone(ctx, id, made.kept)
  const after = await get(ctx, { id })
  ctx.audit({
    action: 'commerce.price-change.undone',
    subject: subjectOf(change),
    after: { restored: items.length - made.kept.length, kept: made.kept.length },
  })
  await ctx.emit(pricesChanged, { listId: held.id, variantIds: null })
  return after
}

export async function list(ctx: Ctx, input: z.output<typeof listPriceChanges.input>): Promise<Page<PriceChange>> {
  const page = await store.page(ctx, input)
  return { ...page, items: page.items.map((row) => withState(ctx, row)) }
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<PriceChange> {
  const row = await store.find(ctx, id)
  if (!row) throw problems.priceChangeNotFound()
  return withState(ctx, row)
}

export async function items(ctx: Ctx, { id, kept, ...input }: z.output<typeof listPriceChangeItems.input>): Promise<Page<PriceChangeItem>> {
  await get(ctx, { id })
  return store.itemPage(ctx, id, kept, input)
}

const withState = (ctx: Ctx, row: store.ChangeRow): PriceChange => ({
  ...row,
  state: row.undoneAt !== null ? 'undone' : Date.parse(row.effectiveAt) > ctx.now.getTime() ? 'scheduled' : 'applied',
})

const subjectOf = ({ id, name }: { id: string; name: string }) => ({ kind: 'price-change', id, name })

function momentOf(from: string | null, now: number): number {
  const at = from === null ? now : Date.parse(from)
  if (at < now - 60_000) throw problems.priceFromPast()
  return Math.max(at, now)
}

async function reckoned(ctx: Ctx, input: Asked, currency: string, at: number, now: number): Promise<Reckoning> {
  const material = await materialOf(ctx, input, currency, at, now)
  return exactly(() => reckon(material))
}

async function materialOf(ctx: Ctx, { selection, rule, rounding }: Asked, currency: string, at: number, now: number) {
  const other = rule.kind === 'from-list' ? await lists.find(ctx, rule.listId) : undefined
  if (rule.kind === 'from-list' && !other) throw problems.priceListNotFound()
  if (other?.id === selection.listId) throw problems.priceChangeSameList()
  const baseCurrency = other?.currency ?? currency
  if (rule.kind === 'from-list' && baseCurrency !== currency && rule.rateNanos === null)
    throw problems.priceChangeNeedsRate({ from: baseCurrency, into: currency })
  const [variants, rows, baseRows] = [
    await store.variants(ctx, selection),
    await prices.upcoming(ctx, selection.listId, null, now),
    other ? await prices.upcoming(ctx, other.id, null, now) : ([] as Row[]),
  ]
  return { rule, rounding, currency, baseCurrency, at, variants, rows, baseRows }
}

function exactly<T>(count: () => T): T {
  try {
    return count()
  } catch (error) {
    if (error instanceof RangeError) throw problems.priceChangeAmount()
    throw error
  }
}
