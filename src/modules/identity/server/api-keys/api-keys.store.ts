import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { ApiKey } from '#identity/contract/api-key.ts'

const columns = sql`
  k.id, k.name, k.prefix, k.permissions, coalesce(m.left_name, p.name) as "createdByName", k.created_at as "createdAt",
  k.expires_at as "expiresAt", k.last_used_at as "lastUsedAt", k.revoked_at as "revokedAt"
  from identity.api_key k
  left join identity.membership m on m.org_id = k.org_id and m.person_id = k.created_by
  left join identity.person p on p.id = k.created_by`

export async function list(ctx: Ctx): Promise<ApiKey[]> {
  return ctx.sql<ApiKey>`select ${columns} order by k.created_at desc, k.id desc`
}

export async function find(ctx: Ctx, id: string): Promise<ApiKey | undefined> {
  const [row] = await ctx.sql<ApiKey>`select ${columns} where k.id = ${id}`
  return row
}

export async function insert(
  ctx: Ctx,
  key: {
    id: string
    name: string
    prefix: string
    secretHash: string
    permissions: readonly string[]
    createdBy: string | null
    expiresAt: string | null
  },
): Promise<void> {
  await ctx.sql`
    insert into identity.api_key (id, name, prefix, secret_hash, permissions, created_by, created_at, expires_at)
    values (${key.id}, ${key.name}, ${key.prefix}, ${key.secretHash}, ${key.permissions}::text[], ${key.createdBy}, ${ctx.now.toISOString()}, ${key.expiresAt})`
}

export async function revoke(ctx: Ctx, id: string): Promise<boolean> {
  const rows =
    await ctx.sql`update identity.api_key set revoked_at = ${ctx.now.toISOString()} where id = ${id} and revoked_at is null returning true as revoked`
  return rows.length > 0
}

/** Keys stand behind no person: whoever remembers one forgets them all. */
export async function announceRevoked(ctx: Ctx): Promise<void> {
  await ctx.sql`select pg_notify('access', json_build_object('personId', null, 'orgId', ${ctx.org}::text)::text)`
}
