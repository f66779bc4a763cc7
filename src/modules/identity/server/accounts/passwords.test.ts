import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asSystem } from '#kernel/context.ts'
import { newId, platformOrg } from '#kernel/contract/ids.ts'
import { totpCode, totpStep } from '#kernel/auth/totp.ts'
import { resetPassword } from '#identity/server/accounts/operator.ts'
import { aDoor, endsSoon, type TestDoor, type Visitor } from '#identity/server/testing/door.ts'
import { aHouse } from '#identity/server/testing/house.ts'
import { lettersTo, letterTo, linkTo } from '#identity/server/testing/letters.ts'

const fresh = 'el perro azul baila tango'

async function requestLink(door: TestDoor, email: string, headers: Record<string, string> = {}): Promise<string> {
  const before = await lettersTo(door.kernel, email)
  const answer = await door.visitor().post('/password-resets', { email }, { headers })
  assert.equal(answer.status, 200)
  return (await linkTo(door.kernel, email, before)).token
}
const logsIn = async (door: TestDoor, email: string, password: string): Promise<boolean> =>
  (await door.visitor().post('/session', { email, password })).status === 200
const confirm = (visitor: Visitor, token: string, password = fresh, code?: string) =>
  visitor.post('/password-resets/confirmations', { token, password, ...(code && { code }) })

test('a forgotten password is renewed by the link of a letter, and everything opened with the old one ends', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const open = await house.enter(door)
  const token = await requestLink(door, house.owner.email)
  assert.equal((await confirm(door.visitor(), token)).status, 200)
  await endsSoon(open)
  assert.equal(await logsIn(door, house.owner.email, house.owner.password), false)
  assert.equal(await logsIn(door, house.owner.email, fresh), true)
  assert.match((await letterTo(door.kernel, house.owner.email, 2)).subject, /contraseña/)
})

test('a link works once, for half an hour, and not beside another that was used', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const [first, second] = [await requestLink(door, house.owner.email), await requestLink(door, house.owner.email)]
  const answers = await Promise.all([confirm(door.visitor(), first), confirm(door.visitor(), first, 'otra frase muy distinta')])
  assert.deepEqual(answers.map((answer) => answer.status).toSorted(), [200, 410])
  assert.equal((await confirm(door.visitor(), second)).status, 410)
  const late = await requestLink(door, house.owner.email)
  door.clock.advance({ minutes: 30, seconds: 1 })
  assert.equal((await confirm(door.visitor(), late)).status, 410)
})

test('asking for a link answers the same for an address that nobody has, and writes to nobody', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const stranger = `nobody-${newId()}@example.com`
  const [known, unknown] = [
    await door.visitor().post('/password-resets', { email: house.owner.email }),
    await door.visitor().post('/password-resets', { email: stranger }),
  ]
  assert.deepEqual([known.status, known.body], [unknown.status, unknown.body])
  await letterTo(door.kernel, house.owner.email)
  assert.deepEqual(await lettersTo(door.kernel, stranger), [])
})

test('the link leads to the configured address, whatever the request says about its host', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const lies: Record<string, string>[] = [
    { host: 'evil.example' },
    { host: 'localhost:3000@evil.example' },
    { 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' },
    { 'x-original-url': 'https://evil.example/', 'x-forwarded-proto': 'ftp' },
  ]
  for (const headers of lies) await requestLink(door, house.owner.email, { origin: door.kernel.config.publicUrl, ...headers })
  for (const letter of await lettersTo(door.kernel, house.owner.email))
    assert.ok(letter.link.startsWith(`${door.kernel.config.publicUrl}/entrar/clave#`), letter.link)
})

test('a mailbox cannot be flooded with links, and the sixth request of an hour says so to known and unknown alike', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  for (const email of [house.owner.email, `nobody-${newId()}@example.com`]) {
    const answers: number[] = []
    for (let i = 0; i < 7; i++) answers.push((await door.visitor().post('/password-resets', { email })).status)
    assert.deepEqual(answers, [200, 200, 200, 200, 200, 429, 429])
  }
})

test('a mailbox alone does not open an account that has a second factor', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const visitor = await house.enter(door)
  const { body: enrolment } = await visitor.post('/account/second-factor', { password: house.owner.password })
  const code = () => totpCode(enrolment.secret, totpStep(door.clock.now()))
  await visitor.put('/account/second-factor', { code: code() })
  door.clock.advance({ minutes: 1 })

  const token = await requestLink(door, house.owner.email)
  assert.equal((await confirm(door.visitor(), token)).body.code, 'identity.second_factor_required')
  assert.equal((await confirm(door.visitor(), token, fresh, '000000')).body.code, 'identity.wrong_code')
  assert.equal(await logsIn(door, house.owner.email, fresh), false)
  assert.equal((await confirm(door.visitor(), token, fresh, code())).status, 200)
  const { body } = await door.visitor().post('/session', { email: house.owner.email, password: fresh })
  assert.equal(body.step, 'second-factor')
})

