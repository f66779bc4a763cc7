import type { QueryClient } from '@tanstack/react-query'
import { getProposal, listProposals } from '#sales/contract/proposal-api.ts'
import { getProposalResults, getSigning } from '#sales/contract/signing-api.ts'
import * as events from '#sales/contract/signing-events.ts'
import { liveHandler } from '#web/module.ts'

/** Whoever looks at a proposal, or at all of them, sees what the customer does without asking. */
export const askSigningAgain = (queryClient: QueryClient): void => {
  for (const { path } of [getSigning, getProposal, listProposals, getProposalResults])
    void queryClient.invalidateQueries({ queryKey: [path] })
}

export const signingHandlers = Object.values(events).map((event) => liveHandler(event, (queryClient) => askSigningAgain(queryClient)))
