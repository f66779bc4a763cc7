import { z } from 'zod'

export const Id = z.uuid()
export type Id = string

/** The nil UUID (RFC 9562 §5.9): before all others, where a walk by id begins, and nobody's. */
export const nilId: Id = '00000000-0000-0000-0000-000000000000'
/** Under which is kept what belongs to no organization: jobs of the platform itself, a person's second factor. */
export const platformOrg: Id = nilId

const hexByByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
// One question to the system for many ids: alone, the question costs more than the id.
const pool = new Uint8Array(16 * 128)
let used = pool.length

// Transactions that overlap make ids of the moments at which they began, in turn.
const countsByMoment = new Map<number, number>()
const momentsKept = 1_000

/**
 * UUIDv7 (RFC 9562 §5.7): ordered by creation, so that primary keys fill their index from one end. Those of one process and
 * one millisecond count up in the twelve bits behind the moment (§6.2, method 1), so that what happened first comes first.
 */
export function newId(now: number = Date.now()): Id {
  if (used === pool.length) {
    crypto.getRandomValues(pool)
    used = 0
  }
  const bytes = pool.subarray(used, (used += 16))
  for (let i = 0, rest = now; i < 6; i++, rest = Math.floor(rest / 256)) bytes[5 - i] = rest % 256
  // A random start below a quarter of the range: ids of two processes do not line up, and thousands follow before it is full.
  const last = countsByMoment.get(now)
  const count = last === undefined ? (((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)) & 0x3ff : Math.min(last + 1, 0xfff)
  countsByMoment.set(now, count)
  if (countsByMoment.size > momentsKept) countsByMoment.delete(countsByMoment.keys().next().value ?? now)
  bytes[6] = 0x70 | (count >> 8)
  bytes[7] = count & 0xff
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  let id = ''
  for (let i = 0; i < 16; i++) id += (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + (hexByByte[bytes[i] ?? 0] ?? '')
  return id
}
