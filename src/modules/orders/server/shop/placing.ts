import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { PlaceShopOrder, ShopDraft, ShopOffer } from '#orders/contract/shop.ts'
import * as problems from '#orders/server/problems.ts'
import { place as placeOrder } from '#orders/server/orders/placing.ts'
import { buyerOf } from '#orders/server/shop/buyers.ts'
import * as baskets from '#orders/server/shop/baskets.ts'
import { customerOf, type Customer } from '#orders/server/shop/customers.ts'
import * as basketStore from '#orders/server/shop/baskets.store.ts'
import { destinationOf, moneyOf, offerOf, wordsOf } from '#orders/server/shop/offer.ts'
import { canBeWanted, momentIn, openingOf } from '#orders/server/shop/opening.ts'
import * as shopOrders from '#orders/server/shop/shop-orders.store.ts'
import type { OpenShop } from '#orders/server/shop/shops.ts'

/**
 * What a visitor sends off. The basket is held meanwhile and becomes one order, however often it is sent: the answer that got
 * lost, the second tap, the way back. Everything is asked again of the catalogue; what costs something else than was shown
 * is not ordered. Throws problems that say what to mend.
 */
export async function place(
  ctx: Ctx,
  shop: OpenShop,
  { token, expectedTotalMinor, slug: _slug, ...draft }: PlaceShopOrder,
): Promise<{ url: string }> {
  const basket = await baskets.write(ctx, shop, token, draft, null)
  if (basket.orderId !== null) return { url: baskets.orderUrlOf(ctx, shop.slug, basket.orderId) }
  if (draft.lines.length === 0) throw problems.shopBasketEmpty()
  const buyerId = await buyerOf(ctx, draft)
  const offer = await offerOf(ctx, shop, draft, buyerId)
  if (offer === null) throw problems.shopBasketEmpty()
  if (offer.gone.length > 0) throw problems.shopLinesGone({ names: offer.gone.map(({ name, why }) => `${name} ${why}`.trim()).join(', ') })
  await requireFields(ctx, shop, draft, offer)
  await requireHour(ctx, shop, draft)
  if (offer.minimum !== null) throw problems.shopBelowMinimum({ missing: offer.minimum })
  requirePrice(shop, expectedTotalMinor, offer.totalMinor)
  const customer =
    buyerId === null ? await customerOf(ctx, draft, wordsOf(shop)('orders.shop.consent')) : await ownerOf(ctx, buyerId, draft)
  const { address, zoneId } = destinationOf(draft.fulfilment, draft.address)
  const order = await placeOrder(
    ctx,
    {
      brandId: shop.brandId,
      contactId: customer.id,
      conversationId: null,
      door: 'web',
      sourceKey: basket.id,
      state: shop.terms.beginsAs,
      fulfilment: draft.fulfilment,
      address,
      zoneId,
      byHand: null,
      tableName: draft.fulfilment === 'table' ? draft.tableName : null,
      wantedAt: draft.wantedAt,
      note: draft.note,
      couponCodes: draft.couponCodes,
      lines: draft.lines,
      paymentMethod: draft.paymentMethod,
      paysWithMinor: draft.paymentMethod === 'cash' ? draft.paysWithMinor : null,
    },
    { isAnybody: buyerId === null },
  )
  // Somebody may have changed a price between the question and the order: nothing of this stays then.
  requirePrice(shop, expectedTotalMinor, order.totalMinor)
  await shopOrders.insert(ctx, { orderId: order.id, name: draft.name, phone: customer.phone, wasKnown: customer.isClaimed })
  await basketStore.ordered(ctx, basket.id, order.id)
  return { url: baskets.orderUrlOf(ctx, shop.slug, order.id) }
}

function requirePrice(shop: OpenShop, shownMinor: number, totalMinor: number): void {
  if (shownMinor === totalMinor) return
  throw problems.shopPriceChanged({ was: moneyOf(shop, shownMinor), now: moneyOf(shop, totalMinor), totalMinor })
}

/** Everything that has to be mended at once, by the field where it is. */
async function requireFields(ctx: Ctx, shop: OpenShop, draft: ShopDraft, offer: ShopOffer): Promise<void> {
  const t = wordsOf(shop)
  const { terms } = shop
  const { fulfilment, paymentMethod, paysWithMinor, tableName } = draft
  const issues: { path: string; message: string }[] = []
  const wrong = (path: string, key: string, values?: Record<string, unknown>) =>
    issues.push({ path, message: t(`orders.shop.wrong.${key}`, values) })
  if (!terms.fulfilments.includes(fulfilment)) wrong('fulfilment', 'fulfilment')
  else if (offer.trouble) issues.push({ path: 'address', message: offer.trouble.text })
  if (fulfilment === 'table' && !isTable(tableName, terms.tables)) wrong('tableName', 'table')
  if (draft.name === '') wrong('name', 'name')
  if (!(await baskets.phoneOf(ctx, draft.phone)).isValid) wrong('phone', draft.phone === '' ? 'phone_missing' : 'phone')
  if (paymentMethod === null || !terms.methods.includes(paymentMethod)) wrong('paymentMethod', 'method')
  else if (paymentMethod === 'cash' && paysWithMinor !== null && paysWithMinor < offer.totalMinor)
    wrong('paysWithMinor', 'pays_with', { total: moneyOf(shop, offer.totalMinor) })
  if (issues.length > 0) throw problems.shopFieldsWrong({ issues })
}

const isTable = (name: string | null, tables: number): boolean => name !== null && /^[1-9]\d{0,2}$/.test(name) && Number(name) <= tables

async function requireHour(ctx: Ctx, shop: OpenShop, { wantedAt }: ShopDraft): Promise<void> {
  const hours = await identity.workingHours(ctx, shop.brandId)
  if (wantedAt !== null) {
    if (!canBeWanted(hours, ctx.now.getTime(), shop.terms.leadMinutes, wantedAt)) throw problems.shopHourGone()
    return
  }
  const { isOpen, opensAt } = openingOf(hours, ctx.now.toISOString())
  if (isOpen) return
  throw problems.shopClosed({ opens: opensAt === null ? 'never' : momentIn(baskets.spokenOf(ctx, shop), opensAt) })
}

/** Who came by their own link, and ordered with no other number than theirs. */
const ownerOf = async (ctx: Ctx, id: string, { phone: typed }: ShopDraft): Promise<Customer> => ({
  id,
  phone: (await baskets.phoneOf(ctx, typed)).text,
  isClaimed: false,
})
