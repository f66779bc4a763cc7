import * as crm from '#crm/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { ShopDraft, ShopLink } from '#orders/contract/shop.ts'
import { contactUnknown } from '#orders/server/problems.ts'
import { phoneOf } from '#orders/server/shop/baskets.ts'
import { addressOf } from '#orders/server/shop/shops.ts'
import * as shops from '#orders/server/shop/shops.store.ts'
import { customerKeyDays, customerKeyOf, readCustomerKey } from '#orders/server/shop/customer-key.ts'

/** The address of each shop at which a customer sees their own prices. */
export async function linksOf(ctx: Ctx, { contactId }: { contactId: string }): Promise<{ items: ShopLink[]; days: number }> {
  const [contact, rows] = await Promise.all([crm.summary(ctx, contactId), shops.all(ctx)])
  if (!contact) throw contactUnknown()
  const key = customerKeyOf(ctx.crypto, { orgId: ctx.org, contactId: contact.id }, ctx.now)
  const open = rows.filter(({ isOn }) => isOn)
  return { items: open.map(({ brandId, slug }) => ({ brandId, url: `${addressOf(ctx, slug)}?para=${key}` })), days: customerKeyDays }
}

/** Whom a key was made for, who they are by now; null: nobody, or nobody any more. */
export async function contactOfKey(ctx: Ctx, key: string | null): Promise<crm.Summary | null> {
  const id = key === null ? undefined : readCustomerKey(ctx.crypto, ctx.org, key, ctx.now)
  return id === undefined ? null : crm.summary(ctx, (await crm.livingIds(ctx, [id])).get(id) ?? id)
}

/**
 * Whose prices a basket has: those of the customer whose link it came by, as long as they do not order with somebody else's
 * number. Links are passed on, and prices that were agreed on are not.
 */
export async function buyerOf(ctx: Ctx, { customerKey, phone: typed }: Pick<ShopDraft, 'customerKey' | 'phone'>): Promise<string | null> {
  const contact = await contactOfKey(ctx, customerKey)
  if (!contact) return null
  const phone = await phoneOf(ctx, typed)
  const isTheirs = !phone.isValid || contact.phone === null || contact.phone === phone.text
  return isTheirs ? contact.id : null
}
