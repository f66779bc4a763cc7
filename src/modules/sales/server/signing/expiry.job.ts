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
  async run(ctx, { proposalId, version: number, endsAt }) {
    await hold(ctx, proposalId)
    const subject = await subjects.find(ctx, proposalId)
    const version = subject && (await subjects.versionOf(ctx, proposalId, number))
    if (!subject || !version || subject.latestSent !== number || version.endsAt !== endsAt) return
    if (subject.accepted !== null || subject.rejected.includes(number) || subject.expired.includes(number)) return
    await record(ctx, proposalId, { type: 'expired', version: number, actorKind: 'system', actorName: '', facts: { endsAt } })
    await subjects.mark(ctx, subject, 'expired')
    await close(ctx, subject, version, 'expired')
    await ctx.emit(proposalExpired, aboutOf(ctx, subject, version))
    await tellOwners(ctx, subject, 'expired', {}, `${number}`)
  },
})

export function enqueueExpiry(ctx: Ctx, one: { proposalId: string; version: number; endsAt: string }): void {
  ctx.enqueue(expireProposal, one, { at: new Date(one.endsAt) })
}
