import {
  contentOf,
  digestOf,
  genesis,
  isSame,
  linkHash,
  moveSum,
  signHead,
  signRedaction,
  signRoll,
  type Head,
  type SealedFields,
} from '#kernel/audit/chain.ts'
import type { Crypto } from '#kernel/crypto/crypto.ts'
import type { Execute } from '#kernel/db/sql.ts'

/**
 * What is wrong, at the first place where something is:
 * - `entry-changed`: the entry's content is not what was sealed; `entry-deleted`: it is gone
 * - `seal-changed`, `seal-deleted`: the chain itself; a reordered chain shows as changed
 * - `shortened`: the chain ends before its signed head; `lengthened`: seals beyond it
 * - `head-forged`, `head-deleted`: the signed end of the chain
 * - `entry-inserted`: an entry that neither waits to be sealed nor was
 * - `roll-forged`: the sum of all chains does not add up: a whole chain was removed or set back
 */
export type Damage =
  | 'entry-changed'
  | 'entry-deleted'
  | 'seal-changed'
  | 'seal-deleted'
  | 'shortened'
  | 'lengthened'
  | 'head-forged'
  | 'head-deleted'
  | 'entry-inserted'
  | 'roll-forged'

export type Verdict =
  | { ok: true; entries: number; waiting: number }
  | { ok: false; damage: Damage; position: number; entryId: string | null }

type Row = SealedFields & { position: number; previous: Buffer; hash: Buffer; digest: Buffer | null; signature: Buffer | null }
type Signer = Pick<Crypto, 'mac'>

const pageSize = 2_000

/** Verifies one organization's chain and the roll of all chains. `platform` may be `database.platform` or a transaction of it. */
export async function verifyAudit({ platform, crypto }: { platform: Execute; crypto: Signer }, org: string): Promise<Verdict> {
  const verdict = await verifyChain({ sql: platform, crypto }, org)
  if (!verdict.ok) return verdict
  return (await rollIsWhole(platform, crypto)) ? verdict : { ok: false, damage: 'roll-forged', position: verdict.entries, entryId: null }
}

/** One organization's own chain; runs inside the tenant too. */
export async function verifyChain({ sql, crypto }: { sql: Execute; crypto: Signer }, org: string): Promise<Verdict> {
  const bad = (damage: Damage, position: number, entryId: string | null = null): Verdict => ({ ok: false, damage, position, entryId })
  const [head] = await sql<
    Head & { signature: Buffer }
  >`select org_id, position, hash, signature from kernel.audit_head where org_id = ${org}`
  if (head && !isSame(head.signature, signHead(crypto, head))) return bad('head-forged', head.position)

  let position = 0
  let previous: Buffer = genesis
  while (position < (head?.position ?? 0)) {
    const rows = await sql<Row>`
      select s.position, s.entry_id, s.previous, s.hash, ${contentOf} as content, r.digest, r.signature
      from kernel.audit_seal s left join kernel.audit_entry e on e.org_id = s.org_id and e.id = s.entry_id
        left join kernel.audit_redaction r on r.org_id = s.org_id and r.entry_id = s.entry_id
      where s.org_id = ${org} and s.position > ${position} and s.position <= ${head?.position ?? 0}
      order by s.position limit ${pageSize}`
    if (rows.length === 0) return bad('shortened', position + 1)
    for (const row of rows) {
      if (row.position !== position + 1) return bad('seal-deleted', position + 1)
      if (!isSame(row.previous, previous)) return bad('seal-changed', row.position, row.entry_id)
      if (!isSame(row.hash, linkHash(org, row.position, previous, row)) && !isRedaction(crypto, org, row))
        return bad(row.content === null ? 'entry-deleted' : 'entry-changed', row.position, row.entry_id)
      position = row.position
      previous = row.hash
    }
  }
  if (head && !isSame(previous, head.hash)) return bad('seal-changed', position)
  return verifyRest(sql, org, head?.position ?? 0, bad)
}

/**
 * The personal values of this entry were taken out by us and nothing else was touched. What was sealed can no longer be
 * hashed again; that nobody exchanged its hash follows from the link after it and the signed head.
 */
const isRedaction = (crypto: Signer, org: string, { entry_id, content, digest, signature }: Row): boolean =>
  content !== null &&
  digest !== null &&
  isSame(digest, digestOf(content)) &&
  isSame(signature, signRedaction(crypto, org, entry_id, digest))

async function verifyRest(
  sql: Execute,
  org: string,
  sealed: number,
  bad: (damage: Damage, position: number, entryId?: string | null) => Verdict,
): Promise<Verdict> {
  // One statement, hence one moment: between two of them the sealer would move entries from waiting to sealed.
  const [rest] = await sql<{ waiting: number; inserted: string | null; beyond: string | null; head: number | null }>`
    select
      (select count(*) from kernel.audit_pending p where p.org_id = ${org}) as waiting,
      (select e.id from kernel.audit_entry e where e.org_id = ${org}
        and not exists (select from kernel.audit_seal s where s.org_id = e.org_id and s.entry_id = e.id)
        and not exists (select from kernel.audit_pending p where p.org_id = e.org_id and p.entry_id = e.id)
        order by e.seq limit 1) as inserted,
      (select s.entry_id from kernel.audit_seal s
        where s.org_id = ${org} and s.position > coalesce((select h.position from kernel.audit_head h where h.org_id = ${org}), 0)
        order by s.position limit 1) as beyond,
      (select h.position from kernel.audit_head h where h.org_id = ${org}) as head`
  if (rest?.beyond) return rest.head === null ? bad('head-deleted', 1, rest.beyond) : bad('lengthened', rest.head + 1, rest.beyond)
  if (rest?.inserted) return bad('entry-inserted', sealed + 1, rest.inserted)
  return { ok: true, entries: sealed, waiting: rest?.waiting ?? 0 }
}

async function rollIsWhole(platform: Execute, crypto: Signer): Promise<boolean> {
  const [row] = await platform<{ sum: Buffer; signature: Buffer | null; signatures: string[] | null }>`
    select r.sum, r.signature, (select array_agg(encode(h.signature, 'hex')) from kernel.audit_head h) as signatures
    from kernel.audit_roll r where r.name = 'main'`
  if (!row) return false
  const expected = moveSum(
    Buffer.alloc(32),
    [],
    (row.signatures ?? []).map((hex) => Buffer.from(hex, 'hex')),
  )
  if (row.signature === null) return row.signatures === null && isSame(row.sum, expected)
  return isSame(row.signature, signRoll(crypto, row.sum)) && isSame(row.sum, expected)
}
