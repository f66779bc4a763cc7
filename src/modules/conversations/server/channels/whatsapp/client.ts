import { createHash, createHmac, randomBytes } from 'node:crypto'
import * as accounts from './account-answers.ts'
import type { NumberFacts, TokenFacts } from './account-answers.ts'
import * as answers from './answers.ts'
import type { Accepted, MediaInfo, PhoneNumber } from './answers.ts'
import { verdictOf } from './errors.ts'
import type { Failure, Verdict } from './errors.ts'
import type { Breach } from './limits.ts'
import { alternateOf } from './numbers.ts'
import type { Outbound } from './outbound.ts'
import { build, readReceipt } from './requests.ts'
import { endOf, multipart } from './transport.ts'
import type { HttpAnswer, HttpRequest, SendHttp } from './transport.ts'

export type Settings = {
  /** `https://graph.facebook.com`, or the address of the local stand-in. */
  baseUrl: string
  /** `v26.0` */
  version: string
  phoneNumberId: string
  token: string
  /** Adds the proof that the caller also knows the app's secret; for apps that require it. */
  appSecret?: string
  /** Hosts, besides the base one, that may receive the token when a file is downloaded. A dot in front means any host under it. */
  mediaHosts?: readonly string[]
  timeoutMs?: number
}

/** `detail` is for logs and support, not for the screen. `breaches` only when nothing was sent because a limit is broken. */
export type Failed = { ok: false; verdict: Verdict; detail: string | null; breaches?: Breach[] }
export type Result<T> = ({ ok: true } & T) | Failed

/** `attempt` 1 at the first try; `isAlternate` when the number is already the other spelling. */
export type Try = { attempt?: number; isAlternate?: boolean; spread?: number }

export type Client = {
  sendMessage(message: Outbound, options?: Try): Promise<Result<Accepted>>
  markRead(messageId: string, isTyping?: boolean): Promise<Result<{ isDone: true }>>
  uploadMedia(file: { bytes: Uint8Array; mimeType: string; name: string }, options?: Try): Promise<Result<{ id: string }>>
  mediaInfo(mediaId: string, options?: Try): Promise<Result<MediaInfo>>
  /** The bytes behind `info.url`, checked against its digest. The address dies five minutes after `mediaInfo`. */
  downloadMedia(info: MediaInfo, maxBytes: number, options?: Try): Promise<Result<{ bytes: Uint8Array; mimeType: string }>>
  deleteMedia(mediaId: string): Promise<Result<{ isDone: true }>>
  phoneNumber(): Promise<Result<PhoneNumber>>
  phoneNumbers(wabaId: string): Promise<Result<{ numbers: PhoneNumber[] }>>
  /** The same with everything that matters while it is connected. */
  numberFacts(): Promise<Result<NumberFacts>>
  /** What the token may, asked with itself. */
  tokenFacts(): Promise<Result<TokenFacts>>
  account(wabaId: string): Promise<Result<{ name: string | null; portfolioId: string | null }>>
  /** With the six digits of its two-step verification. */
  register(pin: string): Promise<Result<{ isDone: true }>>
  /** Makes the account's events arrive here; with an address of its own when `callback` is given. */
  subscribe(wabaId: string, callback?: { url: string; verifyToken: string }): Promise<Result<{ isDone: true }>>
}

const DEFAULT_MEDIA_HOSTS = ['lookaside.fbsbx.com', '.fbcdn.net', '.whatsapp.net']
const JSON_BYTES = 1024 * 1024
const phoneFields = 'id,verified_name,display_phone_number,quality_rating,messaging_limit_tier,status,throughput'
const numberFields = `${phoneFields},name_status,new_name_status,code_verification_status,is_on_biz_app`

