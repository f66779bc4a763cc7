import type { Activity, Outgoing } from '#conversations/contract/content.ts'
import { conversationUpdated } from '#conversations/contract/events.ts'
import type { Message } from '#conversations/contract/message.ts'
import type { ConversationRow } from '#conversations/server/conversations/card.store.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { make } from '#conversations/server/conversations/transition.ts'
import { messageOf } from '#conversations/server/messages/message-row.store.ts'
import * as messages from '#conversations/server/messages/messages.store.ts'
import { contentOf, openChannel, write } from '#conversations/server/messages/send.ts'
import { conversationNotFound } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as questions from './questions.store.ts'

export type Aside = {
  conversationId: string
  /** The same again sends nothing. */
  messageId: string
  content: Outgoing
  /** Who says it, as the thread names them. */
  authorName: string
  /** What the customer says next is shown to this module first, until then. */
  question?: { askedBy: string; id: string; until: string }
  /** Nothing is said, and null answered, where the conversation was resolved at another moment, or is not any more. */
  onlyIfResolvedAt?: string
}

/**
 * Says something beside the conversation, whatever its state: nothing is reopened, no wait ends and no clock moves. Refused
 * like everything else that is sent: `conversations.window_closed`, `.channel_is_stopped`, ...
 */
export async function say(
  ctx: Ctx,
  { conversationId, messageId, content, authorName, question, onlyIfResolvedAt }: Aside,
): Promise<Message | null> {
  const row = await held(ctx, conversationId)
  if (onlyIfResolvedAt !== undefined && row.resolvedAt !== onlyIfResolvedAt) return null
  const [again] = await messages.byIds(ctx, [messageId])
  if (again) return messageOf(ctx, again)
  const channel = await openChannel(ctx, row, { isTemplate: content.kind === 'template' })
  const author = { kind: 'system' as const, id: null, name: authorName }
  const written = await contentOf(ctx, content, channel)
  const message = await write(ctx, row, channel, { id: messageId, content: written, quoted: null, author, isAside: true })
  if (question) await ctx.sql(questions.asking(row.id, question))
  return message
}

/** A line in the thread that says what happened. */
export async function writeLine(
  ctx: Ctx,
  { conversationId, ...line }: { conversationId: string; what: Activity['what']; values: Activity['values'] },
): Promise<void> {
  await make(ctx, await held(ctx, conversationId), { event: conversationUpdated, change: {}, line })
}

/** Held; where it was made one with another, that one. */
async function held(ctx: Ctx, id: string): Promise<ConversationRow> {
  const row = await conversations.lock(ctx, id)
  if (!row) throw conversationNotFound()
  return row.mergedIntoId === null ? row : held(ctx, row.mergedIntoId)
}
