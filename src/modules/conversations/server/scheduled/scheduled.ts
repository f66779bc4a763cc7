import type { z } from 'zod'
import type { rescheduleMessage, scheduleMessage } from '#conversations/contract/scheduled-message-api.ts'
import type { CancelReason, ScheduledMessage } from '#conversations/contract/scheduled-message.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { authorOf } from '#conversations/server/messages/activity.ts'
import { previewOf } from '#conversations/server/messages/preview.ts'
import { contentOf, openChannel } from '#conversations/server/messages/send.ts'
import * as problems from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { enqueueDeparture, leave } from './departure.job.ts'
import { tell, writeLine } from './news.ts'
import * as store from './scheduled.store.ts'

const mostPerConversation = 20
const furthestDays = 366

export async function list(ctx: Ctx, { id }: { id: string }): Promise<{ items: ScheduledMessage[] }> {
  if (!(await conversations.find(ctx, id))) throw problems.conversationNotFound()
  return { items: (await store.list(ctx, id)).map(shown) }
}

export async function schedule(ctx: Ctx, input: z.output<typeof scheduleMessage.input>): Promise<ScheduledMessage> {
  const row = await conversations.lock(ctx, input.id)
  if (!row) throw problems.conversationNotFound()
  const again = input.scheduledId && (await store.find(ctx, input.scheduledId))
  if (again && again.conversationId !== input.id) throw problems.scheduledNotFound()
  if (again) return shown(again)
  const sendAt = momentOf(ctx, input.sendAt)
  if ((await store.countWaiting(ctx, row.id)) >= mostPerConversation) throw problems.tooManyScheduled({ limit: mostPerConversation })
  // What cannot leave at that moment because the window is over could only leave if the customer wrote, which would cancel it.
  const at = input.cancelsOnReply ? new Date(sendAt) : undefined
  const channel = await openChannel(ctx, row, { at, isTemplate: input.content.kind === 'template' })
  const content = await contentOf(ctx, input.content, channel)
  const made = await store.insert(ctx, {
    id: input.scheduledId ?? ctx.newId(),
    conversationId: row.id,
    contactId: row.contactId,
    author: authorOf(ctx),
    content,
    preview: previewOf(content),
    replyToId: input.replyToId,
    sendAt,
    cancelsOnReply: input.cancelsOnReply,
  })
  enqueueDeparture(ctx, made)
  await tell(ctx, made)
  return shown(made)
}

export async function reschedule(ctx: Ctx, input: z.output<typeof rescheduleMessage.input>): Promise<ScheduledMessage> {
  const before = await held(ctx, input.id)
  if (before.state !== 'waiting') throw problems.scheduledIsOver()
  if (ctx.ifMatch !== undefined && ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  const sendAt = input.sendAt === undefined ? before.sendAt : momentOf(ctx, input.sendAt)
  const after = await store.move(ctx, input.id, { sendAt, cancelsOnReply: input.cancelsOnReply ?? before.cancelsOnReply })
  enqueueDeparture(ctx, after)
  await tell(ctx, after)
  return shown(after)
}

export async function cancel(ctx: Ctx, { id }: { id: string }): Promise<ScheduledMessage> {
  const before = await held(ctx, id)
  if (before.state === 'sent') throw problems.scheduledIsOver()
  if (before.state === 'cancelled') return shown(before)
  const by = ctx.actor.kind === 'system' ? null : ctx.actor.name
  const after = await store.end(ctx, id, { state: 'cancelled', reason: 'by_hand', by })
  await tell(ctx, after)
  return shown(after)
}

/** The person who presses gets the reason when it cannot leave; it stays as it was. */
export async function sendNow(ctx: Ctx, { id }: { id: string }): Promise<ScheduledMessage> {
  const before = await held(ctx, id)
  if (before.state === 'sent') return shown(before)
  if (before.state === 'cancelled') throw problems.scheduledIsOver()
  const after = await leave(ctx, before)
  await tell(ctx, after)
  return shown(after)
}

/** The customer answered, opted out or bought: what was going to remind them is not sent, and the thread says so. */
export async function cancelOfContact(
  ctx: Ctx,
  contactId: string,
  reason: Exclude<CancelReason, 'by_hand'>,
  at: string = ctx.now.toISOString(),
): Promise<void> {
  const ends = { onlyOnReply: reason === 'customer_answered', since: at }
  // The conversations first, like the departure, so that two who take the same two rows never wait for each other.
  const held = await conversations.lockMany(ctx, await store.conversationsWaiting(ctx, contactId, ends))
  if (held.length === 0) return
  const cancelled = await store.cancelOfContact(ctx, contactId, reason, ends)
  for (const one of cancelled) {
    await tell(ctx, one)
    await writeLine(ctx, one.conversationId, { what: 'scheduled-cancelled', values: { reason, preview: one.preview } })
  }
}

/** Held for a change by somebody who may see its conversation. */
async function held(ctx: Ctx, id: string): Promise<store.ScheduledRow> {
  const found = await store.find(ctx, id)
  // The conversation first, as in every other command: two who take the same two rows never wait for each other.
  if (!found || !(await conversations.lock(ctx, found.conversationId))) throw problems.scheduledNotFound()
  const row = await store.lock(ctx, id)
  if (!row) throw problems.scheduledNotFound()
  return row
}

function momentOf(ctx: Ctx, sendAt: string): string {
  const at = new Date(sendAt)
  if (at <= ctx.now) throw problems.sendInThePast()
  if (at.getTime() > ctx.now.getTime() + furthestDays * 86_400_000) throw problems.sendTooFar({ days: furthestDays })
  return at.toISOString()
}

const shown = ({
  contactId: _contact,
  authorKind: _kind,
  authorId: _author,
  createdAt: _created,
  ...one
}: store.ScheduledRow): ScheduledMessage => one
