import { instantOf } from '#kernel/contract/business-time.ts'
import type { Money } from '#kernel/contract/money.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { leadsTo } from '#sales/contract/proposal-state.ts'
import type { ProposalState } from '#sales/contract/proposal.ts'
import * as freezing from '#sales/server/proposals/freeze.ts'
import * as proposals from '#sales/server/proposals/proposals.store.ts'
import { markState } from '#sales/server/proposals/states.ts'
import * as versions from '#sales/server/proposals/versions.store.ts'
import * as facts from '#sales/server/signing/facts.store.ts'

/** A proposal, as far as who signs it needs it. What was sent and answered is told by its facts, not by its state. */
export type Subject = facts.Course & {
  id: string
  number: string
  title: string
  state: ProposalState
  contactId: string
  contactName: string
  dealId: string | null
  brandId: string
  /** Who is told what the customer does. */
  ownerIds: readonly string[]
  isWithdrawn: boolean
}

/** A version that was sent: nothing of it changes any more. */
export type SentVersion = {
  id: string
  number: number
  title: string
  /** Markup of our own making. */
  html: string
  pdfFileId: string
  pdfSha256: string
  total: Money
  /** The first instant at which the offer does not hold any more. */
  endsAt: string
}

export async function find(ctx: Ctx, id: string): Promise<Subject | undefined> {
  const [row, course] = await Promise.all([proposals.find(ctx, id), facts.courseOf(ctx, id)])
  if (!row) return undefined
  const { number, title, state, contactId, contactName, dealId, brandId, ownerId, archivedAt } = row
  const ownerIds = ownerId === null ? [] : [ownerId]
  return { id, number, title, state, contactId, contactName, dealId, brandId, ownerIds, isWithdrawn: archivedAt !== null, ...course }
}

export async function versionOf(ctx: Ctx, proposalId: string, no: number): Promise<SentVersion | undefined> {
  const found = await versions.find(ctx, proposalId, no)
  return found && sentVersion(ctx, found)
}

/** The version that goes out: the one there is, or a new one of what was approved. Throws what keeps it from leaving. */
export const freeze = async (ctx: Ctx, proposalId: string): Promise<SentVersion> => sentVersion(ctx, await freezing.freeze(ctx, proposalId))

/**
 * Tells the proposal what became of it outside. While the house prepares another version, looks, refusals and the calendar
 * do not disturb it; a yes always counts.
 */
export async function mark(ctx: Ctx, { id }: Pick<Subject, 'id'>, to: ProposalState, reason: string | null = null): Promise<void> {
  const now = await proposals.lock(ctx, id)
  if (now && (now.state === to || leadsTo(now.state, to))) await markState(ctx, { id, to, reason })
}

function sentVersion({ zone }: Pick<Ctx, 'zone'>, one: versions.WrittenVersion): SentVersion {
  const { id, no: number, title, html, pdfFileId, pdfSha256, totals, currency, validUntil } = one
  // The day after the last one, at midnight of where the organization is.
  const endsAt = new Date(instantOf(zone, Date.parse(`${validUntil}T00:00:00Z`) + 86_400_000)).toISOString()
  return { id, number, title, html, pdfFileId, pdfSha256, total: { amountMinor: totals.totalMinor, currency }, endsAt }
}
