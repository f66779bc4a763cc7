import type { Execute } from '#kernel/db/sql.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import type { Preset } from '#identity/contract/role.ts'
import { idleDays } from '#identity/server/sessions/principal.store.ts'

type Platform = { readonly sql: Execute; readonly now: Date }

export type SessionEntry = { id: string; ip: string; userAgent: string; createdAt: string; seenAt: string }

export async function insert(
  platform: Platform,
  session: {
    id: string
    tokenHash: string
    personId: string
    organizationId: string | null
    ip: string
    userAgent: string
    secondFactor: boolean
    expiresAt: string
  },
): Promise<void> {
  await platform.sql`
    insert into identity.session (id, token_hash, person_id, organization_id, ip, user_agent, second_factor, created_at, seen_at, expires_at)
    values (${session.id}, ${session.tokenHash}, ${session.personId}, ${session.organizationId}, ${session.ip}, ${session.userAgent}, ${session.secondFactor},
      ${platform.now.toISOString()}, ${platform.now.toISOString()}, ${session.expiresAt})`
}

/** A new secret for the same session, and perhaps another organization; whoever had the old secret is out at once. */
export async function rotate(
  platform: Platform,
  id: string,
  change: { tokenHash: string; organizationId?: string | undefined; secondFactor?: boolean | undefined },
): Promise<void> {
  await platform.sql`
    with rotated as (
      update identity.session set token_hash = ${change.tokenHash}, organization_id = coalesce(${change.organizationId}::uuid, organization_id),
        second_factor = coalesce(${change.secondFactor}::boolean, second_factor)
      where id = ${id} returning id, person_id
    )
    select pg_notify('access', json_build_object('personId', person_id, 'orgId', null, 'sessionId', id)::text) from rotated`
}

/** The organization this person used last, or the first they joined. */
export async function organizationFor(platform: Platform, personId: string): Promise<string | null> {
  const [row] = await platform.sql<{ id: string }>`
    select org_id as id from identity.membership where person_id = ${personId} and status = 'active'
    order by seen_at desc nulls last, joined_at, org_id limit 1`
  return row?.id ?? null
}

export async function organizationsOf(
  platform: Platform,
  personId: string,
): Promise<{ id: string; name: string; brandColor: string; isOwner: boolean }[]> {
  return platform.sql`
    select o.org_id as id, o.name, b.color as "brandColor", r.preset is not distinct from 'owner' as "isOwner"
    from identity.membership m
    join identity.organization o on o.org_id = m.org_id
    join identity.role r on r.org_id = m.org_id and r.id = m.role_id
    join identity.brand b on b.org_id = m.org_id and b.is_main
    where m.person_id = ${personId} and m.status = 'active' order by lower(o.name), o.org_id`
}

/** The one organization that knows this person, also as suspended; null for somebody of none or of several. */
export async function soleOrganizationOf(platform: Platform, personId: string): Promise<string | null> {
  const rows = await platform.sql<{
    id: string
  }>`select org_id as id from identity.membership where person_id = ${personId} and status <> 'removed' limit 2`
  return rows.length === 1 ? (rows[0]?.id ?? null) : null
}

export async function isMember(platform: Platform, personId: string, organizationId: string): Promise<boolean> {
  const rows = await platform.sql`
    select true as yes from identity.membership where org_id = ${organizationId} and person_id = ${personId} and status = 'active'`
  return rows.length > 0
}

export type CurrentRow = {
  personId: string
  name: string
  email: string
  personLocale: Locale
  theme: 'light' | 'dark' | 'system'
  density: 'comfortable' | 'normal' | 'compact'
  hasSecondFactor: boolean
  orgId: string | null
  orgName: string
  slug: string
  locale: Locale
  zone: string
  currency: string
  country: string
  isDemo: boolean
  requiresSecondFactor: boolean
  roleId: string
  preset: Preset | null
  roleName: string | null
  rolePermissions: string[]
  teamIds: string[]
}

