import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { leftOf, redact, takenOut } from './redaction.ts'
import { sealAll } from './seal.ts'
import { verifyAudit, type Verdict } from './verify.ts'
import { send } from '#kernel/db/batch.ts'
import { executeWith, type Execute } from '#kernel/db/sql.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { testPostgres } from '#kernel/testing/postgres.ts'

let superuser: pg.Client
let asSuperuser: Execute
before(async () => {
  const { urls, server } = await testPostgres()
  superuser = new pg.Client({ ...server.admin, database: urls.app.database })
  // The server of the process is stopped by the file that started it, maybe before we let go.
  superuser.on('error', () => {})
  await superuser.connect()
  asSuperuser = executeWith(async (statement) => (await send(superuser as never, [statement])).at(-1)?.rows ?? [])
})
after(() => superuser.end().catch(() => {}))

const contactId = '0199aaaa-0000-7000-8000-000000000001'
const about = {
  subjectIds: [contactId],
  marks: [contactId, '+5493515550147'],
  names: ['Zafirina Quimbaya'],
  searchKinds: ['list'],
  exceptActions: ['crm.contact.erased'],
}
const silent = { error: () => {} }
const seal = (shop: TestOrg) => sealAll({ ...shop.kernel, log: silent })
const verify = (shop: TestOrg): Promise<Verdict> => verifyAudit({ platform: shop.kernel.db.platform, crypto: shop.kernel.crypto }, shop.id)

async function aTrail(): Promise<TestOrg> {
  const shop = await anOrg(undefined)
  await shop.run(async (ctx) => {
    const contact = { kind: 'contact', id: contactId, name: 'Zafirina Quimbaya' }
    ctx.audit({ action: 'crm.contact.created', subject: contact, after: { name: 'Zafirina Quimbaya', phone: '+5493515550147', vip: true } })
    ctx.audit({ action: 'crm.tag.created', subject: { kind: 'tag', id: '1', name: 'VIP' }, after: { color: 'red' } })
    ctx.audit({ action: 'crm.export.created', subject: { kind: 'list', id: '2', name: '' }, after: { search: 'zafirina', show: 'active' } })
  })
  await seal(shop)
  return shop
}
const entries = (shop: TestOrg) =>
  shop.kernel.db.read(
    shop.id,
    (sql) =>
      sql<{
        action: string
        subject_name: string
        after: unknown
      }>`select action, subject_name, after from kernel.audit_entry where action like 'crm.%' order by seq`,
  )

test('what is left of an entry is who did what and when, and nothing of the person', async () => {
  const shop = await aTrail()
  assert.equal(await shop.run((ctx) => redact(ctx, about)), 2)
  const [created, tag, list] = await entries(shop)
  assert.deepEqual([created?.subject_name, created?.after], [takenOut, { name: takenOut, phone: takenOut, vip: true }])
  assert.deepEqual([tag?.subject_name, tag?.after], ['VIP', { color: 'red' }])
  assert.deepEqual(list?.after, { search: takenOut, show: 'active' })
  assert.equal((await verify(shop)).ok, true)
  // Again: nothing is left to take out.
  assert.equal(await shop.run((ctx) => redact(ctx, about)), 0)
})

test('names of others that only look alike stay', () => {
  const entry = {
    id: '1',
    subjectKind: 'member',
    subjectId: 'x',
    subjectName: 'Zafirina Quimbaya de Paz',
    before: null,
    after: { name: 'Zafirina' },
  }
  assert.deepEqual(leftOf(entry, about), entry)
})

test('the application cannot change an entry without the signed record of what is left', async () => {
  const shop = await aTrail()
  const change = (value: string | null) =>
    shop.run(
      (ctx) => ctx.sql`update kernel.audit_entry set subject_name = ${'otro'}, salt = ${value}::uuid where action = 'crm.tag.created'`,
    )
  await assert.rejects(change(null), /written once/)
  await assert.rejects(change('0199aaaa-0000-7000-8000-000000000009'), /written once/)
  await assert.rejects(
    shop.run((ctx) => ctx.sql`delete from kernel.audit_redaction`),
    { code: '42501' },
  )
  assert.equal((await verify(shop)).ok, true)
})

for (const [name, trick] of [
  [
    'an entry that was changed once more after its redaction',
    (org: string) =>
      asSuperuser`update kernel.audit_entry set after = '{"vip": false}' where org_id = ${org} and action = 'crm.contact.created'`,
  ],
  ['a redaction that was taken away', (org: string) => asSuperuser`delete from kernel.audit_redaction where org_id = ${org}`],
  [
    'a redaction that somebody without the key file wrote',
    async (org: string) => {
      await asSuperuser`update kernel.audit_entry set subject_name = 'otro', salt = null where org_id = ${org} and action = 'crm.tag.created'`
      await asSuperuser`
        insert into kernel.audit_redaction (org_id, entry_id, digest, signature, redacted_at)
        select org_id, id, sha256('x'), sha256('y'), now() from kernel.audit_entry where org_id = ${org} and action = 'crm.tag.created'`
    },
  ],
] as const)
  test(`${name} shows`, async () => {
    const shop = await aTrail()
    await shop.run((ctx) => redact(ctx, about))
    assert.equal((await verify(shop)).ok, true)
    await asSuperuser`set session_replication_role = replica`
    await trick(shop.id)
    await asSuperuser`set session_replication_role = origin`
    const verdict = await verify(shop)
    assert.deepEqual([verdict.ok, !verdict.ok && verdict.damage], [false, 'entry-changed'])
  })

test('an entry that waits to be sealed while it is redacted fits the chain all the same', async () => {
  const shop = await anOrg(undefined)
  await shop.run(async (ctx) =>
    ctx.audit({ action: 'crm.contact.created', subject: { kind: 'contact', id: contactId, name: 'Zafirina Quimbaya' }, after: { a: 1 } }),
  )
  await shop.run((ctx) => redact(ctx, about))
  await seal(shop)
  assert.equal((await verify(shop)).ok, true)
})
