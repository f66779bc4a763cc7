import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { auditInsert } from './audit.ts'
import { sealAudit } from './seal.ts'
import { tricksOn, type Chain, type HeadOfChain } from './testing/tricks.ts'
import { verifyAudit, type Verdict } from './verify.ts'
import { openCrypto, type Crypto } from '#kernel/crypto/crypto.ts'
import { send } from '#kernel/db/batch.ts'
import { openDatabase, type Database } from '#kernel/db/database.ts'
import { executeWith, type Execute } from '#kernel/db/sql.ts'
import { stopTestPostgres, testPostgres } from '#kernel/testing/postgres.ts'

const chain: Chain = { org: randomUUID(), other: randomUUID(), length: 60, half: 30 }
const { org, other, length, half } = chain
const tricks = tricksOn(chain)
let db: Database
let crypto: Crypto
let dataDir: string
let superuser: pg.Client
let asSuperuser: Execute

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
  const [head] = await db.platform<HeadOfChain>`select position, hash, signature from kernel.audit_head where org_id = ${org}`
  chain.headAtHalf = head
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
