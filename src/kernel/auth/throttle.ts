import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Execute } from '#kernel/db/sql.ts'
import { sql as statement } from '#kernel/db/sql.ts'

/**
 * Counts attempts in a moving window, across all processes. `bucket` names what is counted (`identity.log-in.account`),
 * `key` whose it is: only values that the server knows (an account's address as it is looked up, the peer's address),
 * never something that the sender can vary to get a fresh allowance.
 */
export type Allowance = { bucket: string; key: string; limit: number; windowSeconds: number; now?: Date }

export type Attempt = { allowed: true; left: number } | { allowed: false; retryAfterSeconds: number }

/**
 * Takes one attempt if one is left: at most `limit` in any `windowSeconds`. Counting and refusing are one statement, so
 * that a thousand at once get no more than one by one. Give it an executor that commits by itself (`database.platform`):
 * inside the command's transaction a refused login would take its own count back.
 */
export async function attempt(execute: Execute, allowance: Allowance): Promise<Attempt> {
  const { bucket, limit, windowSeconds } = allowance
  const now = (allowance.now ?? new Date()).toISOString()
  const key = hashKey(allowance.key)
  const recent = statement`(select coalesce(array_agg(moment order by moment), '{}') from unnest(throttle.moments) moment
    where moment > ${now}::timestamptz - make_interval(secs => ${windowSeconds}) and moment <= ${now}::timestamptz + interval '1 minute')`
  const [taken] = await execute<{ count: number }>`
    insert into kernel.throttle as throttle (bucket, key, moments, expires_at)
    values (${bucket}, ${key}, array[${now}::timestamptz], ${now}::timestamptz + make_interval(secs => ${windowSeconds}))
    on conflict (bucket, key) do update
      set moments = ${recent} || excluded.moments, expires_at = excluded.expires_at
      where cardinality(${recent}) < ${limit}
    returning cardinality(moments) as count`
  if (taken) return { allowed: true, left: limit - taken.count }
  const [oldest] = await execute<{ seconds: number }>`
    select greatest(1, ceil(extract(epoch from min(moment) + make_interval(secs => ${windowSeconds}) - ${now}::timestamptz)))::int as seconds
    from kernel.throttle as throttle, unnest(throttle.moments) moment
    where bucket = ${bucket} and key = ${key} and moment > ${now}::timestamptz - make_interval(secs => ${windowSeconds})`
  return { allowed: false, retryAfterSeconds: oldest?.seconds ?? windowSeconds }
}

/** Forgets the attempts of a key: after a login that succeeded. */
export async function forgive(execute: Execute, { bucket, key }: { bucket: string; key: string }): Promise<void> {
  await execute`delete from kernel.throttle where bucket = ${bucket} and key = ${hashKey(key)}`
}

/** Drops windows that are over. Answers how many. */
export async function sweepThrottle(execute: Execute, now = new Date()): Promise<number> {
  const gone = await execute<{
    bucket: string
  }>`delete from kernel.throttle where expires_at < ${now.toISOString()}::timestamptz returning bucket`
  return gone.length
}

/**
 * The part of a peer's address that one subscriber cannot change at will: IPv4 whole, IPv6 its /64 network, IPv4
 * inside IPv6 as IPv4.
 */
export function addressKey(ip: string): string {
  const address = ip.replace(/%.*$/, '').toLowerCase()
  const embedded = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(address)?.[1]
  if (embedded) return embedded
  if (!isIPv6(address)) return address
  const [head = '', tail = ''] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const groups = address.includes('::')
    ? [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after]
    : before
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

// Hashed, so that the table holds no address of a person and no key of unbounded length.
const hashKey = (key: string): Buffer => createHash('sha256').update(key, 'utf8').digest()
