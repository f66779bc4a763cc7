import type { Ctx } from '#kernel/ctx.ts'
import type { ClosedLead } from '#crm/server/lead-model/training.ts'

/** The leads that were closed last, with the moment at which somebody had to decide. */
export const newestClosed = (ctx: Ctx, limit: number): Promise<{ contactId: string; decidedAt: string; won: boolean }[]> =>
  ctx.sql`
    select contact_id as "contactId", decided_at as "decidedAt", won from crm.lead_case
    where closed_at is not null order by closed_at desc limit ${limit}`

/** What the model may learn from, as it was known when somebody had to decide: those closed before `before`, newest first. */
export const learnable = (ctx: Ctx, before: { at: string; id: string }, limit: number): Promise<(ClosedLead & { closedAt: string })[]> =>
  ctx.sql<ClosedLead & { closedAt: string }>`
    select id, opened_at as at, won, facts, closed_at::text as "closedAt" from crm.lead_case
    where closed_at is not null and (closed_at, id) < (${before.at}::text::timestamptz, ${before.id}::uuid)
    order by closed_at desc, id desc limit ${limit}`
