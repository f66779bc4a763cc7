import type { Ctx } from '#kernel/ctx.ts'
import type { Execute } from '#kernel/db/sql.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import type { UpdateAccount } from '#identity/contract/person.ts'

/** Statements about people as such; they run as the platform and each commits by itself. */
type Platform = { readonly sql: Execute; readonly now: Date }

export type AccountRow = {
  id: string
  email: string
  name: string
  passwordHash: string
  passwordChangedAt: string
  totpSecret: string | null
  totpPending: string | null
  totpLastStep: number
  recoveryHashes: string[]
  locale: Locale
  theme: 'light' | 'dark' | 'system'
  density: 'comfortable' | 'normal' | 'compact'
}

const columns = sql`
  id, email, name, password_hash as "passwordHash", password_changed_at as "passwordChangedAt", totp_secret as "totpSecret", totp_pending as "totpPending",
  totp_last_step as "totpLastStep", recovery_hashes as "recoveryHashes", locale, theme, density`

export async function find(platform: Platform, id: string): Promise<AccountRow | undefined> {
  const [row] = await platform.sql<AccountRow>`select ${columns} from identity.person where id = ${id}`
  return row
}

export async function findByEmail(platform: { readonly sql: Execute }, email: string): Promise<AccountRow | undefined> {
  const [row] = await platform.sql<AccountRow>`select ${columns} from identity.person where email = ${email}`
  return row
}

/** Inside a tenant, together with the membership. False when the address already has an account. */
export async function admit(
  ctx: Ctx,
  person: { id: string; email: string; name: string; passwordHash: string; locale: Locale },
): Promise<boolean> {
  const [row] = await ctx.sql<{ admitted: boolean }>`
    select identity.admit_person(${person.id}, ${person.email}, ${person.name}, ${person.passwordHash}, ${person.locale}, ${ctx.now.toISOString()}) as admitted`
  return row?.admitted ?? false
}

export async function update(platform: Platform, id: string, change: UpdateAccount): Promise<void> {
  await platform.sql`
    update identity.person set name = coalesce(${change.name}, name), locale = coalesce(${change.locale}, locale),
      theme = coalesce(${change.theme}, theme), density = coalesce(${change.density}, density)
    where id = ${id}`
}

/** The same password under today's parameters: nobody's sessions end. */
export async function renewHash(platform: Platform, id: string, before: string, hash: string): Promise<void> {
  await platform.sql`update identity.person set password_hash = ${hash} where id = ${id} and password_hash = ${before}`
}

/**
 * A new password: every other way in ends in the same statement, so that nothing opened with the old one survives it.
 * `keepSessionId` is the session of the person who changed it themselves.
 */
export async function setPassword(platform: Platform, id: string, hash: string, keepSessionId: string | null): Promise<void> {
  await platform.sql`
    with changed as (
      update identity.person set password_hash = ${hash}, password_changed_at = ${platform.now.toISOString()}::timestamptz where id = ${id} returning id
    ), ended as (
      delete from identity.session s using changed where s.person_id = changed.id and s.id is distinct from ${keepSessionId}::uuid
    ), resets as (
      update identity.password_reset r set used_at = ${platform.now.toISOString()}::timestamptz from changed where r.person_id = changed.id and r.used_at is null
    ), challenges as (
      delete from identity.login_challenge c using changed where c.person_id = changed.id
    )
    select pg_notify('access', json_build_object('personId', id, 'orgId', null)::text) from changed`
}

// Links for a new password

/** One statement whether the address is known or not, so that its time tells nothing. Answers who it was for. */
export async function addReset(
  platform: Platform,
  reset: { email: string; tokenHash: string; expiresAt: string },
): Promise<{ personId: string; name: string; locale: Locale } | undefined> {
  const [row] = await platform.sql<{ personId: string; name: string; locale: Locale }>`
    with made as (
      insert into identity.password_reset (token_hash, person_id, created_at, expires_at)
      select ${reset.tokenHash}, id, ${platform.now.toISOString()}::timestamptz, ${reset.expiresAt}::timestamptz from identity.person where email = ${reset.email}
      returning person_id
    )
    select p.id as "personId", p.name, p.locale from made join identity.person p on p.id = made.person_id`
  return row
}

export async function personOfReset(platform: Platform, tokenHash: string): Promise<string | undefined> {
  const [row] = await platform.sql<{ personId: string }>`
    select person_id as "personId" from identity.password_reset
    where token_hash = ${tokenHash} and used_at is null and expires_at > ${platform.now.toISOString()}::timestamptz`
  return row?.personId
}

/** Takes the link for good. Of several at once only one gets it. */
export async function takeReset(platform: Platform, tokenHash: string): Promise<boolean> {
  const rows = await platform.sql`
    update identity.password_reset set used_at = ${platform.now.toISOString()}::timestamptz
    where token_hash = ${tokenHash} and used_at is null and expires_at > ${platform.now.toISOString()}::timestamptz returning true as taken`
  return rows.length > 0
}

// Second factor

export async function setPendingTotp(platform: Platform, id: string, encrypted: string): Promise<void> {
  await platform.sql`update identity.person set totp_pending = ${encrypted} where id = ${id} and totp_secret is null`
}

/** False when the enrolment was replaced or finished meanwhile. */
export async function confirmTotp(
  platform: Platform,
  id: string,
  enrolment: { pending: string; step: number; recoveryHashes: readonly string[] },
): Promise<boolean> {
  const rows = await platform.sql`
    update identity.person set totp_secret = totp_pending, totp_pending = null, totp_last_step = ${enrolment.step}, recovery_hashes = ${enrolment.recoveryHashes}::text[]
    where id = ${id} and totp_pending = ${enrolment.pending} and totp_secret is null returning true as done`
  return rows.length > 0
}

export async function removeTotp(platform: Platform, id: string): Promise<void> {
  await platform.sql`update identity.person set totp_secret = null, totp_pending = null, recovery_hashes = '{}' where id = ${id}`
}

export async function setRecoveryHashes(platform: Platform, id: string, hashes: readonly string[]): Promise<void> {
  await platform.sql`update identity.person set recovery_hashes = ${hashes}::text[] where id = ${id} and totp_secret is not null`
}

/** False when this step, or a later one, was already used: a code that was overheard opens nothing. */
export async function useTotpStep(platform: Platform, id: string, step: number): Promise<boolean> {
  const rows = await platform.sql`
    update identity.person set totp_last_step = ${step} where id = ${id} and totp_last_step < ${step} returning true as used`
  return rows.length > 0
}

/** False when the code was used meanwhile. */
export async function useRecoveryHash(platform: Platform, id: string, hash: string): Promise<boolean> {
  const rows = await platform.sql`
    update identity.person set recovery_hashes = array_remove(recovery_hashes, ${hash})
    where id = ${id} and ${hash} = any(recovery_hashes) returning true as used`
  return rows.length > 0
}
