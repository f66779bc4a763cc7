import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDoor, endsSoon } from '#identity/server/testing/door.ts'
import { aHouse } from '#identity/server/testing/house.ts'

const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } })

test('an organization starts with six roles that are called in the reader’s language', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const { items } = (await boss.get('/roles')).body
  assert.deepEqual(
    items.map((role: { preset: string; memberCount: number }) => [role.preset, role.memberCount]),
    [
      ['owner', 1],
      ['administrator', 0],
      ['supervisor', 0],
      ['team-agent', 0],
      ['own-agent', 0],
      ['reader', 0],
    ],
  )
  assert.equal(items[0].name, 'Dueño')
  await boss.patch('/account', { locale: 'pt' })
  door.forget()
  assert.equal((await boss.get('/roles')).body.items[0].name, 'Proprietário')
})

test('a role of one’s own gives exactly its rights, and a change of it counts at once for whoever has it', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const { body: role } = await boss.post('/roles', { name: 'Encargada', permissions: ['identity.manage-teams', 'identity.read-members'] })
  const person = await house.person('own-agent')
  await boss.patch(`/members/${person.id}`, { roleId: role.id }, ifMatch(1))
  const visitor = await house.enter(door, person)
  assert.deepEqual((await visitor.get('/session')).body.permissions, ['identity.read-members', 'identity.manage-teams'])
  assert.equal((await visitor.post('/teams', { name: 'Uno' })).status, 200)
  assert.equal((await visitor.post('/brands', { name: 'x', color: '#112233', zone: 'UTC', currency: 'ARS', locale: 'es' })).status, 403)

  assert.equal((await boss.patch(`/roles/${role.id}`, { permissions: ['identity.manage-teams'] }, ifMatch(1))).status, 200)
  await endsSoon(visitor, '/roles', 403)
  const busy = await boss.delete(`/roles/${role.id}`)
  assert.deepEqual([busy.body.code, busy.body.details], ['identity.role_in_use', { members: 1, invitations: 0 }])
})

test('a role cannot hold a right that does not exist, nor one that its maker lacks', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  assert.equal((await boss.post('/roles', { name: 'x', permissions: ['crm.fly'] })).body.code, 'identity.unknown_permission')
  const { body: limited } = await boss.post('/roles', { name: 'Roles', permissions: ['identity.manage-roles', 'identity.read-members'] })
  const { body: rich } = await boss.post('/roles', { name: 'Ricos', permissions: ['identity.manage-api-keys'] })
  const person = await house.person('own-agent')
  await boss.patch(`/members/${person.id}`, { roleId: limited.id }, ifMatch(1))
  const visitor = await house.enter(door, person)
  for (const answer of [
    await visitor.post('/roles', { name: 'Mía', permissions: ['identity.manage-organization'] }),
    await visitor.patch(`/roles/${limited.id}`, { permissions: ['identity.manage-roles', 'identity.manage-members'] }, ifMatch(1)),
    await visitor.patch(`/roles/${rich.id}`, { name: 'Pobres' }, ifMatch(1)),
    await visitor.delete(`/roles/${rich.id}`),
  ])
    assert.equal(answer.body.code, 'identity.beyond_own_rights')
  const taken = await boss.post('/roles', { name: 'ricos', permissions: [] })
  assert.deepEqual([taken.body.code, taken.body.issues[0].path], ['identity.name_taken', 'name'])
})

test('the built-in roles stay as they are', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  for (const id of Object.values(house.roleIdByPreset)) {
    assert.equal((await boss.patch(`/roles/${id}`, { permissions: [] }, ifMatch(1))).body.code, 'identity.built_in_role')
    assert.equal((await boss.delete(`/roles/${id}`)).body.code, 'identity.built_in_role')
  }
})

test('a team has members of the organization, and its name only once', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const [ana, luis] = [await house.person('team-agent'), await house.person('team-agent')]
  const boss = await house.enter(door)
  const { body: team } = await boss.post('/teams', { name: 'Ventas', memberIds: [ana.id, ana.id] })
  assert.deepEqual(team.memberIds, [ana.id])
  const taken = (await boss.post('/teams', { name: 'ventas' })).body
  assert.deepEqual([taken.code, taken.issues], ['identity.name_taken', [{ path: 'name', message: taken.title }]])
  assert.deepEqual((await (await house.enter(door, ana)).get('/session')).body.teamIds, [team.id])
  const changed = await boss.patch(`/teams/${team.id}`, { name: 'Mostrador', memberIds: [luis.id] }, ifMatch(1))
  assert.deepEqual([changed.body.name, changed.body.memberIds, changed.headers['etag']], ['Mostrador', [luis.id], '"2"'])
  assert.equal((await boss.delete(`/teams/${team.id}`)).status, 200)
  assert.deepEqual((await (await house.enter(door, luis)).get('/session')).body.teamIds, [])
})
