import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { Content } from '#conversations/contract/content.ts'

/** `in` from the customer, `out` to them, `note` between colleagues, `activity` a line of what happened. */
export const Direction = z.enum(['in', 'out', 'note', 'activity'])
export type Direction = z.infer<typeof Direction>

/**
 * How far an outgoing message got, lowest first; it never goes back. `unknown`: the provider may have taken it but its
 * answer was lost ("sin confirmar"); the status callback settles it. `failed` outranks all: the provider has the last word.
 */
export const sendStates = ['queued', 'sending', 'unknown', 'sent', 'delivered', 'read', 'played', 'failed'] as const
export const SendState = z.enum(sendStates)
export type SendState = z.infer<typeof SendState>

export const rankOf = (state: SendState): number => sendStates.indexOf(state)

export const Author = z.object({
  /** `phone-app`: written by the shop in the provider's own telephone app. */
  kind: z.enum(['contact', 'user', 'api-key', 'system', 'phone-app']),
  id: Id.nullable(),
  name: z.string(),
})
export type Author = z.infer<typeof Author>

export const Failure = z.object({
  /** The words are `conversations.failures.<reason>.{title,advice}` of the locales. */
  reason: z.string(),
  /** The provider's own number, for the curious and for support. */
  code: z.int().nullable(),
  /** Whether sending the same again can help. */
  canRetry: z.boolean(),
})
export type Failure = z.infer<typeof Failure>

export const Quoted = z.object({ id: Id, direction: Direction, kind: z.string(), preview: z.string(), authorName: z.string() })

export const Reaction = z.object({ from: z.enum(['contact', 'us']), emoji: z.string(), authorName: z.string(), at: Instant })
export type Reaction = z.infer<typeof Reaction>

/** The advertisement that brought the customer here. */
export const Referral = z.object({
  sourceUrl: z.string().nullable(),
  sourceType: z.string().nullable(),
  sourceId: z.string().nullable(),
  headline: z.string().nullable(),
  body: z.string().nullable(),
  clickId: z.string().nullable(),
})
export type Referral = z.infer<typeof Referral>

export const Message = z.object({
  id: Id,
  conversationId: Id,
  /** The number of ours through which it came or went. */
  channelId: Id,
  /** Grows by one per entry of the conversation, in the order of arrival. */
  seq: z.int(),
  direction: Direction,
  kind: z.string(),
  content: Content,
  author: Author,
  /** When it was written: threads are ordered by `(at, seq)`. A late delivery keeps its own moment. */
  at: Instant,
  /** Only of `out`. */
  state: SendState.nullable(),
  times: z.object({
    sent: Instant.nullable(),
    delivered: Instant.nullable(),
    read: Instant.nullable(),
    played: Instant.nullable(),
    failed: Instant.nullable(),
  }),
  failure: Failure.nullable(),
  /** Null when it answers nothing, or something that is not in our records (`isReply` tells). */
  replyTo: Quoted.nullable(),
  isReply: z.boolean(),
  isForwarded: z.boolean(),
  editedAt: Instant.nullable(),
  /** The customer deleted it for everyone: the content is no longer handed out. */
  revokedAt: Instant.nullable(),
  reactions: z.array(Reaction),
  referral: Referral.nullable(),
  /** The message that this one tries again, and the one that tried this one again. */
  retryOf: Id.nullable(),
  retriedBy: Id.nullable(),
})
export type Message = z.infer<typeof Message>
