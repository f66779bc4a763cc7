import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import { canApproveProposals } from '#sales/contract/permissions.ts'
import type { Proposal, ProposalState } from '#sales/contract/proposal.ts'
import { proposalStateChanged, proposalUpdated } from '#sales/contract/proposal-events.ts'
import { leadsTo } from '#sales/contract/proposal-state.ts'
import type { DocumentIssue } from '#sales/contract/proposal-document.ts'
import { approvalNeedsReason, proposalNotFound, proposalStepRefused, proposalUnready } from '#sales/server/problems.ts'
import * as lineStore from '#sales/server/proposals/lines.store.ts'
import { get } from '#sales/server/proposals/proposals.ts'
import * as store from '#sales/server/proposals/proposals.store.ts'
import { limitOf, sayDraft } from '#sales/server/proposals/shown.ts'
import * as steps from '#sales/server/proposals/steps.store.ts'

/**
 * Moves a proposal to another state and writes down who did it and why; the same state again changes nothing. Throws
 * `sales.proposal_step_refused` where no way leads there. Whoever calls it has checked the right.
 */
export async function markState(
  ctx: Ctx,
  { id, to, reason = null }: { id: string; to: ProposalState; reason?: string | null },
): Promise<store.StoredProposal> {
  const before = await store.lock(ctx, id)
  if (!before) throw proposalNotFound()
  if (before.state === to) return before
  if (!leadsTo(before.state, to)) throw proposalStepRefused({ from: before.state, to })
  await store.setState(ctx, id, to)
  await steps.insert(ctx, { proposalId: id, from: before.state, to, reason })
  await ctx.emit(proposalStateChanged, {
    proposalId: id,
    contactId: before.contactId,
    ownerId: before.ownerId,
    dealId: before.dealId,
    conversationId: before.conversationId,
    number: before.number,
    from: before.state,
    to,
    totalMinor: before.totalMinor,
    currency: before.currency,
  })
  ctx.audit({
    action: 'sales.proposal.moved',
    subject: { kind: 'proposal', id, name: before.number },
    before: { state: before.state },
    after: { state: to, ...(reason && { reason }) },
  })
  return { ...before, state: to, version: before.version + 1 }
}

/** The draft is done: approved at once where nobody has to say yes, or by who may say it; otherwise they are told. */
export async function submit(ctx: Ctx, { id }: { id: string }): Promise<Proposal> {
  const row = await store.lock(ctx, id)
  if (!row) throw proposalNotFound()
  if (row.state === 'waiting_approval' || row.state === 'approved') return get(ctx, { id })
  if (row.state !== 'draft') throw proposalStepRefused({ from: row.state, to: 'approved' })
  const { issues } = await sayDraft(ctx, row, await lineStore.of(ctx, id))
  if (issues.length > 0) throw proposalUnready({ issues: issues.map((issue) => issueText(ctx, issue)) })
  const limitMinor = await limitOf(ctx, row.currency)
  const mustAsk = limitMinor !== null && row.totalMinor > limitMinor && !ctx.can(canApproveProposals) && ctx.actor.kind !== 'system'
  await markState(ctx, { id, to: mustAsk ? 'waiting_approval' : 'approved' })
  if (mustAsk) await tellApprovers(ctx, row)
  return get(ctx, { id })
}

/** Yes, or back to the draft with a reason. Whoever handed it in, and whoever it belongs to, is told. */
export async function decide(ctx: Ctx, { id, isApproved, reason }: { id: string; isApproved: boolean; reason: string }): Promise<Proposal> {
  const row = await store.lock(ctx, id)
  if (!row) throw proposalNotFound()
  if (row.state !== 'waiting_approval') throw proposalStepRefused({ from: row.state, to: isApproved ? 'approved' : 'draft' })
  if (ctx.ifMatch !== row.version) throw changedMeanwhile({ version: row.version })
  if (!isApproved && reason === '') throw approvalNeedsReason()
  const asker = await steps.submitter(ctx, id)
  await markState(ctx, { id, to: isApproved ? 'approved' : 'draft', reason: reason || null })
  await identity.notify(ctx, {
    personIds: [asker, row.ownerId].filter((one) => one !== null),
    words: isApproved ? 'sales.notices.proposal_approved' : 'sales.notices.proposal_returned',
    values: { actor: ctx.actor.name, number: row.number, contact: row.contactName, reason },
    href: `/propuestas/${id}`,
    key: `proposal-decided:${id}:${row.version}`,
  })
  return get(ctx, { id })
}

/** Back to the draft; versions that went out stay as they went. */
export async function revise(ctx: Ctx, { id }: { id: string }): Promise<Proposal> {
  await markState(ctx, { id, to: 'draft' })
  return get(ctx, { id })
}

export async function archive(ctx: Ctx, { id, isArchived }: { id: string; isArchived: boolean }): Promise<Proposal> {
  const row = await store.lock(ctx, id)
  if (!row) throw proposalNotFound()
  if ((row.archivedAt !== null) === isArchived) return get(ctx, { id })
  await store.setArchived(ctx, id, isArchived)
  await ctx.emit(proposalUpdated, { proposalId: id, contactId: row.contactId, ownerId: row.ownerId })
  ctx.audit({
    action: isArchived ? 'sales.proposal.archived' : 'sales.proposal.restored',
    subject: { kind: 'proposal', id, name: row.number },
  })
  return get(ctx, { id })
}

export const issueText = (ctx: Pick<Ctx, 't'>, { kind, name }: DocumentIssue): string => ctx.t(`sales.issues.${kind}`, { name })

async function tellApprovers(ctx: Ctx, row: store.StoredProposal): Promise<void> {
  const approvers = (await identity.access(ctx)).filter(({ permissions }) => permissions.has(canApproveProposals.code))
  await identity.notify(ctx, {
    personIds: approvers.map(({ id }) => id),
    words: 'sales.notices.approval_asked',
    values: { actor: ctx.actor.name, number: row.number, contact: row.contactName },
    href: `/propuestas/${row.id}`,
    key: `proposal-approval:${row.id}:${row.version}`,
  })
}
