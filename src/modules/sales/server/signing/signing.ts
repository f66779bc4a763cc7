import { createHash } from 'node:crypto'
import * as crm from '#crm/server/public.ts'
import * as conversations from '#conversations/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { ChainVerdict, Fact, SendWays, Signing } from '#sales/contract/signing.ts'
import { proposalNotFound } from '#sales/server/problems.ts'
import { follow } from '#sales/server/signing/chain.ts'
import * as followups from '#sales/server/signing/followups.store.ts'
import * as comments from '#sales/server/signing/comments.store.ts'
import { readDecision } from '#sales/server/signing/decision.ts'
import { sealOf } from '#sales/server/signing/facts.ts'
import * as store from '#sales/server/signing/facts.store.ts'
import * as sends from '#sales/server/signing/sends.ts'
import * as subjects from '#sales/server/signing/subject.ts'
import * as views from '#sales/server/signing/views.store.ts'

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Signing> {
  const subject = await subjects.find(ctx, id)
  if (!subject) throw proposalNotFound()
  const [sent, facts, said, seen, made] = await Promise.all([
    sends.ofProposal(ctx, id),
    store.ofProposal(ctx, id),
    comments.ofProposal(ctx, id),
    views.ofProposal(ctx, id),
    followups.ofProposal(ctx, id),
  ])
  const last = facts.findLast(({ type }) => type === 'accepted' || type === 'rejected')
  return { sends: sent, facts, comments: said, views: seen, decision: last ? readDecision(last) : null, made }
}

/** How this customer can be reached right now. */
export async function ways(ctx: Ctx, { id }: { id: string }): Promise<SendWays> {
  const subject = await subjects.find(ctx, id)
  if (!subject) throw proposalNotFound()
  const contact = await crm.summary(ctx, subject.contactId)
  const numbers = await conversations.waysTo(ctx, subject.contactId, { hasPhone: Boolean(contact?.phone) })
  return { email: contact?.email ?? null, hasMailServer: ctx.mail.hasServer, numbers }
}

/** Follows the chain, and reads every PDF that was sent: both have to be what was written down. */
export async function verify(ctx: Ctx, { id }: { id: string }): Promise<ChainVerdict> {
  if (!(await subjects.find(ctx, id))) throw proposalNotFound()
  const checkedAt = ctx.now.toISOString()
  const [facts, head] = await Promise.all([store.ofProposal(ctx, id), store.findHead(ctx, id)])
  const verdict = follow(facts, head, sealOf(ctx, id))
  if (!verdict.isIntact) return { ...verdict, checkedAt }
  for (const fact of facts.filter(({ type }) => type === 'sent'))
    if (!(await isSameDocument(ctx, id, fact))) return { isIntact: false, damage: 'document', seq: fact.seq, checkedAt }
  return { isIntact: true, length: verdict.length, hash: verdict.hash, checkedAt }
}

async function isSameDocument(ctx: Ctx, proposalId: string, fact: Fact): Promise<boolean> {
  const version = await subjects.versionOf(ctx, proposalId, fact.version)
  const { document } = JSON.parse(fact.content) as { document?: { pdfSha256?: string } }
  if (!version || document?.pdfSha256 !== version.pdfSha256) return false
  const file = await ctx.files.find(ctx, version.pdfFileId)
  if (!file) return false
  const bytes = await ctx.files.read(ctx, file.id).catch(() => undefined)
  return bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === version.pdfSha256
}
