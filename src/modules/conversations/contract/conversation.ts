import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { Capabilities, ChannelKind } from '#conversations/contract/capabilities.ts'
import { ConnectorTrouble } from '#conversations/contract/connector.ts'
import { Direction, Message, SendState } from '#conversations/contract/message.ts'
import { priorities } from '#conversations/contract/priorities.ts'
import { Urgency } from '#conversations/contract/urgency.ts'

/** `open`: a person must act. `pending`: a bot or the system has it. `snoozed`: until a moment or until the customer writes. */
export const states = ['open', 'pending', 'snoozed', 'resolved'] as const
export const State = z.enum(states)
export type State = z.infer<typeof State>

export const Priority = z.enum(priorities)
export type Priority = z.infer<typeof Priority>

export const Label = z.string().trim().min(1).max(40)

export const LastMessage = z.object({
  id: Id,
  direction: Direction,
  kind: z.string(),
  /** At most 140 characters; of media, its caption or file name. Empty when there is nothing to quote: the kind says it. */
  preview: z.string(),
  authorName: z.string(),
  at: Instant,
  state: SendState.nullable(),
})
export type LastMessage = z.infer<typeof LastMessage>

/** A conversation as lists and live screens carry it, the same for every viewer who may see it. */
export const ConversationCard = z.object({
  id: Id,
  contactId: Id,
  contactName: z.string(),
  /** What the customer is reached at, as a person reads it: `+54 9 351 555-0142`, or a user name or id. */
  contactAddress: z.string(),
  /** The number of ours to which the customer wrote last; the brand's others may be in the thread too. */
  channelId: Id,
  channelKind: ChannelKind,
  brandId: Id,
  state: State,
  urgency: Urgency.nullable(),
  priority: Priority,
  assigneeId: Id.nullable(),
  assigneeName: z.string().nullable(),
  teamId: Id.nullable(),
  labels: z.array(z.string()),
  /** Messages of the customer that nobody in charge has looked at. */
  unreadCount: z.int().nonnegative(),
  /** Since when the customer has no answer; null when we wrote last. */
  waitingSince: Instant.nullable(),
  /** When the answer is owed that the customer waits for. */
  answerDueAt: Instant.nullable(),
  /** Of everything promised that still runs: the first moment to warn, and the first that is due. */
  slaWarnAt: Instant.nullable(),
  slaDueAt: Instant.nullable(),
  /** Through that number free text may be sent strictly before this moment; null: the customer never wrote, or it has no window. */
  windowExpiresAt: Instant.nullable(),
  lastInboundAt: Instant.nullable(),
  lastMessageAt: Instant,
  lastMessage: LastMessage.nullable(),
  /** The newest message of either side in the order of arrival: what `expectedLastMessageId` is compared with. */
  lastMessageId: Id.nullable(),
  snoozedUntil: Instant.nullable(),
  resolvedAt: Instant.nullable(),
  openedAt: Instant,
  version: z.int(),
})
export type ConversationCard = z.infer<typeof ConversationCard>

export const Draft = z.object({
  text: z.string().max(4096),
  isNote: z.boolean(),
  replyToId: Id.nullable(),
  fileIds: z.array(Id).max(10),
  updatedAt: Instant,
})
export type Draft = z.infer<typeof Draft>

/** A card with what only this viewer has. */
export const ConversationItem = ConversationCard.extend({
  /** The beginning of the viewer's own unsent text. */
  draftPreview: z.string().nullable(),
  /** Where the searched words were found, when not in the name or the number. */
  match: z.object({ messageId: Id, excerpt: z.string(), at: Instant }).nullable(),
  /** What other modules know of it (facets), and since when. Only in lists. */
  marks: z.array(z.object({ code: z.string(), value: z.string(), at: Instant })).optional(),
})
export type ConversationItem = z.infer<typeof ConversationItem>

const Block = z.enum(['window-closed', 'never-wrote', 'channel-stopped', 'cannot-reply'])

/** A number of ours through which this customer can be answered, with what holds between the two. */
export const SendingNumber = z.object({
  channelId: Id,
  kind: ChannelKind,
  name: z.string(),
  displayPhone: z.string(),
  capabilities: Capabilities,
  /** Of this customer at this number; null: never wrote to it, or the number has no window. */
  windowExpiresAt: Instant.nullable(),
  /** What is wrong with a connector; messages may be lost meanwhile. */
  trouble: ConnectorTrouble.nullable(),
  block: Block.nullable(),
})
export type SendingNumber = z.infer<typeof SendingNumber>

export const Conversation = ConversationCard.extend({
  /** Set when it was made one with another: everything is there. */
  mergedIntoId: Id.nullable(),
  firstInboundAt: Instant.nullable(),
  firstReplyAt: Instant.nullable(),
  channelName: z.string(),
  /** Set when nothing can be sent right now through the number written to last: the key below `conversations.blocks` that says why. */
  block: Block.nullable(),
  /** All numbers of the brand that reach this customer, the one written to last first. */
  numbers: z.array(SendingNumber),
  draft: Draft.nullable(),
  /** The last entry that this viewer has seen, for the line "new messages". */
  readSeq: z.int(),
})
export type Conversation = z.infer<typeof Conversation>

/** Messages newest first. `older` and `newer` are cursors of the same endpoint; null: nothing further. */
export const ThreadPage = z.object({ items: z.array(Message), older: z.string().nullable(), newer: z.string().nullable() })
export type ThreadPage = z.infer<typeof ThreadPage>

export const Scope = z.enum(['mine', 'team', 'unassigned', 'all'])
export type Scope = z.infer<typeof Scope>

export const SegmentCounts = z.object({ now: z.int(), ongoing: z.int(), customer: z.int(), unread: z.int() })

/** What the viewer may see, counted. Scopes that their role does not reach are null. */
export const InboxCounts = z.object({
  mine: SegmentCounts,
  team: SegmentCounts.nullable(),
  unassigned: SegmentCounts.nullable(),
  all: SegmentCounts.nullable(),
  pending: z.int(),
  snoozed: z.int(),
})
export type InboxCounts = z.infer<typeof InboxCounts>
