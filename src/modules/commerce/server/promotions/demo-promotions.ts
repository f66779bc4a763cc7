import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { CreateCoupons } from '#commerce/contract/coupon.ts'
import { CreatePromotion } from '#commerce/contract/promotion.ts'
import { list as listCategories } from '#commerce/server/catalogue/categories.ts'
import { create as createCoupons } from '#commerce/server/promotions/coupons.ts'
import { create as createPromotion } from '#commerce/server/promotions/promotions.ts'

const DemoPromotion = z.object({
  daysAgo: z.int().min(0),
  /** Names of categories that its rule is about. */
  categories: z.array(z.string()).default([]),
  startsDaysAgo: z.int().optional(),
  endsDaysAgo: z.int().optional(),
  codes: z.array(z.string()).default([]),
  rule: z.record(z.string(), z.unknown()),
})
/** What promotions read of a demo business; the rest of each is `CreatePromotion`. */
export const PromotionsDemo = z.object({ promotions: z.array(DemoPromotion.loose()).default([]) })

const dayMs = 86_400_000

/** `business.made` then has `commerce.promotions`: ids by name. */
export async function loadPromotions(
  ctx: Ctx,
  business: DemoBusiness,
  promotions: z.infer<typeof PromotionsDemo>['promotions'],
): Promise<void> {
  const idByName = new Map((await listCategories(ctx)).items.map(({ id, name }) => [name, id] as const))
  const before = (days: number): Date => new Date(ctx.now.getTime() - days * dayMs)
  const made = new Map<string, string>()
  for (const { daysAgo, categories, startsDaysAgo, endsDaysAgo, codes, rule, ...rest } of promotions) {
    const categoryIds = categories.map((name) => {
      const id = idByName.get(name)
      if (!id) throw new Error(`a demo promotion is about an unknown category: ${name}`)
      return id
    })
    const input = CreatePromotion.parse({
      ...rest,
      rule: categoryIds.length > 0 ? { ...rule, goods: { categoryIds } } : rule,
      ...(startsDaysAgo !== undefined && { startsAt: before(startsDaysAgo).toISOString() }),
      ...(endsDaysAgo !== undefined && { endsAt: before(endsDaysAgo).toISOString() }),
    })
    await business.at(before(daysAgo), ctx.actor, async (then) => {
      const { id, name } = await createPromotion(then, input)
      if (codes.length > 0) await createCoupons(then, CreateCoupons.parse({ id, codes }))
      made.set(name, id)
    })
  }
  business.made.set('commerce.promotions', made)
}
