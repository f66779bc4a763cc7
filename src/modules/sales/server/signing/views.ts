import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { proposalViewed } from '#sales/contract/signing-events.ts'
import { inProposalOf, refuseReports, type Visitor } from '#sales/server/signing/door.ts'
import { record } from '#sales/server/signing/facts.ts'
import * as facts from '#sales/server/signing/facts.store.ts'
import { aboutOf, tellOwners } from '#sales/server/signing/telling.ts'
import * as subjects from '#sales/server/signing/subject.ts'
import * as store from '#sales/server/signing/views.store.ts'

/** Programs that open a link only to draw a preview of it, or to look whether it is safe. */
const previews = /bot\b|crawl|spider|preview|whatsapp|facebookexternalhit|facebot|slurp|skype|telegram|linkcheck|headlesschrome-lighthouse/i
const mostVisits = 500

/** The page itself says that it is being looked at: a program that only fetches it never does. */
export async function report(
  ctx: PlatformCtx,
  { token, visit, seconds }: { token: string; visit: string; seconds: number },
): Promise<{ counted: boolean }> {
  await refuseReports(ctx, token)
  return inProposalOf(ctx, token, async (tenant, visitor) => {
    // Whoever is signed in here looks at their own work.
    const isOwn = ctx.person?.orgId === tenant.org
    if (isOwn || previews.test(visitor.request.userAgent)) return { counted: false }
    return { counted: await look(tenant, visitor, visit, seconds) }
  })
}

/** Whoever does something with it looked at it, whether or not their browser runs the page's script. */
export async function lookOnce(ctx: Ctx, visitor: Visitor): Promise<void> {
  if ((await store.countOf(ctx, visitor.send.id)) === 0) await look(ctx, visitor, ctx.newId(), 0)
}

/** One visit, from its first sign of life on. */
export async function look(ctx: Ctx, visitor: Visitor, visit: string, seconds: number): Promise<boolean> {
  const { send, version, subject, request } = visitor
  if ((await store.countOf(ctx, send.id)) >= mostVisits) return false
  await store.touch(ctx, {
    id: visit,
    proposalId: send.proposalId,
    sendId: send.id,
    version: version.number,
    seconds,
    userAgent: request.userAgent,
  })
  // Two tabs at once: the second one waits and finds that it was told.
  await facts.lockHead(ctx, send.proposalId)
  const last = await facts.latest(ctx, send.proposalId, ['viewed'])
  if (last?.version === version.number) return true
  await record(ctx, send.proposalId, {
    type: 'viewed',
    version: version.number,
    actorKind: 'customer',
    actorName: subject.contactName,
    facts: { sendId: send.id, ip: request.ip, userAgent: request.userAgent },
  })
  if (visitor.standing === 'open') await subjects.mark(ctx, subject, 'viewed')
  await ctx.emit(proposalViewed, aboutOf(ctx, subject, version))
  if (!visitor.isHistory) await tellOwners(ctx, subject, 'viewed', { version: version.number }, `${version.number}`)
  return true
}
