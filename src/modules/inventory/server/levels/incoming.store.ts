import type { Ctx } from '#kernel/ctx.ts'

export async function addIncoming(ctx: Ctx, locationId: string, changes: readonly { variantId: string; byMilli: number }[]): Promise<void> {
  await ctx.sql`
    update inventory.stock_level s set incoming_milli = greatest(0, s.incoming_milli + d."byMilli")
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as d("variantId" uuid, "byMilli" bigint)
    where s.variant_id = d."variantId" and s.location_id = ${locationId}`
}
