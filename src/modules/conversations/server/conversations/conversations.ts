import * as crm from '#crm/server/public.ts'
import type { z } from 'zod'
import type { startConversation } from '#conversations/contract/api.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { conversationOpened } from '#conversations/contract/events.ts'
import { windowOf } from '#conversations/server/channels/adapters.ts'
import * as channels from '#conversations/server/channels/channels.store.ts'
import * as connectorStore from '#conversations/server/connectors/connectors.store.ts'
import * as drafts from '#conversations/server/drafts/drafts.store.ts'
import { channelNotFound, conversationNotFound } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as addresses from './addresses.store.ts'
import { cardOf, type CardRow } from './card.store.ts'
import { newClocks } from './clocks.ts'
import * as store from './conversations.store.ts'
import * as customer from './customer.ts'
import * as reading from './reading.store.ts'
import { blockOf, sendingNumbersOf } from './sending-numbers.ts'

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
  const [all, reached, connectors, draft, readSeq] = await Promise.all([
    channels.list(ctx),
    addresses.allOfContact(ctx, row.contactId),
    connectorStore.list(ctx),
    personId === null ? null : drafts.find(ctx, row.id, personId),
    personId === null ? 0 : reading.seqOf(ctx, row.id, personId),
  ])
  const channel = all.find(({ id }) => id === row.channelId)
  return {
    ...cardOf(row, ctx.now),
    mergedIntoId: row.mergedIntoId,
    firstInboundAt: row.firstInboundAt,
    firstReplyAt: row.firstReplyAt,
    channelName: channel?.name ?? '',
    block: blockOf(ctx, channel, row.windowExpiresAt),
    numbers: sendingNumbersOf(ctx, row, all, reached, connectors),
    draft,
    readSeq,
  }
}

/** The open conversation of a contact with the brand of a channel, or a new one without messages for a contact who can be reached there. */
export async function start(ctx: Ctx, { contactId, channelId }: z.output<typeof startConversation.input>): Promise<Conversation> {
  const channel = await channels.find(ctx, channelId)
  if (!channel) throw channelNotFound()
  const address = await customer.addressOn(ctx, contactId, channel)
  await addresses.queueUpFor(ctx, contactId)
  const alive = await store.findAlive(ctx, contactId, channel.brandId)
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
  const clocks = { ...newClocks(row.openedAt), windowExpiresAt: last && windowOf(channel.kind, last) }
  await ctx.sql(store.insertion({ ...row, searchText: customer.searchTextOf(row), clocks }))
  await ctx.emit(conversationOpened, { conversation: cardOf({ ...row, ...clocks }, ctx.now), isInbound: false, isNewContact: false })
  return get(ctx, { id: row.id })
}
