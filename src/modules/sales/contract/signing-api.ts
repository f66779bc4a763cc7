import { z } from 'zod'
import { anyone, endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Currency, Money } from '#kernel/contract/money.ts'
import { canManageTemplates, canReadProposals, canWriteProposals } from '#sales/contract/permissions.ts'
import { ChainVerdict, Comment, ProposalResults, Send, SendWays, Signing } from '#sales/contract/signing.ts'

const One = z.object({ id: Id })

export const getSigning = endpoint({
  method: 'GET',
  path: '/proposals/:id/signing',
  permission: canReadProposals,
  input: One,
  output: Signing,
})

export const getSendWays = endpoint({
  method: 'GET',
  path: '/proposals/:id/send-ways',
  permission: canWriteProposals,
  input: One,
  output: SendWays,
})

/** The template of the channel that goes out when free text may not. A value may say `{{link}}`, where the address of the proposal is put. */
const FromTemplate = z.object({
  templateId: Id,
  values: z.record(z.string().max(60), z.string().max(1024)).default({}),
})

/**
 * Sends the proposal as it is now, which becomes a version if it is not one yet; older versions that were sent count no more.
 * `whatsapp`: a message with the link, and the PDF when `withPdf`, through `channelId` (left out: the number the customer wrote
 * to last); outside of the window only with `template`, otherwise `conversations.window_closed`. `email`: to `to`, or to the
 * contact's own. `link`: nothing is sent. `url` is shown this once: only its hash is kept.
 */
export const sendProposal = endpoint({
  method: 'POST',
  path: '/proposals/:id/sends',
  permission: canWriteProposals,
  input: One.extend({
    channel: z.enum(['whatsapp', 'email', 'link']),
    channelId: Id.optional(),
    to: z.email().max(200).optional(),
    text: z.string().trim().max(2_000).default(''),
    withPdf: z.boolean().default(true),
    template: FromTemplate.optional(),
  }),
  output: z.object({ send: Send, url: z.string() }),
})

/** An answer of the house in the proposal's comments; whoever holds the link reads it there. */
export const answerComment = endpoint({
  method: 'POST',
  path: '/proposals/:id/comments',
  permission: canWriteProposals,
  input: One.extend({ text: z.string().trim().min(1).max(2_000) }),
  output: Comment,
})

/** Follows the chain of facts from its beginning and reads the PDFs again. */
export const verifyProposal = endpoint({
  method: 'GET',
  path: '/proposals/:id/verification',
  permission: canReadProposals,
  input: One,
  output: ChainVerdict,
})

/** A PDF that tells who signed what, when and how that is known. */
export const writeCertificate = endpoint({
  method: 'POST',
  path: '/proposals/:id/certificate',
  permission: canReadProposals,
  input: One,
  output: z.object({ fileUrl: z.string() }),
})

export const getProposalResults = endpoint({
  method: 'GET',
  path: '/proposal-results',
  permission: canReadProposals,
  input: z.object({ days: z.coerce.number().int().min(1).max(1_100).default(90) }),
  output: ProposalResults,
})

/** What preparing a proposal costs, on average: the return on them is counted with it. */
export const setProposalCost = endpoint({
  method: 'PUT',
  path: '/proposal-cost',
  permission: canManageTemplates,
  input: z.object({ amountMinor: z.int().min(0).max(100_000_000_000), currency: Currency }),
  output: Money,
})

/**
 * The page of a proposal says that somebody looks at it: `visit` is a number of its own, `seconds` for how long by now.
 * People of the house and programs that only draw a preview do not count.
 */
export const reportView = endpoint({
  method: 'POST',
  path: '/public-proposals/:token/views',
  permission: anyone,
  input: z.object({ token: z.string().max(64), visit: Id, seconds: z.int().min(0).max(86_400) }),
  output: z.object({ counted: z.boolean() }),
})
