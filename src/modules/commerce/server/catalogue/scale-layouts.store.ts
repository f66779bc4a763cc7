import type { ScaleLayout } from '#commerce/contract/barcode.ts'
import type { Ctx } from '#kernel/ctx.ts'

export const all = (ctx: Ctx): Promise<ScaleLayout[]> =>
  ctx.sql<ScaleLayout>`
    select l.prefix, l.item_digits as "itemDigits", l.measure, l.decimals from commerce.scale_layout l order by l.prefix`

/** These and no others. */
export async function replace(ctx: Ctx, items: readonly ScaleLayout[]): Promise<void> {
  await ctx.sql`delete from commerce.scale_layout where not prefix = any(${items.map(({ prefix }) => prefix)})`
  await ctx.sql`
    insert into commerce.scale_layout (prefix, item_digits, measure, decimals)
    select l.prefix, l."itemDigits", l.measure, l.decimals
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as l(prefix text, "itemDigits" bigint, measure text, decimals bigint)
    on conflict (org_id, prefix) do update set item_digits = excluded.item_digits, measure = excluded.measure, decimals = excluded.decimals`
}
