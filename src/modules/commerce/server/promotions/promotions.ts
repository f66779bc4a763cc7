import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import type { Brand } from '#identity/contract/brand.ts'
import type { CreatePromotion, Goods, Promotion, PromotionState, UpdatePromotion } from '#commerce/contract/promotion.ts'
import { promotionChanged } from '#commerce/contract/promotion-events.ts'
import { isOnSchedule } from '#commerce/contract/promotion-schedule.ts'
import { isUsedUp } from '#commerce/contract/promotion-terms.ts'
import * as problems from '#commerce/server/promotions/problems.ts'
import * as store from '#commerce/server/promotions/promotions.store.ts'
import { totals } from '#commerce/server/promotions/uses.store.ts'

/** Of those that are not put away. Each of them is looked at in every basket. */
const mostLiving = 300

export async function list(ctx: Ctx, { isArchived }: { isArchived: boolean }): Promise<{ items: Promotion[] }> {
  const [rows, brands] = await Promise.all([store.list(ctx, isArchived), identity.brands(ctx)])
  const names = await store.namesOf(ctx, [...new Set(rows.flatMap(goodsOf))])
  return { items: rows.map((row) => shown(ctx, row, brands, names)) }
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Promotion> {
  const [row, brands] = await Promise.all([store.find(ctx, id), identity.brands(ctx)])
  if (!row) throw problems.promotionNotFound()
  const goods = goodsOf(row)
  return shown(ctx, row, brands, goods.length > 0 ? await store.namesOf(ctx, goods) : {})
}

export async function create(ctx: Ctx, input: CreatePromotion): Promise<Promotion> {
  if ((await store.countLiving(ctx)) >= mostLiving) throw problems.tooManyPromotions({ limit: mostLiving })
  const currency = await checked(ctx, input, null)
  const id = ctx.newId()
  await store.insert(ctx, id, { ...input, currency })
  return told(ctx, id, 'commerce.promotion.created')
}

export async function update(ctx: Ctx, { id, ...changes }: UpdatePromotion): Promise<Promotion> {
  await store.lock(ctx, id)
  const before = await get(ctx, { id })
  if (before.archivedAt !== null) throw problems.promotionArchived()
  if (ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
  const wanted: Promotion = { ...before, ...given }
  const currency = await checked(ctx, wanted, before)
  const counted = await totals(ctx, id)
  if ((wanted.usesTotal ?? counted.used) < counted.used || (wanted.budgetMinor ?? counted.spentMinor) < counted.spentMinor)
    throw problems.promotionLimitPassed({ used: counted.used })
  await store.update(ctx, id, { ...wanted, currency }, counted)
  return told(ctx, id, 'commerce.promotion.updated', before)
}

export async function setArchival(ctx: Ctx, { id, isArchived }: { id: string; isArchived: boolean }): Promise<Promotion> {
  await store.lock(ctx, id)
  const before = await get(ctx, { id })
  if ((before.archivedAt !== null) === isArchived) return before
  if (!isArchived && (await store.countLiving(ctx)) >= mostLiving) throw problems.tooManyPromotions({ limit: mostLiving })
  await store.setArchived(ctx, id, isArchived)
  return told(ctx, id, isArchived ? 'commerce.promotion.archived' : 'commerce.promotion.restored', before)
}

async function told(ctx: Ctx, id: string, action: string, before?: Promotion): Promise<Promotion> {
  const promotion = await get(ctx, { id })
  ctx.audit({
    action,
    subject: { kind: 'promotion', id, name: promotion.name },
    ...(before && { before: auditable(before) }),
    after: auditable(promotion),
  })
  await ctx.emit(promotionChanged, { promotionId: id })
  return promotion
}

/** What cannot be refuses; answers the currency of its amounts. What was chosen before may be gone by now. */
export async function checked(ctx: Ctx, wanted: CreatePromotion, before: CreatePromotion | null): Promise<string | null> {
  const { rule, startsAt, endsAt, brandIds } = wanted
  if (rule.kind === 'n_for_m' && rule.pay >= rule.take) throw problems.promotionPaysAll()
  if (startsAt !== null && endsAt !== null && Date.parse(endsAt) <= Date.parse(startsAt)) throw problems.promotionEndsFirst()
  const brands = await identity.brands(ctx)
  const isNew = (ids: readonly string[], known: readonly string[]): string[] => ids.filter((id) => !known.includes(id))
  if (isNew(brandIds, before?.brandIds ?? []).some((id) => !brands.some((brand) => brand.id === id))) throw problems.promotionScopeUnknown()
  const goods = isNew(goodsOf(wanted), before ? goodsOf(before) : [])
  if (goods.length > 0) {
    const known = await store.namesOf(ctx, goods)
    if (goods.some((id) => known[id] === undefined)) throw problems.promotionScopeUnknown()
  }
  return hasAmounts(wanted) ? (brands.find(({ id }) => brandIds.length === 0 || brandIds.includes(id))?.currency ?? null) : null
}

const goodsOf = ({ rule, minimum }: Pick<CreatePromotion, 'rule' | 'minimum'>): string[] => {
  const ruled = rule.kind === 'combo' ? rule.parts.map(({ goods }) => goods) : 'goods' in rule ? [rule.goods] : []
  const all: readonly Goods[] = minimum ? [...ruled, minimum.goods] : ruled
  return [...new Set(all.flatMap(({ productIds, variantIds, categoryIds }) => [...productIds, ...variantIds, ...categoryIds]))]
}

const hasAmounts = ({ rule, minimum, mostMinor, budgetMinor }: CreatePromotion): boolean =>
  'amountMinor' in rule || 'priceMinor' in rule || typeof minimum?.amountMinor === 'number' || mostMinor !== null || budgetMinor !== null

export type PromotionSubject = Pick<Promotion, 'id' | 'name'>
type Row = Omit<Promotion, 'state' | 'names'>

const shown = (ctx: Ctx, row: Row, brands: readonly Brand[], names: Readonly<Record<string, string>>): Promotion => ({
  ...row,
  names: Object.fromEntries(goodsOf(row).flatMap((id) => (names[id] === undefined ? [] : [[id, names[id]]]))),
  state: stateOf(row, ctx.now, zoneOf(row, brands, ctx.zone)),
})

const zoneOf = ({ brandIds }: Row, brands: readonly Brand[], usual: string): string =>
  brands.find(({ id }) => brandIds.length === 0 || brandIds.includes(id))?.zone ?? usual

export function stateOf(row: Row, now: Date, zone: string): PromotionState {
  if (row.archivedAt !== null) return 'archived'
  if ((row.endsAt !== null && Date.parse(row.endsAt) <= now.getTime()) || isUsedUp(row)) return 'ended'
  if (row.isPaused) return 'paused'
  if (row.startsAt !== null && Date.parse(row.startsAt) > now.getTime()) return 'scheduled'
  return row.schedule === null || isOnSchedule(row.schedule, now.toISOString(), zone) ? 'active' : 'waiting'
}

const auditable = ({ id: _id, state: _state, used: _used, spentMinor: _spent, couponCount: _count, code: _code, ...one }: Promotion) => {
  const { names: _names, createdAt: _created, archivedAt: _archived, version: _version, ...rest } = one
  return rest
}
