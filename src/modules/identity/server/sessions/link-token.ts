import { hashToken, newToken } from '#kernel/auth/tokens.ts'

/**
 * Tokens that say which organization they belong to, so that they are looked up inside of it: `<organization>.<secret>`
 * with the organization's id as 22 characters of base64url. Only the hash of the secret is stored.
 */
export function newOrgToken(org: string): { token: string; hash: string } {
  const { token, hash } = newToken()
  return { token: `${packId(org)}.${token}`, hash }
}

export function readOrgToken(token: string): { org: string; hash: string } | null {
  const [, packed, secret] = /^([\w-]{22})\.([\w-]{43})$/.exec(token) ?? []
  return packed && secret ? { org: unpackId(packed), hash: hashToken(secret) } : null
}

/** `yapa_<organization>_<secret>`, so that leaked keys can be found by their look. */
export function newKeySecret(org: string): { secret: string; hash: string; prefix: string } {
  const { token, hash } = newToken()
  return { secret: `yapa_${packId(org)}_${token}`, hash, prefix: token.slice(0, 6) }
}

export function readKeySecret(secret: string): { org: string; hash: string } | null {
  const [, packed, token] = /^yapa_([\w-]{22})_([\w-]{43})$/.exec(secret) ?? []
  return packed && token ? { org: unpackId(packed), hash: hashToken(token) } : null
}

const packId = (id: string): string => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')

const unpackId = (packed: string): string =>
  Buffer.from(packed, 'base64url')
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
