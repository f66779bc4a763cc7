import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { cryptoWith, openCrypto, SealBroken, type Crypto } from './crypto.ts'
import { openKeyring, type Keyring } from './keyring.ts'
import { openDatabase, type Database } from '#kernel/db/database.ts'
import { stopTestPostgres, testPostgres } from '#kernel/testing/postgres.ts'

let db: Database
let folder: string
let keyring: Keyring
let crypto: Crypto
before(async () => {
  const { urls } = await testPostgres()
  db = openDatabase({ app: urls.app, platform: urls.platform })
  folder = await mkdtemp(join(tmpdir(), 'yapa-keys-'))
})
beforeEach(async () => {
  keyring = await openKeyring(folder)
  crypto = cryptoWith(keyring, { db })
})
after(async () => {
  await db.close()
  await stopTestPostgres()
  await rm(folder, { recursive: true })
})

const encrypt = (org: string, text: string, place: string, with_ = crypto) =>
  db.transaction({ org }, ({ sql }) => with_.encrypt({ org, sql }, text, place))
const decrypt = (org: string, sealed: string, place: string, with_ = crypto) =>
  db.transaction({ org }, ({ sql }) => with_.decrypt({ org, sql }, sealed, place))
const place = 'conversations.channel.access_token.c1'

test('what is sealed for a place opens there, also after a restart', async () => {
  const org = randomUUID()
  const sealed = await encrypt(org, 'EAAG… ñandú 🐔', place)
  assert.ok(!sealed.includes('EAAG'))
  assert.equal(await decrypt(org, sealed, place), 'EAAG… ñandú 🐔')
  const restarted = await openCrypto({ dataDir: folder, db })
  assert.equal(await decrypt(org, sealed, place, restarted), 'EAAG… ñandú 🐔')
  assert.equal(await decrypt(org, await encrypt(org, '', place), place), '')
})

test('the same text is sealed differently each time', async () => {
  const org = randomUUID()
  assert.notEqual(await encrypt(org, 'token', place), await encrypt(org, 'token', place))
})

test('a sealed text copied to another row, column or organization does not open', async () => {
  const [org, other] = [randomUUID(), randomUUID()]
  const sealed = await encrypt(org, 'token', place)
  await encrypt(other, 'token', place)
  await assert.rejects(decrypt(org, sealed, 'conversations.channel.access_token.c2'), SealBroken)
  await assert.rejects(decrypt(org, sealed, 'conversations.channel.app_secret.c1'), SealBroken)
  await assert.rejects(decrypt(other, sealed, place), SealBroken)
})

test('a sealed text with any bit changed does not open', async () => {
  const org = randomUUID()
  const sealed = await encrypt(org, 'token', place)
  const [head = '', version = '', body = ''] = sealed.split('.')
  const bytes = Buffer.from(body, 'base64url')
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes)
    changed[i] = (changed[i] ?? 0) ^ 1
    await assert.rejects(decrypt(org, `${head}.${version}.${changed.toString('base64url')}`, place), SealBroken, `byte ${i}`)
  }
  for (const bad of ['', 'token', `${head}.9.${body}`, `${head}.${version}.`, `y2.${version}.${body}`, sealed.slice(0, -8)])
    await assert.rejects(decrypt(org, bad, place), SealBroken, bad)
})

test('the platform seals what belongs to no organization, apart from every tenant', async () => {
  const at = 'identity.person.totp_secret.p1'
  const sealed = await crypto.encrypt({ sql: db.platform }, 'JBSWY3DP', at)
  assert.equal(await crypto.decrypt({ sql: db.platform }, sealed, at), 'JBSWY3DP')
  await assert.rejects(decrypt(randomUUID(), sealed, at), SealBroken)
})

test('a data key that was rolled back is not remembered', async () => {
  const org = randomUUID()
  const failing = db.transaction({ org }, async ({ sql }) => {
    await crypto.encrypt({ org, sql }, 'a', place)
    await crypto.encrypt({ org, sql }, 'b', place)
    throw new Error('no')
  })
  await assert.rejects(failing, /no/)
  const sealed = await encrypt(org, 'c', place)
  assert.equal(await decrypt(org, sealed, place, await openCrypto({ dataDir: folder, db })), 'c')
})

test('many first uses at once agree on one data key', async () => {
  const org = randomUUID()
  const processes = await Promise.all(Array.from({ length: 6 }, () => openCrypto({ dataDir: folder, db })))
  const sealed = await Promise.all(processes.map((one, i) => encrypt(org, `text ${i}`, place, one)))
  const fresh = await openCrypto({ dataDir: folder, db })
  for (const [i, one] of sealed.entries()) assert.equal(await decrypt(org, one, place, fresh), `text ${i}`)
})

test('the keys of a thousand organizations are wrapped anew while others read', async () => {
  const orgs = Array.from({ length: 1_000 }, () => randomUUID())
  const sealed = new Map<string, string>()
  for (let i = 0; i < orgs.length; i += 50)
    await Promise.all(orgs.slice(i, i + 50).map(async (org) => sealed.set(org, await encrypt(org, org, place))))
  const otherProcess = await openCrypto({ dataDir: folder, db })
  const before_ = keyring.current().version

  const count = await crypto.rotateKeyEncryptionKey()

  assert.ok(count >= 1_000)
  assert.equal(keyring.current().version, before_ + 1)
  assert.deepEqual(await db.platform`select distinct kek_version from kernel.data_key`, [{ kek_version: before_ + 1 }])
  // A process that was running meanwhile finds the new key, and one that starts now too.
  const started = await openCrypto({ dataDir: folder, db })
  for (const org of orgs.slice(0, 30)) {
    const text = sealed.get(org) ?? ''
    assert.equal(await decrypt(org, text, place, otherProcess), org)
    assert.equal(await decrypt(org, text, place, started), org)
  }
})

