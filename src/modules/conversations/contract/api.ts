import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { BusinessInstant, Instant } from '#kernel/contract/time.ts'
import { Outgoing, Uploaded } from '#conversations/contract/content.ts'
import {
  Conversation,
  ConversationItem,
  Draft,
  InboxCounts,
  Label,
  Priority,
  Scope,
  State,
  ThreadPage,
} from '#conversations/contract/conversation.ts'
import { Message } from '#conversations/contract/message.ts'
import { canAssign, canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { Urgency } from '#conversations/contract/urgency.ts'

const One = z.object({ id: Id })
const Nothing = z.object({})

/**
 * The inbox. A segment is asked for with `urgency` (and only then are its conversations in its own order: `now` by
 * priority and then by who is due first; everything else newest message first; snoozed ones by when they wake).
 */
export const ListConversations = z.object({
  scope: Scope.default('mine'),
  state: State.default('open'),
  urgency: Urgency.optional(),
  brandId: Id.optional(),
  channelId: Id.optional(),
  assigneeId: Id.optional(),
  teamId: Id.optional(),
  label: Label.optional(),
  /** Only those whose 24 hours end within two hours. */
  closing: z.stringbool().optional(),
  unread: z.stringbool().optional(),
  /** `at-risk`: a promise is about to be broken; `late`: one is, and still runs. */
  sla: z.enum(['at-risk', 'late']).optional(),
  /** Only those in whose notes the caller is named. */
  mentioned: z.stringbool().optional(),
  /** What another module knows of it (a facet about conversations): `bots.topic:price`. 422 for what nobody knows. */
  facet: z
    .string()
    .regex(/^[a-z-]{1,40}\.[a-z-]{1,40}:[a-z-]{1,40}$/)
    .optional(),
  /** Words of the customer's name, number or of any message. Looks in every state. */
  search: z.string().trim().max(200).optional(),
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
})
export type ListConversations = z.output<typeof ListConversations>

export const listConversations = endpoint({
  method: 'GET',
  path: '/conversations',
  permission: canReadOwn,
  input: ListConversations,
  output: pageOf(ConversationItem),
})

export const countInbox = endpoint({
  method: 'GET',
  path: '/conversation-counts',
  permission: canReadOwn,
  input: ListConversations.pick({ brandId: true, channelId: true, label: true }),
  output: InboxCounts,
})

export const getConversation = endpoint({
  method: 'GET',
  path: '/conversations/:id',
  permission: canReadOwn,
  input: One,
  output: Conversation,
})

/** The conversations of a contact that the viewer may see, newest first. */
export const listContactConversations = endpoint({
  method: 'GET',
  path: '/contacts/:id/conversations',
  permission: canReadOwn,
  input: One.extend({ cursor: z.string().max(500).optional(), limit: z.coerce.number().int().min(1).max(50).default(20) }),
  output: pageOf(ConversationItem),
})

/** Labels in use, most used first. */
export const listLabels = endpoint({
  method: 'GET',
  path: '/conversation-labels',
  permission: canReadOwn,
  input: Nothing,
  output: z.object({ items: z.array(z.object({ label: z.string(), count: z.int() })) }),
})

/**
 * Messages of a conversation, newest first. Without anything: the newest page. `cursor` is `older` or `newer` of another
 * page. `around` (a message id) opens the middle of a long thread.
 */
export const listMessages = endpoint({
  method: 'GET',
  path: '/conversations/:id/messages',
  permission: canReadOwn,
  input: One.extend({
    cursor: z.string().max(200).optional(),
    around: Id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: ThreadPage,
})

/**
 * Starts writing to a contact on a channel: its open conversation if there is one, else a new one without messages.
 * Refused with `conversations.no_address` when the contact cannot be reached there. `block` in the answer says whether
 * something may be sent.
 */
export const startConversation = endpoint({
  method: 'POST',
  path: '/conversations',
  permission: canReply,
  input: z.object({ contactId: Id, channelId: Id }),
  output: Conversation,
})

/**
 * `id` is made by the client (UUIDv7), so that the bubble on screen and the record are one, whatever is repeated.
 * `expectedLastMessageId` is `lastMessageId` of the conversation as the writer saw it; when it is another by now nothing is
 * sent: 409 `conversations.thread_moved` with `{ messages, lastMessageId }`. Left out, it is not checked.
 */
export const sendMessage = endpoint({
  method: 'POST',
  path: '/conversations/:id/messages',
  permission: canReply,
  input: One.extend({
    messageId: Id.optional(),
    /** Which number of ours it goes through; left out, the one to which the customer wrote last. */
    channelId: Id.optional(),
    content: Outgoing,
    replyToId: Id.nullable().default(null),
    expectedLastMessageId: Id.nullable().optional(),
    cannedReplyId: Id.optional(),
  }),
  output: Message,
})

/** Tries a failed message again as a new one. One without confirmation only with `evenIfUnconfirmed`: the customer may get it twice. */
export const retryMessage = endpoint({
  method: 'POST',
  path: '/messages/:id/retry',
  permission: canReply,
  input: One.extend({ evenIfUnconfirmed: z.boolean().default(false) }),
  output: Message,
})

/** One emoji of ours per message; null takes it back. */
export const reactToMessage = endpoint({
  method: 'PUT',
  path: '/messages/:id/reaction',
  permission: canReply,
  input: One.extend({ emoji: z.string().min(1).max(32).nullable() }),
  output: Message,
})

/**
 * A file to be sent (multipart, one part). 422 `conversations.file_refused` when no channel would take it. Forgotten after
 * two days when it is not sent. `isVoice` for what was recorded in the browser (Ogg/Opus).
 */
export const uploadMedia = endpoint({
  method: 'POST',
  path: '/conversation-files',
  permission: canReply,
  input: z.object({ isVoice: z.stringbool().default(false) }),
  output: Uploaded,
  accepts: 'file',
  bodyLimit: 110 * 1024 * 1024,
})

/** Asks the provider again for a file that could not be fetched. */
export const retryMedia = endpoint({
  method: 'POST',
  path: '/messages/:id/media/retry',
  permission: canReadOwn,
  input: One,
  output: Message,
})

/** What an edited message said before, oldest first, and when that was written. Nothing of a deleted one. */
export const listMessageVersions = endpoint({
  method: 'GET',
  path: '/messages/:id/versions',
  permission: canReadOwn,
  input: One,
  output: z.object({ items: z.array(z.object({ at: Instant, text: z.string() })) }),
})

/** `mentionIds`: whom its `@Name` mean, without it everybody who is called so; they are told. 422 `conversations.cannot_mention` when one of them may not see the conversation. */
export const writeNote = endpoint({
  method: 'POST',
  path: '/conversations/:id/notes',
  permission: canReply,
  input: One.extend({ noteId: Id.optional(), text: z.string().trim().min(1).max(4096), mentionIds: z.array(Id).max(50).optional() }),
  output: Message,
})

/**
 * Takes the conversation for oneself. 409 `conversations.taken` with `{ assigneeId, assigneeName }` when somebody else has
 * it, unless `takeOver` (which needs the permission to assign).
 */
export const takeConversation = endpoint({
  method: 'POST',
  path: '/conversations/:id/take',
  permission: canReply,
  input: One.extend({ takeOver: z.boolean().default(false) }),
  output: Conversation,
})

/** Absent fields stay; null takes the person or the team away. Answers with the card, even when the viewer loses sight of it. */
export const assignConversation = endpoint({
  method: 'PUT',
  path: '/conversations/:id/assignment',
  permission: canAssign,
  input: One.extend({ assigneeId: Id.nullable().optional(), teamId: Id.nullable().optional() }),
  output: Conversation,
})

/** Gives back to the team a conversation of one's own. */
export const releaseConversation = endpoint({
  method: 'DELETE',
  path: '/conversations/:id/assignment',
  permission: canReply,
  input: One,
  output: Conversation,
})

/** Resolve, reopen, snooze (`snoozedUntil` null: until the customer writes). A transition to the state it is in changes nothing. */
export const changeState = endpoint({
  method: 'PUT',
  path: '/conversations/:id/state',
  permission: canReply,
  input: z.discriminatedUnion('state', [
    One.extend({ state: z.literal('open') }),
    One.extend({ state: z.literal('resolved') }),
    One.extend({ state: z.literal('snoozed'), snoozedUntil: BusinessInstant.nullable() }),
  ]),
  output: Conversation,
})

export const changePriority = endpoint({
  method: 'PUT',
  path: '/conversations/:id/priority',
  permission: canReply,
  input: One.extend({ priority: Priority }),
  output: Conversation,
})

export const changeLabels = endpoint({
  method: 'PATCH',
  path: '/conversations/:id/labels',
  permission: canReply,
  input: One.extend({ add: z.array(Label).max(20).default([]), remove: z.array(Label).max(20).default([]) }),
  output: Conversation,
})

/** Seen up to `seq` (all of it when absent). Clears the shared count when nobody else is in charge. */
export const markRead = endpoint({
  method: 'PUT',
  path: '/conversations/:id/reading',
  permission: canReadOwn,
  input: One.extend({ seq: z.int().nonnegative().optional() }),
  output: z.object({ readSeq: z.int(), unreadCount: z.int() }),
})
export const markUnread = endpoint({
  method: 'DELETE',
  path: '/conversations/:id/reading',
  permission: canReadOwn,
  input: One,
  output: z.object({ readSeq: z.int(), unreadCount: z.int() }),
})

/** Autosave of one's own unsent text, a few times per second at most; sending clears it. An empty one is forgotten. */
export const saveDraft = endpoint({
  method: 'PUT',
  path: '/conversations/:id/draft',
  permission: canReply,
  input: One.extend(Draft.omit({ updatedAt: true }).shape),
  output: z.object({ draft: Draft.nullable() }),
})

/** Somebody is writing an answer, and the customer may see it. To be repeated each 20 seconds while it lasts. */
export const showTyping = endpoint({
  method: 'PUT',
  path: '/conversations/:id/typing',
  permission: canReply,
  input: One,
  output: Nothing,
})
