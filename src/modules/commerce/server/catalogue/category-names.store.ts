import type { Ctx } from '#kernel/ctx.ts'

/** What categories are called, those that were put away too. */
export async function categoryNames(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await ctx.sql<{ id: string; name: string }>`select c.id, c.name from commerce.category c where c.id = any(${ids})`
  return new Map(rows.map(({ id, name }) => [id, name]))
}
