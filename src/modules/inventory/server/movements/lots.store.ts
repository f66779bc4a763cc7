import type { Ctx } from '#kernel/ctx.ts'

/** Ids of lots by `<variant> <code>`; those that there are not are absent. */
export async function lotIds(ctx: Ctx, named: readonly { variantId: string; code: string }[]): Promise<Map<string, string>> {
  if (named.length === 0) return new Map()
  const rows = await ctx.sql<{ id: string; variantId: string; code: string }>`
    select l.id, l.variant_id as "variantId", l.code
    from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as n("variantId" uuid, code text)
      join inventory.lot l on l.variant_id = n."variantId" and l.code = n.code`
  return new Map(rows.map(({ id, variantId, code }) => [`${variantId} ${code}`, id]))
}
