import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { job } from '#kernel/jobs/job.ts'
import { after, type Reaction } from '#kernel/module.ts'
import { Problem } from '#kernel/problem.ts'
import { proposalAccepted } from '#sales/contract/signing-events.ts'
import { followAcceptance } from '#sales/server/signing/followups.ts'
import * as deals from '#sales/server/signing/deal.ts'
import * as subjects from '#sales/server/signing/subject.ts'
import { tellOwners } from '#sales/server/signing/telling.ts'

/**
 * The deal of an accepted proposal is won. After the customer's yes and not with it: what a pipeline asks for before a deal
 * may be won is no reason to refuse a signature. Whoever it belongs to is told when it has to be done by hand.
 */
export const winDeal = job({
  name: 'sales.win-deal-of-proposal',
  payload: z.looseObject({ proposalId: Id, dealId: Id.nullable() }),
  async run(ctx, { proposalId, dealId }) {
    if (dealId === null) return
    const subject = await subjects.find(ctx, proposalId)
    if (!subject || subject.accepted === null) return
    try {
      await deals.win(ctx, dealId)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      await tellOwners(ctx, subject, 'deal_left', {}, dealId)
    }
  },
})

export const signingReactions: readonly Reaction[] = [after(proposalAccepted, winDeal), after(proposalAccepted, followAcceptance)]
