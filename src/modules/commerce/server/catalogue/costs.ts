import { productsChanged } from '#commerce/contract/product-events.ts'
import * as store from '#commerce/server/catalogue/costs.store.ts'
import type { Ctx } from '#kernel/ctx.ts'

/** What variants cost from now on, as another module knows by what was paid for them. Who may say so is the caller's to ask. */
export async function set(ctx: Ctx, costs: readonly store.Cost[]): Promise<void> {
  const changed = await store.put(ctx, costs)
  if (changed.length === 0) return
  for (const { productId, name, before, after } of changed)
    ctx.audit({
      action: 'commerce.cost.changed',
      subject: { kind: 'product', id: productId, name },
      before: { costMinor: before },
      after: { costMinor: after },
    })
  await ctx.emit(productsChanged, { productIds: [...new Set(changed.map(({ productId }) => productId))] })
}
