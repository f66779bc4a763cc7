import { z } from 'zod'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { openChannel, quotable, write } from '#conversations/server/messages/send.ts'
import { conversationNotFound } from '#conversations/server/problems.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { Problem } from '#kernel/problem.ts'
import { tell, writeLine } from './news.ts'
import * as store from './scheduled.store.ts'

/** Looks again when its moment comes: one that was moved, cancelled or sent meanwhile does nothing. */
export const sendScheduled = job({
  name: 'conversations.send-scheduled',
  payload: z.object({ id: Id, sendAt: z.string() }),
  async run(ctx, { id, sendAt }) {
    const found = await store.find(ctx, id)
    if (found?.state !== 'waiting' || found.sendAt !== sendAt) return
    // The conversation first, like everybody else; its customer may be writing at this very moment.
    await conversations.lock(ctx, found.conversationId)
    const row = await store.lock(ctx, id)
    if (row?.state !== 'waiting' || row.sendAt !== sendAt) return
    await tell(ctx, await depart(ctx, row))
  },
})

export function enqueueDeparture(ctx: Ctx, { id, sendAt }: { id: string; sendAt: string }): void {
  ctx.enqueue(sendScheduled, { id, sendAt }, { at: new Date(sendAt) })
}

async function depart(ctx: Ctx, row: store.ScheduledRow): Promise<store.ScheduledRow> {
  try {
    return await leave(ctx, row)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const failed = await store.end(ctx, row.id, { state: 'failed', reason: error.code, by: null })
    await writeLine(ctx, row.conversationId, { what: 'scheduled-failed', values: { preview: row.preview, reason: error.code } })
    return failed
  }
}

/** Throws the problem that keeps it from leaving before anything is written. */
export async function leave(ctx: Ctx, row: store.ScheduledRow): Promise<store.ScheduledRow> {
  const conversation = await conversations.lock(ctx, row.conversationId)
  if (!conversation) throw conversationNotFound()
  // Its customer may have a newer conversation by now; two alive at once do not exist.
  const alive =
    conversation.state === 'resolved' ? await conversations.findAlive(ctx, conversation.contactId, conversation.brandId) : undefined
  const into = alive ?? conversation
  const channel = await openChannel(ctx, into, { isTemplate: row.content.kind === 'template' })
  const quoted = row.replyToId === null || alive ? null : await quotable(ctx, into.id, row.replyToId, channel)
  const author = { kind: row.authorKind, id: row.authorId, name: row.authorName }
  await write(ctx, into, channel, { id: row.id, content: row.content, quoted, author })
  return store.end(ctx, row.id, { state: 'sent', reason: null, by: ctx.actor.kind === 'system' ? null : ctx.actor.name })
}
