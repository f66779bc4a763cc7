import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { auditInsert, type Change } from './audit.ts'
import { sealAll, sealAudit } from './seal.ts'
import { verifyAudit } from './verify.ts'
import { cryptoWith, openCrypto, type Crypto } from '#kernel/crypto/crypto.ts'
import { openKeyring } from '#kernel/crypto/keyring.ts'
import type { Actor } from '#kernel/ctx.ts'
import { openDatabase, type Database } from '#kernel/db/database.ts'
import { sql as statement, type Statement } from '#kernel/db/sql.ts'
import { stopTestPostgres, testPostgres } from '#kernel/testing/postgres.ts'

let db: Database
let crypto: Crypto
let dataDir: string
before(async () => {
  const { urls } = await testPostgres()
  db = openDatabase({ app: urls.app, platform: urls.platform })
  dataDir = await mkdtemp(join(tmpdir(), 'yapa-audit-'))
  crypto = await openCrypto({ dataDir, db })
})
after(async () => {
  await db.close()
  await stopTestPostgres()
  await rm(dataDir, { recursive: true })
})

const ana: Actor = { kind: 'user', id: randomUUID(), name: 'Ana Ruiz', permissions: new Set(), teamIds: [], sessionId: 's' }
const at = new Date('2026-11-21T12:00:00.123Z')
const rename = (from: string, to: string): Change => ({
  action: 'crm.contact.updated',
  subject: { kind: 'contact', id: 'c1', name: to },
  before: { name: from },
  after: { name: to },
})
const write = (org: string, changes: Change[], actor: Actor = ana) =>
  db.transaction({ org }, async ({ sql }) => void (await sql(auditInsert(changes, { actor, requestId: 'r-1', at }))))
const entries = (org: string) =>
  db.read(
    org,
    (sql) =>
      sql<
        Record<string, unknown>
      >`select actor_kind, actor_id, actor_name, action, subject_name, before, after, request_id, at from kernel.audit_entry order by seq`,
  )
const verify = (org: string) => verifyAudit({ platform: db.platform, crypto }, org)
const silent = { error: () => {} }

test('a change is written with who, when, what and from what to what', async () => {
  const org = randomUUID()
  await write(org, [rename('Juan', 'Juan Pérez')])
  assert.deepEqual(await entries(org), [
    {
      actor_kind: 'user',
      actor_id: ana.kind === 'user' ? ana.id : '',
      actor_name: 'Ana Ruiz',
      action: 'crm.contact.updated',
      subject_name: 'Juan Pérez',
      before: { name: 'Juan' },
      after: { name: 'Juan Pérez' },
      request_id: 'r-1',
      at: '2026-11-21T12:00:00.123Z',
    },
  ])
})

test('fields that stayed the same are left out, and a change of nothing is none', async () => {
  const org = randomUUID()
  const same = { id: 'c1', tags: ['a', 'b'], address: { city: 'Rosario', zip: 2000 } }
  await write(org, [
    {
      action: 'crm.contact.updated',
      subject: { kind: 'contact', id: 'c1', name: 'x' },
      before: { ...same, phone: null, note: 'old' },
      after: { ...same, address: { zip: 2000, city: 'Rosario' }, phone: '+54' },
    },
    { action: 'crm.contact.updated', subject: { kind: 'contact', id: 'c2', name: 'y' }, before: same, after: same },
    { action: 'crm.contact.exported', subject: { kind: 'list', id: 'all', name: 'Todos' } },
  ])
  assert.deepEqual(
    (await entries(org)).map(({ action, before: from, after: to }) => ({ action, from, to })),
    [
      { action: 'crm.contact.updated', from: { phone: null, note: 'old' }, to: { phone: '+54' } },
      { action: 'crm.contact.exported', from: null, to: null },
    ],
  )
})

test('a field that is called a secret is written as changed, without its value', async () => {
  const org = randomUUID()
  await write(org, [
    {
      action: 'conversations.channel.updated',
      subject: { kind: 'channel', id: '1', name: 'WA' },
      before: { accessToken: 'canary-1', verify_token: null },
      after: { accessToken: 'canary-2', nested: { appSecret: 'canary-3' } },
    },
  ])
  const [entry] = await entries(org)
  assert.deepEqual(entry?.after, { accessToken: '•••', nested: { appSecret: '•••' } })
  assert.ok(!JSON.stringify(entry).includes('canary'))
})

test('odd names and values do not keep a change from being written', async () => {
  const org = randomUUID()
  await write(
    org,
    [
      {
        action: 'a.b.c',
        subject: { kind: 'k', id: 'i', name: '🐔'.repeat(300) },
        after: { text: 'a\u0000b', huge: 'x'.repeat(50_000), odd: undefined },
      },
    ],
    { kind: 'system', name: 'w'.repeat(400) },
  )
  const [entry] = await entries(org)
  assert.equal([...String(entry?.subject_name)].length, 200)
  assert.equal((entry?.after as { text?: string } | undefined)?.text, 'ab')
  assert.equal(entry?.actor_id, null)
})

