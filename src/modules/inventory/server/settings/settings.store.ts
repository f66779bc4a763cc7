import type { Ctx } from '#kernel/ctx.ts'
import type { StockSetting } from '#inventory/contract/setting.ts'

export async function find(ctx: Ctx): Promise<StockSetting | undefined> {
  const [row] = await ctx.sql<StockSetting>`
    select s.method, s.category_methods as "categoryMethods", s.expiring_days as "expiringDays", s.teller_ids as "tellerIds",
      s.tells_contact_id as "tellsContactId", s.version
    from inventory.setting s`
  return row
}
