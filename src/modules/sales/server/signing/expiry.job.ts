import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { proposalExpired } from '#sales/contract/signing-events.ts'
import { hold, record } from '#sales/server/signing/facts.ts'
import { close } from '#sales/server/signing/sends.ts'
import * as subjects from '#sales/server/signing/subject.ts'
import { aboutOf, tellOwners } from '#sales/server/signing/telling.ts'

/**
 * Looks again when the last day of an offer is over: one that was answered, or sent anew, does not expire. Until it runs
 * nobody can accept it either, because whoever answers is asked for the day as well.
 */
export const expireProposal = job({
  name: 'sales.expire-proposal',
  payload: z.object({ proposalId: Id, version: z.int(), endsAt: Instant }),
  async run(ctx, { proposalId, version, endsAt }) {
    const held = await subjects.find(ctx, proposalId)
    const last = held && (await subjects.versionOf(ctx, proposalId, version))
    if (held?.latestSent === version && last?.endsAt === endsAt) await expire(ctx, proposalId)
  },
})

/** The last version that was sent, if nobody answered it and its days are over. */
export async function expire(ctx: Ctx, proposalId: string, { isHistory = false } = {}): Promise<void> {
  await hold(ctx, proposalId)
  const subject = await subjects.find(ctx, proposalId)
  const number = subject?.latestSent ?? null
  const version = number === null ? undefined : await subjects.versionOf(ctx, proposalId, number)
  if (!subject || !version || Date.parse(version.endsAt) > ctx.now.getTime()) return
  if (subject.accepted !== null || [...subject.rejected, ...subject.expired].includes(version.number)) return
  await record(ctx, proposalId, {
    type: 'expired',
    version: version.number,
    actorKind: 'system',
    actorName: '',
    facts: { endsAt: version.endsAt },
  })
  await subjects.mark(ctx, subject, 'expired')
  await close(ctx, subject, version, 'expired')
  await ctx.emit(proposalExpired, aboutOf(ctx, subject, version))
  if (!isHistory) await tellOwners(ctx, subject, 'expired', {}, `${version.number}`)
}

export function enqueueExpiry(ctx: Ctx, one: { proposalId: string; version: number; endsAt: string }): void {
  ctx.enqueue(expireProposal, one, { at: new Date(one.endsAt) })
}
