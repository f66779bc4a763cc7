import assert from 'node:assert/strict'
import { test } from 'node:test'
import { totpCode, totpStep } from '#kernel/auth/totp.ts'
import { aDoor, endsSoon, type TestDoor } from '#identity/server/testing/door.ts'
import { aHouse, type House, type Inhabitant } from '#identity/server/testing/house.ts'
import { letterTo } from '#identity/server/testing/letters.ts'

const codeNow = (door: TestDoor, secret: string, drift = 0): string => totpCode(secret, totpStep(door.clock.now()) + drift)

async function protect(door: TestDoor, house: House, who: Inhabitant) {
  const visitor = await house.enter(door, who)
  const { body: enrolment } = await visitor.post('/account/second-factor', { password: who.password })
  const answer = await visitor.put('/account/second-factor', { code: codeNow(door, enrolment.secret) })
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return { visitor, secret: enrolment.secret as string, codes: answer.body.codes as string[] }
}

async function knock(door: TestDoor, who: Inhabitant) {
  const visitor = door.visitor()
  const { body } = await visitor.post('/session', { email: who.email, password: who.password })
  assert.equal(body.step, 'second-factor')
  assert.equal(visitor.cookie(), undefined)
  return { visitor, challenge: body.challenge as string }
}

test('with a second factor the password alone opens nothing', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const { secret } = await protect(door, house, house.owner)
  const { visitor, challenge } = await knock(door, house.owner)
  assert.equal((await visitor.get('/session')).status, 401)
  assert.equal((await visitor.post('/session/second-factor', { challenge, code: '000000' })).body.code, 'identity.wrong_code')
  door.clock.advance({ seconds: 30 })
  assert.deepEqual((await visitor.post('/session/second-factor', { challenge, code: codeNow(door, secret) })).body, { step: 'done' })
  assert.equal((await visitor.get('/session')).status, 200)
})

test('a code that was used is worth nothing to whoever overheard it, not even in another login at the same second', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const { secret } = await protect(door, house, house.owner)
  door.clock.advance({ minutes: 5 })
  const code = codeNow(door, secret)
  const tries = await Promise.all([knock(door, house.owner), knock(door, house.owner), knock(door, house.owner)])
  const answers = await Promise.all(tries.map(({ visitor, challenge }) => visitor.post('/session/second-factor', { challenge, code })))
  assert.deepEqual(answers.map((answer) => answer.status).toSorted(), [200, 403, 403])
  const late = await knock(door, house.owner)
  assert.equal(
    (await late.visitor.post('/session/second-factor', { challenge: late.challenge, code: codeNow(door, secret, -1) })).status,
    403,
  )
})

test('a challenge ends with its first success, after five tries, and after ten minutes', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const { secret } = await protect(door, house, house.owner)
  door.clock.advance({ minutes: 1 })
  const used = await knock(door, house.owner)
  assert.equal((await used.visitor.post('/session/second-factor', { challenge: used.challenge, code: codeNow(door, secret) })).status, 200)
  door.clock.advance({ minutes: 1 })
  assert.equal((await used.visitor.post('/session/second-factor', { challenge: used.challenge, code: codeNow(door, secret) })).status, 410)

  const guessed = await knock(door, house.owner)
  for (let i = 0; i < 5; i++)
    assert.equal((await guessed.visitor.post('/session/second-factor', { challenge: guessed.challenge, code: `00000${i}` })).status, 403)
  assert.equal(
    (await guessed.visitor.post('/session/second-factor', { challenge: guessed.challenge, code: codeNow(door, secret) })).status,
    410,
  )

  const slow = await knock(door, house.owner)
  door.clock.advance({ minutes: 10, seconds: 1 })
  assert.equal((await slow.visitor.post('/session/second-factor', { challenge: slow.challenge, code: codeNow(door, secret) })).status, 410)
})

test('knowing the password gives no endless supply of guesses at the code', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  await protect(door, house, house.owner)
  const answers: number[] = []
  for (let round = 0; round < 4; round++) {
    const { visitor, challenge } = await knock(door, house.owner)
    for (let i = 0; i < 4; i++) answers.push((await visitor.post('/session/second-factor', { challenge, code: `11111${i}` })).status)
  }
  assert.deepEqual(answers, [...Array(10).fill(403), ...Array(6).fill(429)])
})

