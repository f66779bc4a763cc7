import type { z } from 'zod'
import { addressKey, attempt } from '#kernel/auth/throttle.ts'
import type { PlatformCtx } from '#kernel/ctx.ts'
import { tooMany } from '#kernel/problem.ts'
import type { PlaceShopOrder, ShopBasket, ShopDraft } from '#orders/contract/shop.ts'
import { shopNotFound } from '#orders/server/problems.ts'
import * as baskets from '#orders/server/shop/baskets.ts'
import * as placing from '#orders/server/shop/placing.ts'
import { inShop } from '#orders/server/shop/shops.ts'

// Half a town shares one address with its mobile operator: these stop programs, not customers.
const perAddress = {
  basket: { limit: 600, windowSeconds: 600 },
  order: { limit: 60, windowSeconds: 600 },
}
const perShop = {
  basket: { limit: 12_000, windowSeconds: 600 },
  order: { limit: 1_200, windowSeconds: 600 },
}

async function refuseFlood(ctx: PlatformCtx, what: 'basket' | 'order', slug: string): Promise<void> {
  const own = { bucket: `orders.shop.${what}.address`, key: `${slug} ${addressKey(ctx.request.ip)}`, now: ctx.now, ...perAddress[what] }
  const all = { bucket: `orders.shop.${what}.all`, key: slug, now: ctx.now, ...perShop[what] }
  for (const allowance of [own, all]) {
    const taken = await attempt(ctx.sql, allowance)
    if (!taken.allowed) throw tooMany({ retryAfterSeconds: taken.retryAfterSeconds })
  }
}

type Named = { slug: string; token: string }

export async function keepBasket(ctx: PlatformCtx, { slug, token, ...draft }: ShopDraft & Named): Promise<ShopBasket> {
  await refuseFlood(ctx, 'basket', slug)
  return found(await inShop(ctx, slug, (tenant, shop) => baskets.keep(tenant, shop, token, draft)))
}

export async function getBasket(ctx: PlatformCtx, { slug, token }: Named): Promise<{ draft: z.input<typeof ShopDraft> | null }> {
  await refuseFlood(ctx, 'basket', slug)
  return found(await inShop(ctx, slug, (tenant, shop) => baskets.draftOf(tenant, shop, token)))
}

export async function placeOrder(ctx: PlatformCtx, input: PlaceShopOrder): Promise<{ url: string }> {
  await refuseFlood(ctx, 'order', input.slug)
  return found(await inShop(ctx, input.slug, (tenant, shop) => placing.place(tenant, shop, input)))
}

function found<T>(answer: T | undefined): T {
  if (answer === undefined) throw shopNotFound()
  return answer
}
