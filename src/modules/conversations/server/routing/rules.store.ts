import type { RoutingRule, WriteRoutingRule } from '#conversations/contract/routing.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

type Row = Omit<RoutingRule, 'overflow'> & { overflowTeamId: string | null; overflowAfterSeconds: number | null }

const columns = sql`
  r.id, r.position, r.name, r.is_active as "isActive", r.conditions, r.skill, r.team_id as "teamId", r.method,
  r.overflow_team_id as "overflowTeamId", r.overflow_after_seconds as "overflowAfterSeconds", r.version`

const ruleOf = ({ overflowTeamId, overflowAfterSeconds, ...row }: Row): RoutingRule => ({
  ...row,
  overflow:
    overflowTeamId === null || overflowAfterSeconds === null ? null : { teamId: overflowTeamId, afterSeconds: overflowAfterSeconds },
})

export async function list(ctx: Ctx): Promise<RoutingRule[]> {
  return (await ctx.sql<Row>`select ${columns} from conversations.routing_rule r order by r.position, r.id`).map(ruleOf)
}

export async function find(ctx: Ctx, id: string): Promise<RoutingRule | undefined> {
  const [row] = await ctx.sql<Row>`select ${columns} from conversations.routing_rule r where r.id = ${id}`
  return row && ruleOf(row)
}

/** Behind all others. */
export async function insert(ctx: Ctx, id: string, rule: WriteRoutingRule): Promise<void> {
  await ctx.sql`
    insert into conversations.routing_rule
      (id, position, name, is_active, conditions, skill, team_id, method, overflow_team_id, overflow_after_seconds, created_at)
    select ${id}::uuid, coalesce(max(r.position), 0) + 1, ${rule.name}, ${rule.isActive}::boolean, ${JSON.stringify(rule.conditions)}::jsonb, ${rule.skill},
      ${rule.teamId}::uuid, ${rule.method}, ${rule.overflow?.teamId ?? null}::uuid, ${rule.overflow?.afterSeconds ?? null}::int, ${ctx.now}::timestamptz
    from conversations.routing_rule r`
}

/** False when it changed meanwhile. */
export async function update(ctx: Ctx, id: string, version: number, rule: WriteRoutingRule): Promise<boolean> {
  const rows = await ctx.sql`
    update conversations.routing_rule set name = ${rule.name}, is_active = ${rule.isActive}, conditions = ${JSON.stringify(rule.conditions)}::jsonb,
      skill = ${rule.skill}, team_id = ${rule.teamId}, method = ${rule.method}, overflow_team_id = ${rule.overflow?.teamId ?? null},
      overflow_after_seconds = ${rule.overflow?.afterSeconds ?? null}, version = version + 1
    where id = ${id} and version = ${version} returning id`
  return rows.length > 0
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from conversations.routing_rule where id = ${id}`
}

export async function order(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.sql`
    update conversations.routing_rule r set position = o.place::int, version = r.version + 1
    from unnest(${ids}::uuid[]) with ordinality as o (id, place) where r.id = o.id and r.position <> o.place::int`
}

/** Rules of a team that is gone point nowhere. */
export async function forgetTeam(ctx: Ctx, teamId: string): Promise<void> {
  await ctx.sql`delete from conversations.routing_rule where team_id = ${teamId}`
  await ctx.sql`
    update conversations.routing_rule set overflow_team_id = null, overflow_after_seconds = null, version = version + 1
    where overflow_team_id = ${teamId}`
}