test('each recovery code opens once, and new ones end the old ones', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const { visitor: inside, secret, codes } = await protect(door, house, house.owner)
  const [first = '', second = ''] = codes
  const one = await knock(door, house.owner)
  assert.equal((await one.visitor.post('/session/second-factor', { challenge: one.challenge, code: first.toUpperCase() })).status, 200)
  assert.equal((await inside.get('/account')).body.recoveryCodesLeft, 9)
  const again = await knock(door, house.owner)
  assert.equal((await again.visitor.post('/session/second-factor', { challenge: again.challenge, code: first })).status, 403)

  door.clock.advance({ minutes: 1 })
  const renewed = await inside.post('/account/recovery-codes', { password: house.owner.password, code: codeNow(door, secret) })
  assert.equal(renewed.body.codes.length, 10)
  assert.equal((await again.visitor.post('/session/second-factor', { challenge: again.challenge, code: second })).status, 403)
  assert.equal(
    (await again.visitor.post('/session/second-factor', { challenge: again.challenge, code: renewed.body.codes[0] })).status,
    200,
  )
})

test('what is stored of a second factor opens nothing, and belongs to its row', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const { secret, codes } = await protect(door, house, house.owner)
  const [row] = await door.kernel.db.platform<{
    totp_secret: string
    recovery_hashes: string[]
  }>`select totp_secret, recovery_hashes from identity.person where id = ${house.owner.id}`
  const stored = JSON.stringify(row)
  for (const known of [secret, ...codes, ...codes.map((code) => code.replaceAll('-', ''))]) assert.ok(!stored.includes(known))
  await assert.rejects(
    door.kernel.crypto.decrypt({ sql: door.kernel.db.platform }, row?.totp_secret ?? '', 'identity.person.totp.somebody-else'),
  )
})

test('turning it on or off takes the password, gives the session a new secret, and is written to its owner', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const early = await house.enter(door)
  assert.equal((await early.post('/account/second-factor', { password: 'not it' })).body.code, 'identity.wrong_password')
  const before = early.copy()
  const { body: enrolment } = await early.post('/account/second-factor', { password: house.owner.password })
  assert.match(enrolment.uri, /^otpauth:\/\/totp\/Yapa:/)
  assert.equal((await early.put('/account/second-factor', { code: '123456' })).body.code, 'identity.wrong_first_code')
  assert.equal((await early.get('/account')).body.hasSecondFactor, false)
  await early.put('/account/second-factor', { code: codeNow(door, enrolment.secret) })
  assert.notEqual(early.cookie(), before.cookie())
  await endsSoon(before)
  assert.match((await letterTo(door.kernel, house.owner.email)).subject, /segundo paso/i)

  door.clock.advance({ minutes: 1 })
  const code = codeNow(door, enrolment.secret)
  assert.equal((await early.post('/account/second-factor/removals', { password: 'not it', code })).status, 403)
  assert.equal((await early.post('/account/second-factor/removals', { password: house.owner.password, code: '000000' })).status, 403)
  assert.equal((await early.post('/account/second-factor/removals', { password: house.owner.password, code })).status, 200)
  assert.equal((await early.get('/account')).body.hasSecondFactor, false)
})

test('an organization that asks for a second factor is closed to whoever has none, until they have one', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const agent = await house.person('team-agent')
  const visitor = await house.enter(door, agent)
  const boss = await house.enter(door)
  assert.equal((await boss.patch('/organization', { requiresSecondFactor: true }, ifMatch(1))).body.code, 'identity.second_factor_first')
  const { visitor: owner } = await protect(door, house, house.owner)
  assert.equal((await owner.patch('/organization', { requiresSecondFactor: true }, ifMatch(1))).status, 200)
  await endsSoon(visitor, '/colleagues', 404)
  const session = (await visitor.get('/session')).body
  assert.deepEqual([session.mustEnrolSecondFactor, session.permissions, session.organization.id], [true, [], house.id])
  const { body: enrolment } = await visitor.post('/account/second-factor', { password: agent.password })
  await visitor.put('/account/second-factor', { code: codeNow(door, enrolment.secret) })
  assert.equal((await visitor.get('/colleagues')).status, 200)
  assert.equal((await visitor.get('/session')).body.mustEnrolSecondFactor, false)
})

const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } })
