import { createHash } from 'node:crypto'

/** What the first fact of a proposal stands on. */
export const genesis = '0'.repeat(64)

/** The hash of a fact, in hexadecimal: SHA-256 of the hash before it and what is written down of it. */
export const linkOf = (previous: string, content: string): string =>
  createHash('sha256')
    .update(previous + content, 'utf8')
    .digest('hex')

/** A fact as it is kept. `content` is the very text that was hashed. */
export type Link = { seq: number; content: string; hash: string }
/** How long the chain is and where it ends; `seal` is a signature that only the installation can make. */
export type Head = { length: number; hash: string; seal: string }

/**
 * What is wrong with it, at the first place where something is: a fact that is not what it was, one that is gone, facts cut
 * off its end or added to it, and a chain that was written anew from somewhere on.
 */
export type Damage = 'changed' | 'missing' | 'cut' | 'added' | 'forged'
export type Verdict = { isIntact: true; length: number; hash: string } | { isIntact: false; damage: Damage; seq: number }

/** Follows a chain from its beginning, `links` in their order. `sealOf` signs a length and a hash. */
export function follow(links: readonly Link[], head: Head | undefined, sealOf: (head: Omit<Head, 'seal'>) => string): Verdict {
  let hash = genesis
  let seq = 0
  for (const link of links) {
    seq++
    if (link.seq !== seq) return broken('missing', seq)
    if (link.hash !== linkOf(hash, link.content)) return broken('changed', seq)
    hash = link.hash
  }
  const length = head?.length ?? 0
  if (seq < length) return broken('cut', seq + 1)
  if (seq > length) return broken('added', length + 1)
  if (head && (head.hash !== hash || head.seal !== sealOf({ length, hash }))) return broken('forged', Math.max(1, seq))
  return { isIntact: true, length: seq, hash }
}

const broken = (damage: Damage, seq: number): Verdict => ({ isIntact: false, damage, seq })
