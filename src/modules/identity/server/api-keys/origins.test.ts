import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDoor } from '#identity/server/testing/door.ts'
import { aHouse } from '#identity/server/testing/house.ts'

const page = 'https://www.elgallo.example'

test('a page that the organization lists may read answers to its key, another one may not', async (t) => {
  const [door, house] = [await aDoor(t), await aHouse(t)]
  const boss = await house.enter(door)
  const { body: made } = await boss.post('/api-keys', { name: 'Web', permissions: ['identity.manage-teams'], expiresInDays: null })
  const ask = async (origin: string) => {
    door.forget()
    const answer = await door.withKey(made.secret).get('/teams', { headers: { origin } })
    return [answer.status, answer.headers['access-control-allow-origin']]
  }
  assert.deepEqual(await ask(page), [200, undefined])
  const { body: organization } = await boss.get('/organization')
  const saved = await boss.patch('/organization', { apiOrigins: [page] }, { headers: { 'if-match': `"${organization.version}"` } })
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  assert.deepEqual(await ask(page), [200, page])
  assert.deepEqual(await ask('https://www.elgallo.example.evil.example'), [200, undefined])
})

test('the question before a request is answered without a key and never invites cookies', async (t) => {
  const door = await aDoor(t)
  const answer = await door.app.inject({
    method: 'OPTIONS',
    url: '/api/v1/contacts',
    headers: { origin: page, 'access-control-request-method': 'POST' },
  })
  assert.equal(answer.statusCode, 204)
  assert.equal(answer.headers['access-control-allow-origin'], page)
  assert.equal(answer.headers['access-control-allow-credentials'], undefined)
})

test('what is no origin of a page is refused in words', async (t) => {
  const [door, house] = [await aDoor(t), await aHouse(t)]
  const boss = await house.enter(door)
  for (const origin of [`${page}/`, `${page}/tienda`, 'www.elgallo.example', 'javascript:alert(1)', '*', 'null', 'ftp://elgallo.example']) {
    const answer = await boss.patch('/organization', { apiOrigins: [origin] }, { headers: { 'if-match': '"1"' } })
    assert.equal(answer.status, 422, origin)
  }
})
