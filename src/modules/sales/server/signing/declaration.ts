import type { JobType } from '#kernel/jobs/job.ts'
import { live, serve, servePlatform, type Live, type PublicPage, type Route } from '#kernel/module.ts'
import { canReadProposals } from '#sales/contract/permissions.ts'
import * as api from '#sales/contract/signing-api.ts'
import * as events from '#sales/contract/signing-events.ts'
import { winDeal } from '#sales/server/signing/aftermath.ts'
import { followAcceptance, makeFollowup } from '#sales/server/signing/followups.ts'
import * as certificate from '#sales/server/signing/certificate.ts'
import * as comments from '#sales/server/signing/comments.ts'
import { expireProposal } from '#sales/server/signing/expiry.job.ts'
import { acceptPage, commentPage, proposalPage, rejectPage } from '#sales/server/signing/page.ts'
import * as reports from '#sales/server/signing/reports.ts'
import { send } from '#sales/server/signing/sends.ts'
import * as signing from '#sales/server/signing/signing.ts'
import * as views from '#sales/server/signing/views.ts'

export { signingReactions } from '#sales/server/signing/aftermath.ts'
export { signingReports } from '#sales/server/signing/reports.ts'
export { signingImpersonal, signingPersonalData } from '#sales/server/signing/personal-data.ts'
export { signingTimeline } from '#sales/server/signing/timeline.ts'

export const signingRoutes: readonly Route[] = [
  serve(api.getSigning, signing.get),
  serve(api.getSendWays, signing.ways),
  serve(api.sendProposal, (ctx, input) => send(ctx, input)),
  serve(api.answerComment, comments.answer),
  serve(api.verifyProposal, signing.verify),
  serve(api.writeCertificate, certificate.write),
  serve(api.getProposalResults, reports.results),
  serve(api.setProposalCost, reports.setCost),
  servePlatform(api.reportView, views.report),
]

/** What whoever holds a link sees, and what they send from there. */
export const signingPages: readonly PublicPage[] = [
  { method: 'GET', path: '/p/:token', handle: proposalPage },
  { method: 'POST', path: '/p/:token/accept', handle: acceptPage },
  { method: 'POST', path: '/p/:token/reject', handle: rejectPage },
  { method: 'POST', path: '/p/:token/comment', handle: commentPage },
]

export const signingJobs: readonly JobType[] = [
  winDeal as JobType,
  expireProposal as JobType,
  followAcceptance as JobType,
  makeFollowup as JobType,
]

const all = [
  events.proposalSent,
  events.proposalViewed,
  events.proposalCommented,
  events.proposalAccepted,
  events.proposalRejected,
  events.proposalExpired,
] as const

export const signingLives: readonly Live[] = all.map((one) =>
  live<{ proposalId: string; contactId: string }>(
    one as never,
    ({ proposalId, contactId }) => ['sales.proposals', `sales.proposal:${proposalId}`, `crm.contact:${contactId}`],
    (viewer, { proposalId, contactId }) => (viewer.permissions.has(canReadProposals.code) ? { proposalId, contactId } : null),
  ),
)
