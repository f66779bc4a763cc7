import type { Ctx } from '#kernel/ctx.ts'
import type { PromotionNote } from '#commerce/contract/quote.ts'
import { promotionUsedUp } from '#commerce/server/promotions/problems.ts'
import * as coupons from '#commerce/server/promotions/coupons.store.ts'
import * as store from '#commerce/server/promotions/uses.store.ts'

/** `promotions`: of the quote that the order goes by; empty once it is called off. */
export type KeepUses = { orderId: string; contactId: string | null; currency: string; promotions: readonly PromotionNote[] }

/**
 * Promotions that count in an order from now on, in place of those that did: used up by it, or given back. The same again
 * changes nothing. Throws `commerce.promotion_used_up` where others were faster, and nothing of the order stays then.
 */
export async function keepUses(ctx: Ctx, { orderId, contactId, currency, promotions }: KeepUses): Promise<void> {
  const applied = promotions.filter(({ refusal, promotionId }) => refusal === null && promotionId !== null)
  const codes = applied.flatMap(({ code }) => code ?? [])
  const couponIdByCode = new Map(codes.length > 0 ? (await coupons.said(ctx, codes, null)).map(({ code, id }) => [code, id] as const) : [])
  const before = new Map((await store.ofOrder(ctx, orderId)).map((use) => [use.promotionId, use]))
  const after = new Map(
    applied.map(({ promotionId, amountMinor, code }) => [
      promotionId as string,
      { promotionId: promotionId as string, contactId, amountMinor, couponId: (code !== null && couponIdByCode.get(code)) || null },
    ]),
  )
  const gone = [...before.keys()].filter((id) => !after.has(id))
  if (gone.length > 0) await store.release(ctx, orderId, gone)
  // Always in the same order: two orders that use the same promotions never wait for each other in a circle.
  for (const id of [...new Set([...before.keys(), ...after.keys()])].toSorted())
    await keep(ctx, orderId, currency, before.get(id), after.get(id))
}

async function keep(ctx: Ctx, orderId: string, currency: string, was: store.Use | undefined, is: store.Use | undefined): Promise<void> {
  if (was && is && was.amountMinor === is.amountMinor && was.couponId === is.couponId && was.contactId === is.contactId) return
  const promotionId = (is ?? was)?.promotionId as string
  if (is) await store.put(ctx, orderId, currency, is)
  const counted = await store.count(ctx, promotionId, (is ? 1 : 0) - (was ? 1 : 0), (is?.amountMinor ?? 0) - (was?.amountMinor ?? 0))
  const usedUp = () => promotionUsedUp({ name: counted?.name ?? '' })
  if (counted?.isLimited && !counted.isWithin) throw usedUp()
  if (was?.couponId !== is?.couponId) {
    if (was?.couponId) await store.countCoupon(ctx, was.couponId, -1)
    if (is?.couponId && !(await store.countCoupon(ctx, is.couponId, 1))) throw usedUp()
  }
  if (!is?.contactId || !counted || counted.usesPerCustomer === null || was?.contactId === is.contactId) return
  await store.takeTurn(ctx, promotionId, is.contactId)
  const others = await store.ofCustomer(ctx, is.contactId, [promotionId], orderId)
  if ((others[promotionId] ?? 0) >= counted.usesPerCustomer) throw usedUp()
}
