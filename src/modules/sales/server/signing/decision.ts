import { createHash } from 'node:crypto'
import * as crm from '#crm/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { DrawnSignature, type Decision, type Fact } from '#sales/contract/signing.ts'
import { proposalAccepted, proposalRejected } from '#sales/contract/signing-events.ts'
import type { Visitor } from '#sales/server/signing/door.ts'
import { record } from '#sales/server/signing/facts.ts'
import * as facts from '#sales/server/signing/facts.store.ts'
import { close } from '#sales/server/signing/sends.ts'
import type { Standing } from '#sales/server/signing/standing.ts'
import * as subjects from '#sales/server/signing/subject.ts'
import { aboutOf, tellOwners } from '#sales/server/signing/telling.ts'

const mostNameLength = 120
const mostReasonLength = 1_000

/** What somebody filled in; everything may be anything. */
export type Given = { name: string; how: string; drawn: string; typed: string; agrees: boolean }
/** Words: `sales.sign.errors.<refusal>`, by field. */
export type Refusals = Map<'name' | 'signature' | 'agrees' | 'reason', string>
export type Outcome = { standing: Standing; refusals: Refusals }

const plain = (text: string, most: number): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, most)

/**
 * The words that are agreed to and their version, which is another one as soon as a letter of them is. Both are part of the
 * evidence.
 */
export function consentOf(
  ctx: Pick<Ctx, 't' | 'locale'>,
  { subject, version }: Pick<Visitor, 'subject' | 'version'>,
): { version: string; text: string } {
  const words = ctx.t('sales.sign.consent', { number: '{number}', version: '{version}' })
  return {
    version: `${ctx.locale}-${createHash('sha256').update(words, 'utf8').digest('hex').slice(0, 12)}`,
    text: ctx.t('sales.sign.consent', { number: subject.number, version: version.number }),
  }
}

/**
 * The yes of whoever holds the link, once: the second time it changes nothing and answers the same. The visitor was looked
 * up while the proposal is held, so that of sixty-four who press at once one signs and the others see that it is signed.
 */
export async function accept(ctx: Ctx, visitor: Visitor, given: Given): Promise<Outcome> {
  const { subject, version } = visitor
  const refusals: Refusals = new Map()
  if (visitor.standing !== 'open') return { standing: visitor.standing, refusals }
  const name = plain(given.name, mostNameLength)
  const signature = signatureOf(given)
  if (name.length < 3) refusals.set('name', 'name')
  if (!signature) refusals.set('signature', given.how === 'drawn' ? 'drawn' : 'typed')
  if (!given.agrees) refusals.set('agrees', 'agrees')
  if (refusals.size > 0) return { standing: 'open', refusals }
  await record(ctx, subject.id, {
    type: 'accepted',
    version: version.number,
    actorKind: 'customer',
    actorName: name,
    facts: { ...evidenceOf(visitor), signer: { name }, signature, consent: consentOf(ctx, visitor), total: version.total },
  })
  await subjects.mark(ctx, subject, 'accepted')
  const about = aboutOf(ctx, subject, version)
  await crm.recordActivities(ctx, [
    {
      contactId: subject.contactId,
      kind: 'proposal.accepted',
      at: about.at,
      source: `proposal-accepted:${subject.id}`,
      value: { proposalId: version.id },
    },
  ])
  await close(ctx, subject, version, 'accepted')
  await ctx.emit(proposalAccepted, { ...about, versionId: version.id, total: version.total, signerName: name })
  if (!visitor.isHistory) await tellOwners(ctx, subject, 'accepted', { signer: name }, 'once')
  return { standing: 'accepted', refusals }
}

/** The no, with its reason; as final for this version as a yes. */
export async function reject(ctx: Ctx, visitor: Visitor, given: { name: string; reason: string }): Promise<Outcome> {
  const { subject, version } = visitor
  const refusals: Refusals = new Map()
  if (visitor.standing !== 'open') return { standing: visitor.standing, refusals }
  const reason = given.reason
    .replaceAll(/[^\P{Cc}\n]|\p{Cf}/gu, ' ')
    .trim()
    .slice(0, mostReasonLength)
  if (reason.length < 3) refusals.set('reason', 'reason')
  if (refusals.size > 0) return { standing: 'open', refusals }
  const name = plain(given.name, mostNameLength) || subject.contactName
  await record(ctx, subject.id, {
    type: 'rejected',
    version: version.number,
    actorKind: 'customer',
    actorName: name,
    facts: { ...evidenceOf(visitor), signer: { name }, reason },
  })
  await subjects.mark(ctx, subject, 'rejected', reason.slice(0, 500))
  const about = aboutOf(ctx, subject, version)
  await close(ctx, subject, version, 'rejected')
  await ctx.emit(proposalRejected, { ...about, reason })
  if (!visitor.isHistory) await tellOwners(ctx, subject, 'rejected', { reason: reason.slice(0, 120) }, `${version.number}`)
  return { standing: 'rejected', refusals }
}

function signatureOf({ how, drawn, typed }: Given): Decision['signature'] {
  if (how === 'drawn') {
    const path = DrawnSignature.safeParse(drawn)
    return path.success ? { kind: 'drawn', path: path.data } : null
  }
  const text = plain(typed, mostNameLength)
  return text.length < 3 ? null : { kind: 'typed', text }
}

/** What is known of whoever answers, and what exactly they answered to. */
const evidenceOf = ({ send, version, request }: Visitor) => ({
  document: { versionId: version.id, pdfSha256: version.pdfSha256 },
  ip: request.ip,
  userAgent: request.userAgent,
  verification: { by: 'link' as const, channel: send.channel, to: send.to, sentAt: send.at, sendId: send.id },
})

type Written = ReturnType<typeof evidenceOf> & {
  signer: { name: string }
  reason?: string
  signature?: NonNullable<Decision['signature']>
  consent?: { version: string; text: string }
}

/** The last yes or no of a proposal, read from what was written down of it; null while there is none. */
export async function decisionOf(ctx: Ctx, proposalId: string): Promise<Decision | null> {
  const fact = await facts.latest(ctx, proposalId, ['accepted', 'rejected'])
  return fact ? readDecision(fact) : null
}

export function readDecision(fact: Fact): Decision | null {
  if (fact.type !== 'accepted' && fact.type !== 'rejected') return null
  const { document, ip, userAgent, verification, signer, reason, signature, consent } = JSON.parse(fact.content) as Written
  return {
    outcome: fact.type,
    version: fact.version,
    at: fact.at,
    name: signer.name,
    reason: reason ?? null,
    signature: signature ?? null,
    ip,
    userAgent,
    verification: { by: verification.by, channel: verification.channel, to: verification.to, sentAt: verification.sentAt },
    pdfSha256: document.pdfSha256,
    consent: consent ?? null,
  }
}
