import { z } from 'zod'
import { availabilityChanged } from '#conversations/contract/events.ts'
import type { RoutingSettings } from '#conversations/contract/routing.ts'
import * as settings from '#conversations/server/routing/settings.store.ts'
import { reassignWaitingOf } from '#conversations/server/routing/reassign.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { nextStep } from './absence.ts'
import * as store from './agents.store.ts'

/**
 * Follows somebody until nothing is left to wait for: online until their screens are gone, away until it is too long, and
 * then hands what waits with them to others. One timer per person, whatever restarts meanwhile: it looks again each time.
 */
export const watchAgent = job({
  name: 'conversations.watch-agent',
  payload: z.object({ personId: Id }),
  async run(ctx, { personId }) {
    const limits = await settings.get(ctx)
    const seen = await store.find(ctx, personId)
    if (seen && nextStep(seen, limits, ctx.now).kind === 'reassign') {
      // Nobody's row is held here: those who choose among people hold them all, in their own order.
      const outcome = await reassignWaitingOf(ctx, personId)
      if (outcome !== 'done') watch(ctx, personId, outcome === 'again' ? ctx.now : laterThan(ctx, limits))
      return
    }
    const row = await store.lock(ctx, personId)
    if (!row) return
    const step = nextStep(row, limits, ctx.now)
    if (step.kind === 'wait') watch(ctx, personId, step.at)
    else if (step.kind === 'reassign') watch(ctx, personId, ctx.now)
    else if (step.kind === 'move') {
      const after = { personId, status: step.to, isAutomatic: true, reason: null, backAt: null, since: ctx.now.toISOString() }
      await store.setStatus(ctx, after, false)
      await ctx.emit(availabilityChanged, after)
      watch(ctx, personId, ctx.now)
    }
  },
})

export const watchSoon = (ctx: Ctx, personId: string): void => watch(ctx, personId, ctx.now)

const watch = (ctx: Ctx, personId: string, at: Date): void => ctx.enqueue(watchAgent, { personId }, { key: personId, at })

const laterThan = (ctx: Ctx, { reassignAfterMinutes }: RoutingSettings): Date =>
  new Date(ctx.now.getTime() + (reassignAfterMinutes ?? 15) * 60_000)
