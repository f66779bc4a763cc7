import * as crm from '#crm/server/public.ts'
import { channelHealthChanged } from '#conversations/contract/events.ts'
import type * as store from '#conversations/server/channels/channels.store.ts'
import * as health from '#conversations/server/channels/health.store.ts'
import * as addresses from '#conversations/server/conversations/addresses.store.ts'
import * as templates from '#conversations/server/templates/news.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { testReference } from './account.ts'
import * as accountNews from './account-news.ts'
import { verdictOf } from './errors.ts'
import type { Fact, StatusFact } from './webhook-facts.ts'

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
  if (fact.kind === 'template') await templates.hear(ctx, channel.wabaId, fact)
  if (fact.kind === 'account') await accountNews.hear(ctx, channel, fact)
  if (fact.kind === 'status' && fact.callbackData === testReference) await hearTest(ctx, channel, fact)
}

const ranks = { sent: 1, delivered: 2, read: 3, played: 3, failed: 4 }

/** How far the greeting of the wizard got; like every status it never goes back. */
async function hearTest(ctx: Ctx, channel: store.ChannelFacts, { status, errors }: StatusFact): Promise<void> {
  const before = await health.lock(ctx, channel.id)
  if (before.testState === null || ranks[status] <= ranks[before.testState]) return
  const [error] = errors
  const { reason } = verdictOf({ transport: 'answered', httpStatus: 400, code: error?.code })
  const testFailure = status === 'failed' ? { reason, code: error?.code ?? null, detail: error?.details ?? error?.title ?? null } : null
  await health.write(ctx, { ...before, testState: status === 'played' ? 'read' : status, testFailure })
  await ctx.emit(channelHealthChanged, { channelId: channel.id, brandId: channel.brandId, name: channel.name })
}
