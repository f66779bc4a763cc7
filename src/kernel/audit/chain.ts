import { createHash, timingSafeEqual } from 'node:crypto'
import type { Crypto } from '#kernel/crypto/crypto.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'

/** The pure part of the chain: what a hash covers, what a head's signature covers, how heads add up. */

export const genesis = Buffer.alloc(32)

/** An entry as text, exactly as the database writes it; `null` throughout when the entry is gone. */
export type SealedFields = { entry_id: string; content: string | null }

const fields = sql`e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor_kind, e.actor_id, e.actor_name, e.action,
  e.subject_kind, e.subject_id, e.subject_name, e.before::text, e.after::text, e.request_id, e.xid::text, e.seq::text`

/**
 * `e` as one JSON array written by PostgreSQL. Text, not parsed values: two amounts that are the same float to
 * JavaScript are still two contents. Entries from before salts were given have none.
 */
export const contentOf: Statement = sql`case when e.id is null then null when e.salt is null then json_build_array(${fields})::text
  else json_build_array(${fields}, e.salt)::text end`

/** Hash of one link: `previous | [org, position, entry, content]`. */
export const linkHash = (org: string, position: number, previous: Buffer, { entry_id, content }: SealedFields): Buffer =>
  createHash('sha256')
    .update(previous)
    .update(JSON.stringify([org, position, entry_id, content]), 'utf8')
    .digest()

export type Head = { org_id: string; position: number; hash: Buffer }

/** The signature that only the installation's key file can make. */
export const signHead = (crypto: Pick<Crypto, 'mac'>, { org_id, position, hash }: Head): Buffer =>
  crypto.mac('audit head', JSON.stringify([org_id, position, hash.toString('hex')]))

/** What is left of an entry whose personal values were taken out. */
export const digestOf = (content: string): Buffer => createHash('sha256').update(content, 'utf8').digest()

/** Says that this installation itself took them out, and left exactly this. */
export const signRedaction = (crypto: Pick<Crypto, 'mac'>, org: string, entryId: string, digest: Buffer): Buffer =>
  crypto.mac('audit redaction', JSON.stringify([org, entryId, digest.toString('hex')]))

export const signRoll = (crypto: Pick<Crypto, 'mac'>, sum: Buffer): Buffer => crypto.mac('audit roll', sum.toString('hex'))

export const isSame = (one: Buffer | null | undefined, other: Buffer): boolean =>
  one !== null && one !== undefined && one.length === other.length && timingSafeEqual(one, other)

const modulus = 1n << 256n
const numberOf = (bytes: Buffer): bigint => BigInt(`0x${bytes.toString('hex')}`)

/** The sum of head signatures modulo 2^256: one changes in one step, whatever the number of organizations. */
export function moveSum(sum: Buffer, gone: readonly Buffer[], come: readonly Buffer[]): Buffer {
  let number = numberOf(sum)
  for (const signature of gone) number -= numberOf(signature)
  for (const signature of come) number += numberOf(signature)
  const positive = ((number % modulus) + modulus) % modulus
  return Buffer.from(positive.toString(16).padStart(64, '0'), 'hex')
}
