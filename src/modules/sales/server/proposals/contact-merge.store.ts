import type { Ctx } from '#kernel/ctx.ts'

/** The proposals of the one go over to the other; answers which. */
export async function handOver(ctx: Ctx, from: string, to: string, only: readonly string[] | null): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`
    select p.id from sales.proposal p
    where p.contact_id = ${from} and (${only === null} or p.id = any(${only ?? []}::uuid[])) order by p.id for no key update`
  const ids = rows.map(({ id }) => id)
  if (ids.length > 0) await ctx.sql`update sales.proposal set contact_id = ${to}, version = version + 1 where id = any(${ids}::uuid[])`
  return ids
}

export async function keep(
  ctx: Ctx,
  merge: { mergeId: string; survivorId: string; loserId: string },
  proposalIds: readonly string[],
): Promise<void> {
  await ctx.sql`
    insert into sales.proposal_contact_merge (merge_id, survivor_id, loser_id, proposal_ids, merged_at)
    values (${merge.mergeId}, ${merge.survivorId}, ${merge.loserId}, ${proposalIds}::uuid[], ${ctx.now})`
}

/** What was kept, once. */
export async function take(ctx: Ctx, mergeId: string): Promise<string[]> {
  const [kept] = await ctx.sql<{ proposalIds: string[] }>`
    delete from sales.proposal_contact_merge where merge_id = ${mergeId} returning proposal_ids as "proposalIds"`
  return kept?.proposalIds ?? []
}

export async function forget(ctx: Ctx, before: string): Promise<void> {
  await ctx.sql`delete from sales.proposal_contact_merge where merged_at < ${before}`
}
