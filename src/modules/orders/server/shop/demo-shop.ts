import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { ShopSlug, ShopTerms } from '#orders/contract/shop.ts'
import * as store from '#orders/server/shop/shops.store.ts'

const WebShop = z.object({ slug: ShopSlug, terms: ShopTerms })
export const ShopDemo = z.object({ webShop: WebShop.nullable().default(null) })

/** The shop of the first brand, open. Where another demo has its address already it gets one of its own. */
export async function loadShop(ctx: Ctx, business: DemoBusiness, { slug, terms }: z.infer<typeof WebShop>): Promise<void> {
  const brandId = business.made.get('identity.brand') as string | undefined
  if (!brandId) return
  const shop = { brandId, isOn: true, coverFileId: null, terms }
  await business.at(ctx.now, { kind: 'system', name: 'demo' }, async (then) => {
    if ((await store.save(then, { ...shop, slug }, 0)) === 'taken')
      await store.save(then, { ...shop, slug: `${slug}-${then.org.replaceAll('-', '').slice(-8)}` }, 0)
  })
}
