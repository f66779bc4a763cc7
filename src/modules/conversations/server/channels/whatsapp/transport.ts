import type { TransportEnd } from './errors.ts'

export type HttpRequest = {
  method: 'GET' | 'POST' | 'DELETE'
  url: string
  headers: Record<string, string>
  body?: Uint8Array | string
  timeoutMs: number
  /** The answer must not be read beyond this. */
  maxBytes: number
}

/** Header names in lower case. */
export type HttpAnswer = { status: number; headers: Readonly<Record<string, string | string[] | undefined>>; body: Uint8Array }

/** Resolves with a complete answer of any status; rejects when there is none. Must not repeat a request by itself. */
export type SendHttp = (request: HttpRequest) => Promise<HttpAnswer>

const beforeWriting = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EMFILE',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/**
 * Whether the provider can have seen the request, from the error of the transport and its causes. Only errors known to
 * come before the first byte count as `not-sent`: a wrong guess in that direction would send a message twice.
 */
export function endOf(error: unknown): Exclude<TransportEnd, 'answered'> {
  let current: unknown = error
  for (let depth = 0; depth < 6 && typeof current === 'object' && current !== null; depth++) {
    const { code, cause } = current as { code?: unknown; cause?: unknown }
    if (typeof code === 'string') {
      if (beforeWriting.has(code)) return 'not-sent'
      if (code.startsWith('kernel.egress')) return code.endsWith('open_circuit') ? 'not-sent' : 'blocked'
    }
    current = cause
  }
  return 'lost'
}

/** A `multipart/form-data` body with one file. */
export function multipart(
  fields: Record<string, string>,
  file: { name: string; mimeType: string; bytes: Uint8Array },
  boundary: string,
): Uint8Array {
  const quoted = (text: string) => text.replaceAll('"', '%22').replaceAll(/[\r\n]/g, ' ')
  const head = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"\r\n\r\n${value}\r\n`,
  )
  const fileHead =
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${quoted(file.name)}"\r\n` +
    `content-type: ${file.mimeType.replaceAll(/[\r\n]/g, ' ')}\r\n\r\n`
  return Buffer.concat([Buffer.from(head.join('') + fileHead), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)])
}
