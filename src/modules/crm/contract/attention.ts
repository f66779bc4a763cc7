import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Money } from '#kernel/contract/money.ts'
import { Instant } from '#kernel/contract/time.ts'
import { attentionParts } from '#crm/contract/attention-score.ts'

/** How long something stays mine without a sign of life. */
export const leaseMinutes = 10

export const AttentionPriority = z.enum(['urgent', 'high', 'normal', 'low'])
export type AttentionPriority = z.infer<typeof AttentionPriority>

/** What a module tells of something that waits. Its contact's tags, orders and score are looked up here. */
export type PutItem = {
  kind: string
  subjectId: string
  contactId: string | null
  brandId: string | null
  /** Null: it goes by the name of its contact. */
  title: string | null
  href: string
  priority: AttentionPriority
  /** In the time to come: shown from then on. */
  waitingSince: string
  promise: { startedAt: string; dueAt: string } | null
  /** In the organization's currency; left out: what an order of this contact usually comes to. */
  valueMinor?: number
  assigneeId: string | null
  teamId: string | null
}

const Share = z.object({ part: z.enum(attentionParts), share: z.number(), points: z.number() })

/** A place in the queue with everything that it is explained by. */
export const AttentionItem = z.object({
  kind: z.string(),
  subjectId: Id,
  contactId: Id.nullable(),
  contactName: z.string().nullable(),
  title: z.string().nullable(),
  href: z.string(),
  brandId: Id.nullable(),
  priority: AttentionPriority,
  waitingSince: Instant,
  promise: z.object({ startedAt: Instant, dueAt: Instant }).nullable(),
  value: Money.nullable(),
  chance: z.number().nullable(),
  /** A trained model, or the rules while there is none. */
  chanceFrom: z.enum(['model', 'rules']).nullable(),
  assigneeId: Id.nullable(),
  assigneeName: z.string().nullable(),
  teamId: Id.nullable(),
  /** Why it stands before all that is ordered by points. */
  before: z.enum(['emergency', 'late', 'vip']).nullable(),
  points: z.number(),
  parts: z.array(Share),
  claim: z.object({ byId: Id, byName: z.string(), until: Instant, isMine: z.boolean() }).nullable(),
})
export type AttentionItem = z.infer<typeof AttentionItem>

export const AttentionKindName = z.string().regex(/^[a-z][a-z-]{0,29}$/)

const Several = z
  .union([AttentionKindName, z.array(AttentionKindName).max(20)])
  .optional()
  .transform((value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value))

export const ListAttention = z.object({
  /** Empty: all. */
  kind: Several,
  brandId: Id.optional(),
  /** What is assigned to me or claimed by me. */
  mine: z.enum(['true', 'false']).default('false'),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type ListAttention = z.output<typeof ListAttention>

export const AttentionQueue = z.object({
  items: z.array(AttentionItem),
  /** Of all that waits and may be seen; never more than `countedUpTo`. */
  count: z.int(),
  countedUpTo: z.int(),
  /** The kinds that the viewer may see, with the key of their name and whether they may claim them. */
  kinds: z.array(z.object({ kind: z.string(), words: z.string(), mayClaim: z.boolean() })),
})
export type AttentionQueue = z.infer<typeof AttentionQueue>

export const AttentionWeights = z.object({
  chance: z.int().min(0).max(100),
  urgency: z.int().min(0).max(100),
  wait: z.int().min(0).max(100),
  value: z.int().min(0).max(100),
})

export const AttentionSettings = z.object({ weights: AttentionWeights, vipTagIds: z.array(Id), version: z.int() })
export type AttentionSettings = z.infer<typeof AttentionSettings>
export const UpdateAttentionSettings = z.object({ weights: AttentionWeights, vipTagIds: z.array(Id).max(20) })
