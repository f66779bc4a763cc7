import type { ConversationCard } from '#conversations/contract/conversation.ts'
import {
  conversationAssigned,
  conversationOpened,
  conversationResolved,
  messageReceived,
  messageSent,
  noteWritten,
} from '#conversations/contract/events.ts'
import { canReadAll, canReadOwn } from '#conversations/contract/permissions.ts'
import type { Facet, SearchSource, TimelineSource } from '#kernel/module.ts'
import { moves } from '#kernel/timeline.ts'
import * as inbox from './inbox.ts'
import * as store from './timeline.store.ts'

const hrefOf = (conversationId: string, messageId?: string): string =>
  `/bandeja/${conversationId}${messageId ? `?mensaje=${messageId}` : ''}`

/** What this module tells on the page of a contact. */
export const timeline: TimelineSource = {
  kinds: store.whats.map((what) => `conversations.${what}`),
  async entries(ctx, query) {
    if (!ctx.can(canReadOwn)) return []
    const asked = store.whats.filter((what) => !query.kinds || query.kinds.includes(`conversations.${what}`))
    const entries = await store.entries(ctx, query, asked)
    return entries.map(({ id, at, what, conversationId, channelName, preview, actorName, inbound, outbound, assigneeName }) => ({
      id,
      at,
      kind: `conversations.${what}`,
      words: `conversations.timeline.${what}`,
      values: { channel: channelName, preview, inbound, outbound, assigneeName: assigneeName ?? '' },
      href: hrefOf(conversationId, what === 'note' || what === 'messages' ? id : undefined),
      actorName,
    }))
  },
  movedBy: [conversationOpened, conversationAssigned, conversationResolved, messageReceived, messageSent, noteWritten].map((event) =>
    moves<{ conversation: ConversationCard }>(event as never, ({ conversation }) => [conversation.contactId]),
  ),
}

/** Conversations in the palette. */
export const search: SearchSource = {
  kind: 'conversation',
  permission: canReadOwn,
  async find(ctx, text, limit) {
    const { items } = await inbox.list(ctx, { search: text, limit, scope: 'all', state: 'open' })
    return items.map((item) => ({
      id: item.id,
      kind: 'conversation',
      title: item.contactName,
      subtitle: item.match?.excerpt ?? item.lastMessage?.preview ?? '',
      href: hrefOf(item.id, item.match?.messageId),
    }))
  },
}

/** For segments of contacts: who has a conversation in which state. Only for those who may see every conversation. */
export const conversationState: Facet = {
  subject: 'contact',
  code: 'conversations.state',
  permission: canReadAll,
  type: 'state',
  options: ['open', 'pending', 'snoozed', 'resolved'],
  ids: (_ctx, { anyOf }) => store.contactsIn(anyOf),
}
