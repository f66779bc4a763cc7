import type { Ctx } from '#kernel/ctx.ts'

export type Visit = { id: string; proposalId: string; sendId: string; version: number; seconds: number; userAgent: string }

/** The first sign of life of a visit, or how long it lasts by now; visits of another link stay as they are. */
export async function touch(ctx: Ctx, visit: Visit): Promise<void> {
  await ctx.sql`
    insert into sales.proposal_view as v (id, proposal_id, send_id, version_number, started_at, last_at, seconds, user_agent)
    values (${visit.id}, ${visit.proposalId}, ${visit.sendId}, ${visit.version}, ${ctx.now}, ${ctx.now}, ${visit.seconds}, ${visit.userAgent})
    on conflict (org_id, id) do update
      set last_at = excluded.last_at, seconds = greatest(v.seconds, excluded.seconds) where v.send_id = excluded.send_id`
}

export type Views = { count: number; seconds: number; firstAt: string | null; lastAt: string | null }

export async function ofProposal(ctx: Ctx, proposalId: string): Promise<Views> {
  const [row] = await ctx.sql<Views>`
    select count(*) as count, coalesce(sum(v.seconds), 0)::bigint as seconds, min(v.started_at) as "firstAt", max(v.last_at) as "lastAt"
    from sales.proposal_view v where v.proposal_id = ${proposalId}`
  return row ?? { count: 0, seconds: 0, firstAt: null, lastAt: null }
}

/** So many visits of one link are kept; what comes after them is looking again. */
export async function countOf(ctx: Ctx, sendId: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`select count(*) as count from sales.proposal_view v where v.send_id = ${sendId}`
  return row?.count ?? 0
}
