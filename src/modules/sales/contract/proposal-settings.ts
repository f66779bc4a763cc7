import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Currency } from '#kernel/contract/money.ts'

/** Above `aboveMinor` a proposal in this currency waits for somebody who may approve it. */
export const ApprovalLimit = z.object({ currency: Currency, aboveMinor: z.int().min(0).max(1_000_000_000_000) })
export type ApprovalLimit = z.infer<typeof ApprovalLimit>

/** What numbers begin with: `P-2026-00042`. Brands with the same letters count together. */
export const NumberPrefix = z.object({ brandId: Id, prefix: z.string().trim().max(6) })

/** Something that another module makes of an accepted proposal; `code` is `<module>.<name>`. */
export const Followup = z.object({ code: z.string(), isOn: z.boolean() })

export const ProposalSettings = z.object({
  limits: z.array(ApprovalLimit),
  prefixes: z.array(NumberPrefix),
  /** In the order in which they are done; those of modules that are not there are not among them. */
  followups: z.array(Followup),
  version: z.int(),
})
export type ProposalSettings = z.infer<typeof ProposalSettings>

/** What is absent stays. */
export const UpdateProposalSettings = z.object({
  limits: z.array(ApprovalLimit).max(12),
  prefixes: z.array(NumberPrefix).max(50),
  followups: z
    .array(z.object({ code: z.string().max(80), isOn: z.boolean() }))
    .max(30)
    .optional(),
})
export type UpdateProposalSettings = z.output<typeof UpdateProposalSettings>
