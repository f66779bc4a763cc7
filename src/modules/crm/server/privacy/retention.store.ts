import type { Ctx } from '#kernel/ctx.ts'

export type StoredRule = { code: string; days: number; updatedAt: string; updatedByName: string }

export const rules = (ctx: Ctx): Promise<StoredRule[]> =>
  ctx.sql<StoredRule>`
    select code, days, updated_at as "updatedAt", updated_by_name as "updatedByName" from crm.retention_rule order by code`

/** Of the list as a whole, 0 before anybody saved it. */
export async function version(ctx: Ctx): Promise<number> {
  const [row] = await ctx.sql<{ version: number }>`select l.version from crm.retention_list l`
  return row?.version ?? 0
}

/** Counts the version on. False when it is no longer `version`: somebody else was faster, or saves right now. */
export async function replaces(ctx: Ctx, version: number): Promise<boolean> {
  const rows = await ctx.sql`
    insert into crm.retention_list as l (version) values (${version + 1})
    on conflict (org_id) do update set version = excluded.version where l.version = ${version} returning true as written`
  return rows.length > 0
}

export async function save(ctx: Ctx, code: string, days: number): Promise<void> {
  await ctx.sql`
    insert into crm.retention_rule (code, days, updated_at, updated_by_name) values (${code}, ${days}, ${ctx.now}, ${ctx.actor.name})
    on conflict (org_id, code) do update set days = excluded.days, updated_at = excluded.updated_at, updated_by_name = excluded.updated_by_name`
}

export async function remove(ctx: Ctx, code: string): Promise<void> {
  await ctx.sql`delete from crm.retention_rule where code = ${code}`
}
