import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDoor, endsSoon } from '#identity/server/testing/door.ts'
import { aHouse } from '#identity/server/testing/house.ts'

const teamsOnly = { name: 'Planilla', permissions: ['identity.manage-teams'], expiresInDays: null }

test('a key does what its scopes say, in its organization, and nothing that belongs to a person', async (t) => {
  const door = await aDoor(t)
  const [house, other] = [await aHouse(t), await aHouse(t)]
  const boss = await house.enter(door)
  const { body: made } = await boss.post('/api-keys', teamsOnly)
  const key = door.withKey(made.secret)
  assert.equal((await key.post('/teams', { name: 'Desde afuera' })).status, 200)
  const refused = await key.get('/roles')
  assert.equal(refused.status, 403)
  assert.match(refused.body.title, /^Esta clave no tiene el permiso identity\.read-members\. Creá otra/)
  assert.equal((await key.post('/api-keys', { ...teamsOnly, name: 'child' })).status, 403)
  for (const path of ['/session', '/account', '/account/sessions']) assert.equal((await key.get(path)).status, 401, path)
  assert.deepEqual((await (await other.enter(door)).get('/teams')).body.items, [])
})

test('the secret of a key is shown once and stored nowhere', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const { body: made } = await boss.post('/api-keys', teamsOnly)
  const secret = made.secret.split('_').slice(2).join('_')
  const { items } = (await boss.get('/api-keys')).body
  assert.ok(!JSON.stringify(items).includes(secret))
  assert.equal(items[0].createdByName, 'Julia Lucero')
  const rows = await house.run((ctx) => ctx.sql`select id, name, prefix, secret_hash, permissions from identity.api_key`)
  assert.ok(!JSON.stringify(rows).includes(secret))
})

test('a key says when it was last used, ends on its day, and at once when it is revoked', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const [short, long] = [
    (await boss.post('/api-keys', { ...teamsOnly, name: 'Corta', expiresInDays: 7 })).body,
    (await boss.post('/api-keys', teamsOnly)).body,
  ]
  assert.equal(short.key.lastUsedAt, null)
  assert.equal((await door.withKey(short.secret).get('/teams')).status, 200)
  const listed = (await boss.get('/api-keys')).body.items.find((item: { id: string }) => item.id === short.key.id)
  assert.equal(listed.lastUsedAt, door.clock.now().toISOString())

  door.clock.advance({ days: 7, seconds: 1 })
  door.forget()
  assert.equal((await door.withKey(short.secret).get('/teams')).status, 401)
  assert.equal((await door.withKey(long.secret).get('/teams')).status, 200)
  assert.equal((await boss.delete(`/api-keys/${long.key.id}`)).status, 200)
  await endsSoon(door.withKey(long.secret), '/teams')
  assert.equal((await boss.delete(`/api-keys/${long.key.id}`)).status, 200)
})

test('a key that never was one, has ended or was taken back is told that it is not valid, and never which', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const ended = (await boss.post('/api-keys', { ...teamsOnly, expiresInDays: 7 })).body
  const revoked = (await boss.post('/api-keys', teamsOnly)).body
  await boss.delete(`/api-keys/${revoked.key.id}`)
  door.clock.advance({ days: 7, seconds: 1 })
  door.forget()
  const told = async (key: string) => {
    const { status, body } = await door.withKey(key).get('/teams')
    return [status, body.code, body.title, body.details]
  }
  for (const key of ['nada', `${revoked.secret}x`, ended.secret, revoked.secret])
    assert.deepEqual(await told(key), [401, 'kernel.api_key_invalid', 'Esa clave de API no vale. Revisala, o creá otra en Ajustes.', {}])
  assert.equal((await door.withKey('nada').get('/session')).body.code, 'kernel.api_key_invalid')
})

test('nobody makes a key that may more than they do', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const { body: role } = await boss.post('/roles', { name: 'Claves', permissions: ['identity.manage-api-keys'] })
  const person = await house.person('own-agent')
  await boss.patch(`/members/${person.id}`, { roleId: role.id }, { headers: { 'if-match': '1' } })
  const visitor = await house.enter(door, person)
  assert.equal((await visitor.post('/api-keys', teamsOnly)).body.code, 'identity.beyond_own_rights')
  assert.equal((await visitor.post('/api-keys', { ...teamsOnly, permissions: ['identity.manage-api-keys'] })).status, 200)
})

test('a key of another organization cannot be seen or revoked', async (t) => {
  const door = await aDoor(t)
  const [house, other] = [await aHouse(t), await aHouse(t)]
  const { body: made } = await (await house.enter(door)).post('/api-keys', teamsOnly)
  const stranger = await other.enter(door)
  assert.deepEqual((await stranger.get('/api-keys')).body.items, [])
  assert.equal((await stranger.delete(`/api-keys/${made.key.id}`)).status, 404)
  assert.equal((await door.withKey(made.secret).get('/teams')).status, 200)
  const forged = made.secret.replace(/^yapa_.{22}/, `yapa_${Buffer.from(other.id.replaceAll('-', ''), 'hex').toString('base64url')}`)
  assert.equal((await door.withKey(forged).get('/teams')).status, 401)
})
