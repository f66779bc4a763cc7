import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { SavedScoreSettings, ScoreVersion } from '#crm/contract/scoring.ts'

const columns = sql`version, created_at as "createdAt", created_by as "createdBy"`

export async function newest(ctx: Ctx): Promise<SavedScoreSettings | undefined> {
  const [row] = await ctx.sql<SavedScoreSettings>`select ${columns}, settings from crm.score_version order by version desc limit 1`
  return row
}

export async function find(ctx: Ctx, version: number): Promise<SavedScoreSettings | undefined> {
  const [row] = await ctx.sql<SavedScoreSettings>`select ${columns}, settings from crm.score_version where version = ${version}`
  return row
}

export const list = (ctx: Ctx): Promise<ScoreVersion[]> =>
  ctx.sql<ScoreVersion>`select ${columns} from crm.score_version order by version desc limit 100`

/** Nothing when somebody saved the same version meanwhile. */
export async function insert(ctx: Ctx, id: string, saved: SavedScoreSettings): Promise<boolean> {
  const rows = await ctx.sql`
    insert into crm.score_version (id, version, settings, created_at, created_by)
    values (${id}, ${saved.version}, ${JSON.stringify(saved.settings)}::jsonb, ${saved.createdAt}, ${saved.createdBy})
    on conflict (org_id, version) do nothing returning id`
  return rows.length > 0
}
