import type { Ctx } from '#kernel/ctx.ts'
import type { Preset } from '#identity/contract/role.ts'

export type RoleRow = { id: string; preset: Preset | null; name: string | null; permissions: string[]; version: number }
export type CountedRole = RoleRow & { memberCount: number }

export async function list(ctx: Ctx): Promise<CountedRole[]> {
  return ctx.sql<CountedRole>`
    select r.id, r.preset, r.name, r.permissions, r.version,
      (select count(*) from identity.membership m where m.org_id = r.org_id and m.role_id = r.id) as "memberCount"
    from identity.role r
    order by array_position(array['owner', 'administrator', 'supervisor', 'team-agent', 'own-agent', 'reader'], r.preset), lower(r.name), r.id`
}

export async function find(ctx: Ctx, id: string): Promise<RoleRow | undefined> {
  const [row] = await ctx.sql<RoleRow>`select id, preset, name, permissions, version from identity.role where id = ${id}`
  return row
}

export async function findPreset(ctx: Ctx, preset: Preset): Promise<RoleRow | undefined> {
  const [row] = await ctx.sql<RoleRow>`select id, preset, name, permissions, version from identity.role where preset = ${preset}`
  return row
}

/** False when another role is called the same. */
export async function insert(ctx: Ctx, role: Omit<RoleRow, 'version'>): Promise<boolean> {
  const rows = await ctx.sql`
    insert into identity.role (id, preset, name, permissions, created_at)
    values (${role.id}, ${role.preset}, ${role.name}, ${role.permissions}::text[], ${ctx.now.toISOString()})
    on conflict do nothing returning true as made`
  return rows.length > 0
}

export async function isNameTaken(ctx: Ctx, name: string, exceptId: string): Promise<boolean> {
  const rows = await ctx.sql`select true as yes from identity.role where lower(name) = lower(${name}) and id <> ${exceptId}`
  return rows.length > 0
}

export async function update(
  ctx: Ctx,
  id: string,
  change: { name?: string | undefined; permissions?: readonly string[] | undefined },
  version: number | undefined,
): Promise<boolean> {
  const rows = await ctx.sql`
    update identity.role set name = coalesce(${change.name}, name), permissions = coalesce(${change.permissions}::text[], permissions), version = version + 1
    where id = ${id} and version = ${version} and preset is null returning true as changed`
  return rows.length > 0
}

export async function uses(ctx: Ctx, id: string): Promise<{ members: number; invitations: number }> {
  const [row] = await ctx.sql<{ members: number; invitations: number }>`
    select (select count(*) from identity.membership where role_id = ${id}) as members,
      (select count(*) from identity.invitation where role_id = ${id} and used_at is null and revoked_at is null and expires_at > ${ctx.now.toISOString()}::timestamptz) as invitations`
  return row ?? { members: 0, invitations: 0 }
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from identity.role where id = ${id} and preset is null`
}
