import type { Ctx } from '#kernel/ctx.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import { serve, type PersonalData, type Route, type Schedule, type SearchSource, type TimelineSource } from '#kernel/module.ts'
import { moves } from '#kernel/timeline.ts'
import { canReadProposals } from '#sales/contract/permissions.ts'
import * as api from '#sales/contract/proposal-api.ts'
import { proposalStateChanged } from '#sales/contract/proposal-events.ts'
import * as catalogueApi from '#sales/contract/proposal-catalogue-api.ts'
import * as templateApi from '#sales/contract/proposal-template-api.ts'
import * as pictures from '#sales/server/documents/pictures.ts'
import * as previews from '#sales/server/documents/previews.ts'
import * as catalogue from '#sales/server/proposals/catalogue.ts'
import * as proposals from '#sales/server/proposals/proposals.ts'
import { forgetProposalMerges, releaseProposals } from '#sales/server/proposals/reactions.ts'
import * as settings from '#sales/server/proposals/settings.ts'
import * as states from '#sales/server/proposals/states.ts'
import * as steps from '#sales/server/proposals/steps.store.ts'
import * as versions from '#sales/server/proposals/versions.ts'
import * as templates from '#sales/server/templates/templates.ts'

export { proposalLives, proposalTopics } from '#sales/server/proposals/live.ts'
export { proposalReactions } from '#sales/server/proposals/reactions.ts'

export const proposalRoutes: readonly Route[] = [
  serve(api.listProposals, proposals.list),
  serve(api.countProposals, proposals.count),
  serve(api.getProposal, proposals.get),
  serve(api.createProposal, proposals.create),
  serve(api.updateProposal, proposals.update),
  serve(api.copyProposal, proposals.copy),
  serve(api.submitProposal, states.submit),
  serve(api.decideProposal, states.decide),
  serve(api.reviseProposal, states.revise),
  serve(api.archiveProposal, states.archive),
  serve(api.listProposalVersions, versions.list),
  serve(api.getProposalVersion, versions.get),
  serve(api.previewProposal, previews.ofProposal),
  serve(api.printProposal, previews.print),
  serve(catalogueApi.findOfferedItems, catalogue.find),
  serve(catalogueApi.listChangedPrices, catalogue.changedPrices),
  serve(api.getProposalSettings, settings.get),
  serve(api.updateProposalSettings, settings.update),
  serve(templateApi.listProposalTemplates, templates.list),
  serve(templateApi.getProposalTemplate, templates.get),
  serve(templateApi.createProposalTemplate, templates.create),
  serve(templateApi.updateProposalTemplate, templates.update),
  serve(templateApi.copyProposalTemplate, templates.copy),
  serve(templateApi.uploadProposalPicture, pictures.upload),
  serve(templateApi.previewProposalTemplate, previews.ofTemplate),
  serve(templateApi.listProposalVariables, templates.listVariables),
]

export const proposalJobs: readonly JobType[] = [releaseProposals as JobType, forgetProposalMerges as JobType]

export const proposalSchedules: readonly Schedule[] = [
  { name: 'sales.forget-proposal-merges', everySeconds: 86_400, job: forgetProposalMerges, per: 'organization' },
]

export const proposalSearch: SearchSource = { kind: 'proposal', permission: canReadProposals, find: proposals.search }

const kind = 'sales.proposal-moved'

/** What became of the proposals of a contact. */
export const proposalTimeline: TimelineSource = {
  kinds: [kind],
  entries: async (ctx: Ctx, query) => {
    if (!ctx.can(canReadProposals) || (query.kinds && !query.kinds.includes(kind))) return []
    return (await steps.moments(ctx, query)).map(({ id, at, to, number, title, proposalId, actorName }) => ({
      id,
      at,
      kind,
      words: 'sales.timeline.proposal-moved',
      values: { number, title, state: to },
      href: `/propuestas/${proposalId}`,
      actorName,
    }))
  },
  movedBy: [moves(proposalStateChanged, ({ contactId }) => [contactId])],
}

const purpose = 'sales.personal-data.offers'
const rowsOf = (table: string, columns: readonly string[], more: Partial<PersonalData> = {}): PersonalData => ({
  table: `sales.${table}`,
  subject: 'contact',
  rows: { of: 'sales.proposal', match: { proposal_id: 'id' } },
  onErasure: 'delete',
  columns,
  purpose,
  ...more,
})
const ofUser = (table: string, columns: readonly string[]): PersonalData => ({
  table: `sales.${table}`,
  subject: 'user',
  columns,
  purpose: 'sales.personal-data.authorship',
})

export const proposalPersonalData: readonly PersonalData[] = [
  rowsOf('proposal', ['number', 'title', 'contact_name', 'document', 'total_minor'], {
    rows: { by: 'contact_id' },
    derived: ['search_text'],
    order: 'created_at',
  }),
  rowsOf('proposal_line', ['description', 'unit'], { order: 'position' }),
  rowsOf('proposal_version', ['number', 'title', 'contact_name', 'document', 'html', 'lines', 'discount', 'totals', 'pdf_sha256'], {
    files: ['pdf_file_id'],
    derived: ['html'],
    order: 'no',
  }),
  rowsOf('proposal_step', ['reason'], { order: 'at' }),
  ofUser('proposal', ['created_by_name']),
  ofUser('proposal_version', ['created_by_name']),
  ofUser('proposal_step', ['actor_name']),
]

/** Photographs of covers: they are the house's. */
export const proposalFileColumns = [
  { table: 'sales.proposal_template', column: 'document' },
  { table: 'sales.proposal', column: 'document' },
]

export const proposalImpersonal: Readonly<Record<string, string>> = {
  'sales.proposal_template': 'What the business says to everybody.',
  'sales.proposal_series': 'How far the numbers have come.',
  'sales.proposal_settings': 'Amounts and letters of the business.',
  'sales.proposal.currency': 'One of a closed list of words.',
  'sales.proposal_contact_merge': 'Ids of proposals that a merge moved, so that they can go back.',
}
