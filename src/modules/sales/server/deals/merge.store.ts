import type { Ctx } from '#kernel/ctx.ts'

export async function keep(ctx: Ctx, mergeId: string, dealIds: readonly string[]): Promise<void> {
  await ctx.sql`insert into sales.contact_merge (merge_id, deal_ids, merged_at) values (${mergeId}, ${dealIds}, ${ctx.now})`
}

/** What went over with a merge, and nothing is kept of it any more. */
export async function take(ctx: Ctx, mergeId: string): Promise<string[]> {
  const [row] = await ctx.sql<{ dealIds: string[] }>`
    delete from sales.contact_merge where merge_id = ${mergeId} returning deal_ids as "dealIds"`
  return row?.dealIds ?? []
}

export async function forget(ctx: Ctx, before: string): Promise<void> {
  await ctx.sql`delete from sales.contact_merge where merged_at < ${before}`
}
