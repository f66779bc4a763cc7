import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Currency } from '#kernel/contract/money.ts'
import { Listing } from '#kernel/contract/page.ts'
import { BusinessDay, Day, Instant } from '#kernel/contract/time.ts'
import { DocumentIssue, ProposalDocument } from '#sales/contract/proposal-document.ts'

export const ProposalState = z.enum([
  'draft',
  'waiting_approval',
  'approved',
  'sent',
  'viewed',
  'accepted',
  'rejected',
  'expired',
  'superseded',
])
export type ProposalState = z.infer<typeof ProposalState>

/** Percent in basis points (1250 is 12,5 %), or an amount in minor units. */
export const Discount = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), basisPoints: z.int().min(0).max(10_000) }),
  z.object({ kind: z.literal('amount'), amountMinor: z.int().min(0).max(1_000_000_000_000) }),
])
export type Discount = z.infer<typeof Discount>

/**
 * A line of what is offered. `quantityMilli` in thousandths, so that half a kilo is a whole number; `unitPriceMinor` in
 * minor units; `taxBasisPoints`: 2100 is 21 %. A `heading` opens a group with a subtotal and counts nothing itself.
 */
export const ProposalLine = z.object({
  id: Id,
  kind: z.enum(['item', 'heading']),
  description: z.string().trim().min(1).max(500),
  quantityMilli: z.int().min(0).max(1_000_000_000),
  unit: z.string().trim().max(20),
  unitPriceMinor: z.int().min(0).max(1_000_000_000_000),
  discount: Discount.nullable(),
  taxBasisPoints: z.int().min(0).max(10_000),
  productId: Id.nullable(),
  /** Which variant of the product, and what the catalogue asked for one of it when the line was written. */
  variantId: Id.nullable().default(null),
  listPriceMinor: z.int().min(0).max(1_000_000_000_000).nullable().default(null),
})
export type ProposalLine = z.infer<typeof ProposalLine>

export const mostLines = 500

/** All in minor units. `lines` in the order of the proposal's; a heading's `totalMinor` is the subtotal of its group. */
export const Totals = z.object({
  lines: z.array(z.object({ grossMinor: z.int(), discountMinor: z.int(), totalMinor: z.int() })),
  subtotalMinor: z.int(),
  discountMinor: z.int(),
  taxes: z.array(z.object({ basisPoints: z.int(), netMinor: z.int(), taxMinor: z.int() })),
  netMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: z.int(),
})
export type Totals = z.infer<typeof Totals>

export const ProposalRow = z.object({
  id: Id,
  /** `P-2026-00042`. */
  number: z.string(),
  title: z.string(),
  contactId: Id,
  contactName: z.string(),
  dealId: Id.nullable(),
  conversationId: Id.nullable(),
  brandId: Id,
  templateId: Id.nullable(),
  ownerId: Id.nullable(),
  ownerName: z.string().nullable(),
  currency: z.string(),
  totalMinor: z.int(),
  state: ProposalState,
  /** The last day on which it can be accepted. */
  validUntil: Day,
  /** The last version that was made; null: none yet. */
  currentVersionNo: z.int().nullable(),
  createdAt: Instant,
  updatedAt: Instant,
  archivedAt: Instant.nullable(),
  version: z.int(),
})
export type ProposalRow = z.infer<typeof ProposalRow>

export const ProposalStep = z.object({
  from: ProposalState.nullable(),
  to: ProposalState,
  at: Instant,
  actorName: z.string().nullable(),
  reason: z.string().nullable(),
})
export type ProposalStep = z.infer<typeof ProposalStep>

export const Proposal = ProposalRow.extend({
  document: ProposalDocument,
  lines: z.array(ProposalLine),
  discount: Discount.nullable(),
  /** Unit prices hold the taxes already. */
  includesTax: z.boolean(),
  totals: Totals,
  /** What has to be put right before it can go out. */
  issues: z.array(DocumentIssue),
  /** Somebody with the right has to say yes first: `limitMinor` is the amount above which. */
  approval: z.object({ isNeeded: z.boolean(), limitMinor: z.int().nullable() }),
  steps: z.array(ProposalStep),
})
export type Proposal = Omit<z.infer<typeof Proposal>, 'document'> & { document: ProposalDocument }

const title = z.string().trim().min(1).max(160)

/** `templateId`: what it says and for how many days it holds; without one it begins empty. The currency is the brand's when left out. */
export const CreateProposal = z.object({
  contactId: Id,
  templateId: Id.nullable().default(null),
  dealId: Id.nullable().default(null),
  conversationId: Id.nullable().default(null),
  brandId: Id.optional(),
  title: title.optional(),
  currency: Currency.optional(),
})
export type CreateProposal = z.input<typeof CreateProposal>

/** What is absent stays. `lines` replaces all of them; lines without an id are new. */
export const UpdateProposal = z.object({
  id: Id,
  title: title.optional(),
  ownerId: Id.nullable().optional(),
  dealId: Id.nullable().optional(),
  currency: Currency.optional(),
  validUntil: BusinessDay.optional(),
  includesTax: z.boolean().optional(),
  discount: Discount.nullable().optional(),
  document: ProposalDocument.optional(),
  lines: z
    .array(ProposalLine.extend({ id: Id.optional() }))
    .max(mostLines)
    .optional(),
})
export type UpdateProposal = z.output<typeof UpdateProposal>

export const ListProposals = Listing.extend({
  /** With the archived ones, which are left out otherwise. */
  archived: z.enum(['without', 'only']).default('without'),
})
export type ListProposals = z.output<typeof ListProposals>

/** A version as it went out, or can go out: it never changes again. */
export const ProposalVersion = z.object({
  id: Id,
  proposalId: Id,
  no: z.int(),
  number: z.string(),
  title: z.string(),
  contactName: z.string(),
  currency: z.string(),
  validUntil: Day,
  includesTax: z.boolean(),
  lines: z.array(ProposalLine),
  discount: Discount.nullable(),
  totals: Totals,
  pdfFileId: Id,
  /** Hexadecimal. */
  pdfSha256: z.string(),
  createdAt: Instant,
  createdByName: z.string().nullable(),
})
export type ProposalVersion = z.infer<typeof ProposalVersion>

/** What is different from the version before: `what` is a word of the locales, `from` and `to` as people read them. */
export const VersionChange = z.object({ what: z.string(), name: z.string(), from: z.string(), to: z.string() })
export type VersionChange = z.infer<typeof VersionChange>
