import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Currency } from '#kernel/contract/money.ts'

/** Above `aboveMinor` a proposal in this currency waits for somebody who may approve it. */
export const ApprovalLimit = z.object({ currency: Currency, aboveMinor: z.int().min(0).max(1_000_000_000_000) })
export type ApprovalLimit = z.infer<typeof ApprovalLimit>

/** What numbers begin with: `P-2026-00042`. Brands with the same letters count together. */
export const NumberPrefix = z.object({ brandId: Id, prefix: z.string().trim().max(6) })

export const ProposalSettings = z.object({ limits: z.array(ApprovalLimit), prefixes: z.array(NumberPrefix), version: z.int() })
export type ProposalSettings = z.infer<typeof ProposalSettings>

export const UpdateProposalSettings = z.object({ limits: z.array(ApprovalLimit).max(12), prefixes: z.array(NumberPrefix).max(50) })
export type UpdateProposalSettings = z.output<typeof UpdateProposalSettings>
