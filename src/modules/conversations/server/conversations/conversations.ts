import * as crm from '#crm/server/public.ts'
import type { z } from 'zod'
import type { startConversation } from '#conversations/contract/api.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { conversationOpened } from '#conversations/contract/events.ts'
import { canReply } from '#conversations/contract/permissions.ts'
import { isWindowOpen, windowEnd } from '#conversations/contract/window.ts'
import * as channels from '#conversations/server/channels/channels.store.ts'
import * as drafts from '#conversations/server/drafts/drafts.store.ts'
import { channelNotFound, conversationNotFound, noAddress } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as addresses from './addresses.store.ts'
import { cardOf, type CardRow } from './card.store.ts'
import { newClocks } from './clocks.ts'
import * as store from './conversations.store.ts'
import * as customer from './customer.ts'
import * as reading from './reading.store.ts'

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Conversation> {
  const row = await store.find(ctx, id)
  if (!row) throw conversationNotFound()
  return shown(ctx, row)
}

/** After a change that may have taken it out of the viewer's sight: whoever made it still gets to see what it became. */
export async function getChanged(ctx: Ctx, id: string): Promise<Conversation> {
  const [row] = await store.cards(ctx, [id])
  if (!row) throw conversationNotFound()
  return shown(ctx, row)
}

async function shown(ctx: Ctx, row: CardRow): Promise<Conversation> {
  const personId = ctx.actor.kind === 'system' ? null : ctx.actor.id
  const [channel, draft, readSeq] = await Promise.all([
    channels.find(ctx, row.channelId),
    personId === null ? null : drafts.find(ctx, row.id, personId),
    personId === null ? 0 : reading.seqOf(ctx, row.id, personId),
  ])
  return {
    ...cardOf(row, ctx.now),
    firstInboundAt: row.firstInboundAt,
    firstReplyAt: row.firstReplyAt,
    channelName: channel?.name ?? '',
    block: blockOf(ctx, row, channel),
    draft,
    readSeq,
  }
}

function blockOf(ctx: Ctx, row: CardRow, channel: channels.ChannelRow | undefined): Conversation['block'] {
  if (!ctx.can(canReply)) return 'cannot-reply'
  if (channel?.state !== 'ok') return 'channel-stopped'
  if (row.windowExpiresAt === null) return 'never-wrote'
  return isWindowOpen(row.windowExpiresAt, ctx.now) ? null : 'window-closed'
}

/** The open conversation with a contact on a channel, or a new one without messages for a contact who can be reached there. */
export async function start(ctx: Ctx, { contactId, channelId }: z.output<typeof startConversation.input>): Promise<Conversation> {
  const channel = await channels.find(ctx, channelId)
  if (!channel) throw channelNotFound()
  const address = await addressOf(ctx, contactId, channel)
  const alive = await store.findAlive(ctx, contactId, channelId)
  if (alive) return get(ctx, { id: alive.id })
  const names = await crm.names(ctx, [contactId])
  const contactAddress = customer.shownAddress(address)
  const row = customer.blank(ctx, channel, {
    contactId,
    addressId: address.id,
    contactName: names.get(contactId) ?? contactAddress,
    contactAddress,
  })
  const { actor } = ctx
  if (actor.kind === 'user') Object.assign(row, { assigneeId: actor.id, assigneeName: actor.name })
  const last = await addresses.lastInboundAt(ctx, address.id)
  const clocks = { ...newClocks(row.openedAt), windowExpiresAt: last && windowEnd(last) }
  await ctx.sql(store.insertion({ ...row, searchText: customer.searchTextOf(row), clocks }))
  await ctx.emit(conversationOpened, { conversation: cardOf({ ...row, ...clocks }, ctx.now), isInbound: false, isNewContact: false })
  return get(ctx, { id: row.id })
}

/** Where a contact is reached on a channel: where they wrote from last, else their WhatsApp id, else their telephone. */
async function addressOf(ctx: Ctx, contactId: string, channel: channels.ChannelFacts): Promise<addresses.Address> {
  const [known] = await addresses.ofContact(ctx, contactId, channel.id)
  // Held, so that what the customer writes at this moment and what we start end up in one conversation.
  if (known) return (await addresses.lock(ctx, channel.id, known))?.address ?? known
  const contact = await crm.summary(ctx, contactId)
  const of = (kind: string): string | undefined => contact?.identities.find((identity) => identity.kind === kind)?.value
  const waId = of('wa_id') ?? of('phone')?.replace(/\D/g, '') ?? null
  const userId = of('bsuid') ?? null
  if (!contact || (waId === null && userId === null)) throw noAddress()
  const address = { id: ctx.newId(), channelId: channel.id, contactId, waId, userId, name: contact.name }
  if (await addresses.add(ctx, address)) return { ...address, sendTo: null }
  // Somebody else's, or made this very moment: the number is theirs now.
  const held = await addresses.lock(ctx, channel.id, { waId, userId })
  if (held?.address.contactId !== contactId) throw noAddress()
  return held.address
}
