import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

type SettingsRow = { chance: number; urgency: number; wait: number; value: number; vipTagIds: string[]; version: number }
const columns = sql`
  s.chance_percent as chance, s.urgency_percent as urgency, s.wait_percent as wait, s.value_percent as value,
  s.vip_tag_ids as "vipTagIds", s.version`

export async function find(ctx: Ctx): Promise<SettingsRow | undefined> {
  const [row] = await ctx.sql<SettingsRow>`select ${columns} from crm.attention_settings s`
  return row
}

/** Nothing when somebody else was faster: `version` 1 is how it comes, before anybody wrote it. */
export async function save(ctx: Ctx, { version, ...next }: SettingsRow): Promise<SettingsRow | undefined> {
  const [row] = await ctx.sql<SettingsRow>`
    insert into crm.attention_settings as s (chance_percent, urgency_percent, wait_percent, value_percent, vip_tag_ids, version)
    values (${next.chance}, ${next.urgency}, ${next.wait}, ${next.value}, ${next.vipTagIds}, ${version + 1})
    on conflict (org_id) do update set
      chance_percent = excluded.chance_percent, urgency_percent = excluded.urgency_percent, wait_percent = excluded.wait_percent,
      value_percent = excluded.value_percent, vip_tag_ids = excluded.vip_tag_ids, version = excluded.version
    where s.version = ${version}
    returning ${columns}`
  return row
}
