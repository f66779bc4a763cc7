import { z } from 'zod'
import * as crm from '#crm/server/public.ts'
import { Content } from '#conversations/contract/content.ts'
import { messageChanged } from '#conversations/contract/events.ts'
import type {
  IncomingChange,
  IncomingMessage,
  IncomingMove,
  IncomingStatus,
  Party,
} from '#conversations/server/channels/channel-adapter.ts'
import type { ChannelFacts } from '#conversations/server/channels/channels.store.ts'
import * as addresses from '#conversations/server/conversations/addresses.store.ts'
import { cardOf } from '#conversations/server/conversations/card.store.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import * as customer from '#conversations/server/conversations/customer.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from './changes.store.ts'
import { messageOf } from './message-row.store.ts'
import * as messages from './messages.store.ts'
import { previewOf, searchTextOf } from './preview.ts'
import * as receiving from './receive.store.ts'
import * as statuses from './statuses.ts'

/** Edits, deletions and reactions: about another message, which may not have arrived yet. They stop no clock. */
export async function apply(ctx: Ctx, channel: ChannelFacts, party: Party, change: IncomingChange): Promise<void> {
  if (!(await receiving.takeDelivery(ctx, channel.id, { providerId: change.providerId, messageId: null, payload: change.raw }))) return
  const authorName = change.isEcho ? channel.name : (party.name ?? '')
  if (change.kind === 'reaction') {
    const side = change.isEcho ? 'us' : 'contact'
    const isNews = await store.react(ctx, channel.id, { ...change, side, authorName })
    if (isNews) await tell(ctx, channel.id, change.targetProviderId)
    return
  }
  const fact: EarlyFact =
    change.kind === 'edit' ? { kind: 'edit', at: change.at, content: change.content } : { kind: 'revoke', at: change.at }
  if (await rewrite(ctx, channel.id, change.targetProviderId, fact)) return
  await receiving.queueUpFor(ctx, channel.id, [change.targetProviderId])
  if (!(await rewrite(ctx, channel.id, change.targetProviderId, fact)))
    await receiving.keepEarly(ctx, channel.id, [{ providerId: change.targetProviderId, fact }])
}

const EarlyFact = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('edit'), at: z.string(), content: Content }),
  z.object({ kind: z.literal('revoke'), at: z.string() }),
])
type EarlyFact = z.infer<typeof EarlyFact>

/** True when the message is here. An older edit than the one shown, or one of a deleted message, changes nothing. */
async function rewrite(ctx: Ctx, channelId: string, providerId: string, fact: EarlyFact): Promise<boolean> {
  const found =
    fact.kind === 'edit'
      ? await store.edit(ctx, channelId, providerId, fact.at, withKeptMedia(fact.content))
      : await store.revoke(ctx, channelId, providerId, fact.at)
  if (found === 'changed') await tell(ctx, channelId, providerId)
  return found !== 'absent'
}

const withKeptMedia = (content: Content) => ({ content, preview: previewOf(content), searchText: searchTextOf(content) })

/** What had come before these messages. */
export async function catchUp(ctx: Ctx, channel: ChannelFacts, items: readonly IncomingMessage[]): Promise<void> {
  const early = await receiving.takeEarly(
    ctx,
    channel.id,
    items.map((item) => item.providerId),
  )
  const told: IncomingStatus[] = []
  for (const { providerId, fact } of early) {
    if (statuses.isStatus(fact)) told.push(fact)
    else await rewrite(ctx, channel.id, providerId, EarlyFact.parse(fact))
  }
  await statuses.apply(ctx, channel.id, told)
}

/** Screens get the message as it is now. */
export async function tell(ctx: Ctx, channelId: string, providerId: string): Promise<void> {
  const id = await store.idOf(ctx, channelId, providerId)
  if (id) await tellChanged(ctx, id)
}

export async function tellChanged(ctx: Ctx, messageId: string): Promise<void> {
  const [row] = await messages.byIds(ctx, [messageId])
  if (!row) return
  const [card] = await conversations.cards(ctx, [row.conversationId])
  if (card) await ctx.emit(messageChanged, { conversation: cardOf(card, ctx.now), message: messageOf(ctx, row) })
}

/** The customer goes by another number or id from now on; the thread and the contact go on. */
export async function move(ctx: Ctx, channel: ChannelFacts, { from, to }: IncomingMove): Promise<void> {
  const moved = await addresses.move(ctx, channel.id, from, to)
  if (!moved?.contactId) return
  const country = customer.countryOf(channel.displayPhone)
  if (from.waId && to.waId) await crm.replaceIdentity(ctx, { kind: 'wa_id', from: from.waId, to: to.waId, country })
  if (from.userId && to.userId) await crm.replaceIdentity(ctx, { kind: 'bsuid', from: from.userId, to: to.userId, country })
  await conversations.readdress(ctx, moved.id, customer.shownAddress(moved))
}