test('changing the password takes the current one, keeps this browser and ends the others', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const [here, there] = [await house.enter(door), await house.enter(door)]
  const thief = here.copy()
  assert.equal((await here.put('/account/password', { current: 'not it', next: fresh })).body.code, 'identity.wrong_password')
  assert.equal((await here.put('/account/password', { current: house.owner.password, next: fresh })).status, 200)
  await endsSoon(there)
  await endsSoon(thief)
  assert.equal((await here.get('/session')).status, 200)
  assert.equal(await logsIn(door, house.owner.email, fresh), true)
})

test('an open session is no place to guess the password', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const visitor = await house.enter(door)
  const answers: number[] = []
  for (let i = 0; i < 12; i++) answers.push((await visitor.put('/account/password', { current: `guess ${i}`, next: fresh })).status)
  assert.deepEqual(answers, [...Array(10).fill(403), 429, 429])
})

test('a password that would be guessed early is refused beside its field, in the reader’s language', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const visitor = await house.enter(door)
  for (const next of ['contraseña123', 'aaaaaaaaaaaa', 'julialucero1']) {
    const { status, body } = await visitor.put('/account/password', { current: house.owner.password, next })
    assert.equal(status, 422)
    assert.equal(body.code, 'identity.weak_password')
    assert.equal(body.issues[0].path, 'next')
    assert.match(body.issues[0].message, /\p{L} \p{L}/u)
  }
})

test('the letter of somebody who works for two organizations waits in the outbox of neither', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const visitor = await house.enter(door)
  await requestLink(door, house.owner.email)
  const single = await letterTo(door.kernel, house.owner.email)
  assert.equal(single.orgId, house.id)
  await visitor.post('/organizations', {
    name: 'Otra',
    locale: 'es',
    zone: 'UTC',
    currency: 'ARS',
    country: 'AR',
    lineOfBusiness: 'food',
    brand: { name: 'Otra', color: '#123456' },
  })
  door.clock.advance({ seconds: 1 })
  await requestLink(door, house.owner.email)
  assert.equal((await letterTo(door.kernel, house.owner.email)).orgId, platformOrg)
})

test('being suspended in one organization does not hand one’s way in to the other', async (t) => {
  const door = await aDoor(t)
  const [house, lair] = [await aHouse(t), await aHouse(t)]
  const paula = await house.person('own-agent')
  await (await lair.enter(door)).post('/invitations', { email: paula.email, roleId: lair.roleIdByPreset.reader })
  const { token } = await letterTo(door.kernel, paula.email)
  await (await house.enter(door, paula)).post('/invitation-acceptances', { token })
  const suspended = await (await house.enter(door)).patch(`/members/${paula.id}`, { status: 'suspended' }, { headers: { 'if-match': '1' } })
  assert.equal(suspended.status, 200)
  door.clock.advance({ seconds: 1 })
  await requestLink(door, paula.email)
  assert.equal((await letterTo(door.kernel, paula.email)).orgId, platformOrg)
})

const anOperator = ({ kernel, clock }: TestDoor): Parameters<typeof resetPassword>[0] => ({
  sql: kernel.db.platform,
  passwords: kernel.passwords,
  now: clock.now(),
  inOrg: (org, run) => asSystem(kernel, org, { name: 'bin/yapa' }, run),
})

test('the operator gives a new password, which opens at once, to somebody who is locked out, and the trail says so', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const open = await house.enter(door)
  const operator = anOperator(door)
  assert.equal(await resetPassword(operator, { email: 'nobody@example.com', password: fresh }), undefined)
  await assert.rejects(resetPassword(operator, { email: house.owner.email, password: 'contraseña1' }), { code: 'identity.weak_password' })
  for (let tries = 0; tries < 10; tries++) await logsIn(door, house.owner.email, 'la que ya no recuerda')
  assert.equal((await door.visitor().post('/session', { email: house.owner.email, password: house.owner.password })).status, 429)
  assert.deepEqual(await resetPassword(operator, { email: house.owner.email.toUpperCase(), password: fresh }), { hasSecondFactor: false })
  await endsSoon(open)
  assert.equal(await logsIn(door, house.owner.email, fresh), true)
  const [written] = await house.run(
    (ctx) => ctx.sql<{ actor: string; subject: string }>`
      select actor_name as actor, subject_name as subject from kernel.audit_entry where action = 'identity.password.reset'`,
  )
  assert.deepEqual(written, { actor: 'bin/yapa', subject: house.owner.name })
})

test('the operator ends the second factor of a lost telephone only when told to', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const owner = await house.enter(door)
  const { body } = await owner.post('/account/second-factor', { password: house.owner.password })
  await owner.put('/account/second-factor', { code: totpCode(body.secret, totpStep(door.clock.now())) })
  const reset = (dropSecondFactor: boolean) =>
    resetPassword(anOperator(door), { email: house.owner.email, password: fresh, dropSecondFactor })
  const step = async () => (await door.visitor().post('/session', { email: house.owner.email, password: fresh })).body.step
  assert.deepEqual(await reset(false), { hasSecondFactor: true })
  assert.equal(await step(), 'second-factor')
  assert.deepEqual(await reset(true), { hasSecondFactor: false })
  assert.equal(await step(), 'done')
})
