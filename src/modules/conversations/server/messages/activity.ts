import type { Activity } from '#conversations/contract/content.ts'
import type { Author } from '#conversations/contract/message.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { NewMessage } from './message-row.store.ts'

export function authorOf(ctx: Pick<Ctx, 'actor'>): Author {
  const { actor } = ctx
  return actor.kind === 'system' ? { kind: 'system', id: null, name: actor.name } : { kind: actor.kind, id: actor.id, name: actor.name }
}

/** A line of the thread that says what happened to the conversation; together they are its history. */
export const activityOf = (
  ctx: Ctx,
  conversation: { id: string; channelId: string },
  seq: number,
  what: Activity['what'],
  values: Activity['values'],
  from: { at?: string; author?: Author } = {},
): NewMessage => ({
  id: ctx.newId(),
  conversationId: conversation.id,
  channelId: conversation.channelId,
  seq,
  direction: 'activity',
  content: { kind: 'activity', what, values },
  preview: '',
  searchText: '',
  author: from.author ?? authorOf(ctx),
  at: from.at ?? ctx.now.toISOString(),
  providerId: null,
  state: null,
  replyToProviderId: null,
  isForwarded: false,
  referral: null,
  mediaRef: null,
  retryOf: null,
  createdAt: ctx.now.toISOString(),
})
