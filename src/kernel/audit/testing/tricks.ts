import { randomUUID } from 'node:crypto'
import { contentOf, linkHash, type SealedFields } from '../chain.ts'
import type { Damage } from '../verify.ts'
import type { Execute } from '#kernel/db/sql.ts'

export type HeadOfChain = { position: number; hash: Buffer; signature: Buffer }

/** A sealed chain of `length` entries, as its head was when it had half of them, and another organization that has one. */
export type Chain = {
  org: string
  other: string
  length: number
  half: number
  headAtHalf?: HeadOfChain | undefined
}

/** What somebody might do to a chain at a position, what is then said of it, and where; null: nowhere in particular. */
export type Trick = {
  name: string
  damage: Damage | Damage[]
  at: (p: number) => number | null
  do: (sql: Execute, p: number) => Promise<unknown>
}

/** Asked for before the chain is there; it is looked at when a trick is played. */
export function tricksOn(chain: Chain): Trick[] {
  const { org, other, length, half } = chain
  const entryAt = (p: number) => [org, p] as const
  const changeEntry = (name: string, run: (sql: Execute, o: string, p: number) => Promise<unknown>): Trick => ({
    name,
    damage: 'entry-changed',
    at: (p) => p,
    do: (sql, p) => run(sql, ...entryAt(p)),
  })
  const idAt = async (sql: Execute, p: number): Promise<string> =>
    (await sql<{ entry_id: string }>`select entry_id from kernel.audit_seal where org_id = ${org} and position = ${p}`)[0]?.entry_id ?? ''

  const copyEntry = async (sql: Execute, p: number): Promise<string> => {
    const id = randomUUID()
    await sql`
      insert into kernel.audit_entry (org_id, id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, subject_name, before, after, request_id, xid)
      select org_id, ${id}, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, 'forged', before, after, request_id, xid
      from kernel.audit_entry where org_id = ${org} and id = ${await idAt(sql, p)}`
    return id
  }

  /** Rebuilds all hashes from `p` on, as somebody would who read our code but does not have the key file. */
  async function rebuild(sql: Execute, from: number): Promise<void> {
    const rows = await sql<SealedFields & { position: number }>`
      select s.position, s.entry_id, ${contentOf} as content from kernel.audit_seal s left join kernel.audit_entry e on e.org_id = s.org_id and e.id = s.entry_id
      where s.org_id = ${org} order by s.position`
    let previous: Buffer = Buffer.alloc(32)
    for (const row of rows) {
      const hash = linkHash(org, row.position, previous, row)
      if (row.position >= from)
        await sql`update kernel.audit_seal set previous = ${previous}, hash = ${hash} where org_id = ${org} and position = ${row.position}`
      previous = hash
    }
  }

  async function cut(sql: Execute, from: number): Promise<void> {
    await sql`delete from kernel.audit_entry e using kernel.audit_seal s where s.org_id = ${org} and s.position >= ${from} and e.org_id = s.org_id and e.id = s.entry_id`
    await sql`delete from kernel.audit_seal where org_id = ${org} and position >= ${from}`
  }

  return [
    changeEntry(
      'another actor',
      (sql, o, p) => sql`update kernel.audit_entry set actor_name = 'Beto' where org_id = ${o} and request_id = 'r' || ${p - 1}::int`,
    ),
    changeEntry(
      'another actor id',
      (sql, o, p) =>
        sql`update kernel.audit_entry set actor_id = ${randomUUID()} where org_id = ${o} and request_id = 'r' || ${p - 1}::int`,
    ),
    changeEntry(
      'another action',
      (sql, o, p) => sql`update kernel.audit_entry set action = action || 'x' where org_id = ${o} and request_id = 'r' || ${p - 1}::int`,
    ),
    changeEntry(
      'a microsecond later',
      (sql, o, p) =>
        sql`update kernel.audit_entry set at = at + interval '1 microsecond' where org_id = ${o} and request_id = 'r' || ${p - 1}::int`,
    ),
    changeEntry(
      'another amount',
      (sql, o, p) =>
        sql`update kernel.audit_entry set after = jsonb_set(after, '{credit}', '9007199254740993') where org_id = ${o} and request_id = 'r' || ${p - 1}::int`,
    ),
    changeEntry(
      'a trailing zero in an amount',
      (sql, o, p) =>
        sql`update kernel.audit_entry set before = jsonb_set(before, '{credit}', (before->>'credit' || '.0')::jsonb) where org_id = ${o} and request_id = 'r' || ${p - 1}::int`,
    ),
    changeEntry(
      'no before',
      (sql, o, p) => sql`update kernel.audit_entry set before = null where org_id = ${o} and request_id = 'r' || ${p - 1}::int`,
    ),
    changeEntry(
      'another subject',
      (sql, o, p) =>
        sql`update kernel.audit_entry set subject_id = 'c99', subject_name = 'x' where org_id = ${o} and request_id = 'r' || ${p - 1}::int`,
    ),
    changeEntry(
      'another request',
      (sql, o, p) => sql`update kernel.audit_entry set request_id = 'rx' where org_id = ${o} and request_id = 'r' || ${p - 1}::int`,
    ),
    changeEntry(
      'another transaction',
      (sql, o, p) => sql`update kernel.audit_entry set xid = '7' where org_id = ${o} and request_id = 'r' || ${p - 1}::int`,
    ),
    {
      name: 'entry deleted',
      damage: 'entry-deleted',
      at: (p) => p,
      do: async (sql, p) => sql`delete from kernel.audit_entry where org_id = ${org} and id = ${await idAt(sql, p)}`,
    },
    {
      name: 'entry moved to another organization',
      damage: 'entry-deleted',
      at: (p) => p,
      do: async (sql, p) => sql`update kernel.audit_entry set org_id = ${other} where org_id = ${org} and id = ${await idAt(sql, p)}`,
    },
    {
      name: 'seal deleted',
      damage: ['seal-deleted', 'shortened'],
      at: (p) => p,
      do: (sql, p) => sql`delete from kernel.audit_seal where org_id = ${org} and position = ${p}`,
    },
    {
      name: 'entry and seal deleted, the rest moved up',
      damage: ['seal-changed', 'shortened'],
      at: (p) => p,
      do: async (sql, p) => {
        const id = await idAt(sql, p)
        await sql`delete from kernel.audit_entry where org_id = ${org} and id = ${id}`
        await sql`delete from kernel.audit_seal where org_id = ${org} and position = ${p}`
        for (let q = p + 1; q <= length; q++)
          await sql`update kernel.audit_seal set position = position - 1 where org_id = ${org} and position = ${q}`
      },
    },
    {
      name: 'two neighbours swapped',
      damage: ['entry-changed', 'seal-changed'],
      at: (p) => Math.min(p, length - 1),
      do: async (sql, p) => {
        const first = Math.min(p, length - 1)
        const [one, two] = [await idAt(sql, first), await idAt(sql, first + 1)]
        await sql`update kernel.audit_seal set entry_id = ${randomUUID()} where org_id = ${org} and position = ${first}`
        await sql`update kernel.audit_seal set entry_id = ${one} where org_id = ${org} and position = ${first + 1}`
        await sql`update kernel.audit_seal set entry_id = ${two} where org_id = ${org} and position = ${first}`
      },
    },
    {
      name: 'hash changed',
      damage: 'entry-changed',
      at: (p) => p,
      do: (sql, p) =>
        sql`update kernel.audit_seal set hash = set_byte(hash, 3, get_byte(hash, 3) # 1) where org_id = ${org} and position = ${p}`,
    },
    {
      name: 'previous hash changed',
      damage: 'seal-changed',
      at: (p) => p,
      do: (sql, p) =>
        sql`update kernel.audit_seal set previous = set_byte(previous, 3, get_byte(previous, 3) # 1) where org_id = ${org} and position = ${p}`,
    },
    {
      name: 'entry changed and every hash after it rebuilt',
      damage: 'seal-changed',
      at: () => length,
      do: async (sql, p) => {
        await sql`update kernel.audit_entry set actor_name = 'Beto' where org_id = ${org} and id = ${await idAt(sql, p)}`
        await rebuild(sql, p)
      },
    },
    { name: 'an entry slipped in', damage: 'entry-inserted', at: () => length + 1, do: copyEntry },
    {
      name: 'an entry slipped in and sealed in the middle',
      damage: ['seal-changed', 'entry-changed'],
      at: (p) => p,
      do: async (sql, p) => {
        const id = await copyEntry(sql, p)
        for (let q = length; q >= p; q--)
          await sql`update kernel.audit_seal set position = position + 1 where org_id = ${org} and position = ${q}`
        await sql`insert into kernel.audit_seal (org_id, position, entry_id, previous, hash) select org_id, ${p}, ${id}, previous, hash from kernel.audit_seal where org_id = ${org} and position = ${p + 1}`
      },
    },
    {
      name: 'an entry sealed behind the end',
      damage: 'lengthened',
      at: () => length + 1,
      do: async (sql, p) => {
        const id = await copyEntry(sql, p)
        await sql`insert into kernel.audit_seal (org_id, position, entry_id, previous, hash) select org_id, ${length + 1}, ${id}, hash, hash from kernel.audit_seal where org_id = ${org} and position = ${length}`
        await rebuild(sql, length + 1)
      },
    },
    {
      name: 'the end cut off',
      damage: 'shortened',
      at: (p) => p,
      do: (sql, p) => sql`delete from kernel.audit_seal where org_id = ${org} and position >= ${p}`,
    },
    {
      name: 'the end cut off and the head moved',
      damage: 'head-forged',
      at: () => null,
      do: async (sql, p) => {
        await cut(sql, Math.max(2, p))
        await sql`update kernel.audit_head h set position = s.position, hash = s.hash from kernel.audit_seal s where h.org_id = ${org} and s.org_id = h.org_id and s.position = ${Math.max(2, p) - 1}`
      },
    },
    {
      name: 'set back to an older head that was once right',
      damage: 'roll-forged',
      at: () => half,
      do: async (sql) => {
        await cut(sql, half + 1)
        await sql`update kernel.audit_head set position = ${chain.headAtHalf?.position}, hash = ${chain.headAtHalf?.hash}, signature = ${chain.headAtHalf?.signature} where org_id = ${org}`
      },
    },
    {
      name: 'the head deleted',
      damage: 'head-deleted',
      at: () => 1,
      do: (sql) => sql`delete from kernel.audit_head where org_id = ${org}`,
    },
    {
      name: 'the head of another organization put in its place',
      damage: 'head-forged',
      at: () => null,
      do: (sql) =>
        sql`update kernel.audit_head h set hash = o.hash, signature = o.signature, position = o.position from kernel.audit_head o where h.org_id = ${org} and o.org_id = ${other}`,
    },
    {
      name: 'everything of the organization deleted',
      damage: 'roll-forged',
      at: () => 0,
      do: async (sql) => {
        await cut(sql, 1)
        await sql`delete from kernel.audit_head where org_id = ${org}`
      },
    },
    {
      name: 'the roll changed',
      damage: 'roll-forged',
      at: () => length,
      do: (sql) => sql`update kernel.audit_roll set sum = set_byte(sum, 0, get_byte(sum, 0) # 1)`,
    },
    {
      name: 'the roll set to its beginning',
      damage: 'roll-forged',
      at: () => length,
      do: (sql) => sql`update kernel.audit_roll set sum = decode(repeat('00', 32), 'hex'), signature = null`,
    },
  ]
}
