import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { ProposalDocument } from '#sales/contract/proposal-document.ts'

/** What proposals are made from. */
export const ProposalTemplate = z.object({
  id: Id,
  name: z.string(),
  brandId: Id,
  document: ProposalDocument,
  /** How many days a proposal made from it holds. */
  validityDays: z.int(),
  includesTax: z.boolean(),
  usedCount: z.int(),
  createdAt: Instant,
  updatedAt: Instant,
  isArchived: z.boolean(),
  version: z.int(),
})
export type ProposalTemplate = Omit<z.infer<typeof ProposalTemplate>, 'document'> & { document: ProposalDocument }

export const ProposalTemplateRow = ProposalTemplate.omit({ document: true }).extend({ sectionCount: z.int() })
export type ProposalTemplateRow = z.infer<typeof ProposalTemplateRow>

const settings = {
  name: z.string().trim().min(1).max(80),
  validityDays: z.int().min(1).max(365),
  includesTax: z.boolean(),
}

/** The main brand, and an empty document, when left out. */
export const CreateProposalTemplate = z.object({
  name: settings.name,
  brandId: Id.optional(),
  document: ProposalDocument.optional(),
  validityDays: settings.validityDays.default(15),
  includesTax: settings.includesTax.default(true),
})
export type CreateProposalTemplate = z.input<typeof CreateProposalTemplate>

/** What is absent stays. */
export const UpdateProposalTemplate = z.object({
  id: Id,
  name: settings.name.optional(),
  brandId: Id.optional(),
  document: ProposalDocument.optional(),
  validityDays: settings.validityDays.optional(),
  includesTax: settings.includesTax.optional(),
  isArchived: z.boolean().optional(),
})
export type UpdateProposalTemplate = z.output<typeof UpdateProposalTemplate>
