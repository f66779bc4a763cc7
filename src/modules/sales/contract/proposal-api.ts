import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { canApproveProposals, canManageTemplates, canReadProposals, canWriteProposals } from '#sales/contract/permissions.ts'
import {
  CreateProposal,
  ListProposals,
  Proposal,
  ProposalRow,
  ProposalState,
  ProposalVersion,
  Totals,
  UpdateProposal,
  VersionChange,
} from '#sales/contract/proposal.ts'
import { DocumentIssue } from '#sales/contract/proposal-document.ts'
import { ProposalSettings, UpdateProposalSettings } from '#sales/contract/proposal-settings.ts'

const One = z.object({ id: Id })
/** 500 lines and a long text. */
const bodyLimit = 1024 * 1024

/** `filter` knows `state`, `ownerId`, `contactId`, `dealId`, `conversationId`, `brandId`, `currency`, `validUntil`, `createdAt`. */
export const listProposals = endpoint({
  method: 'GET',
  path: '/proposals',
  permission: canReadProposals,
  input: ListProposals,
  output: pageOf(ProposalRow),
})
/** How many stand in each state; archived ones are not counted. */
export const countProposals = endpoint({
  method: 'GET',
  path: '/proposal-counts',
  permission: canReadProposals,
  input: z.object({}),
  output: z.object({ states: z.array(z.object({ state: ProposalState, count: z.int() })) }),
})
export const getProposal = endpoint({ method: 'GET', path: '/proposals/:id', permission: canReadProposals, input: One, output: Proposal })
export const createProposal = endpoint({
  method: 'POST',
  path: '/proposals',
  permission: canWriteProposals,
  input: CreateProposal,
  output: Proposal,
})
/** Of a draft; everything else is `sales.proposal_locked`. */
export const updateProposal = endpoint({
  method: 'PATCH',
  path: '/proposals/:id',
  permission: canWriteProposals,
  versioned: true,
  input: UpdateProposal,
  output: Proposal,
  bodyLimit,
})
/** Another draft with the same content, for the same contact or another one. */
export const copyProposal = endpoint({
  method: 'POST',
  path: '/proposals/:id/copies',
  permission: canWriteProposals,
  input: One.extend({ contactId: Id.optional() }),
  output: Proposal,
})
/** The draft is done: approved at once where nobody has to say yes, waiting for it otherwise. */
export const submitProposal = endpoint({
  method: 'POST',
  path: '/proposals/:id/submissions',
  permission: canWriteProposals,
  input: One,
  output: Proposal,
})
/** Yes to what was looked at, or back to whoever wrote it, with a reason. */
export const decideProposal = endpoint({
  method: 'PUT',
  path: '/proposals/:id/approval',
  permission: canApproveProposals,
  input: One.extend({ isApproved: z.boolean(), reason: z.string().trim().max(500).default('') }),
  output: Proposal,
  versioned: true,
})
/** Back to the draft, to write another version; what went out stays as it went. */
export const reviseProposal = endpoint({
  method: 'POST',
  path: '/proposals/:id/revisions',
  permission: canWriteProposals,
  input: One,
  output: Proposal,
})
export const archiveProposal = endpoint({
  method: 'PUT',
  path: '/proposals/:id/archived',
  permission: canWriteProposals,
  input: One.extend({ isArchived: z.boolean() }),
  output: Proposal,
})

/** Newest first, each with what is different from the one before. */
export const listProposalVersions = endpoint({
  method: 'GET',
  path: '/proposals/:id/versions',
  permission: canReadProposals,
  input: One,
  output: z.object({ items: z.array(ProposalVersion.extend({ pdfUrl: z.string(), changes: z.array(VersionChange) })) }),
})
/** A version as it is shown, without the page around it. */
export const getProposalVersion = endpoint({
  method: 'GET',
  path: '/proposals/:id/versions/:no',
  permission: canReadProposals,
  input: One.extend({ no: z.coerce.number().int().min(1).max(100_000) }),
  output: ProposalVersion.extend({ html: z.string(), css: z.string(), pdfUrl: z.string() }),
})

/** As it would look: markup of ours, the style that belongs to it, and what has to be put right. Nothing is kept. */
const Preview = z.object({ html: z.string(), css: z.string(), issues: z.array(DocumentIssue), totals: Totals })
export const previewProposal = endpoint({
  method: 'POST',
  path: '/proposals/:id/previews',
  permission: canWriteProposals,
  input: UpdateProposal,
  output: Preview,
  bodyLimit,
})
/** The draft on paper, to look at: a link that is good for an hour. */
export const printProposal = endpoint({
  method: 'POST',
  path: '/proposals/:id/prints',
  permission: canReadProposals,
  input: One,
  output: z.object({ url: z.string() }),
})

export const getProposalSettings = endpoint({
  method: 'GET',
  path: '/proposal-settings',
  permission: canReadProposals,
  input: z.object({}),
  output: ProposalSettings,
})
export const updateProposalSettings = endpoint({
  method: 'PUT',
  path: '/proposal-settings',
  permission: canManageTemplates,
  versioned: true,
  input: UpdateProposalSettings,
  output: ProposalSettings,
})