test('a change that is rolled back leaves no entry', async () => {
  const org = randomUUID()
  await assert.rejects(
    db.transaction({ org }, async ({ sql }) => {
      await sql(auditInsert([rename('a', 'b')], { actor: ana, requestId: 'r', at }))
      throw new Error('veto')
    }),
    /veto/,
  )
  assert.deepEqual(await entries(org), [])
  await sealAll({ db, crypto, log: silent })
  assert.deepEqual(await verify(org), { ok: true, entries: 0, waiting: 0 })
})

test('the application can neither change nor remove an entry or a seal, nor write into another organization', async () => {
  const org = randomUUID()
  await write(org, [rename('a', 'b')])
  await sealAll({ db, crypto, log: silent })
  const attempt = (one: Statement) => db.transaction({ org }, ({ sql }) => sql(one))
  for (const one of [
    statement`update kernel.audit_entry set action = 'x'`,
    statement`delete from kernel.audit_entry`,
    statement`truncate kernel.audit_entry`,
    statement`update kernel.audit_seal set position = 2`,
    statement`delete from kernel.audit_seal`,
    statement`insert into kernel.audit_head (org_id, position, hash, signature, sealed_at) values (${org}, 9, '\\x', '\\x', now())`,
    statement`delete from kernel.audit_pending`,
  ])
    await assert.rejects(attempt(one), { code: '42501' })
  await assert.rejects(db.platform`delete from kernel.audit_entry where org_id = ${org}`, { code: '42501' })
  await assert.rejects(db.platform`update kernel.audit_entry set action = 'x' where org_id = ${org}`, { code: '42501' })
  assert.equal((await entries(org)).length, 1)
})

test('entries are sealed in the order of their commits, a slow transaction included', async () => {
  const org = randomUUID()
  const slow = Promise.withResolvers<void>()
  const started = Promise.withResolvers<void>()
  const slowOne = db.transaction({ org }, async ({ sql }) => {
    await sql(
      auditInsert(
        [rename('slow', 'slow')].map((one) => ({ ...one, after: { name: 'slow 2' } })),
        { actor: ana, requestId: 'slow', at },
      ),
    )
    started.resolve()
    await slow.promise
  })
  await started.promise
  await write(org, [rename('fast', 'fast 2')])
  // The slow one was numbered first and is not visible yet: nothing may be sealed before it.
  assert.equal((await sealAudit({ db, crypto })).sealed, 0)
  slow.resolve()
  await slowOne
  await sealAll({ db, crypto, log: silent })
  const order = await db.read(
    org,
    (sql) => sql<{ position: number; request_id: string }>`
    select s.position, e.request_id from kernel.audit_seal s join kernel.audit_entry e on e.org_id = s.org_id and e.id = s.entry_id order by s.position`,
  )
  assert.deepEqual(
    order.map(({ request_id }) => request_id),
    ['slow', 'r-1'],
  )
  assert.deepEqual(await verify(org), { ok: true, entries: 2, waiting: 0 })
})

test('several sealers at once and several organizations give one whole chain each', async () => {
  const orgs = Array.from({ length: 5 }, () => randomUUID())
  for (let i = 0; i < 20; i++) await Promise.all(orgs.map((org) => write(org, [rename(`${i}`, `${i + 1}`), rename('x', `${i}`)])))
  await write(orgs[0] ?? '', [rename('waits', 'still')])
  for (let round = 0; round < 12; round++) await Promise.all(Array.from({ length: 4 }, () => sealAudit({ db, crypto }, 20)))
  await sealAll({ db, crypto, log: silent })
  for (const [i, org] of orgs.entries()) assert.deepEqual(await verify(org), { ok: true, entries: i === 0 ? 41 : 40, waiting: 0 })
})

test('what was written and not yet sealed is counted as waiting', async () => {
  const org = randomUUID()
  await write(org, [rename('a', 'b')])
  assert.deepEqual(await verify(org), { ok: true, entries: 0, waiting: 1 })
})

test('another key file does not continue the chain and does not verify it', async () => {
  const org = randomUUID()
  await write(org, [rename('a', 'b')])
  await sealAll({ db, crypto, log: silent })
  const elsewhere = await mkdtemp(join(tmpdir(), 'yapa-audit-'))
  try {
    const stranger = cryptoWith(await openKeyring(elsewhere), { db })
    await write(org, [rename('b', 'c')])
    await assert.rejects(sealAudit({ db, crypto: stranger }), /tampered with/)
    assert.deepEqual(await verifyAudit({ platform: db.platform, crypto: stranger }, org), {
      ok: false,
      damage: 'head-forged',
      position: 1,
      entryId: null,
    })
  } finally {
    await rm(elsewhere, { recursive: true })
  }
  await sealAll({ db, crypto, log: silent })
  assert.deepEqual(await verify(org), { ok: true, entries: 2, waiting: 0 })
})