export function client(settings: Settings, send: SendHttp): Client {
  const base = `${settings.baseUrl.replace(/\/$/, '')}/${settings.version}`
  const timeoutMs = settings.timeoutMs ?? 15_000

  function address(path: string, query: Record<string, string> = {}): string {
    const url = new URL(`${base}/${path}`)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    if (settings.appSecret) {
      url.searchParams.set('appsecret_proof', createHmac('sha256', settings.appSecret).update(settings.token).digest('hex'))
    }
    return url.href
  }

  async function call<T extends object>(
    request: Omit<HttpRequest, 'headers' | 'timeoutMs' | 'maxBytes'> & Partial<HttpRequest>,
    read: (body: Uint8Array) => T | null,
    failure: Partial<Failure>,
  ): Promise<Result<T>> {
    const headers = { authorization: `Bearer ${settings.token}`, ...request.headers }
    let answer: HttpAnswer
    try {
      answer = await send({ timeoutMs, maxBytes: JSON_BYTES, ...request, headers })
    } catch (error) {
      const detail = error instanceof Error ? error.message.slice(0, 500) : null
      return { ok: false, verdict: verdictOf({ ...failure, transport: endOf(error) }), detail }
    }
    const isSuccess = answer.status >= 200 && answer.status < 300
    const value = isSuccess ? read(answer.body) : null
    if (value) return { ok: true, ...value }
    const problem = answers.errorIn(answer.body)
    const retryAfter = Number(answer.headers['retry-after'])
    const verdict = verdictOf({
      ...failure,
      transport: 'answered',
      httpStatus: answer.status,
      code: problem?.code,
      retryAfter: Number.isFinite(retryAfter) ? retryAfter : undefined,
    })
    return { ok: false, verdict, detail: problem?.detail ?? `HTTP ${answer.status} without a readable answer` }
  }

  const json = (path: string, body: object) => ({
    method: 'POST' as const,
    url: address(path),
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const repeatable = (options: Try = {}): Partial<Failure> => ({ ...options, isRepeatable: true })

  function mayHaveToken(url: URL): boolean {
    if (url.origin === new URL(base).origin) return true
    const hosts = settings.mediaHosts ?? DEFAULT_MEDIA_HOSTS
    return url.protocol === 'https:' && hosts.some((host) => (host.startsWith('.') ? url.hostname.endsWith(host) : url.hostname === host))
  }

  return {
    async sendMessage(message, options = {}) {
      const built = build(message)
      if (!built.ok) {
        const verdict = verdictOf({ transport: 'answered', httpStatus: 400, code: 131009 })
        return { ok: false, verdict, detail: built.breaches.map((b) => `${b.where}: ${b.limit}`).join('; '), breaches: built.breaches }
      }
      const hasAlternate = !options.isAlternate && 'waId' in message.to && alternateOf(message.to.waId) !== null
      return call(json(`${settings.phoneNumberId}/messages`, built.body), answers.acceptedIn, { ...options, hasAlternate })
    },

    markRead: (messageId, isTyping = false) =>
      call(json(`${settings.phoneNumberId}/messages`, readReceipt(messageId, isTyping)), answers.doneIn, repeatable()),

    uploadMedia(file, options) {
      const boundary = `----yapa${randomBytes(16).toString('hex')}`
      const body = multipart({ messaging_product: 'whatsapp', type: file.mimeType }, file, boundary)
      const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
      const request = { method: 'POST' as const, url: address(`${settings.phoneNumberId}/media`), headers, body, timeoutMs: timeoutMs * 4 }
      return call(request, answers.createdIn, repeatable(options))
    },

    mediaInfo: (mediaId, options) =>
      call({ method: 'GET', url: address(encodeURIComponent(mediaId)) }, answers.mediaInfoIn, repeatable(options)),

    async downloadMedia(info, maxBytes, options) {
      const host = new URL(info.url)
      if (!mayHaveToken(host))
        return { ok: false, verdict: verdictOf({ transport: 'blocked' }), detail: `The token must not go to ${host.hostname}` }
      if ((info.sizeBytes ?? 0) > maxBytes) return tooLarge(info.sizeBytes ?? 0)
      const read = (bytes: Uint8Array) => (isDigestOf(bytes, info.sha256) ? { bytes, mimeType: info.mimeType } : null)
      const answer = await call({ method: 'GET', url: info.url, maxBytes, timeoutMs: timeoutMs * 4 }, read, repeatable(options))
      return answer.ok && answer.bytes.length > maxBytes ? tooLarge(answer.bytes.length) : answer
    },

    deleteMedia: (mediaId) => call({ method: 'DELETE', url: address(encodeURIComponent(mediaId)) }, answers.doneIn, repeatable()),

    phoneNumber: () =>
      call({ method: 'GET', url: address(settings.phoneNumberId, { fields: phoneFields }) }, answers.phoneNumberIn, repeatable()),

    phoneNumbers: (wabaId) =>
      call(
        { method: 'GET', url: address(`${encodeURIComponent(wabaId)}/phone_numbers`, { fields: phoneFields }) },
        (body) => {
          const numbers = answers.phoneNumbersIn(body)
          return numbers && { numbers }
        },
        repeatable(),
      ),

    numberFacts: () =>
      call({ method: 'GET', url: address(settings.phoneNumberId, { fields: numberFields }) }, accounts.numberFactsIn, repeatable()),

    tokenFacts: () => call({ method: 'GET', url: address('debug_token', { input_token: settings.token }) }, accounts.tokenIn, repeatable()),

    account: (wabaId) =>
      call(
        { method: 'GET', url: address(encodeURIComponent(wabaId), { fields: 'id,name,owner_business_info' }) },
        accounts.accountIn,
        repeatable(),
      ),

    register: (pin) =>
      call(json(`${settings.phoneNumberId}/register`, { messaging_product: 'whatsapp', pin }), answers.doneIn, repeatable()),

    subscribe: (wabaId, callback) =>
      call(
        json(
          `${encodeURIComponent(wabaId)}/subscribed_apps`,
          callback ? { override_callback_uri: callback.url, verify_token: callback.verifyToken } : {},
        ),
        answers.doneIn,
        repeatable(),
      ),
  }
}

const tooLarge = (bytes: number): Failed => ({
  ok: false,
  verdict: verdictOf({ transport: 'answered', httpStatus: 200, code: 131052 }),
  detail: `The file has ${bytes} bytes`,
})

/** The provider writes the digest as hex where it describes a file and as base64 in webhooks. Without one nothing is compared. */
function isDigestOf(bytes: Uint8Array, sha256: string | null): boolean {
  if (!sha256) return true
  const digest = createHash('sha256').update(bytes)
  return /^[0-9a-f]{64}$/i.test(sha256) ? digest.digest('hex') === sha256.toLowerCase() : digest.digest('base64') === sha256
}
