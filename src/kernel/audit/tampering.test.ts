import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { auditInsert } from './audit.ts'
import { linkHash, type SealedFields } from './chain.ts'
import { sealAudit } from './seal.ts'
import { verifyAudit, type Damage, type Verdict } from './verify.ts'
import { openCrypto, type Crypto } from '#kernel/crypto/crypto.ts'
import { send } from '#kernel/db/batch.ts'
import { openDatabase, type Database } from '#kernel/db/database.ts'
import { executeWith, type Execute } from '#kernel/db/sql.ts'
import { stopTestPostgres, testPostgres } from '#kernel/testing/postgres.ts'

const length = 60
const half = 30
const org = randomUUID()
const other = randomUUID()
let db: Database
let crypto: Crypto
let dataDir: string
let superuser: pg.Client
let asSuperuser: Execute
let headAtHalf: { position: number; hash: Buffer; signature: Buffer }

before(async () => {
  const { urls, server } = await testPostgres()
  db = openDatabase({ app: urls.app, platform: urls.platform })
  dataDir = await mkdtemp(join(tmpdir(), 'yapa-audit-'))
  crypto = await openCrypto({ dataDir, db })
  superuser = new pg.Client({ ...server.admin, database: urls.app.database })
  await superuser.connect()
  asSuperuser = executeWith(async (statement) => (await send(superuser as never, [statement])).at(-1)?.rows ?? [])
  await write(org, 0, half)
  await sealAudit({ db, crypto })
  headAtHalf = (await db.platform<typeof headAtHalf>`select position, hash, signature from kernel.audit_head where org_id = ${org}`)[0]!
  await write(org, half, length)
  await write(other, 0, 5)
  await sealAudit({ db, crypto })
})
after(async () => {
  await superuser.end()
  await db.close()
  await stopTestPostgres()
  await rm(dataDir, { recursive: true })
})

async function write(to: string, from: number, until: number): Promise<void> {
  for (let i = from; i < until; i++) {
    await db.transaction({ org: to }, ({ sql }) =>
      sql(
        auditInsert(
          [
            {
              action: 'crm.contact.updated',
              subject: { kind: 'contact', id: `c${i % 7}`, name: `Contact ${i}` },
              before: { credit: i, note: 'a' },
              after: { credit: i + 1, note: 'b' },
            },
          ],
          {
            actor: { kind: 'user', id: randomUUID(), name: 'Ana', permissions: new Set(), teamIds: [], sessionId: '' },
            requestId: `r${i}`,
            at: new Date(1_790_000_000_000 + i * 60_000),
          },
        ),
      ),
    )
  }
}

type Trick = {
  name: string
  damage: Damage | Damage[]
  at: (p: number) => number | null
  do: (sql: Execute, p: number) => Promise<unknown>
}
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
  const { contentOf } = await import('./chain.ts')
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

const tricks: Trick[] = [
  changeEntry(
    'another actor',
    (sql, o, p) => sql`update kernel.audit_entry set actor_name = 'Beto' where org_id = ${o} and request_id = 'r' || ${p - 1}::int`,
  ),
  changeEntry(
    'another actor id',
    (sql, o, p) => sql`update kernel.audit_entry set actor_id = ${randomUUID()} where org_id = ${o} and request_id = 'r' || ${p - 1}::int`,
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
      await sql`update kernel.audit_head set position = ${headAtHalf.position}, hash = ${headAtHalf.hash}, signature = ${headAtHalf.signature} where org_id = ${org}`
    },
  },
  { name: 'the head deleted', damage: 'head-deleted', at: () => 1, do: (sql) => sql`delete from kernel.audit_head where org_id = ${org}` },
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

async function cut(sql: Execute, from: number): Promise<void> {
  await sql`delete from kernel.audit_entry e using kernel.audit_seal s where s.org_id = ${org} and s.position >= ${from} and e.org_id = s.org_id and e.id = s.entry_id`
  await sql`delete from kernel.audit_seal where org_id = ${org} and position >= ${from}`
}

/** As a superuser who switched the guards off, in a transaction that is taken back afterwards. */
async function tampering(trick: (sql: Execute) => Promise<unknown>): Promise<Verdict> {
  await asSuperuser`begin`
  try {
    await asSuperuser`select set_config('session_replication_role', 'replica', true)`
    await trick(asSuperuser)
    return await verifyAudit({ platform: asSuperuser, crypto }, org)
  } finally {
    await asSuperuser`rollback`
  }
}

test('an untouched trail verifies, seen by the platform and by a superuser', async () => {
  assert.deepEqual(await verifyAudit({ platform: db.platform, crypto }, org), { ok: true, entries: length, waiting: 0 })
  assert.deepEqual(await tampering(async () => {}), { ok: true, entries: length, waiting: 0 })
})

test('even a superuser has to switch off the guards first', async () => {
  await assert.rejects(asSuperuser`update kernel.audit_entry set action = 'x' where org_id = ${org}`, /written once/)
  await assert.rejects(asSuperuser`delete from kernel.audit_seal where org_id = ${org}`, /written once/)
  await assert.rejects(asSuperuser`truncate kernel.audit_entry`, /written once/)
})

for (const trick of tricks) {
  test(`${trick.name}: found, with its place`, async () => {
    for (const p of [1, 2, 17, half, length]) {
      const verdict = await tampering((sql) => trick.do(sql, p))
      assert.ok(!verdict.ok, `position ${p} was not noticed`)
      assert.ok([trick.damage].flat().includes(verdict.damage), `position ${p}: ${verdict.damage}`)
      const place = trick.at(p)
      if (place !== null) assert.equal(verdict.position, place)
    }
  })
}

test('200 random tamperings are all found', async () => {
  let found = 0
  for (let i = 0; i < 200; i++) {
    const trick = tricks[Math.floor(Math.random() * tricks.length)]!
    const p = 1 + Math.floor(Math.random() * length)
    const verdict = await tampering((sql) => trick.do(sql, p))
    assert.ok(!verdict.ok, `${trick.name} at ${p} was not noticed`)
    found++
  }
  assert.equal(found, 200)
  assert.equal((await verifyAudit({ platform: db.platform, crypto }, org)).ok, true)
})

test('the sealer does not continue a chain whose head was forged, and goes on with the others', async () => {
  await superuser.query('begin')
  await superuser.query("set local session_replication_role = 'replica'")
  await superuser.query(`update kernel.audit_head set position = position - 1 where org_id = '${org}'`)
  await superuser.query('commit')
  await write(org, length, length + 1)
  await write(other, 5, 6)
  const { sealed, broken } = await sealAudit({ db, crypto })
  assert.equal(sealed, 1)
  assert.deepEqual(broken, [org])
  assert.deepEqual(await verifyAudit({ platform: db.platform, crypto }, org), {
    ok: false,
    damage: 'head-forged',
    position: length - 1,
    entryId: null,
  })
})
