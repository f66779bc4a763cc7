import type { Ctx } from '#kernel/ctx.ts'

export type StoredRule = { code: string; days: number; updatedAt: string; updatedByName: string }

export const rules = (ctx: Ctx): Promise<StoredRule[]> =>
  ctx.sql<StoredRule>`
    select code, days, updated_at as "updatedAt", updated_by_name as "updatedByName" from crm.retention_rule order by code`

export async function save(ctx: Ctx, code: string, days: number): Promise<void> {
  await ctx.sql`
    insert into crm.retention_rule (code, days, updated_at, updated_by_name) values (${code}, ${days}, ${ctx.now}, ${ctx.actor.name})
    on conflict (org_id, code) do update set days = excluded.days, updated_at = excluded.updated_at, updated_by_name = excluded.updated_by_name`
}

export async function remove(ctx: Ctx, code: string): Promise<void> {
  await ctx.sql`delete from crm.retention_rule where code = ${code}`
}
