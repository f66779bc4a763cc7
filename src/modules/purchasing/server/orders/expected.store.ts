import type { Ctx } from '#kernel/ctx.ts'

/** What the shelf was told to expect, by line; the order is held. */
export async function ofOrder(ctx: Ctx, orderId: string): Promise<Map<string, number>> {
  const rows = await ctx.sql<{ id: string; milli: number }>`
    select l.id, l.expected_milli as milli from purchasing.order_line l where l.order_id = ${orderId}`
  return new Map(rows.map(({ id, milli }) => [id, milli]))
}

export async function keep(ctx: Ctx, lines: readonly { id: string; milli: number }[]): Promise<void> {
  await ctx.sql`
    update purchasing.order_line l set expected_milli = d.milli
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as d(id uuid, milli bigint)
    where l.id = any(${lines.map(({ id }) => id)}) and l.id = d.id`
}
