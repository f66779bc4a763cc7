import { z } from 'zod'
import { Activity } from '#crm/contract/activity.ts'
import { recordActivities } from '#crm/server/public.ts'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import { conversationResolved, messageReceived, messageSent } from '#conversations/contract/events.ts'
import type { Message } from '#conversations/contract/message.ts'
import { job } from '#kernel/jobs/job.ts'
import { gather, type Reaction } from '#kernel/module.ts'
import * as past from './past.store.ts'

/** What was said becomes activity of the contact, after the commit, so that the provider's delivery waits for none of it. */
export const recordSaid = job({
  name: 'conversations.record-said',
  payload: z.object({ items: z.array(Activity) }),
  run: (ctx, { items }) => recordActivities(ctx, items),
})

type Said = { conversation: ConversationCard; message: Message }

const received = ({ conversation, message }: Said): Activity => ({
  contactId: conversation.contactId,
  kind: 'message.in',
  at: message.at,
  source: `message:${message.id}`,
  value: { conversationId: conversation.id, kind: message.kind },
})

const sent = ({ conversation, message }: Said): Activity => ({
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
})

const resolved = ({ conversation: { id, contactId, resolvedAt } }: { conversation: ConversationCard }): Activity | null =>
  resolvedAt === null ? null : resolution({ id, contactId, at: resolvedAt })

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

/** Soon enough for whoever looks at a list, and rarely enough that a flood of messages costs few transactions. */
const soon = { withinMs: 1_000 }

export const activityReactions: readonly Reaction[] = [
  gather(messageReceived, recordSaid, received, soon),
  gather(messageSent, recordSaid, sent, soon),
  gather(conversationResolved, recordSaid, resolved, soon),
]
