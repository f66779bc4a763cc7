import type { z } from 'zod'
import type { writeNote } from '#conversations/contract/api.ts'
import { noteWritten } from '#conversations/contract/events.ts'
import type { Author, Message } from '#conversations/contract/message.ts'
import { cardOf } from '#conversations/server/conversations/card.store.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import * as drafts from '#conversations/server/drafts/drafts.store.ts'
import { conversationNotFound, messageNotFound } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { authorOf } from './activity.ts'
import { keep, mentionsIn } from './mentions.ts'
import { messageFrom, messageOf, type NewMessage } from './message-row.store.ts'
import * as messages from './messages.store.ts'
import { previewOf, searchTextOf } from './preview.ts'

/** Between colleagues: stops no clock, wakes nothing and never leaves the house. */
export async function write(
  ctx: Ctx,
  { id, noteId, text, mentionIds }: z.output<typeof writeNote.input>,
  author: Author = authorOf(ctx),
): Promise<Message> {
  const row = await conversations.lock(ctx, id)
  if (!row) throw conversationNotFound()
  const [again] = noteId ? await messages.byIds(ctx, [noteId]) : []
  if (again && again.conversationId !== id) throw messageNotFound()
  if (again) return messageOf(ctx, again)
  const mentions = await mentionsIn(ctx, row, text, mentionIds)
  const content = { kind: 'note' as const, text, ...(mentions.length > 0 && { mentions }) }
  const note: NewMessage = {
    id: noteId ?? ctx.newId(),
    conversationId: id,
    channelId: row.channelId,
    seq: row.lastSeq + 1,
    direction: 'note',
    content,
    preview: previewOf(content),
    searchText: searchTextOf(content),
    author,
    at: ctx.now.toISOString(),
    providerId: null,
    state: null,
    replyToProviderId: null,
    isForwarded: false,
    referral: null,
    mediaRef: null,
    retryOf: null,
    createdAt: ctx.now.toISOString(),
  }
  const forgetDraft = author.id === null ? [] : [drafts.removal(id, author.id)]
  const writing = messages.together([messages.insertion([note]), ...forgetDraft, conversations.update(id, { lastSeq: note.seq })])
  const [, [card]] = await Promise.all([ctx.sql(writing), conversations.cards(ctx, [id])])
  if (!card) throw conversationNotFound()
  const message = messageFrom(ctx, note)
  await keep(ctx, row, { id: note.id, text }, mentions)
  await ctx.emit(noteWritten, { conversation: cardOf(card, ctx.now), message })
  return message
}