test('a key that was wrapped before the rotation opens after it, and another installation opens nothing', async () => {
  const org = randomUUID()
  const sealed = await encrypt(org, 'token', place)
  const elsewhere = await mkdtemp(join(tmpdir(), 'yapa-keys-'))
  try {
    const stranger = cryptoWith(await openKeyring(elsewhere), { db })
    await assert.rejects(decrypt(org, sealed, place, stranger))
  } finally {
    await rm(elsewhere, { recursive: true })
  }
  await crypto.rotateKeyEncryptionKey()
  assert.equal(await decrypt(org, sealed, place, await openCrypto({ dataDir: folder, db })), 'token')
})

test('after its key was destroyed an organization reads nothing of before, and other processes within a minute', async () => {
  const org = randomUUID()
  let now = new Date()
  const otherProcess = cryptoWith(keyring, { db, clock: { now: () => now } })
  const sealed = await encrypt(org, 'token', place)
  assert.equal(await decrypt(org, sealed, place, otherProcess), 'token')
  await crypto.destroy(org)
  await assert.rejects(decrypt(org, sealed, place), SealBroken)
  now = new Date(now.getTime() + 61_000)
  await assert.rejects(decrypt(org, sealed, place, otherProcess), SealBroken)
  const later = await encrypt(org, 'new', place)
  assert.equal(await decrypt(org, later, place), 'new')
  await assert.rejects(decrypt(org, sealed, place), SealBroken)
})

test('no tenant can change or remove a data key, or see another one', async () => {
  const [org, other] = [randomUUID(), randomUUID()]
  await encrypt(org, 'x', place)
  await assert.rejects(
    db.transaction({ org }, ({ sql }) => sql`delete from kernel.data_key`),
    { code: '42501' },
  )
  await assert.rejects(
    db.transaction({ org }, ({ sql }) => sql`update kernel.data_key set version = 2`),
    { code: '42501' },
  )
  assert.deepEqual(await db.read(other, (sql) => sql`select org_id from kernel.data_key`), [])
})

test('the key file is for its owner only and no draft is left beside it', async () => {
  assert.equal((await stat(join(folder, 'keys', 'kek.json'))).mode & 0o777, 0o600)
  assert.equal((await stat(join(folder, 'keys'))).mode & 0o777, 0o700)
  assert.deepEqual(await readdir(join(folder, 'keys')), ['kek.json'])
})

test('ten first starts at once make one key file', async () => {
  const fresh = await mkdtemp(join(tmpdir(), 'yapa-keys-'))
  try {
    const rings = await Promise.all(Array.from({ length: 10 }, () => openKeyring(fresh)))
    assert.equal(new Set(rings.map((ring) => ring.current().key.toString('hex'))).size, 1)
    assert.equal(new Set(rings.map((ring) => ring.signing('files').toString('hex'))).size, 1)
    assert.deepEqual(await readdir(join(fresh, 'keys')), ['kek.json'])
  } finally {
    await rm(fresh, { recursive: true })
  }
})

test('signing keys differ by purpose and outlive a rotation', async () => {
  const earlier = keyring.signing('files')
  assert.notDeepEqual(keyring.signing('audit'), earlier)
  await keyring.add(new Date())
  assert.deepEqual((await openKeyring(folder)).signing('files'), earlier)
})

test('a damaged key file stops the start instead of being replaced', async () => {
  const fresh = await mkdtemp(join(tmpdir(), 'yapa-keys-'))
  try {
    await openKeyring(fresh)
    const path = join(fresh, 'keys', 'kek.json')
    for (const damage of ['', '{', '{"current":1,"keys":[]}', (await readFile(path, 'utf8')).replace('"current": 1', '"current": 7')]) {
      await writeFile(path, damage)
      await assert.rejects(openKeyring(fresh), { code: 'ground.keys_damaged', message: new RegExp(`claves ${path} está dañado`) })
      assert.equal(await readFile(path, 'utf8'), damage)
    }
  } finally {
    await rm(fresh, { recursive: true })
  }
})

test('a start beside sealed data is refused without their key file, and with that of another installation', async () => {
  await encrypt(randomUUID(), 'EAAG', place)
  const fresh = await mkdtemp(join(tmpdir(), 'yapa-keys-'))
  try {
    await assert.rejects(openCrypto({ dataDir: fresh, db }), { code: 'ground.keys_missing' })
    assert.deepEqual(await readdir(fresh), [], 'no new key hides that the old one is lost')
    await openKeyring(fresh)
    await assert.rejects(openCrypto({ dataDir: fresh, db }), { code: 'ground.keys_foreign' })
    await openCrypto({ dataDir: folder, db })
  } finally {
    await rm(fresh, { recursive: true })
  }
})

test('keys that were lost before anything was sealed are not made anew: signatures hang on them', async () => {
  const fresh = await mkdtemp(join(tmpdir(), 'yapa-keys-'))
  try {
    await db.platform`delete from kernel.data_key`
    await openCrypto({ dataDir: fresh, db })
    await rm(join(fresh, 'keys'), { recursive: true })
    await assert.rejects(openCrypto({ dataDir: fresh, db }), { code: 'ground.keys_missing' })
    assert.deepEqual(await readdir(fresh), ['keys-made'])
  } finally {
    await rm(fresh, { recursive: true })
  }
})
