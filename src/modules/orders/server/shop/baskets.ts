import { variantsForSale } from '#commerce/server/public.ts'
import * as identity from '#identity/server/public.ts'
import { parsePhone } from '#kernel/contract/phone.ts'
import { readSignedId, signId } from '#kernel/crypto/signed-id.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { type LeftBasket, ShopDraft, type ShopBasket, type ShopOffer } from '#orders/contract/shop.ts'
import { shopNotFound } from '#orders/server/problems.ts'
import * as store from '#orders/server/shop/baskets.store.ts'
import { buyerOf } from '#orders/server/shop/buyers.ts'
import { offerOf, wordsOf } from '#orders/server/shop/offer.ts'
import { momentIn, openingIn, openingOf, slotsOf } from '#orders/server/shop/opening.ts'
import { remindAbout } from '#orders/server/shop/reminding.job.ts'
import { addressOf, type OpenShop } from '#orders/server/shop/shops.ts'

/** Nobody has been at it for so long: they have left. */
const leftAfterMs = 900_000
const mostLeft = 200

/** Keeps a draft under its token and says what it comes to. What became an order stays one, and says where it is. */
export async function keep(ctx: Ctx, shop: OpenShop, token: string, draft: ShopDraft): Promise<ShopBasket> {
  const known = await store.find(ctx, shop.brandId, token)
  if (known?.orderId) return { ...(await around(ctx, shop)), offer: null, orderUrl: orderUrlOf(ctx, shop.slug, known.orderId) }
  const offer = await offerOf(ctx, shop, draft, await buyerOf(ctx, draft))
  if (draft.lines.length > 0 || known) await write(ctx, shop, token, draft, offer)
  return { ...(await around(ctx, shop)), offer, orderUrl: null }
}

/** The row of a basket, held, whether it was kept before or not. */
export async function write(ctx: Ctx, shop: OpenShop, token: string, draft: ShopDraft, offer: ShopOffer | null): Promise<store.BasketRow> {
  const { name, phone: typed, wantsReminder, customerKey: _key, ...rest } = draft
  const phone = await phoneOf(ctx, typed)
  const mayRemind = wantsReminder && phone.isValid
  const row = await store.keep(ctx, {
    brandId: shop.brandId,
    token,
    draft: rest,
    name,
    phone: phone.text,
    reminderConsent: mayRemind ? wordsOf(shop)('orders.shop.remind_me') : null,
    itemCount: draft.lines.length,
    totalMinor: offer?.totalMinor ?? 0,
    currency: shop.brand.currency,
  })
  const kept = row ?? (await store.find(ctx, shop.brandId, token))
  if (!kept) throw shopNotFound()
  const { reminder } = shop.terms
  if (row && mayRemind && reminder.isOn && row.remindedAt === null && draft.lines.length > 0)
    ctx.enqueue(
      remindAbout,
      { basketId: row.id },
      { at: new Date(ctx.now.getTime() + reminder.afterMinutes * 60_000), key: `orders.basket:${row.id}` },
    )
  return kept
}

/** What was typed as a number that can be called, or as it was typed. */
export async function phoneOf(ctx: Ctx, typed: string): Promise<{ text: string; isValid: boolean }> {
  const { country } = await identity.organization(ctx)
  const read = parsePhone(typed, { country })
  return 'e164' in read ? { text: read.e164, isValid: true } : { text: typed, isValid: false }
}

/** What was kept, for who comes back by a link: as it was left, unless it is an order by now. */
export async function draftOf(ctx: Ctx, shop: OpenShop, token: string): Promise<{ draft: ShopDraft | null }> {
  const row = await store.find(ctx, shop.brandId, token)
  if (!row || row.orderId !== null) return { draft: null }
  const { name, phone } = row
  return { draft: ShopDraft.parse({ ...(row.draft as object), name, phone, wantsReminder: row.reminderConsent !== null }) }
}

const orderLink = 'orders.shop-order'

/** Where a customer follows an order. */
export const orderUrlOf = (ctx: Pick<Ctx, 'config' | 'crypto' | 'org'>, slug: string, orderId: string): string =>
  `${addressOf(ctx, slug)}/pedido/${signId(ctx.crypto, orderLink, { orgId: ctx.org, id: orderId })}`

/** Which order the end of such an address follows; undefined when it was made up. */
export const readOrderLink = (ctx: Pick<Ctx, 'crypto'>, token: string) => readSignedId(ctx.crypto, orderLink, token)

/** When the shop is open, and for when something can be wanted. */
async function around(ctx: Ctx, shop: OpenShop): Promise<Pick<ShopBasket, 'isOpen' | 'hours' | 'slots'>> {
  const hours = await identity.workingHours(ctx, shop.brandId)
  const opening = openingOf(hours, ctx.now.toISOString())
  const spoken = spokenOf(ctx, shop)
  const slots = slotsOf(hours, shop.brand.zone, ctx.now.getTime(), shop.terms.leadMinutes)
  return {
    isOpen: opening.isOpen,
    hours: openingIn(spoken, opening),
    slots: slots.map((at) => ({ at, label: momentIn(spoken, at) })),
  }
}

export const spokenOf = (ctx: Ctx, shop: OpenShop) => ({ t: wordsOf(shop), locale: shop.brand.locale, zone: shop.brand.zone, now: ctx.now })

export async function left(ctx: Ctx, { brandId }: { brandId?: string | undefined }): Promise<{ items: LeftBasket[]; isCut: boolean }> {
  const rows = await store.left(ctx, brandId, new Date(ctx.now.getTime() - leftAfterMs).toISOString(), mostLeft + 1)
  const named = await namesOf(ctx, rows)
  const items = rows.slice(0, mostLeft).map(({ draft, token: _token, orderId: _order, reminderConsent: _consent, ...row }) => ({
    ...row,
    items: linesOf(draft).flatMap(({ variantId, quantityMilli }) => {
      const name = named.get(variantId)
      return name === undefined ? [] : [{ name, quantityMilli }]
    }),
  }))
  return { items, isCut: rows.length > mostLeft }
}

const linesOf = (draft: unknown): ShopDraft['lines'] => (draft as Pick<ShopDraft, 'lines'>).lines

async function namesOf(ctx: Ctx, rows: readonly store.BasketRow[]): Promise<Map<string, string>> {
  const ids = [...new Set(rows.flatMap(({ draft }) => linesOf(draft).map(({ variantId }) => variantId)))]
  return new Map((await variantsForSale(ctx, ids)).map(({ id, name }) => [id, name]))
}
