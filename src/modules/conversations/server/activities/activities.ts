import { z } from 'zod'
import { Activity } from '#crm/contract/activity.ts'
import { intentsOf } from '#crm/contract/intent.ts'
import { enquire, recordActivities, type Enquiry } from '#crm/server/public.ts'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import { conversationResolved, messageReceived, messageSent } from '#conversations/contract/events.ts'
import { Referral, type Message } from '#conversations/contract/message.ts'
import type { Content } from '#conversations/contract/content.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { gather, type Reaction } from '#kernel/module.ts'
import * as past from './past.store.ts'

const Said = z.object({
  activity: Activity,
  /** The rest only of what came in. */
  channel: z.string(),
  intents: z.array(z.enum(['price', 'stock', 'booking'])),
  referral: Referral.nullable(),
})
type Said = z.infer<typeof Said>

/** What was said becomes activity of the contact, after the commit, so that the provider's delivery waits for none of it. */
export const recordSaid = job({
  name: 'conversations.record-said',
  payload: z.object({ items: z.array(Said) }),
  run: (ctx, { items }) => keep(ctx, items),
})

/** What a message means to the contact: that it was written, what it asks for, and an enquiry if it begins one. */
async function keep(ctx: Ctx, items: readonly Said[], { isPast = false } = {}): Promise<void> {
  const asked = items.flatMap((item) =>
    item.intents.map((intent) => ({
      contactId: item.activity.contactId,
      kind: `intent.${intent}` as const,
      at: item.activity.at,
      source: `intent:${item.activity.source}:${intent}`,
    })),
  )
  await recordActivities(ctx, [...items.map(({ activity }) => activity), ...asked], { isPast })
  await enquire(ctx, items.flatMap(enquiryOf), { isPast })
}

function enquiryOf({ activity: { kind, contactId, source, at }, channel, intents, referral }: Said): Enquiry[] {
  if (kind !== 'message.in') return []
  const origin = referral && {
    utmSource: referral.sourceType,
    landing: referral.sourceUrl,
    headline: referral.headline?.slice(0, 500) ?? null,
    ...(referral.clickId && { clickId: referral.clickId.slice(0, 500), clickKind: 'ctwa' as const }),
  }
  return [{ contactId, channel, source, at, intents, ...(origin && { origin }) }]
}

type About = { conversation: ConversationCard; message: Message }

/** The answer to a survey asks for nothing and makes nobody wait. */
const received = ({ isTaken, ...about }: About & { isTaken: boolean }): Said | null => (isTaken ? null : written(about))

const written = ({ conversation, message }: About): Said => ({
  activity: {
    contactId: conversation.contactId,
    kind: 'message.in',
    at: message.at,
    source: `message:${message.id}`,
    value: { conversationId: conversation.id, kind: message.kind, ...(owedAt(conversation) && { dueAt: owedAt(conversation) }) },
  },
  channel: conversation.channelKind,
  intents: intentsOf(textOf(message.content)),
  referral: message.referral,
})

const sent = ({ conversation, message }: About): Said => ({
  activity: {
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
  },
  ...nothingAsked,
})

const resolved = ({ conversation: { id, contactId, resolvedAt } }: { conversation: ConversationCard }): Said | null =>
  resolvedAt === null ? null : { activity: resolution({ id, contactId, at: resolvedAt }), ...nothingAsked }

const nothingAsked = { channel: '', intents: [], referral: null }

/** When whoever waits begins to be left alone: when the promise warns or, without a warning, when it is due. */
const owedAt = ({ slaWarnAt, answerDueAt }: ConversationCard): string | null =>
  slaWarnAt !== null && answerDueAt !== null && slaWarnAt < answerDueAt ? slaWarnAt : answerDueAt

const textOf = (content: Content): string =>
  content.kind === 'text' ? content.text : content.kind === 'choice' ? content.title : 'caption' in content ? (content.caption ?? '') : ''

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
        await keep(ctx, messages.map(pastSaid), { isPast: true })
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

const pastSaid = ({ id, at, direction, authorKind, contactId, conversationId, kind, channel, text, referral }: past.PastMessage): Said => ({
  activity: {
    contactId,
    kind: direction === 'in' ? 'message.in' : 'message.out',
    at,
    source: `message:${id}`,
    value: { conversationId, kind, ...(direction === 'out' && { endsWait: isPerson(authorKind) }) },
  },
  channel,
  intents: direction === 'in' ? intentsOf(text) : [],
  referral,
})

/** Soon enough for whoever looks at a list, and rarely enough that a flood of messages costs few transactions. */
const soon = { withinMs: 2_500 }

export const activityReactions: readonly Reaction[] = [
  gather(messageReceived, recordSaid, received, soon),
  gather(messageSent, recordSaid, sent, soon),
  gather(conversationResolved, recordSaid, resolved, soon),
]