export async function current(platform: Platform, sessionId: string): Promise<CurrentRow | undefined> {
  const [row] = await platform.sql<CurrentRow>`
    select p.id as "personId", p.name, p.email, p.locale as "personLocale", p.theme, p.density, p.has_second_factor as "hasSecondFactor",
      o.org_id as "orgId", o.name as "orgName", o.slug, o.locale, o.zone, o.currency, o.country, o.is_demo as "isDemo",
      o.requires_second_factor as "requiresSecondFactor", r.id as "roleId", r.preset, r.name as "roleName", r.permissions as "rolePermissions",
      array(select t.team_id from identity.team_member t where t.org_id = m.org_id and t.person_id = m.person_id) as "teamIds"
    from identity.session s
    join identity.person p on p.id = s.person_id
    left join identity.membership m on m.org_id = s.organization_id and m.person_id = s.person_id and m.status = 'active'
    left join identity.organization o on o.org_id = m.org_id
    left join identity.role r on r.org_id = m.org_id and r.id = m.role_id
    where s.id = ${sessionId}`
  return row
}

export async function listOf(platform: Platform, personId: string): Promise<SessionEntry[]> {
  return platform.sql<SessionEntry>`
    select id, ip, user_agent as "userAgent", created_at as "createdAt", seen_at as "seenAt" from identity.session
    where person_id = ${personId} and expires_at > ${platform.now.toISOString()}::timestamptz
      and seen_at > ${platform.now.toISOString()}::timestamptz - make_interval(days => ${idleDays})
    order by seen_at desc, id`
}

/** False when the session is somebody else's or over. */
export async function end(platform: Platform, personId: string, id: string): Promise<boolean> {
  const rows = await platform.sql`
    with ended as (delete from identity.session where id = ${id} and person_id = ${personId} returning id, person_id)
    select pg_notify('access', json_build_object('personId', person_id, 'orgId', null, 'sessionId', id)::text) from ended`
  return rows.length > 0
}

export async function endOthers(platform: Platform, personId: string, keepId: string): Promise<number> {
  const rows = await platform.sql`
    with ended as (delete from identity.session where person_id = ${personId} and id <> ${keepId} returning id, person_id)
    select pg_notify('access', json_build_object('personId', person_id, 'orgId', null, 'sessionId', id)::text) from ended`
  return rows.length
}

/** Inside a tenant, in the transaction that changes what somebody may do. */
export async function announceAccess(tenant: { readonly sql: Execute; readonly org: string }, personIds: readonly string[]): Promise<void> {
  await tenant.sql`
    select pg_notify('access', json_build_object('personId', person_id, 'orgId', ${tenant.org}::text)::text) from unnest(${personIds}::uuid[]) person_id`
}

// The step between the password and the second factor

export const challengeTries = 5

export async function addChallenge(
  platform: Platform,
  challenge: { tokenHash: string; personId: string; expiresAt: string },
): Promise<void> {
  await platform.sql`
    insert into identity.login_challenge (token_hash, person_id, expires_at) values (${challenge.tokenHash}, ${challenge.personId}, ${challenge.expiresAt})`
}

/** Counts one try. Nothing when it is over, used up or unknown. */
export async function tryChallenge(platform: Platform, tokenHash: string): Promise<string | undefined> {
  const [row] = await platform.sql<{ personId: string }>`
    update identity.login_challenge set tries = tries + 1
    where token_hash = ${tokenHash} and used_at is null and tries < ${challengeTries} and expires_at > ${platform.now.toISOString()}::timestamptz
    returning person_id as "personId"`
  return row?.personId
}

export async function useChallenge(platform: Platform, tokenHash: string): Promise<boolean> {
  const rows = await platform.sql`
    update identity.login_challenge set used_at = ${platform.now.toISOString()} where token_hash = ${tokenHash} and used_at is null returning true as used`
  return rows.length > 0
}

/** Rows that no longer open anything. */
export async function sweep(platform: Platform): Promise<void> {
  const now = platform.now.toISOString()
  await platform.sql`delete from identity.session where expires_at < ${now}::timestamptz or seen_at < ${now}::timestamptz - make_interval(days => ${idleDays})`
  await platform.sql`delete from identity.login_challenge where expires_at < ${now}::timestamptz`
  await platform.sql`delete from identity.password_reset where expires_at < ${now}::timestamptz - interval '7 days'`
}
