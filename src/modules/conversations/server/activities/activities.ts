import { z } from 'zod'
import type { Activity } from '#crm/contract/activity.ts'
import { recordActivities, recordActivity } from '#crm/server/public.ts'
import { conversationResolved, messageReceived, messageSent } from '#conversations/contract/events.ts'
import { job } from '#kernel/jobs/job.ts'
import { after, type Reaction } from '#kernel/module.ts'
import * as past from './past.store.ts'

/** What was said becomes activity of the contact, after the commit, so that the provider's delivery waits for none of it. */
export const recordReceived = job({
  name: 'conversations.record-received',
  payload: messageReceived.data,
  run: (ctx, { conversation, message }) =>
    recordActivity(ctx, {
      contactId: conversation.contactId,
      kind: 'message.in',
      at: message.at,
      source: `message:${message.id}`,
      value: { conversationId: conversation.id, kind: message.kind },
    }),
})

export const recordSent = job({
  name: 'conversations.record-sent',
  payload: messageSent.data,
  run: (ctx, { conversation, message }) =>
    recordActivity(ctx, {
      contactId: conversation.contactId,
      kind: 'message.out',
      at: message.at,
      source: `message:${message.id}`,
      // A person's answer ends the wait; a bot's does where the clocks of the conversation say so.
      value: {
        conversationId: conversation.id,
        kind: message.kind,
        endsWait: conversation.waitingSince === null || isPerson(message.author.kind),
      },
    }),
})

export const recordResolved = job({
  name: 'conversations.record-resolved',
  payload: conversationResolved.data,
  run: async (ctx, { conversation }) => {
    if (conversation.resolvedAt === null) return
    await recordActivity(ctx, resolution({ id: conversation.id, contactId: conversation.contactId, at: conversation.resolvedAt }))
  },
})

const isPerson = (author: string): boolean => author === 'user' || author === 'phone-app'

const resolution = ({ id, contactId, at }: { id: string; contactId: string; at: string }): Activity => ({
  contactId,
  kind: 'conversation.resolved',
  at,
  source: `resolution:${id}:${at}`,
  value: { conversationId: id, endsWait: true },
})

const atOnce = 1_000

/**
 * Tells what was said before activity was kept, from the oldest message on, a thousand in a transaction. It stops where it
 * was when it is cut short and goes on at its next time; when nothing is left it asks one question and ends.
 */
export const recordPast = job({
  name: 'conversations.record-past',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async work(desk) {
    let isDone = false
    while (!isDone && !desk.signal.aborted)
      isDone = await desk.transaction(async (ctx) => {
        const from = await past.place(ctx)
        if (!from) return true
        const messages = await past.messages(ctx, from, atOnce)
        await recordActivities(ctx, messages.map(pastActivity), { isPast: true })
        const last = messages.at(-1)
        if (last && messages.length === atOnce) {
          await past.move(ctx, { at: last.place, id: last.id })
          return false
        }
        await recordActivities(ctx, (await past.resolutions(ctx)).map(resolution), { isPast: true })
        await past.finish(ctx)
        return true
      })
  },
})

const pastActivity = ({ id, at, direction, authorKind, contactId, conversationId, kind }: past.PastMessage): Activity => ({
  contactId,
  kind: direction === 'in' ? 'message.in' : 'message.out',
  at,
  source: `message:${id}`,
  value: { conversationId, kind, ...(direction === 'out' && { endsWait: isPerson(authorKind) }) },
})

const ofContact = ({ conversation }: { conversation: { contactId: string } }): string => `activity:${conversation.contactId}`

export const activityReactions: readonly Reaction[] = [
  after(messageReceived, recordReceived, { lane: ofContact }),
  after(messageSent, recordSent, { lane: ofContact }),
  after(conversationResolved, recordResolved, { lane: ofContact }),
]
