import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { Money } from '#kernel/contract/money.ts'
import { SendChannel } from '#sales/contract/signing.ts'

const about = { proposalId: Id, number: z.string(), version: z.int(), contactId: Id, dealId: Id.nullable(), at: Instant }

/** A version left the house, through one way. Sent again through another, it is told again. */
export const proposalSent = event('sales.proposal.sent', z.object({ ...about, channel: SendChannel }))
/** Somebody outside looked at it for the first time through a link. */
export const proposalViewed = event('sales.proposal.viewed', z.object(about))
export const proposalCommented = event(
  'sales.proposal.commented',
  z.object({ ...about, commentId: Id, author: z.enum(['customer', 'user']), authorName: z.string() }),
)
/**
 * The customer said yes, once and for good. Whoever makes something of it (an order, an invoice) reacts with `on`, in the
 * very transaction of the yes, or with `after`; the lines are those of the version (`sales` answers them by its id).
 */
export const proposalAccepted = event(
  'sales.proposal.accepted',
  z.object({ ...about, versionId: Id, total: Money, signerName: z.string() }),
)
export const proposalRejected = event('sales.proposal.rejected', z.object({ ...about, reason: z.string() }))
/** Its day passed without an answer. */
export const proposalExpired = event('sales.proposal.expired', z.object(about))
