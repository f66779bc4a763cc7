import { randomInt } from 'node:crypto'
import type { Ctx } from '#kernel/ctx.ts'
import type { Page } from '#kernel/contract/page.ts'
import { couponLimits, type Coupon, type CreateCoupons } from '#commerce/contract/coupon.ts'
import { promotionChanged } from '#commerce/contract/promotion-events.ts'
import * as store from '#commerce/server/promotions/coupons.store.ts'
import * as problems from '#commerce/server/promotions/problems.ts'
import { get, type PromotionSubject } from '#commerce/server/promotions/promotions.ts'
import { lock } from '#commerce/server/promotions/promotions.store.ts'

export async function list(ctx: Ctx, input: { id: string; cursor?: string | undefined; limit: number }): Promise<Page<Coupon>> {
  await get(ctx, input)
  return store.page(ctx, input.id, input)
}

export async function codes(ctx: Ctx, { id }: { id: string }) {
  await get(ctx, { id })
  return { items: await store.codes(ctx, id) }
}

export async function create(ctx: Ctx, { id, codes: thought, generate, prefix, usesLimit }: CreateCoupons): Promise<{ items: Coupon[] }> {
  await lock(ctx, id)
  const promotion = await get(ctx, { id })
  const wanted = [...new Set(thought)]
  if (wanted.length + generate === 0) throw problems.couponsNone()
  if ((await store.count(ctx, id)) + wanted.length + generate > couponLimits.perPromotion)
    throw problems.tooManyCoupons({ limit: couponLimits.perPromotion })
  const made = await store.insert(ctx, id, withIds(ctx, wanted), usesLimit)
  const taken = wanted.find((code) => !made.some((one) => one.code === code))
  if (taken !== undefined) throw problems.couponTaken({ code: taken })
  // One in a trillion is there already; another one is drawn for it.
  for (let left = generate; left > 0; left = wanted.length + generate - made.length)
    made.push(...(await store.insert(ctx, id, withIds(ctx, drawn(left, prefix)), usesLimit)))
  tell(ctx, 'commerce.coupon.created', promotion, { codes: wanted, generated: generate, usesLimit })
  await ctx.emit(promotionChanged, { promotionId: id })
  return { items: made }
}

export async function withdraw(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const coupon = await store.find(ctx, id)
  if (!coupon || coupon.isArchived) throw problems.couponNotFound()
  const promotion = await get(ctx, { id: coupon.promotionId })
  await store.withdraw(ctx, id)
  tell(ctx, 'commerce.coupon.withdrawn', promotion, { codes: [coupon.code] })
  await ctx.emit(promotionChanged, { promotionId: coupon.promotionId })
  return {}
}

const tell = (ctx: Ctx, action: string, { id, name }: PromotionSubject, after: Record<string, unknown>): void =>
  ctx.audit({ action, subject: { kind: 'promotion', id, name }, after })

const withIds = (ctx: Ctx, all: readonly string[]): { id: string; code: string }[] => all.map((code) => ({ id: ctx.newId(), code }))

// Neither 0 and O nor 1, I and L: codes are read out and typed from paper.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const length = 8

function drawn(count: number, prefix: string): string[] {
  const code = (): string => Array.from({ length }, () => letters[randomInt(letters.length)] ?? '').join('')
  return Array.from({ length: count }, () => (prefix === '' ? code() : `${prefix}-${code()}`))
}
