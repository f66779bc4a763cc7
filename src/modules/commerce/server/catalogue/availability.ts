import { availabilityChanged } from '#commerce/contract/product-events.ts'
import type { ProductCard, SetAvailability } from '#commerce/contract/product.ts'
import { nextMorning } from '#commerce/server/catalogue/next-morning.ts'
import { cardsOf } from '#commerce/server/catalogue/cards.ts'
import { subjectOf } from '#commerce/server/catalogue/products.ts'
import * as productStore from '#commerce/server/catalogue/products.store.ts'
import { productNotFound, variantNotFound } from '#commerce/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from './variants.store.ts'

/**
 * Said by whoever serves, in the middle of the rush: no version is asked for and none is made, so that it stands in the way
 * of nobody who is editing. What is archived cannot be sold out.
 */
export async function set(ctx: Ctx, { productIds, variantIds, availability }: SetAvailability): Promise<{ items: ProductCard[] }> {
  const known = await productStore.cards(ctx, productIds)
  if (known.length < new Set(productIds).size) throw productNotFound()
  const parts = variantIds.length > 0 ? await store.living(ctx, variantIds) : []
  if (parts.length < new Set(variantIds).size) throw variantNotFound()
  const isAvailable = availability === 'available'
  const until = availability === 'sold-out-until-morning' ? nextMorning(ctx.zone, ctx.now) : null
  const changed = await store.setAvailable(ctx, { productIds, variantIds }, isAvailable, until)
  const ids = [...new Set([...productIds, ...parts.map(({ productId }) => productId)])]
  const cards = await productStore.cards(ctx, ids)
  if (changed.length > 0) {
    const touched = new Set(changed.map(({ productId }) => productId))
    for (const card of cards.filter(({ id }) => touched.has(id)))
      ctx.audit({ action: 'commerce.availability.changed', subject: subjectOf(card), after: { isAvailable, until } })
    await ctx.emit(availabilityChanged, {
      productIds: [...touched],
      variantIds: changed.map(({ id }) => id).slice(0, 1_000),
      modifierIds: [],
      isAvailable,
    })
  }
  return { items: await cardsOf(ctx, cards) }
}
