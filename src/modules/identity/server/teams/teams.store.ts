import type { Ctx } from '#kernel/ctx.ts'
import type { Team } from '#identity/contract/team.ts'

export async function list(ctx: Ctx): Promise<Team[]> {
  return ctx.sql<Team>`
    select t.id, t.name, t.version,
      array(select m.person_id from identity.team_member m where m.org_id = t.org_id and m.team_id = t.id order by m.person_id) as "memberIds"
    from identity.team t order by lower(t.name), t.id`
}

export async function find(ctx: Ctx, id: string): Promise<Team | undefined> {
  const [row] = await ctx.sql<Team>`
    select t.id, t.name, t.version,
      array(select m.person_id from identity.team_member m where m.org_id = t.org_id and m.team_id = t.id order by m.person_id) as "memberIds"
    from identity.team t where t.id = ${id}`
  return row
}

export async function known(ctx: Ctx, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return ctx.sql<{ id: string; name: string }>`select id, name from identity.team where id = any(${ids}::uuid[])`
}

/** False when another team is called the same. */
export async function insert(ctx: Ctx, team: { id: string; name: string }): Promise<boolean> {
  const rows = await ctx.sql`
    insert into identity.team (id, name, created_at) values (${team.id}, ${team.name}, ${ctx.now.toISOString()})
    on conflict do nothing returning true as made`
  return rows.length > 0
}

export async function isNameTaken(ctx: Ctx, name: string, exceptId: string): Promise<boolean> {
  const rows = await ctx.sql`select true as yes from identity.team where lower(name) = lower(${name}) and id <> ${exceptId}`
  return rows.length > 0
}

export async function update(ctx: Ctx, id: string, name: string | undefined, version: number | undefined): Promise<boolean> {
  const rows = await ctx.sql`
    update identity.team set name = coalesce(${name}, name), version = version + 1 where id = ${id} and version = ${version} returning true as changed`
  return rows.length > 0
}

export async function setMembers(ctx: Ctx, teamId: string, personIds: readonly string[]): Promise<void> {
  await ctx.sql`delete from identity.team_member where team_id = ${teamId} and not person_id = any(${personIds}::uuid[])`
  await ctx.sql`
    insert into identity.team_member (team_id, person_id) select ${teamId}::uuid, unnest(${personIds}::uuid[])
    on conflict do nothing`
}

export async function setTeams(ctx: Ctx, personId: string, teamIds: readonly string[]): Promise<void> {
  await ctx.sql`delete from identity.team_member where person_id = ${personId} and not team_id = any(${teamIds}::uuid[])`
  await ctx.sql`
    insert into identity.team_member (team_id, person_id) select unnest(${teamIds}::uuid[]), ${personId}::uuid
    on conflict do nothing`
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from identity.team where id = ${id}`
}
