import { refusal } from './graph-errors.ts'
import { noObject } from './graph-errors.ts'
import type { BusinessNumber, World } from './state.ts'
import type { Statuses } from './statuses.ts'
import type { Webhooks } from './webhooks.ts'

/** A request as the pure machine sees it. Header names in lower case; `path` without the query. */
export type SimRequest = {
  method: string
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | undefined>>
  body: Uint8Array
}

/** `cut` tells the server how to spoil the exchange on purpose. */
export type SimResponse = {
  status: number
  headers: Record<string, string>
  body: Uint8Array
  latencyMs?: number
  cut?: 'silence' | 'reset' | 'mid-body'
}

export type Machine = { world: World; webhooks: Webhooks; statuses: Statuses }

export const json = (status: number, body: unknown): SimResponse => ({
  status,
  headers: { 'content-type': 'application/json; charset=UTF-8' },
  body: Buffer.from(JSON.stringify(body)),
})

/** The JSON object of a request, or the form fields that the provider also takes. */
export function fieldsOf(request: SimRequest): Record<string, unknown> {
  const text = Buffer.from(request.body).toString('utf8')
  if (text.trim() === '') return Object.fromEntries(request.query)
  if (/x-www-form-urlencoded/i.test(request.headers['content-type'] ?? '')) return Object.fromEntries(new URLSearchParams(text))
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refusal(100, 'The request body is not valid JSON.')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal(100, 'The request body must be a JSON object.')
  return value as Record<string, unknown>
}

/** The token of the request; every kind of bad token is refused the way the provider tells them apart. */
export function tokenOf(world: World, request: SimRequest): { token: string; wabaId: string | null } {
  const header = request.headers.authorization
  const token = header?.replace(/^(Bearer|OAuth)\s+/i, '') ?? request.query.get('access_token') ?? ''
  if (token === '') throw refusal(104, 'An access token is required to request this resource.')
  const known = world.tokens.get(token)
  if (!known) throw refusal(190, 'Invalid OAuth access token - Cannot parse access token')
  if (known.isRevoked) throw refusal(190, 'The session has been invalidated because the token was revoked.', { subcode: 460 })
  if (known.expiresAt && known.expiresAt <= world.clock.now()) throw refusal(190, 'Session has expired.', { subcode: 463 })
  return { token, wabaId: known.wabaId }
}

/** The number that the path names, if this token may use it. */
export function numberFor(world: World, id: string, access: { wabaId: string | null }, method: string): BusinessNumber {
  const number = world.numbers.get(id)
  if (!number || (access.wabaId !== null && access.wabaId !== number.wabaId)) throw noObject(id, method)
  return number
}
