import type { SlaPolicy, SlaSettings } from '#conversations/contract/sla.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

const columns = sql`
  p.id, p.name, p.is_default as "isDefault", p.targets, p.time, p.calendar_id as "calendarId", p.warn_percent as "warnPercent", p.version,
  jsonb_build_object('brandIds', p.brand_ids, 'channelIds', p.channel_ids, 'priorities', p.priorities, 'labels', p.labels, 'teamIds', p.team_ids) as conditions`

/** In the order in which they are tried. */
export async function list(ctx: Ctx): Promise<SlaPolicy[]> {
  return ctx.sql<SlaPolicy>`
    select ${columns} from conversations.sla_policy p order by p.is_default, p.position, p.created_at, p.id`
}

export async function find(ctx: Ctx, id: string): Promise<SlaPolicy | undefined> {
  const [row] = await ctx.sql<SlaPolicy>`select ${columns} from conversations.sla_policy p where p.id = ${id}`
  return row
}

/** Behind the others. A default one is only written where there is none. */
export async function insert(ctx: Ctx, policy: Omit<SlaPolicy, 'version'>): Promise<void> {
  const { conditions } = policy
  await ctx.sql`
    insert into conversations.sla_policy (
      id, name, position, is_default, brand_ids, channel_ids, priorities, labels, team_ids, targets, time, calendar_id, warn_percent, created_at)
    select ${policy.id}::uuid, ${policy.name}::text, coalesce(max(p.position), 0) + 1, ${policy.isDefault}::boolean, ${conditions.brandIds}::uuid[],
      ${conditions.channelIds}::uuid[], ${conditions.priorities}::text[], ${conditions.labels}::text[], ${conditions.teamIds}::uuid[],
      ${JSON.stringify(policy.targets)}::jsonb, ${policy.time}::text, ${policy.calendarId}::uuid, ${policy.warnPercent}::int, ${ctx.now}::timestamptz
    from conversations.sla_policy p
    on conflict do nothing`
}

type Change = Partial<Omit<SlaPolicy, 'id' | 'isDefault' | 'version'>>

export async function update(ctx: Ctx, id: string, change: Change, version: number | undefined): Promise<boolean> {
  const { conditions } = change
  const rows = await ctx.sql`
    update conversations.sla_policy set
      name = coalesce(${change.name}, name),
      brand_ids = coalesce(${conditions?.brandIds}::uuid[], brand_ids),
      channel_ids = coalesce(${conditions?.channelIds}::uuid[], channel_ids),
      priorities = coalesce(${conditions?.priorities}::text[], priorities),
      labels = coalesce(${conditions?.labels}::text[], labels),
      team_ids = coalesce(${conditions?.teamIds}::uuid[], team_ids),
      targets = coalesce(${change.targets && JSON.stringify(change.targets)}::jsonb, targets),
      time = coalesce(${change.time}, time),
      calendar_id = case when ${change.calendarId !== undefined}::boolean then ${change.calendarId}::uuid else calendar_id end,
      warn_percent = coalesce(${change.warnPercent}::int, warn_percent),
      version = version + 1
    where id = ${id} and version = ${version} returning true as changed`
  return rows.length > 0
}

/** Two statements, because the index allows no moment with two default ones. */
export async function makeDefault(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`update conversations.sla_policy set is_default = false, version = version + 1 where is_default and id <> ${id}`
  await ctx.sql`
    update conversations.sla_policy set
      is_default = true, brand_ids = '{}', channel_ids = '{}', priorities = '{}', labels = '{}', team_ids = '{}'
    where id = ${id}`
}

export async function setOrder(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.sql`
    update conversations.sla_policy p set position = o.position
    from unnest(${ids}::uuid[]) with ordinality as o (id, position) where p.id = o.id`
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from conversations.sla_policy where id = ${id}`
}

export async function usesCalendar(ctx: Ctx, calendarId: string): Promise<boolean> {
  const rows = await ctx.sql`select true as yes from conversations.sla_policy p where p.calendar_id = ${calendarId} limit 1`
  return rows.length > 0
}

export async function settings(ctx: Ctx): Promise<SlaSettings> {
  const [row] = await ctx.sql<SlaSettings>`select s.bots_answer as "botsAnswer", s.version from conversations.sla_settings s`
  return row ?? { botsAnswer: false, version: 0 }
}

/** False when they are no longer the ones of `version`: somebody else was faster. */
export async function saveSettings(ctx: Ctx, { botsAnswer, version }: SlaSettings): Promise<boolean> {
  const rows = await ctx.sql`
    insert into conversations.sla_settings as s (bots_answer, version) values (${botsAnswer}, ${version + 1})
    on conflict (org_id) do update set bots_answer = excluded.bots_answer, version = excluded.version
    where s.version = ${version} returning true as written`
  return rows.length > 0
}
