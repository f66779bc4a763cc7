import { z } from 'zod'
import { SendingNumber } from '#conversations/contract/conversation.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Money } from '#kernel/contract/money.ts'
import { Instant } from '#kernel/contract/time.ts'

/** What is done to a proposal once it leaves the house. All of it is evidence. */
export const factTypes = ['sent', 'viewed', 'commented', 'answered', 'accepted', 'rejected', 'expired', 'superseded'] as const
export const FactType = z.enum(factTypes)
export type FactType = z.infer<typeof FactType>

export const sendChannels = ['whatsapp', 'email', 'link'] as const
export const SendChannel = z.enum(sendChannels)
export type SendChannel = z.infer<typeof SendChannel>

/** A signature drawn on a screen: lines in a box of 600 by 200, `M12 40L14 42M80 90L81 95`. */
export const signatureBox = { width: 600, height: 200 } as const
export const DrawnSignature = z
  .string()
  .max(24_000)
  .regex(/^(?:M\d{1,3} \d{1,3}(?:L\d{1,3} \d{1,3})+)+$/)

/** How it is known who signed: they held a link that was sent only to this address. */
export const Verification = z.object({
  by: z.literal('link'),
  channel: SendChannel,
  /** Where the link was sent; null: it was copied and handed over by hand. */
  to: z.string().nullable(),
  sentAt: Instant,
})

/** A fact of the chain as screens show it. */
export const Fact = z.object({
  id: Id,
  seq: z.int(),
  type: FactType,
  at: Instant,
  /** Which version it is about. */
  version: z.int(),
  actorKind: z.enum(['customer', 'user', 'system']),
  actorName: z.string(),
  hash: z.string(),
  /** Exactly what was hashed. */
  content: z.string(),
})
export type Fact = z.infer<typeof Fact>

export const Send = z.object({
  id: Id,
  version: z.int(),
  channel: SendChannel,
  to: z.string().nullable(),
  at: Instant,
  byName: z.string(),
  /** How far it got: of a message its ticks, of a mail whether it left; a link that was copied is only `made`. */
  state: z.enum(['made', 'queued', 'sending', 'sent', 'delivered', 'read', 'failed', 'unknown']),
  failure: z.string().nullable(),
  conversationId: Id.nullable(),
  expiresAt: Instant,
  viewCount: z.int(),
})
export type Send = z.infer<typeof Send>

export const Comment = z.object({
  id: Id,
  version: z.int(),
  author: z.enum(['customer', 'user']),
  authorName: z.string(),
  text: z.string(),
  at: Instant,
})
export type Comment = z.infer<typeof Comment>

export const Decision = z.object({
  outcome: z.enum(['accepted', 'rejected']),
  version: z.int(),
  at: Instant,
  name: z.string(),
  reason: z.string().nullable(),
  signature: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('drawn'), path: DrawnSignature }),
      z.object({ kind: z.literal('typed'), text: z.string() }),
    ])
    .nullable(),
  ip: z.string(),
  userAgent: z.string(),
  verification: Verification,
  pdfSha256: z.string(),
  consent: z.object({ version: z.string(), text: z.string() }).nullable(),
})
export type Decision = z.infer<typeof Decision>

/** What another module made of an accepted proposal; `code` is `<module>.<name>`. */
export const MadeOfProposal = z.object({ code: z.string(), name: z.string(), href: z.string(), at: Instant })
export type MadeOfProposal = z.infer<typeof MadeOfProposal>

/** Everything that happened to a proposal since it was first sent. */
export const Signing = z.object({
  sends: z.array(Send),
  facts: z.array(Fact),
  comments: z.array(Comment),
  views: z.object({ count: z.int(), seconds: z.int(), firstAt: Instant.nullable(), lastAt: Instant.nullable() }),
  decision: Decision.nullable(),
  made: z.array(MadeOfProposal),
})
export type Signing = z.infer<typeof Signing>

/**
 * `damage`: what is wrong with the chain (see the words `sales.signing.damage.<damage>`), `document` when the PDF that was
 * sent is not the one whose fingerprint was written down. `seq`: the fact at which it breaks.
 */
export const ChainVerdict = z.discriminatedUnion('isIntact', [
  z.object({ isIntact: z.literal(true), length: z.int(), hash: z.string(), checkedAt: Instant }),
  z.object({
    isIntact: z.literal(false),
    damage: z.enum(['changed', 'missing', 'cut', 'added', 'forged', 'document']),
    seq: z.int(),
    checkedAt: Instant,
  }),
])
export type ChainVerdict = z.infer<typeof ChainVerdict>

/** How a customer can be reached. `block`: why free text may not go through a number right now; a template may. */
export const SendWays = z.object({
  email: z.string().nullable(),
  /** Without one, mail waits for whoever runs the installation. */
  hasMailServer: z.boolean(),
  numbers: z.array(SendingNumber.pick({ channelId: true, kind: true, name: true, displayPhone: true, windowExpiresAt: true, block: true })),
})
export type SendWays = z.infer<typeof SendWays>

/** What became of the proposals that were first sent in the last days. Ratios are parts of one; moments in seconds. */
export const ProposalResults = z.object({
  sent: z.int(),
  viewed: z.int(),
  accepted: z.int(),
  rejected: z.int(),
  expired: z.int(),
  conversion: z.number().nullable(),
  medianSeconds: z.number().nullable(),
  p90Seconds: z.number().nullable(),
  medianViewSeconds: z.number().nullable(),
  /** What preparing one costs. */
  cost: Money.nullable(),
  money: z.array(
    z.object({
      currency: z.string(),
      sent: z.int(),
      sentMinor: z.int(),
      wonMinor: z.int(),
      discountMinor: z.int(),
      returnRatio: z.number().nullable(),
    }),
  ),
})
export type ProposalResults = z.infer<typeof ProposalResults>
