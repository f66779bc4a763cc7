import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { canManageTemplates, canReadProposals, canWriteProposals } from '#sales/contract/permissions.ts'
import { DocumentIssue, ProposalDocument } from '#sales/contract/proposal-document.ts'
import { CreateProposalTemplate, ProposalTemplate, ProposalTemplateRow, UpdateProposalTemplate } from '#sales/contract/proposal-template.ts'

const One = z.object({ id: Id })
const bodyLimit = 1024 * 1024

/** By name; archived ones last. */
export const listProposalTemplates = endpoint({
  method: 'GET',
  path: '/proposal-templates',
  permission: canReadProposals,
  input: z.object({}),
  output: z.object({ items: z.array(ProposalTemplateRow) }),
})
export const getProposalTemplate = endpoint({
  method: 'GET',
  path: '/proposal-templates/:id',
  permission: canReadProposals,
  input: One,
  output: ProposalTemplate,
})
export const createProposalTemplate = endpoint({
  method: 'POST',
  path: '/proposal-templates',
  permission: canManageTemplates,
  input: CreateProposalTemplate,
  output: ProposalTemplate,
  bodyLimit,
})
export const updateProposalTemplate = endpoint({
  method: 'PATCH',
  path: '/proposal-templates/:id',
  permission: canManageTemplates,
  versioned: true,
  input: UpdateProposalTemplate,
  output: ProposalTemplate,
  bodyLimit,
})
export const copyProposalTemplate = endpoint({
  method: 'POST',
  path: '/proposal-templates/:id/copies',
  permission: canManageTemplates,
  input: One,
  output: ProposalTemplate,
})
/** A photograph for a cover (multipart, one part), at most 8 MiB; forgotten after two days unless a document takes it. */
export const uploadProposalPicture = endpoint({
  method: 'POST',
  path: '/proposal-pictures',
  permission: canWriteProposals,
  input: z.object({}),
  output: z.object({ fileId: Id, url: z.string() }),
  accepts: 'file',
  bodyLimit: 9 * 1024 * 1024,
})
/** With an invented customer and lines; nothing is kept. */
export const previewProposalTemplate = endpoint({
  method: 'POST',
  path: '/proposal-templates/:id/previews',
  permission: canManageTemplates,
  input: One.extend({ document: ProposalDocument, brandId: Id.optional(), includesTax: z.boolean() }),
  output: z.object({ html: z.string(), css: z.string(), issues: z.array(DocumentIssue) }),
  bodyLimit,
})
/** What may stand between `{{` and `}}`; the words are the locale keys `sales.variables.<name>` with `_` for the dot. */
export const listProposalVariables = endpoint({
  method: 'GET',
  path: '/proposal-variables',
  permission: canReadProposals,
  input: z.object({}),
  output: z.object({ items: z.array(z.object({ name: z.string(), type: z.enum(['text', 'date', 'percent', 'money']) })) }),
})
