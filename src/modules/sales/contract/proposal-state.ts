import type { ProposalState } from '#sales/contract/proposal.ts'

/** Which state follows which. What was sent can be accepted while another version is prepared. Accepted and superseded ones are over; everything else that went out can be prepared anew. */
const waysFrom: Readonly<Record<ProposalState, readonly ProposalState[]>> = {
  draft: ['waiting_approval', 'approved', 'superseded', 'accepted'],
  waiting_approval: ['approved', 'draft', 'accepted'],
  approved: ['sent', 'draft', 'superseded', 'accepted'],
  sent: ['viewed', 'accepted', 'rejected', 'expired', 'superseded', 'draft'],
  viewed: ['accepted', 'rejected', 'expired', 'superseded', 'draft'],
  rejected: ['draft', 'superseded'],
  expired: ['draft', 'superseded'],
  accepted: [],
  superseded: [],
}

export const leadsTo = (from: ProposalState, to: ProposalState): boolean => waysFrom[from].includes(to)

/** Only a draft is written on. */
export const isWritable = (state: ProposalState): boolean => state === 'draft'
