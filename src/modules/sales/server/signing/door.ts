import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { addressKey, attempt } from '#kernel/auth/throttle.ts'
import { tooMany } from '#kernel/problem.ts'
import { proposalLinkUnknown } from '#sales/server/problems.ts'
import * as facts from '#sales/server/signing/facts.store.ts'
import * as sends from '#sales/server/signing/sends.store.ts'
import { standingOf, type Standing } from '#sales/server/signing/standing.ts'
import * as subjects from '#sales/server/signing/subject.ts'
import { hashOf, isToken } from '#sales/server/signing/token.ts'

/** Somebody outside who holds a link, and what they may do with it right now. */
export type Visitor = {
  send: sends.StoredSend
  subject: subjects.Subject
  version: subjects.SentVersion
  standing: Standing
  request: { ip: string; userAgent: string }
  /** It happened long ago: nobody is told any more. */
  isHistory?: true
}

const misses = { limit: 30, windowSeconds: 600 }
const writes = { limit: 20, windowSeconds: 600 }
const reports = { limit: 120, windowSeconds: 600 }

/**
 * Runs in the organization whose link it is. Links of nobody are 404, and soon 429 for an address that tries them. With
 * `wanted` the link shows a later version that was sent than the one it was made for.
 */
export async function inProposalOf<T>(
  ctx: PlatformCtx,
  token: string,
  run: (ctx: Ctx, visitor: Visitor) => Promise<T>,
  { holds = false, wanted }: { holds?: boolean; wanted?: number | undefined } = {},
): Promise<T> {
  const owner = isToken(token) ? await sends.ownerOf(ctx.sql, hashOf(token)) : undefined
  if (!owner) {
    await count(ctx, 'sales.proposal.miss', '', misses)
    throw proposalLinkUnknown()
  }
  return ctx.inOrg(owner.orgId, async (tenant) => run(tenant, await visitorOf(tenant, owner.id, ctx.request, { holds, wanted })))
}

/** The visitor of a link, which is known by the id of what was sent; `holds`: the proposal, until the transaction ends. */
export async function visitorOf(
  ctx: Ctx,
  sendId: string,
  { ip, userAgent }: Visitor['request'],
  { holds, wanted }: { holds: boolean; wanted: number | undefined },
): Promise<Visitor> {
  const send = await sends.find(ctx, sendId)
  if (!send) throw proposalLinkUnknown()
  if (holds) await facts.lockHead(ctx, send.proposalId)
  const subject = await subjects.find(ctx, send.proposalId)
  const number = wanted !== undefined && wanted > send.version && wanted <= (subject?.latestSent ?? 0) ? wanted : send.version
  const version = subject && (await subjects.versionOf(ctx, send.proposalId, number))
  if (!subject || !version) throw proposalLinkUnknown()
  const standing = standingOf({ ...subject, version: version.number, endsAt: version.endsAt, linkExpiresAt: send.expiresAt }, ctx.now)
  return { send, subject, version, standing, request: { ip, userAgent } }
}

/** Throws `kernel.too_many_requests`. Counts before anything is read. */
export const refuseFlood = (ctx: PlatformCtx, token: string): Promise<void> => count(ctx, 'sales.proposal.write', token, writes)
export const refuseReports = (ctx: PlatformCtx, token: string): Promise<void> => count(ctx, 'sales.proposal.view', token, reports)

async function count(ctx: PlatformCtx, bucket: string, token: string, allowance: { limit: number; windowSeconds: number }): Promise<void> {
  const answer = await attempt(ctx.sql, { bucket, key: `${token} ${addressKey(ctx.request.ip)}`, now: ctx.now, ...allowance })
  if (!answer.allowed) throw tooMany({ retryAfterSeconds: answer.retryAfterSeconds })
}
