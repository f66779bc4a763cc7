import type { Execute } from '#kernel/db/sql.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import type { Preset } from '#identity/contract/role.ts'

export type SessionRow = {
  sessionId: string
  personId: string
  name: string
  email: string
  locale: Locale
  orgId: string | null
  zone: string | null
  lacksSecondFactor: boolean | null
  preset: Preset | null
  permissions: string[] | null
  teamIds: string[]
}

export type KeyRow = { id: string; name: string; permissions: string[]; locale: Locale; zone: string; apiOrigins: string[] }

/** Idle sessions end after this many days; the absolute end is written in the row. */
export const idleDays = 14

/**
 * The person behind a session and what they may do in the organization in use. The same statement notes, at most once a
 * minute, that they were here.
 */
export async function bySessionToken(platform: Execute, tokenHash: string, now: string): Promise<SessionRow | undefined> {
  const [row] = await platform<SessionRow>`
    with s as (
      select id, person_id, organization_id, seen_at from identity.session
      where token_hash = ${tokenHash} and expires_at > ${now}::timestamptz and seen_at > ${now}::timestamptz - make_interval(days => ${idleDays})
    ), touched as (
      update identity.session t set seen_at = ${now}::timestamptz from s where t.id = s.id and s.seen_at < ${now}::timestamptz - interval '1 minute'
    ), seen as (
      update identity.membership t set seen_at = ${now}::timestamptz from s
      where t.org_id = s.organization_id and t.person_id = s.person_id and t.status = 'active'
        and (t.seen_at is null or t.seen_at < ${now}::timestamptz - interval '1 minute')
    )
    select s.id as "sessionId", p.id as "personId", p.name, p.email, p.locale, o.org_id as "orgId", o.zone,
      o.requires_second_factor and not p.has_second_factor as "lacksSecondFactor", r.preset, r.permissions,
      array(select t.team_id from identity.team_member t where t.org_id = m.org_id and t.person_id = m.person_id) as "teamIds"
    from s
    join identity.person p on p.id = s.person_id
    left join identity.membership m on m.org_id = s.organization_id and m.person_id = s.person_id and m.status = 'active'
    left join identity.organization o on o.org_id = m.org_id
    left join identity.role r on r.org_id = m.org_id and r.id = m.role_id`
  return row
}

/** A living API key. Notes, at most once a minute, that it was used. */
export async function byKey(platform: Execute, org: string, secretHash: string, now: string): Promise<KeyRow | undefined> {
  const [row] = await platform<KeyRow>`
    with k as (
      select org_id, id, name, permissions, last_used_at from identity.api_key
      where org_id = ${org} and secret_hash = ${secretHash} and revoked_at is null and (expires_at is null or expires_at > ${now}::timestamptz)
    ), used as (
      update identity.api_key t set last_used_at = ${now}::timestamptz from k
      where t.org_id = k.org_id and t.id = k.id and (k.last_used_at is null or k.last_used_at < ${now}::timestamptz - interval '1 minute')
    )
    select k.id, k.name, k.permissions, o.locale, o.zone, o.api_origins as "apiOrigins" from k join identity.organization o on o.org_id = k.org_id`
  return row
}
