import { EgressFailure } from '#kernel/egress/failure.ts'

export type Hop = { url: URL; method: string; headers: Record<string, string>; body: string | Uint8Array | undefined }

/** Set by the connection itself; a caller's own would let one request be read as two. */
const ofTheConnection = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
])
/** What another origin may see of a request that was not meant for it. */
const harmless = new Set(['accept', 'accept-language', 'accept-encoding', 'user-agent', 'range'])

export function headersFor(given: Record<string, string>): Record<string, string> {
  const headers: Record<string, string> = { 'user-agent': 'Yapa', 'accept-encoding': 'identity' }
  for (const [name, value] of Object.entries(given)) if (!ofTheConnection.has(name.toLowerCase())) headers[name.toLowerCase()] = value
  return headers
}

/**
 * Where an answer sends the request, or null when it is the answer. A request with a body never follows to another
 * origin: its content was meant for the first one. Throws `EgressFailure` when the hops are used up or lead from https to http.
 */
export function nextHop(from: Hop, answer: { status: number; headers: Record<string, string> }, left: number): Hop | null {
  const { location } = answer.headers
  if (![301, 302, 303, 307, 308].includes(answer.status) || !location) return null
  const refuse = (reason: string): never => {
    throw new EgressFailure('refused', reason, { requestWritten: true })
  }
  if (!URL.canParse(location, from.url)) return refuse('redirected to no address')
  const url = new URL(location, from.url)
  url.hash = ''
  const becomesGet = answer.status === 303 || (answer.status <= 302 && from.method === 'POST')
  const method = becomesGet && from.method !== 'HEAD' ? 'GET' : from.method
  const isSameOrigin = url.origin === from.url.origin
  if (!isSameOrigin && method !== 'GET' && method !== 'HEAD') return null
  if (left <= 0) return refuse('redirected too often')
  if (from.url.protocol === 'https:' && url.protocol === 'http:') return refuse('redirected from https to http')
  const isKept = (name: string): boolean => (isSameOrigin || harmless.has(name)) && !(becomesGet && name.startsWith('content-'))
  return {
    url,
    method,
    headers: Object.fromEntries(Object.entries(from.headers).filter(([name]) => isKept(name))),
    body: becomesGet ? undefined : from.body,
  }
}
