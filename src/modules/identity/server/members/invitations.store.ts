import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Preset } from '#identity/contract/role.ts'

export type InvitationRow = {
  id: string
  email: string
  roleId: string
  preset: Preset | null
  roleName: string | null
  teamIds: string[]
  invitedBy: string | null
  invitedByName: string | null
  createdAt: string
  expiresAt: string
  usedAt: string | null
  revokedAt: string | null
}

const columns = sql`
  i.id, i.email, i.role_id as "roleId", r.preset, r.name as "roleName", i.team_ids as "teamIds", i.invited_by as "invitedBy",
  coalesce(m.left_name, p.name) as "invitedByName", i.created_at as "createdAt", i.expires_at as "expiresAt", i.used_at as "usedAt", i.revoked_at as "revokedAt"`

const from = sql`
  from identity.invitation i
  join identity.role r on r.org_id = i.org_id and r.id = i.role_id
  left join identity.membership m on m.org_id = i.org_id and m.person_id = i.invited_by
  left join identity.person p on p.id = i.invited_by`

/** The latest ones; whatever was accepted or revoked long ago is in the audit trail. */
export async function list(ctx: Ctx): Promise<InvitationRow[]> {
  return ctx.sql<InvitationRow>`select ${columns} ${from} order by i.created_at desc, i.id desc limit 200`
}

export async function find(ctx: Ctx, id: string): Promise<InvitationRow | undefined> {
  const [row] = await ctx.sql<InvitationRow>`select ${columns} ${from} where i.id = ${id}`
  return row
}

export async function openFor(ctx: Ctx, email: string): Promise<InvitationRow | undefined> {
  const [row] =
    await ctx.sql<InvitationRow>`select ${columns} ${from} where i.email = ${email} and i.used_at is null and i.revoked_at is null`
  return row
}

export async function aliveByHash(ctx: Ctx, hash: string): Promise<InvitationRow | undefined> {
  const [row] = await ctx.sql<InvitationRow>`
    select ${columns} ${from}
    where i.token_hash = ${hash} and i.used_at is null and i.revoked_at is null and i.expires_at > ${ctx.now.toISOString()}::timestamptz`
  return row
}

/** False when somebody invited the same address at the same moment. */
export async function insert(
  ctx: Ctx,
  invitation: {
    id: string
    email: string
    roleId: string
    teamIds: readonly string[]
    tokenHash: string
    invitedBy: string | null
    expiresAt: string
  },
): Promise<boolean> {
  const rows = await ctx.sql`
    insert into identity.invitation (id, email, role_id, team_ids, token_hash, invited_by, created_at, expires_at)
    values (${invitation.id}, ${invitation.email}, ${invitation.roleId}, ${invitation.teamIds}::uuid[], ${invitation.tokenHash},
      ${invitation.invitedBy}, ${ctx.now.toISOString()}, ${invitation.expiresAt})
    on conflict do nothing returning true as made`
  return rows.length > 0
}

/** A new link; the one before stops working. */
export async function renew(ctx: Ctx, id: string, tokenHash: string, expiresAt: string): Promise<boolean> {
  const rows = await ctx.sql`
    update identity.invitation set token_hash = ${tokenHash}, expires_at = ${expiresAt}
    where id = ${id} and used_at is null and revoked_at is null returning true as renewed`
  return rows.length > 0
}

export async function revoke(ctx: Ctx, id: string): Promise<boolean> {
  const rows = await ctx.sql`
    update identity.invitation set revoked_at = ${ctx.now.toISOString()} where id = ${id} and used_at is null and revoked_at is null returning true as revoked`
  return rows.length > 0
}

export async function revokeAllBy(ctx: Ctx, personId: string): Promise<void> {
  await ctx.sql`
    update identity.invitation set revoked_at = ${ctx.now.toISOString()} where invited_by = ${personId} and used_at is null and revoked_at is null`
}

/** Takes a living invitation for good. Of several at once only one gets it. */
export async function take(ctx: Ctx, hash: string): Promise<{ id: string; email: string; roleId: string; teamIds: string[] } | undefined> {
  const [row] = await ctx.sql<{ id: string; email: string; roleId: string; teamIds: string[] }>`
    update identity.invitation set used_at = ${ctx.now.toISOString()}
    where token_hash = ${hash} and used_at is null and revoked_at is null and expires_at > ${ctx.now.toISOString()}::timestamptz
    returning id, email, role_id as "roleId", team_ids as "teamIds"`
  return row
}
