import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { ShopDraft, ShopSlug, ShopTerms } from '#orders/contract/shop.ts'
import { keep } from '#orders/server/shop/baskets.ts'
import { withShop } from '#orders/server/shop/shops.ts'
import * as store from '#orders/server/shop/shops.store.ts'

const Left = z.object({
  minutesAgo: z.int(),
  name: z.string(),
  phone: z.string(),
  items: z.array(z.object({ key: z.string(), quantity: z.int().default(1) })),
})
const WebShop = z.object({ slug: ShopSlug, terms: ShopTerms, left: z.array(Left).default([]) })
export const ShopDemo = z.object({ webShop: WebShop.nullable().default(null) })

const actor = { kind: 'system', name: 'demo' } as const

/** The shop of the first brand, open, and what visitors left in it. Where another demo has its address already it gets one of its own. */
export async function loadShop(ctx: Ctx, business: DemoBusiness, { slug, terms, left }: z.infer<typeof WebShop>): Promise<void> {
  const brandId = business.made.get('identity.brand') as string | undefined
  if (!brandId) return
  const shop = { brandId, isOn: true, coverFileId: null, terms }
  await business.at(ctx.now, actor, async (then) => {
    if ((await store.save(then, { ...shop, slug }, 0)) === 'taken')
      await store.save(then, { ...shop, slug: `${slug}-${then.org.replaceAll('-', '').slice(-8)}` }, 0)
  })
  const sold = (business.made.get('commerce.variants') ?? new Map()) as ReadonlyMap<string, { variantId: string }>
  for (const [i, { minutesAgo, name, phone, items }] of left.entries()) {
    const lines = items.flatMap(({ key, quantity }) => {
      const variantId = sold.get(key)?.variantId
      return variantId ? [{ variantId, quantityMilli: quantity * 1000 }] : []
    })
    const draft = ShopDraft.parse({ lines, fulfilment: 'pickup', name, phone, wantsReminder: true })
    const token = `demo${String(i).padStart(18, '0')}`
    await business.at(new Date(ctx.now.getTime() - minutesAgo * 60_000), actor, (then) =>
      withShop(then, brandId, (open, its) => keep(open, its, token, draft)),
    )
  }
}
