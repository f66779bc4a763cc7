import type { Logger } from 'pino'
import { contentOf, genesis, isSame, linkHash, moveSum, signHead, signRoll, type Head, type SealedFields } from '#kernel/audit/chain.ts'
import type { Crypto } from '#kernel/crypto/crypto.ts'
import type { Database } from '#kernel/db/database.ts'
import type { Execute } from '#kernel/db/sql.ts'

export type Sealing = {
  sealed: number
  /** Organizations whose head was tampered with: their chains are left as they are, so that nothing covers the traces. */
  broken: string[]
}

type Pending = SealedFields & { org_id: string }
type KnownHead = Head & { signature: Buffer }

/**
 * Seals up to `limit` entries, in the order in which their transactions committed. Any process may call it at any time:
 * the lock on the roll lets one at a time through, the others answer 0 at once. Throws when the roll was tampered with.
 */
export function sealAudit(
  { db, crypto }: { db: Database; crypto: Pick<Crypto, 'mac'> },
  limit = 1_000,
  now = new Date(),
): Promise<Sealing> {
  return db.platformTransaction(async (sql) => {
    const [roll] = await sql<{ sum: Buffer; signature: Buffer | null }>`
      select sum, signature from kernel.audit_roll where name = 'main' for update skip locked`
    if (!roll) return { sealed: 0, broken: [] }
    await refuseForgedRoll(sql, crypto, roll)

    const heads = new Map<string, KnownHead>()
    const broken = await brokenHeads(sql, crypto, heads)
    // An xid that is not yet given out came with a restored copy of the data: such entries are all committed.
    const pending = await sql<Pending>`
      select p.org_id, p.entry_id, ${contentOf} as content
      from kernel.audit_pending p left join kernel.audit_entry e on e.org_id = p.org_id and e.id = p.entry_id
      where (p.xid < pg_snapshot_xmin(pg_current_snapshot()) or p.xid >= pg_snapshot_xmax(pg_current_snapshot()))
        and not p.org_id = any (${broken}::uuid[])
      order by p.xid, p.seq limit ${limit}`
    if (pending.length === 0) return { sealed: 0, broken }

    const links = link(pending, heads)
    await write(sql, links)
    const before = [...new Set(pending.map(({ org_id }) => org_id))].flatMap((org) => heads.get(org) ?? [])
    const after = [...new Map(links.map((one) => [one.org_id, one])).values()].map((one) => ({ ...one, signature: signHead(crypto, one) }))
    await sql`
      insert into kernel.audit_head (org_id, position, hash, signature, sealed_at)
      select h.org_id, h.position, decode(h.hash, 'hex'), decode(h.signature, 'hex'), ${now.toISOString()}::timestamptz
      from unnest(${after.map((one) => one.org_id)}::uuid[], ${after.map((one) => one.position)}::bigint[], ${hexOf(after, 'hash')}::text[], ${hexOf(after, 'signature')}::text[])
        h (org_id, position, hash, signature)
      on conflict (org_id) do update
      set position = excluded.position, hash = excluded.hash, signature = excluded.signature, sealed_at = excluded.sealed_at`
    const sum = moveSum(
      roll.sum,
      before.map((one) => one.signature),
      after.map((one) => one.signature),
    )
    await sql`update kernel.audit_roll set sum = ${sum}, signature = ${signRoll(crypto, sum)} where name = 'main'`
    return { sealed: pending.length, broken }
  })
}

async function refuseForgedRoll(sql: Execute, crypto: Pick<Crypto, 'mac'>, roll: { sum: Buffer; signature: Buffer | null }): Promise<void> {
  if (roll.signature) {
    if (!isSame(roll.signature, signRoll(crypto, roll.sum)))
      throw new Error('the roll of the audit trail was tampered with, or the key file is not the one it was signed with')
    return
  }
  // Unsigned is right only as long as nothing was ever sealed.
  const [some] = await sql<{ n: number }>`select 1 as n from kernel.audit_head limit 1`
  if (some) throw new Error('the roll of the audit trail lost its signature')
}

/** Reads the heads of the organizations that wait, and answers those that do not bear our signature or miss though seals exist. */
async function brokenHeads(sql: Execute, crypto: Pick<Crypto, 'mac'>, heads: Map<string, KnownHead>): Promise<string[]> {
  const rows = await sql<KnownHead & { is_missing: boolean }>`
    select w.org_id, h.position, h.hash, h.signature,
      h.org_id is null and exists (select from kernel.audit_seal s where s.org_id = w.org_id) as is_missing
    from (select distinct org_id from kernel.audit_pending) w left join kernel.audit_head h on h.org_id = w.org_id`
  const broken: string[] = []
  for (const { is_missing, ...head } of rows) {
    if (is_missing) broken.push(head.org_id)
    else if (head.signature === null) continue
    else if (isSame(head.signature, signHead(crypto, head))) heads.set(head.org_id, head)
    else broken.push(head.org_id)
  }
  return broken
}

type Link = Head & { entry_id: string; previous: Buffer }

function link(pending: readonly Pending[], heads: ReadonlyMap<string, Head>): Link[] {
  const ends = new Map<string, Head>()
  return pending.map((one) => {
    const end = ends.get(one.org_id) ?? heads.get(one.org_id)
    const position = (end?.position ?? 0) + 1
    const previous = end?.hash ?? genesis
    const made: Link = {
      org_id: one.org_id,
      position,
      entry_id: one.entry_id,
      previous,
      hash: linkHash(one.org_id, position, previous, one),
    }
    ends.set(one.org_id, made)
    return made
  })
}

async function write(sql: Execute, links: readonly Link[]): Promise<void> {
  await sql`
    insert into kernel.audit_seal (org_id, position, entry_id, previous, hash)
    select l.org_id, l.position, l.entry_id, decode(l.previous, 'hex'), decode(l.hash, 'hex')
    from unnest(${links.map((one) => one.org_id)}::uuid[], ${links.map((one) => one.position)}::bigint[], ${links.map((one) => one.entry_id)}::uuid[],
      ${hexOf(links, 'previous')}::text[], ${hexOf(links, 'hash')}::text[]) l (org_id, position, entry_id, previous, hash)`
  await sql`
    delete from kernel.audit_pending p
    using unnest(${links.map((one) => one.org_id)}::uuid[], ${links.map((one) => one.entry_id)}::uuid[]) l (org_id, entry_id)
    where p.org_id = l.org_id and p.entry_id = l.entry_id`
}

const hexOf = <K extends string>(rows: readonly Record<K, Buffer>[], key: K): string[] => rows.map((row) => row[key].toString('hex'))

/** Seals everything that waits, in steps, and tells of chains that cannot be continued. For a schedule of a few seconds. */
export async function sealAll(
  parts: { db: Database; crypto: Pick<Crypto, 'mac'>; log: Pick<Logger, 'error'> },
  now = new Date(),
): Promise<number> {
  const step = 1_000
  for (let total = 0; ;) {
    const { sealed, broken } = await sealAudit(parts, step, now)
    total += sealed
    if (sealed === step) continue
    for (const org of broken) parts.log.error({ org }, 'the audit trail of an organization was tampered with: its chain is not continued')
    return total
  }
}
