import type { FastifyRequest } from 'fastify'
import type { Credentials, Principal } from '#kernel/auth/principal.ts'
import type { Execute } from '#kernel/db/sql.ts'
import { Problem } from '#kernel/problem.ts'

export type Authenticate = (platform: Execute, credentials: Credentials) => Promise<Principal | null>

export type Doorman = {
  identify(headers: {
    cookie?: string | undefined
    authorization?: string | undefined
  }): Promise<{ principal: Principal | null; byCookie: boolean }>
  /** Forgets what is remembered of a person, after their access changed. */
  forget(personId: string | undefined): void
}

/** How long an answer about a credential may be reused. A change of access drops it at once, through NOTIFY `access`. */
const rememberedForMs = 5_000
const rememberedAtMost = 20_000

/** Finds out who is asking. Remembers answers briefly; `gap` tells that changes may have been missed, so nothing is remembered. */
export function openDoor(platform: Execute, authenticate: Authenticate, cookieName: string): Doorman {
  const remembered = new Map<string, { principal: Principal; until: number }>()
  let changes = 0

  const lookUp = async (key: string, credentials: Credentials): Promise<Principal | null> => {
    const known = remembered.get(key)
    const now = Date.now()
    if (known && known.until > now) return known.principal
    const before = changes
    const principal = await authenticate(platform, credentials)
    // What was read before a change of access must not be remembered after it.
    if (before !== changes) return principal
    if (remembered.size >= rememberedAtMost) remembered.clear()
    if (principal) remembered.set(key, { principal, until: now + rememberedForMs })
    else remembered.delete(key)
    return principal
  }

  return {
    async identify({ cookie, authorization }) {
      const bearer = bearerOf(authorization)
      if (bearer) return { principal: await lookUp(`k:${bearer}`, { apiKey: bearer }), byCookie: false }
      const sessionToken = cookieValue(cookie, cookieName)
      if (!sessionToken) return { principal: null, byCookie: false }
      return { principal: await lookUp(`s:${sessionToken}`, { sessionToken }), byCookie: true }
    },
    forget(personId) {
      changes++
      if (!personId) return remembered.clear()
      for (const [key, { principal }] of remembered) if (principal.person?.id === personId || !principal.person) remembered.delete(key)
    },
  }
}

/** The API key of a request. */
export const bearerOf = (authorization: string | undefined): string | undefined =>
  (authorization?.startsWith('Bearer ') && authorization.slice(7).trim()) || undefined

function cookieValue(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim() || undefined
  }
  return undefined
}

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * A browser says where a request comes from; another site cannot forge that. Unsafe requests that ride on a cookie must
 * come from our own pages. Requests with an API key carry no ambient authority and may come from anywhere.
 */
export function refuseForeignOrigin(request: FastifyRequest, byCookie: boolean, publicOrigin: string | undefined): void {
  if (!byCookie || !unsafe.has(request.method)) return
  if (!isOwnOrigin(request.headers, publicOrigin)) throw new Problem('kernel.foreign_origin', 403)
}

export function isOwnOrigin(
  headers: { origin?: string | undefined; host?: string | undefined; 'sec-fetch-site'?: string | string[] | undefined },
  publicOrigin: string | undefined,
): boolean {
  if (headers.origin === undefined) return headers['sec-fetch-site'] === 'same-origin'
  if (headers.origin === publicOrigin) return true
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host
}
