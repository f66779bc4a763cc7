import { z } from 'zod'
import * as crm from '#crm/server/public.ts'
import * as store from '#conversations/server/channels/channels.store.ts'
import * as addresses from '#conversations/server/conversations/addresses.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { optionalText } from './lenient.ts'
import type { Fact } from './webhook-facts.ts'

const qualityNews = z.object({
  value: z.object({ display_phone_number: optionalText(40), event: optionalText(40), current_limit: optionalText(40) }),
})

/** What a webhook tells besides messages: how the number is seen, and what customers allow. */
export async function hear(ctx: Ctx, channel: store.ChannelFacts, fact: Fact): Promise<void> {
  if (fact.kind === 'preference' && fact.category === 'marketing_messages') {
    const held = await addresses.lock(ctx, channel.id, fact.of)
    const contactId = held?.address.contactId
    if (!contactId) return
    const state = fact.value === 'stop' ? 'denied' : 'granted'
    await crm.recordConsents(ctx, [
      { contactId, channel: 'whatsapp', purpose: 'marketing', state, source: 'provider', evidence: fact.value },
    ])
  }
  if (fact.kind === 'error')
    ctx.log.warn({ channel: channel.id, codes: fact.errors.map(({ code }) => code) }, 'the provider reports an error of the number')
  if (fact.kind === 'account' && fact.field === 'phone_number_quality_update') await hearQuality(ctx, channel, fact.raw)
}

async function hearQuality(ctx: Ctx, channel: store.ChannelFacts, raw: unknown): Promise<void> {
  const read = qualityNews.safeParse(raw)
  if (!read.success) return
  const { display_phone_number: phone, event, current_limit: tier } = read.data.value
  // The notice names the number in words only; an account may have several.
  if (phone !== null && phone.replace(/\D/g, '') !== channel.displayPhone.replace(/\D/g, '')) return
  const quality = event === 'FLAGGED' ? 'red' : event === 'UNFLAGGED' ? 'green' : null
  await store.setHealth(ctx, channel.id, { displayPhone: null, verifiedName: null, quality, tier })
}
