import { hashToken, newToken } from '#kernel/auth/tokens.ts'
import { packId, unpackId } from '#kernel/crypto/packed-id.ts'

/**
 * Tokens that say which organization they belong to, so that they are looked up inside of it: `<organization>.<secret>`
 * with the organization's id as 22 characters of base64url. Only the hash of the secret is stored.
 */
export function newOrgToken(org: string): { token: string; hash: string } {
  const { token, hash } = newToken()
  return { token: `${packed(org)}.${token}`, hash }
}

export function readOrgToken(token: string): { org: string; hash: string } | null {
  const [, org, secret] = /^([\w-]{22})\.([\w-]{43})$/.exec(token) ?? []
  return org && secret ? { org: unpacked(org), hash: hashToken(secret) } : null
}

/** `yapa_<organization>_<secret>`, so that leaked keys can be found by their look. */
export function newKeySecret(org: string): { secret: string; hash: string; prefix: string } {
  const { token, hash } = newToken()
  return { secret: `yapa_${packed(org)}_${token}`, hash, prefix: token.slice(0, 6) }
}

export function readKeySecret(secret: string): { org: string; hash: string } | null {
  const [, org, token] = /^yapa_([\w-]{22})_([\w-]{43})$/.exec(secret) ?? []
  return org && token ? { org: unpacked(org), hash: hashToken(token) } : null
}

const packed = (org: string): string => packId(org).toString('base64url')
const unpacked = (text: string): string => unpackId(Buffer.from(text, 'base64url'))
