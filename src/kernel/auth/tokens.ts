import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Secrets that are handed out once (sessions, links in mails, API keys): 256 random bits as base64url, of which the
 * database keeps only the SHA-256, so that a leaked copy of it opens nothing.
 */
export function newToken(): { token: string; hash: string } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

/** SHA-256 as 64 hexadecimal digits. Right for random secrets only; what people choose goes through `Passwords`. */
export const hashToken = (token: string): string => createHash('sha256').update(token, 'utf8').digest('hex')

/** Compares two hashes in constant time. */
export function isSameHash(one: string, other: string): boolean {
  const a = Buffer.from(one)
  const b = Buffer.from(other)
  return a.length === b.length && timingSafeEqual(a, b)
}
