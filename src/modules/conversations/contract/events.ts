import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { ChannelWorry } from '#conversations/contract/channel-health.ts'
import { Availability } from '#conversations/contract/availability.ts'
import { ConversationCard } from '#conversations/contract/conversation.ts'
import { SlaMetric } from '#conversations/contract/sla.ts'
import { Failure, Message, SendState } from '#conversations/contract/message.ts'

/**
 * Every event of a conversation carries its card as it is afterwards, so that lists need no second question, and who had
 * it before when that changed (`was`), so that it can leave the screens of those who may not see it any more.
 */
const Was = z.object({ assigneeId: Id.nullable(), teamId: Id.nullable() })

const about = { conversation: ConversationCard }
const changed = z.object({ ...about, was: Was, actorName: z.string().nullable(), activity: Message.nullable() })

/** Somebody wrote for the first time, or again after the last conversation was over; or we wrote first. */
export const conversationOpened = event(
  'conversations.conversation.opened',
  z.object({ ...about, isInbound: z.boolean(), isNewContact: z.boolean() }),
)
/** A person, a team or nobody is in charge now. */
export const conversationAssigned = event('conversations.conversation.assigned', changed)
export const conversationResolved = event('conversations.conversation.resolved', changed)
export const conversationReopened = event('conversations.conversation.reopened', changed)
export const conversationSnoozed = event('conversations.conversation.snoozed', changed)
/** Its time came, or the customer wrote. */
export const conversationWoken = event('conversations.conversation.woken', changed)
/** Priority, labels or the contact's name. */
export const conversationUpdated = event('conversations.conversation.updated', changed)
/** The shared unread count changed. */
export const conversationRead = event('conversations.conversation.read', z.object({ ...about, personId: Id.nullable() }))

/** `isTaken`: it answers what a module had asked (a survey), and nobody has to do anything about it. */
export const messageReceived = event(
  'conversations.message.received',
  z.object({ ...about, message: Message, isFirst: z.boolean(), isTaken: z.boolean() }),
)
/** Written by us and on its way: queued, not yet at the provider. `firstReplySeconds` only when it is the first answer of a person. */
export const messageSent = event(
  'conversations.message.sent',
  z.object({ ...about, message: Message, firstReplySeconds: z.number().nullable() }),
)
export const messageStatusChanged = event(
  'conversations.message.status-changed',
  z.object({
    conversationId: Id,
    messageId: Id,
    channelId: Id,
    brandId: Id,
    assigneeId: Id.nullable(),
    teamId: Id.nullable(),
    state: SendState,
    times: Message.shape.times,
    failure: Failure.nullable(),
    changedAt: Instant,
  }),
)
/** An edit, a deletion, a reaction, a file that arrived or could not be fetched. */
export const messageChanged = event('conversations.message.changed', z.object({ ...about, message: Message }))
export const noteWritten = event('conversations.note.written', z.object({ ...about, message: Message }))

/** Everything of it is in the other one now; its screens lead there. */
export const conversationMerged = event('conversations.conversation.merged', z.object({ id: Id, intoId: Id, was: Was }))

/** They were over for as long as an administrator says, and are gone with everything said in them. */
export const conversationsForgotten = event('conversations.conversation.forgotten', z.object({ ids: z.array(Id) }))

/** A message for later was written, moved, cancelled, sent, or could not leave. */
export const scheduledChanged = event(
  'conversations.scheduled-message.changed',
  z.object({
    conversationId: Id,
    assigneeId: Id.nullable(),
    teamId: Id.nullable(),
    state: z.enum(['waiting', 'sent', 'cancelled', 'failed']),
  }),
)

/** A shared view of the inbox. */
export const inboxViewsChanged = event('conversations.inbox-view.changed', z.object({ id: Id }))

export const channelCreated = event('conversations.channel.created', z.object({ channelId: Id, brandId: Id, name: z.string() }))
export const channelUpdated = event('conversations.channel.updated', z.object({ channelId: Id, brandId: Id, name: z.string() }))
/** Nothing can be sent through it until somebody looks: `reason` is `by-hand` or a key of `conversations.failures`. */
export const channelStopped = event(
  'conversations.channel.stopped',
  z.object({ channelId: Id, brandId: Id, name: z.string(), reason: z.string() }),
)
export const channelResumed = event('conversations.channel.resumed', z.object({ channelId: Id, brandId: Id, name: z.string() }))
/** Written, submitted, judged, paused or deleted, here or at the provider. */
export const templatesChanged = event('conversations.template.changed', z.object({ id: Id, wabaId: z.string() }))
/** What is known about how it works: its quality, its limits, its token, how far its connection got. */
export const channelHealthChanged = event(
  'conversations.channel.health-changed',
  z.object({ channelId: Id, brandId: Id, name: z.string() }),
)
/** Somebody should look at it: `what` is a worry of the report, `reason` belongs to it. Told once. */
export const channelAlerted = event(
  'conversations.channel.alerted',
  z.object({ channelId: Id, brandId: Id, name: z.string(), what: ChannelWorry, reason: z.string().nullable() }),
)
export const cannedRepliesChanged = event('conversations.canned-reply.changed', z.object({ id: Id }))

/** Somebody can be given work, or not any more: by their own switch, or because their screens came or went. */
export const availabilityChanged = event('conversations.availability.changed', Availability)
/** Rules, their order or the settings of who gets what. */
export const routingChanged = event('conversations.routing.changed', z.object({ id: Id.nullable() }))

const clock = z.object({ metric: SlaMetric, cycle: z.int(), policyId: Id.nullable(), policyName: z.string(), dueAt: Instant })
/** A promise is about to be broken: so much of its time has passed as its policy says. */
export const clockWarned = event('conversations.clock.warned', z.object({ ...about, clock }))
export const clockBreached = event('conversations.clock.breached', z.object({ ...about, clock }))

/**
 * Live topics and their patches.
 * `conversations.inbox`: every event with a `conversation` gives `{ conversation: card }`, or `{ gone: true, id }` when the
 * viewer lost sight of it; channel and canned-reply events give `{ refresh: 'channels' | 'canned-replies' | 'templates' | 'views' }`; ticks give `{ status }`.
 * `conversations.thread:<conversation id>`: `{ message }`, `{ conversation }`, `{ status: { conversationId, messageId, state, … } }`.
 */
export type InboxPatch =
  | { conversation: ConversationCard }
  | { gone: true; id: string }
  | {
      refresh: 'channels' | 'canned-replies' | 'templates' | 'views'
      /** For whoever looks after the numbers: what just got bad. */
      alert?: { channelId: string; name: string; what: ChannelWorry; reason: string | null }
    }
export type ThreadPatch = {
  conversation?: ConversationCard
  message?: Message
  status?: { conversationId: string; messageId: string; state: SendState; times: Message['times']; failure: Failure | null }
  /** The messages for later of this conversation are others now. */
  scheduledOf?: string
  gone?: true
  id?: string
}
