import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { test } from 'node:test'
import { isOutdated, openPasswords } from './passwords.ts'

// Cheap parameters where the test is not about the parameters.
const cheap = { memory: 64, passes: 1, parallelism: 1 }

test('a password opens its own hash and no other', async () => {
  const passwords = openPasswords()
  const stored = await passwords.hash('pollo con papas')
  assert.match(stored, /^\$argon2id\$v=19\$m=47104,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  assert.equal(await passwords.verify('pollo con papas', stored), true)
  assert.equal(await passwords.verify('pollo con papaz', stored), false)
  assert.equal(isOutdated(stored), false)
})

test('the same password has another hash each time', async () => {
  const passwords = openPasswords({ cost: cheap })
  assert.notEqual(await passwords.hash('pollo con papas'), await passwords.hash('pollo con papas'))
})

test('the hash is argon2id as anybody else computes it', async () => {
  const passwords = openPasswords({ cost: cheap })
  const [, , , , salt = '', tag = ''] = (await passwords.hash('pollo con papas')).split('$')
  const expected = argon2Sync('argon2id', { message: 'pollo con papas', nonce: Buffer.from(salt, 'base64'), tagLength: 32, ...cheap })
  assert.equal(Buffer.from(tag, 'base64').equals(expected), true)
})

test('an accent typed as one character or as two is the same password', async () => {
  const passwords = openPasswords({ cost: cheap })
  assert.equal(await passwords.verify('cancio\u0301n larga', await passwords.hash('canción larga'.normalize('NFC'))), true)
})

test('a hash of weaker parameters still opens and asks to be renewed', async () => {
  const passwords = openPasswords()
  const old = await openPasswords({ cost: { memory: 19_456, passes: 2, parallelism: 1 } }).hash('pollo con papas')
  assert.equal(await passwords.verify('pollo con papas', old), true)
  assert.equal(isOutdated(old), true)
})

test('a stored text that is no hash, or asks for absurd work, opens nothing', async () => {
  const passwords = openPasswords({ cost: cheap })
  const real = await passwords.hash('pollo con papas')
  for (const stored of [
    '',
    'pollo con papas',
    real.slice(0, -5),
    real.replace('argon2id', 'argon2i'),
    real.replace('m=64', 'm=9999999'),
    real.replace('t=1', 't=99'),
    `${real}\n`,
  ]) {
    assert.equal(await passwords.verify('pollo con papas', stored), false, stored)
  }
})

test('no more than two hashes are made at once and a full queue refuses at once', async () => {
  const passwords = openPasswords({ waiting: 3 })
  const settled = await Promise.allSettled(Array.from({ length: 8 }, () => passwords.hash('pollo con papas')))
  assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, 5)
  for (const refusal of settled.filter((one) => one.status === 'rejected')) {
    assert.equal(refusal.reason.code, 'kernel.too_many_requests')
    assert.equal(refusal.reason.status, 429)
  }
  assert.equal(await passwords.verify('x', await passwords.hash('x')), true, 'the queue is free again afterwards')
})

test('refused work leaves no place taken', async () => {
  const passwords = openPasswords({ atOnce: 1, waiting: 0, cost: cheap })
  for (let round = 0; round < 20; round++) {
    const settled = await Promise.allSettled([passwords.hash('a'), passwords.hash('b'), passwords.burn()])
    assert.equal(settled.filter(({ status }) => status === 'fulfilled').length, 1)
  }
})

test('an unknown account takes the time of a known one', async () => {
  const passwords = openPasswords()
  const stored = await passwords.hash('pollo con papas')
  /** Of the processor, which it may have to share. */
  const timeOf = async (work: () => Promise<unknown>): Promise<number> => {
    const start = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(start)
    return user + system
  }
  const known: number[] = []
  const unknown: number[] = []
  for (let i = 0; i < 15; i++) {
    known.push(await timeOf(() => passwords.verify('una clave cualquiera', stored)))
    unknown.push(await timeOf(() => passwords.burn()))
  }
  // The fastest of each: what the machine does beside is only ever added.
  const ratio = Math.min(...known) / Math.min(...unknown)
  assert.ok(ratio > 0.75 && ratio < 1.33, `known / unknown = ${ratio.toFixed(2)}`)
})
