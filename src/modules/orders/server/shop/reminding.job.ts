import * as conversations from '#conversations/server/public.ts'
import * as crm from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { Problem } from '#kernel/problem.ts'
import { filledReminder, type ReminderVariable } from '#orders/contract/reminder-text.ts'
import { ShopDraft } from '#orders/contract/shop.ts'
import * as store from '#orders/server/shop/baskets.store.ts'
import { moneyOf, offerOf } from '#orders/server/shop/offer.ts'
import { withShop, type OpenShop } from '#orders/server/shop/shops.ts'
import { customerKeyOf } from '#orders/server/shop/customer-key.ts'

/** Somebody who is still at it is not reminded: the job that their last change left behind comes later. */
export const remindAbout = job({
  name: 'orders.remind-about-basket',
  payload: z.object({ basketId: Id }),
  async run(ctx, { basketId }) {
    const basket = await store.hold(ctx, basketId)
    if (!basket || basket.orderId !== null || basket.reminderConsent === null || basket.itemCount === 0) return
    if (basket.remindedAt !== null || basket.reminderRefusal !== null) return
    await withShop(ctx, basket.brandId, async (_ctx, shop) => {
      const { reminder } = shop.terms
      if (!reminder.isOn || reminder.template === null) return
      const due = Date.parse(basket.touchedAt) + reminder.afterMinutes * 60_000
      if (due > ctx.now.getTime()) ctx.enqueue(remindAbout, { basketId }, { at: new Date(due) })
      else await store.reminded(ctx, basketId, await remind(ctx, shop, basket, reminder.template))
    })
  },
})

type Template = NonNullable<OpenShop['terms']['reminder']['template']>

/** Null: it went out. Else why not, once and for all: nobody is reminded days later. */
async function remind(ctx: Ctx, shop: OpenShop, basket: store.BasketRow, template: Template): Promise<string | null> {
  const { country } = await identity.organization(ctx)
  const contact = await crm.findOrCreateByIdentity(ctx, {
    identities: [{ kind: 'phone', value: basket.phone }],
    name: basket.name || undefined,
    source: 'shop',
    country,
  })
  if ((await crm.restrictedContacts(ctx, [contact.id])).has(contact.id)) return 'restricted'
  const asked = { contactIds: [contact.id], channel: 'whatsapp' } as const
  for (const purpose of ['service', 'marketing'] as const)
    if ((await crm.consentStates(ctx, { ...asked, purpose })).get(contact.id) === 'denied') return 'opted_out'
  const ways = await conversations.waysTo(ctx, contact.id, { hasPhone: true })
  const way = ways.find(({ kind, block }) => kind === 'whatsapp' && block !== 'channel-stopped')
  if (!way) return 'no_way'
  try {
    const words = await wordsFor(ctx, shop, basket, contact.id)
    const values = Object.fromEntries(Object.entries(template.values).map(([key, value]) => [key, filledReminder(value, words)]))
    const content = { kind: 'template', templateId: template.templateId, values, headerFileId: null, place: null } as const
    await conversations.writeTo(ctx, { contactId: contact.id, channelId: way.channelId, contents: [content] })
    return null
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return 'not_sent'
  }
}

type Words = Record<ReminderVariable, string>

/** The link is that of the customer whose number it goes to, and the sum is what they find behind it. */
async function wordsFor(
  ctx: Ctx,
  shop: OpenShop,
  { draft, name, phone, totalMinor, token }: store.BasketRow,
  contactId: string,
): Promise<Words> {
  const offer = await offerOf(ctx, shop, ShopDraft.parse({ ...(draft as object), name, phone }), contactId)
  const key = customerKeyOf(ctx.crypto, { orgId: ctx.org, contactId }, ctx.now)
  return {
    clientName: name.split(/\s+/)[0] ?? '',
    brandName: shop.brand.name,
    total: moneyOf(shop, offer?.totalMinor ?? totalMinor),
    link: `${shop.url}?canasta=${token}&para=${key}`,
  }
}
