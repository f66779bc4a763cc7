import { live, type Live, type Topic } from '#kernel/module.ts'
import { canReadProposals } from '#sales/contract/permissions.ts'
import * as events from '#sales/contract/proposal-events.ts'

const list = 'sales.proposals'
const templates = 'sales.proposal-templates'

export const proposalTopics: readonly Topic[] = [list, templates, 'sales.proposal'].map((prefix) => ({
  prefix,
  mayWatch: (ctx) => Promise.resolve(ctx.can(canReadProposals)),
}))

const { proposalTemplateChanged, proposalCreated, proposalUpdated, proposalFrozen, proposalStateChanged } = events

/** Every list, the page of the proposal, and the record of the contact that it is for. */
export const proposalLives: readonly Live[] = [
  ...[proposalCreated, proposalUpdated, proposalFrozen, proposalStateChanged].map((event) =>
    live(
      event,
      ({ proposalId, contactId }: { proposalId: string; contactId: string }) => [
        list,
        `sales.proposal:${proposalId}`,
        `crm.contact:${contactId}`,
      ],
      (viewer, data) => (viewer.permissions.has(canReadProposals.code) ? data : null),
    ),
  ),
  live(
    proposalTemplateChanged,
    () => [templates],
    (viewer, data) => (viewer.permissions.has(canReadProposals.code) ? data : null),
  ),
]
