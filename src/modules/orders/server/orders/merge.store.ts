import type { Ctx } from '#kernel/ctx.ts'

export async function keep(ctx: Ctx, mergeId: string, orderIds: readonly string[]): Promise<void> {
  await ctx.sql`insert into orders.contact_merge (merge_id, order_ids, merged_at) values (${mergeId}, ${orderIds}, ${ctx.now})`
}

/** What went over with a merge, and nothing is kept of it any more. */
export async function take(ctx: Ctx, mergeId: string): Promise<string[]> {
  const [row] = await ctx.sql<{ orderIds: string[] }>`
    delete from orders.contact_merge where merge_id = ${mergeId} returning order_ids as "orderIds"`
  return row?.orderIds ?? []
}

export async function forget(ctx: Ctx, before: string): Promise<void> {
  await ctx.sql`delete from orders.contact_merge where merged_at < ${before}`
}
