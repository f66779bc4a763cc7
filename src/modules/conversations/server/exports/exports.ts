import type { z } from 'zod'
import type { ConversationExport, exportConversation } from '#conversations/contract/export-api.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { conversationNotFound, exportNotFound } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from './exports.store.ts'
import { writeConversation } from './write-conversation.job.ts'

const linkSeconds = 3_600

export async function create(ctx: Ctx, { id, format }: z.output<typeof exportConversation.input>): Promise<ConversationExport> {
  const conversation = await conversations.find(ctx, id)
  if (!conversation) throw conversationNotFound()
  const made = await store.insert(ctx, { id: ctx.newId(), conversationId: id, format, requestedBy: requester(ctx) })
  ctx.enqueue(writeConversation, { exportId: made.id })
  ctx.audit({
    action: 'conversations.conversation.exported',
    subject: { kind: 'conversation', id, name: conversation.contactName },
    after: { format },
  })
  return shown(ctx, made)
}

export async function get(ctx: Ctx, { id }: { id: string }): Promise<ConversationExport> {
  const found = await store.find(ctx, id)
  if (!found || found.requestedBy !== requester(ctx) || !(await conversations.find(ctx, found.conversationId))) throw exportNotFound()
  return shown(ctx, found)
}

const requester = (ctx: Ctx): string | null => (ctx.actor.kind === 'system' ? null : ctx.actor.id)

const shown = (ctx: Ctx, { fileId, requestedBy: _by, ...one }: store.StoredExport): ConversationExport => ({
  ...one,
  fileUrl: fileId && ctx.files.url(ctx.org, fileId, { isDownload: true, seconds: linkSeconds }),
})
