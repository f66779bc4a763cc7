import type { Credentials, Principal } from '#kernel/auth/principal.ts'
import { hashToken } from '#kernel/auth/tokens.ts'
import type { Execute } from '#kernel/db/sql.ts'
import type { Module } from '#kernel/module.ts'
import { rightsOf } from '#identity/server/roles/presets.ts'
import { readKeySecret } from '#identity/server/sessions/link-token.ts'
import * as store from '#identity/server/sessions/principal.store.ts'

/**
 * Answers who stands behind a session cookie or an API key, in one statement; null for whatever is unknown, expired or
 * revoked. Somebody suspended, removed, or without the second factor that the organization asks for is still a person,
 * but has no organization.
 */
export const authenticateWith =
  (world: { modules: readonly Module[]; now: () => Date }) =>
  async (platform: Execute, credentials: Credentials): Promise<Principal | null> => {
    const now = world.now().toISOString()
    if (credentials.apiKey) return byKey(platform, credentials.apiKey, world.modules, now)
    if (credentials.sessionToken) return bySession(platform, credentials.sessionToken, world.modules, now)
    return null
  }

async function bySession(platform: Execute, token: string, modules: readonly Module[], now: string): Promise<Principal | null> {
  const row = await store.bySessionToken(platform, hashToken(token), now)
  if (!row) return null
  const orgId = row.orgId !== null && !row.lacksSecondFactor ? row.orgId : null
  const permissions = new Set(orgId === null ? [] : rightsOf({ preset: row.preset, permissions: row.permissions ?? [] }, modules))
  return {
    person: { id: row.personId, name: row.name, email: row.email, locale: row.locale },
    sessionId: row.sessionId,
    actor: {
      kind: 'user',
      id: row.personId,
      name: row.name,
      permissions,
      teamIds: orgId === null ? [] : row.teamIds,
      sessionId: row.sessionId,
    },
    orgId,
    locale: row.locale,
    zone: row.zone ?? 'UTC',
  }
}

async function byKey(platform: Execute, apiKey: string, modules: readonly Module[], now: string): Promise<Principal | null> {
  const read = readKeySecret(apiKey)
  if (!read) return null
  const row = await store.byKey(platform, read.org, read.hash, now)
  if (!row) return null
  const permissions = new Set(rightsOf({ preset: null, permissions: row.permissions }, modules))
  return {
    actor: { kind: 'api-key', id: row.id, name: row.name, permissions, teamIds: [] },
    orgId: read.org,
    locale: row.locale,
    zone: row.zone,
    allowedOrigins: row.apiOrigins,
  }
}
