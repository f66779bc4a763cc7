import type { QueryClient } from '@tanstack/react-query'
import * as api from '#sales/contract/proposal-api.ts'
import * as events from '#sales/contract/proposal-events.ts'
import * as templateApi from '#sales/contract/proposal-template-api.ts'
import { getProposalResults, getSigning } from '#sales/contract/signing-api.ts'
import * as signingEvents from '#sales/contract/signing-events.ts'
import { liveHandler } from '#web/module.ts'

export const proposalsTopic = 'sales.proposals'
export const templatesTopic = 'sales.proposal-templates'

const askAgain =
  (...endpoints: readonly { path: string }[]) =>
  (queryClient: QueryClient): void => {
    for (const { path } of endpoints) void queryClient.invalidateQueries({ queryKey: [path] })
  }

/** Whoever looks at a proposal, or at all of them, sees what others and the customer do without asking. */
const askProposalsAgain = askAgain(
  api.listProposals,
  api.countProposals,
  api.getProposal,
  api.listProposalVersions,
  getSigning,
  getProposalResults,
)
const askTemplatesAgain = askAgain(templateApi.listProposalTemplates, templateApi.getProposalTemplate)

const { proposalTemplateChanged, ...ofProposals } = events

export const proposalHandlers = [
  ...Object.values({ ...ofProposals, ...signingEvents }).map((event) =>
    liveHandler(event, (queryClient) => askProposalsAgain(queryClient)),
  ),
  liveHandler(proposalTemplateChanged, (queryClient) => askTemplatesAgain(queryClient)),
]
