import { canReadOwn } from '#conversations/contract/permissions.ts'
import type { SearchSource, TimelineSource } from '#kernel/module.ts'
import * as inbox from './inbox.ts'
import * as store from './timeline.store.ts'

const hrefOf = (conversationId: string, messageId?: string): string => `/inbox/${conversationId}${messageId ? `?message=${messageId}` : ''}`

/** What this module tells on the page of a contact. */
export const timeline: TimelineSource = {
  kinds: ['conversations.opened', 'conversations.resolved'],
  async entries(ctx, { contactId, before, limit }) {
    if (!ctx.can(canReadOwn)) return []
    const entries = await store.entries(ctx, contactId, before, limit)
    return entries.map(({ id, at, what, conversationId, channelName, preview, actorName }) => ({
      id,
      at,
      kind: `conversations.${what}`,
      words: `conversations.timeline.${what}`,
      values: { channel: channelName, preview },
      href: hrefOf(conversationId),
      actorName,
    }))
  },
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
