import { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import * as store from '#crm/server/lead-model/cases.store.ts'
import { predictOf } from '#crm/server/lead-model/predictions.ts'
import { keep } from '#crm/server/lead-model/predictions.store.ts'

const dayMs = 86_400_000

/** Leads came in. A lead that is known already changes nothing. */
export async function open(ctx: Ctx, cases: readonly store.OpenedCase[]): Promise<void> {
  if (cases.length === 0) return
  await store.open(ctx, cases)
  await predictOf(ctx, contactsOf(cases))
}

/** Leads were won or lost. What was known until then, or until a day after they came, is what the model will learn from. */
export async function close(ctx: Ctx, closed: readonly { leadId: string; at: string; won: boolean }[]): Promise<void> {
  if (closed.length === 0) return
  const locked = await store.lock(
    ctx,
    closed.map(({ leadId }) => leadId),
  )
  const endsAt = new Map(closed.map(({ leadId, at }) => [leadId, at]))
  await decide(
    ctx,
    locked.map((one) => ({ ...one, endsAt: endsAt.get(one.leadId) ?? null })),
  )
  await store.close(ctx, closed)
  await predictOf(ctx, contactsOf(locked))
}

export async function reopen(ctx: Ctx, leadIds: readonly string[]): Promise<void> {
  const locked = await store.lock(ctx, leadIds)
  if (locked.length === 0) return
  await store.reopen(ctx, leadIds)
  await predictOf(ctx, contactsOf(locked))
}

async function decide(ctx: Ctx, cases: readonly (store.Case & { endsAt: string | null })[]): Promise<void> {
  const moments = cases
    .filter(({ decidedAt }) => decidedAt === null)
    .map(({ leadId, openedAt, endsAt }) => {
      const aDayLater = new Date(Date.parse(openedAt) + dayMs).toISOString()
      return { leadId, at: endsAt !== null && endsAt < aDayLater ? endsAt : aDayLater }
    })
  if (moments.length === 0) return
  const atByLead = new Map(moments.map(({ leadId, at }) => [leadId, at]))
  const known = await store.factsAt(ctx, moments, ctx.zone)
  await store.decide(
    ctx,
    known.map(({ leadId, ...facts }) => ({ leadId, at: atByLead.get(leadId) as string, facts })),
  )
  await keep(
    ctx,
    known.map(({ leadId }) => leadId),
  )
}

const contactsOf = (cases: readonly { contactId: string }[]): string[] => [...new Set(cases.map(({ contactId }) => contactId))]

const atOnce = 500

/** Leads that are a day old: what was known and said of them until now is kept. */
export const decideLeads = job({
  name: 'crm.decide-leads',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async work(desk) {
    for (let count = atOnce; count === atOnce && !desk.signal.aborted;)
      count = await desk.transaction(async (ctx) => {
        const due = await store.undecidedBefore(ctx, new Date(ctx.now.getTime() - dayMs).toISOString(), atOnce)
        const locked = await store.lock(
          ctx,
          due.map(({ leadId }) => leadId),
        )
        await decide(
          ctx,
          locked.map((one) => ({ ...one, endsAt: null })),
        )
        await predictOf(ctx, contactsOf(locked))
        return due.length
      })
  },
})
