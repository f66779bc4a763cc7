import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { ProposalState } from '#sales/contract/proposal.ts'

const About = z.object({ proposalId: Id, contactId: Id, ownerId: Id.nullable() })

export const proposalCreated = event('sales.proposal.created', About)
export const proposalUpdated = event('sales.proposal.updated', About)
/** A version was made that can go out. */
export const proposalFrozen = event('sales.proposal.frozen', About.extend({ versionId: Id, no: z.int() }))
/** `from` null: it was made in this state. */
export const proposalStateChanged = event(
  'sales.proposal.state-changed',
  About.extend({
    dealId: Id.nullable(),
    conversationId: Id.nullable(),
    number: z.string(),
    from: ProposalState,
    to: ProposalState,
    totalMinor: z.int(),
    currency: z.string(),
  }),
)
export const proposalTemplateChanged = event('sales.proposal-template.changed', z.object({ templateId: Id }))
