import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { aDoor, endsSoon } from '#identity/server/testing/door.ts'
import { aHouse } from '#identity/server/testing/house.ts'

test('a person signs in, sees their organization, and is out after signing out', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const ana = door.visitor()

  assert.deepEqual((await ana.post('/session', { email: `  ${house.owner.email.toUpperCase()} `, password: house.owner.password })).body, {
    step: 'done',
  })
  const session = await ana.get('/session')
  assert.equal(session.status, 200)
  assert.equal(session.body.organization.id, house.id)
  assert.equal(session.body.person.email, house.owner.email)
  assert.equal(session.body.role.preset, 'owner')
  assert.ok(session.body.permissions.includes('identity.manage-roles'))
  assert.match(session.body.theme.light['--accent'], /^#[0-9a-f]{6}$/)

  const thief = ana.copy()
  assert.equal((await ana.delete('/session')).status, 200)
  assert.equal((await ana.get('/session')).status, 401)
  await endsSoon(thief)
})

test('the cookie is invisible to scripts, tied to the host, and holds no more than a random secret', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const ana = door.visitor()
  const answer = await ana.post('/session', { email: house.owner.email, password: house.owner.password })
  assert.match(
    String(answer.headers['set-cookie']),
    /^__Host-yapa_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Max-Age=7776000; Secure$/,
  )
  const rows = await door.kernel.db.platform<{
    token_hash: string
  }>`select token_hash from identity.session where person_id = ${house.owner.id}`
  assert.equal(rows.length, 1)
  assert.ok(!rows[0]?.token_hash.includes(ana.cookie() ?? '-'))
})

test('a wrong password and an unknown address are the same answer', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const wrong = await door.visitor().post('/session', { email: house.owner.email, password: 'not the password' })
  const unknown = await door.visitor().post('/session', { email: `nobody-${newId()}@example.com`, password: 'not the password' })
  assert.equal(wrong.status, 403)
  const { requestId: _one, ...wrongBody } = wrong.body
  const { requestId: _other, ...unknownBody } = unknown.body
  assert.deepEqual(wrongBody, unknownBody)
  assert.equal(wrong.headers['set-cookie'], undefined)
})

test('the eleventh try at one account is refused from anywhere, even with the right password, until a quarter of an hour has passed', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  for (let i = 0; i < 10; i++)
    assert.equal((await door.visitor().post('/session', { email: house.owner.email, password: `guess ${i}` })).status, 403)
  const right = { email: house.owner.email, password: house.owner.password }
  const locked = await door.visitor().post('/session', right)
  assert.equal(locked.status, 429)
  assert.ok(Number(locked.headers['retry-after']) > 0)
  door.clock.advance({ minutes: 16 })
  assert.equal((await door.visitor().post('/session', right)).status, 200)
})

test('an address that no account has is locked like one that has', async (t) => {
  const door = await aDoor(t)
  const email = `nobody-${newId()}@example.com`
  for (let i = 0; i < 10; i++) assert.equal((await door.visitor().post('/session', { email, password: `guess ${i}` })).status, 403)
  assert.equal((await door.visitor().post('/session', { email, password: 'guess 11' })).status, 429)
})

test('one peer cannot go on guessing by naming another account each time, nor by dressing up the body', async (t) => {
  const door = await aDoor(t)
  const peer = door.visitor('203.0.113.9')
  const answers: number[] = []
  for (let i = 0; i < 25; i++)
    answers.push(
      (
        await peer.post(
          '/session',
          { email: `${newId()}@example.com`, password: 'x', nonce: newId() },
          { headers: { 'x-forwarded-for': `198.51.100.${i}` } },
        )
      ).status,
    )
  assert.deepEqual(answers, [...Array(20).fill(403), ...Array(5).fill(429)])
})

test('a hundred guesses at once count like a hundred one after the other', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      door.visitor(`10.77.0.${i}`).post('/session', { email: house.owner.email, password: `guess ${i}` }),
    ),
  )
  assert.equal(answers.filter((answer) => answer.status === 403).length, 10)
  assert.equal(answers.filter((answer) => answer.status === 429).length, 30)
})

test('a form on another site can do nothing with the cookie', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const ana = await house.enter(door)
  for (const headers of [{ origin: 'https://evil.example' }, { origin: 'null' }, { origin: 'http://localhost.evil.example' }]) {
    const answer = await ana.post('/teams', { name: 'Captured' }, { headers })
    assert.equal(answer.status, 403)
    assert.equal(answer.body.code, 'kernel.foreign_origin')
  }
  const asForm = await ana.post('/teams', 'name=Captured', { headers: { 'content-type': 'application/x-www-form-urlencoded' } })
  assert.equal(asForm.status, 415)
  assert.deepEqual((await ana.get('/teams')).body.items, [])
  assert.equal((await ana.post('/teams', { name: 'Ours' })).status, 200)
})

test('a session that nobody used for two weeks is over, and so is any after ninety days', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const idle = await house.enter(door)
  const used = await house.enter(door)
  for (let day = 0; day < 14; day++) {
    door.clock.advance({ days: 1, minutes: 1 })
    door.forget()
    assert.equal((await used.get('/session')).status, 200)
  }
  assert.equal((await idle.get('/session')).status, 401)
  for (let week = 0; week < 11; week++) {
    door.clock.advance({ days: 7 })
    door.forget()
    await used.get('/session')
  }
  assert.equal((await used.get('/session')).status, 401)
})

test('signing in again on the same browser gives a new secret and ends the session before', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const ana = await house.enter(door)
  const before = ana.copy()
  await ana.post('/session', { email: house.owner.email, password: house.owner.password })
  assert.notEqual(ana.cookie(), before.cookie())
  await endsSoon(before)
  assert.equal((await ana.get('/account/sessions')).body.items.length, 1)
})

test('a person sees where they are signed in and ends what they do not recognise', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const other = await aHouse(t)
  const [here, there, stranger] = [await house.enter(door), await house.enter(door), await other.enter(door)]
  const { items } = (await here.get('/account/sessions')).body
  assert.equal(items.length, 2)
  assert.deepEqual([items[0].isCurrent, items[0].browser, items[0].system], [true, 'Firefox', 'Linux'])
  assert.equal((await stranger.delete(`/account/sessions/${items[1].id}`)).status, 404)
  assert.equal((await here.delete(`/account/sessions/${items[1].id}`)).status, 200)
  await endsSoon(there)
  assert.equal((await here.get('/session')).status, 200)

  const third = await house.enter(door)
  assert.deepEqual((await here.delete('/account/sessions')).body, { revoked: 1 })
  await endsSoon(third)
})

test('changing the organization takes membership, a new secret, and leaves the old one worthless', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const other = await aHouse(t)
  const ana = await house.enter(door)
  assert.equal((await ana.put('/session/organization', { organizationId: other.id })).status, 404)
  const made = await ana.post('/organizations', {
    name: 'Segunda',
    locale: 'es',
    zone: 'America/Montevideo',
    currency: 'UYU',
    country: 'UY',
    lineOfBusiness: 'retail',
    brand: { name: 'Segunda', color: '#0f766e' },
  })
  assert.equal(made.status, 200)
  assert.equal((await ana.get('/session')).body.organization.id, made.body.organizationId)
  const before = ana.copy()
  assert.equal((await ana.put('/session/organization', { organizationId: house.id })).status, 200)
  assert.equal((await ana.get('/session')).body.organization.id, house.id)
  await endsSoon(before)
})
