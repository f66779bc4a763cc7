import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { openDatabase, type Database } from '#kernel/db/database.ts'
import { stopTestPostgres, testPostgres } from '#kernel/testing/postgres.ts'
import { addressKey, attempt, forgive, sweepThrottle } from './throttle.ts'

let db: Database
before(async () => {
  const { urls } = await testPostgres()
  db = openDatabase({ app: urls.app, platform: urls.platform })
})
after(async () => {
  await db.close()
  await stopTestPostgres()
})

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 21, 12, 0, seconds))
const door = (now: Date, key: string) => ({ bucket: 'identity.log-in.account', key, limit: 3, windowSeconds: 60, now })

test('the fourth try within a minute is refused until the first is a minute old', async () => {
  const key = randomUUID()
  assert.deepEqual(await attempt(db.platform, door(at(0), key)), { allowed: true, left: 2 })
  assert.deepEqual(await attempt(db.platform, door(at(10), key)), { allowed: true, left: 1 })
  assert.deepEqual(await attempt(db.platform, door(at(20), key)), { allowed: true, left: 0 })
  assert.deepEqual(await attempt(db.platform, door(at(30), key)), { allowed: false, retryAfterSeconds: 30 })
  assert.deepEqual(await attempt(db.platform, door(at(59), key)), { allowed: false, retryAfterSeconds: 1 })
  assert.deepEqual(await attempt(db.platform, door(at(61), key)), { allowed: true, left: 0 })
  assert.deepEqual(await attempt(db.platform, door(at(62), key)), { allowed: false, retryAfterSeconds: 8 })
})

test('refused tries do not lengthen the wait', async () => {
  const key = randomUUID()
  for (let i = 0; i < 3; i++) await attempt(db.platform, door(at(0), key))
  for (let second = 1; second < 60; second += 3) assert.equal((await attempt(db.platform, door(at(second), key))).allowed, false)
  assert.equal((await attempt(db.platform, door(at(61), key))).allowed, true)
})

test('a hundred tries at once get no more than one by one', async () => {
  const key = randomUUID()
  const tries = await Promise.all(Array.from({ length: 100 }, () => attempt(db.platform, door(at(0), key))))
  assert.equal(tries.filter(({ allowed }) => allowed).length, 3)
})

test('keys and buckets do not share their allowance', async () => {
  const [ana, beto] = [randomUUID(), randomUUID()]
  for (let i = 0; i < 4; i++) await attempt(db.platform, door(at(0), ana))
  assert.equal((await attempt(db.platform, door(at(0), beto))).allowed, true)
  assert.equal((await attempt(db.platform, { ...door(at(0), ana), bucket: 'identity.log-in.address' })).allowed, true)
})

test('after a success the count begins anew', async () => {
  const key = randomUUID()
  for (let i = 0; i < 4; i++) await attempt(db.platform, door(at(0), key))
  await forgive(db.platform, { bucket: 'identity.log-in.account', key })
  assert.deepEqual(await attempt(db.platform, door(at(1), key)), { allowed: true, left: 2 })
})

test('the table keeps no address, whatever its length, and no window that is over', async () => {
  const key = `${'ana'.repeat(20_000)}@pollo.test`
  assert.equal((await attempt(db.platform, door(at(0), key))).allowed, true)
  const rows = await db.platform<{ row: string }>`select throttle::text as row from kernel.throttle as throttle`
  assert.ok(rows.length > 0)
  for (const { row } of rows) assert.ok(!row.includes('ana') && row.length < 400)
  assert.ok((await sweepThrottle(db.platform, at(3_600))) >= 1)
  assert.deepEqual(await db.platform`select bucket from kernel.throttle`, [])
})

test('what a refused command counted by itself stays counted', async () => {
  const key = randomUUID()
  const refusedLogin = db.platformTransaction(async () => {
    await attempt(db.platform, door(at(0), key))
    throw new Error('wrong password')
  })
  await assert.rejects(refusedLogin, /wrong password/)
  assert.deepEqual(await attempt(db.platform, door(at(1), key)), { allowed: true, left: 1 })
})

test('the application role of tenants cannot see the table', async () => {
  await assert.rejects(
    db.read(randomUUID(), (sql) => sql`select bucket from kernel.throttle`),
    { code: '42501' },
  )
})

const addresses: [string, string][] = [
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['unix', 'unix'],
]
for (const [ip, key] of addresses) test(`tries from ${ip} count for ${key}`, () => assert.equal(addressKey(ip), key))
