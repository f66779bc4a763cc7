import type { Ctx } from '#kernel/ctx.ts'
import type { Listing, Page } from '#kernel/contract/page.ts'
import { list as listPage } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Preset } from '#identity/contract/role.ts'

export type MemberRow = {
  id: string
  name: string
  email: string
  status: 'active' | 'suspended'
  roleId: string
  preset: Preset | null
  roleName: string | null
  rolePermissions: string[]
  teamIds: string[]
  hasSecondFactor: boolean
  lastSeenAt: string | null
  joinedAt: string
  version: number
}

const columns = sql`
  m.person_id as id, p.name, p.email, m.status, m.role_id as "roleId", r.preset, r.name as "roleName", r.permissions as "rolePermissions",
  array(select t.team_id from identity.team_member t where t.org_id = m.org_id and t.person_id = m.person_id) as "teamIds",
  p.has_second_factor as "hasSecondFactor", m.seen_at as "lastSeenAt", m.joined_at as "joinedAt", m.version`

const from = sql`
  from identity.membership m
  join identity.person p on p.id = m.person_id
  join identity.role r on r.org_id = m.org_id and r.id = m.role_id`

export const list = (ctx: Ctx, input: Listing): Promise<Page<MemberRow>> =>
  listPage<MemberRow>(
    ctx,
    {
      from,
      columns,
      where: [sql`m.status <> 'removed'`],
      fields: {
        name: { column: sql`lower(p.name)`, type: 'text', sortable: true },
        status: { column: sql`m.status`, type: 'text', filterable: true },
        roleId: { column: sql`m.role_id`, type: 'id', filterable: true },
        joinedAt: { column: sql`m.joined_at`, type: 'instant', sortable: true },
      },
      defaultSort: 'name',
      tieBreaker: sql`m.person_id`,
      search: (text) => sql`(strpos(lower(p.name), ${text.toLowerCase()}) > 0 or strpos(p.email, ${text.toLowerCase()}) > 0)`,
    },
    input,
  )

export async function find(ctx: Ctx, id: string): Promise<MemberRow | undefined> {
  const [row] = await ctx.sql<MemberRow>`select ${columns} ${from} where m.person_id = ${id} and m.status <> 'removed'`
  return row
}

export async function findByEmail(ctx: Ctx, email: string): Promise<MemberRow | undefined> {
  const [row] = await ctx.sql<MemberRow>`select ${columns} ${from} where p.email = ${email} and m.status <> 'removed'`
  return row
}

export async function colleagues(ctx: Ctx): Promise<{ id: string; name: string; teamIds: string[]; isActive: boolean }[]> {
  return ctx.sql`
    select m.person_id as id, p.name, m.status = 'active' as "isActive",
      array(select t.team_id from identity.team_member t where t.org_id = m.org_id and t.person_id = m.person_id) as "teamIds"
    from identity.membership m join identity.person p on p.id = m.person_id
    where m.status <> 'removed' order by lower(p.name), m.person_id`
}

export type RightsRow = { id: string; name: string; email: string; teamIds: string[]; preset: Preset | null; permissions: string[] }

/** Everybody active, with the role that says what they may do. */
export async function rights(ctx: Ctx): Promise<RightsRow[]> {
  return ctx.sql<RightsRow>`
    select m.person_id as id, p.name, p.email, r.preset, r.permissions,
      array(select t.team_id from identity.team_member t where t.org_id = m.org_id and t.person_id = m.person_id) as "teamIds"
    ${from} where m.status = 'active' order by lower(p.name), m.person_id`
}

/** Names of people who are or were here. */
export async function names(ctx: Ctx, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return ctx.sql`
    select m.person_id as id, coalesce(m.left_name, p.name) as name
    from identity.membership m left join identity.person p on p.id = m.person_id
    where m.person_id = any(${ids}::uuid[])`
}

export async function activeAmong(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const rows = await ctx.sql<{
    id: string
  }>`select person_id as id from identity.membership where person_id = any(${ids}::uuid[]) and status <> 'removed'`
  return rows.map((row) => row.id)
}

export async function ownersLeftWithout(ctx: Ctx, id: string): Promise<number> {
  const [row] = await ctx.sql<{ owners: number }>`
    select count(*) as owners from identity.membership m join identity.role r on r.org_id = m.org_id and r.id = m.role_id
    where r.preset = 'owner' and m.status = 'active' and m.person_id <> ${id}`
  return row?.owners ?? 0
}

/** False when this person is here already: an old invitation must not bring back who was suspended. */
export async function join(ctx: Ctx, member: { personId: string; roleId: string }): Promise<boolean> {
  const rows = await ctx.sql`
    insert into identity.membership as m (person_id, role_id, status, joined_at) values (${member.personId}, ${member.roleId}, 'active', ${ctx.now.toISOString()})
    on conflict (org_id, person_id) do update
      set role_id = excluded.role_id, status = 'active', left_name = null, joined_at = excluded.joined_at, version = m.version + 1
      where m.status = 'removed'
    returning true as joined`
  return rows.length > 0
}

export async function update(
  ctx: Ctx,
  id: string,
  change: { roleId?: string | undefined; status?: string | undefined },
  version: number | undefined,
): Promise<boolean> {
  const rows = await ctx.sql`
    update identity.membership set role_id = coalesce(${change.roleId}::uuid, role_id), status = coalesce(${change.status}, status), version = version + 1
    where person_id = ${id} and version = ${version} and status <> 'removed' returning true as changed`
  return rows.length > 0
}

export async function leave(ctx: Ctx, id: string, name: string): Promise<void> {
  await ctx.sql`delete from identity.team_member where person_id = ${id}`
  await ctx.sql`update identity.membership set status = 'removed', role_id = null, left_name = ${name}, version = version + 1 where person_id = ${id}`
}

export async function idsWithRole(ctx: Ctx, roleId: string): Promise<string[]> {
  const rows = await ctx.sql<{
    id: string
  }>`select person_id as id from identity.membership where role_id = ${roleId} and status <> 'removed'`
  return rows.map((row) => row.id)
}
