import type { Ctx } from '#kernel/ctx.ts'
import type { StockSetting } from '#inventory/contract/setting.ts'

export async function find(ctx: Ctx): Promise<StockSetting | undefined> {
  const [row] = await ctx.sql<StockSetting>`
    select s.method, s.category_methods as "categoryMethods", s.expiring_days as "expiringDays", s.teller_ids as "tellerIds",
      s.tells_contact_id as "tellsContactId", s.keeper_template as "keeperTemplate",
      s.waiting_template as "waitingTemplate", s.version
    from inventory.setting s`
  return row
}

/** Until somebody sets it, it is version 0. */
export async function lock(ctx: Ctx): Promise<void> {
  await ctx.sql`insert into inventory.setting (version) values (0) on conflict (org_id) do nothing`
  await ctx.sql`select s.version from inventory.setting s for no key update`
}

export async function update(ctx: Ctx, setting: StockSetting): Promise<void> {
  await ctx.sql`
    update inventory.setting set method = ${setting.method}, category_methods = ${JSON.stringify(setting.categoryMethods)}::jsonb,
      expiring_days = ${setting.expiringDays}, teller_ids = ${setting.tellerIds}::uuid[], tells_contact_id = ${setting.tellsContactId}::uuid,
      keeper_template = ${json(setting.keeperTemplate)}::jsonb, waiting_template = ${json(setting.waitingTemplate)}::jsonb,
      version = ${setting.version}`
}

const json = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))
