import { createHmac, timingSafeEqual } from 'node:crypto'

/** `sha256=` and 64 lower-case hex digits: HMAC-SHA256 of the exact bytes received, keyed with the app secret. */
export function signatureOf(rawBody: Uint8Array, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(rawBody).digest('hex')}`
}

/**
 * Whether `X-Hub-Signature-256` proves that the provider wrote these bytes.
 * Several secrets are accepted so that a rotation has no gap; none, or an empty one, never matches.
 * Works on bytes because the provider signs its own escapes (`\u00f3`, `\/`), which no re-serialisation reproduces.
 */
export function isSigned(rawBody: Uint8Array, header: string | undefined, appSecrets: readonly string[]): boolean {
  if (!header || !/^sha256=[0-9a-f]{64}$/.test(header)) return false
  const given = Buffer.from(header, 'latin1')
  let matches = false
  for (const secret of appSecrets) {
    if (secret === '') continue
    // No early exit: the time must not tell which of the secrets is the current one.
    if (timingSafeEqual(given, Buffer.from(signatureOf(rawBody, secret), 'latin1'))) matches = true
  }
  return matches
}
