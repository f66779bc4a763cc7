import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as identity from '#identity/server/public.ts'
import { aDoor, endsSoon } from '#identity/server/testing/door.ts'
import { aHouse } from '#identity/server/testing/house.ts'

test('somebody who is suspended can do nothing from the next request on, and is back as they were when it ends', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const agent = await house.person('team-agent', 'Paula Gómez')
  const [boss, paula] = [await house.enter(door), await house.enter(door, agent)]
  assert.equal((await paula.get('/colleagues')).status, 200)
  const { body: member } = await boss.get(`/members/${agent.id}`)

  assert.equal((await boss.patch(`/members/${agent.id}`, { status: 'suspended' }, ifMatch(member.version))).body.status, 'suspended')
  await endsSoon(paula, '/colleagues', 404)
  const session = (await paula.get('/session')).body
  assert.deepEqual([session.organization, session.permissions, session.organizations], [null, [], []])
  assert.equal((await paula.put('/session/organization', { organizationId: house.id })).status, 404)
  const again = door.visitor()
  await again.post('/session', { email: agent.email, password: agent.password })
  assert.equal((await again.get('/colleagues')).status, 404)

  assert.equal((await boss.patch(`/members/${agent.id}`, { status: 'active' }, ifMatch(member.version + 1))).status, 200)
  door.forget()
  assert.equal((await paula.get('/colleagues')).status, 200)
})

test('another role counts from the next request on', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const admin = await house.person('administrator')
  const [boss, visitor] = [await house.enter(door), await house.enter(door, admin)]
  assert.equal((await visitor.get('/api-keys')).status, 200)
  await boss.patch(`/members/${admin.id}`, { roleId: house.roleIdByPreset.reader }, ifMatch(1))
  await endsSoon(visitor, '/api-keys', 403)
  assert.equal((await visitor.post('/teams', { name: 'Mine' })).status, 403)
})

test('whoever leaves loses the door and keeps their name on the work they did', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const agent = await house.person('team-agent', 'Paula Gómez')
  const [boss, paula] = [await house.enter(door), await house.enter(door, agent)]
  const { body: team } = await boss.post('/teams', { name: 'Mostrador', memberIds: [agent.id] })
  assert.equal((await boss.delete(`/members/${agent.id}`)).status, 200)
  await endsSoon(paula, '/colleagues', 404)
  assert.equal((await boss.get(`/members/${agent.id}`)).status, 404)
  assert.deepEqual((await boss.get('/teams')).body.items, [{ ...team, memberIds: [] }])
  assert.deepEqual(await house.run((ctx) => identity.people(ctx, [agent.id])), [{ id: agent.id, name: 'Paula Gómez' }])
  await paula.patch('/account', { name: 'Somebody else' })
  assert.deepEqual(await house.run((ctx) => identity.people(ctx, [agent.id])), [{ id: agent.id, name: 'Paula Gómez' }])
})

test('an administrator neither touches an owner nor makes one', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const admin = await house.person('administrator')
  const agent = await house.person('own-agent')
  const visitor = await house.enter(door, admin)
  const refused = [
    await visitor.patch(`/members/${house.owner.id}`, { status: 'suspended' }, ifMatch(1)),
    await visitor.patch(`/members/${house.owner.id}`, { roleId: house.roleIdByPreset.reader }, ifMatch(1)),
    await visitor.delete(`/members/${house.owner.id}`),
    await visitor.patch(`/members/${agent.id}`, { roleId: house.roleIdByPreset.owner }, ifMatch(1)),
    await visitor.post('/invitations', { email: 'new@example.com', roleId: house.roleIdByPreset.owner }),
  ]
  for (const answer of refused) assert.equal(answer.body.code, 'identity.owners_only')
  assert.equal((await visitor.get(`/members/${house.owner.id}`)).body.isOwner, true)
  assert.equal((await visitor.get(`/members/${agent.id}`)).body.roleId, house.roleIdByPreset['own-agent'])
})

test('managing people is no way to rights that one does not have', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const { body: role } = await boss.post('/roles', {
    name: 'Recursos humanos',
    permissions: ['identity.read-members', 'identity.manage-members'],
  })
  const [clerk, admin, agent] = [await house.person('own-agent'), await house.person('administrator'), await house.person('own-agent')]
  await boss.patch(`/members/${clerk.id}`, { roleId: role.id }, ifMatch(1))
  const visitor = await house.enter(door, clerk)
  for (const answer of [
    await visitor.patch(`/members/${agent.id}`, { roleId: house.roleIdByPreset.administrator }, ifMatch(1)),
    await visitor.patch(`/members/${admin.id}`, { status: 'suspended' }, ifMatch(1)),
    await visitor.delete(`/members/${admin.id}`),
    await visitor.post('/invitations', { email: 'friend@example.com', roleId: house.roleIdByPreset.administrator }),
  ]) {
    assert.equal(answer.status, 403)
    assert.equal(answer.body.code, 'identity.beyond_own_rights')
  }
  for (const change of [{ roleId: house.roleIdByPreset.administrator }, { status: 'suspended' }]) {
    const own = await visitor.patch(`/members/${clerk.id}`, change, ifMatch(2))
    assert.equal(own.body.code, 'identity.not_yourself')
  }
})

test('two owners who put each other out at the same moment leave one', async (t) => {
  const door = await aDoor(t)
  for (let round = 0; round < 5; round++) {
    const house = await aHouse(t)
    const second = await house.person('owner')
    const [one, other] = [await house.enter(door), await house.enter(door, second)]
    const answers = await Promise.all([
      one.patch(`/members/${second.id}`, { status: 'suspended' }, ifMatch(1)),
      other.patch(`/members/${house.owner.id}`, { status: 'suspended' }, ifMatch(1)),
    ])
    assert.equal(answers.filter((answer) => answer.status === 200).length, 1, JSON.stringify(answers.map((answer) => answer.body)))
    const left = await house.run((ctx) => identity.colleagues(ctx))
    assert.equal(left.filter((member) => member.isActive).length, 1)
  }
})

test('nobody manages the people of another organization, by whatever id', async (t) => {
  const door = await aDoor(t)
  const [house, other] = [await aHouse(t), await aHouse(t)]
  const agent = await house.person('own-agent')
  const theirs = await other.person('own-agent')
  const boss = await house.enter(door)
  const { body: team } = await (await other.enter(door)).post('/teams', { name: 'Ajeno', memberIds: [theirs.id] })
  assert.equal((await boss.get(`/members/${theirs.id}`)).status, 404)
  assert.equal((await boss.patch(`/members/${theirs.id}`, { status: 'suspended' }, ifMatch(1))).status, 404)
  assert.equal((await boss.delete(`/members/${theirs.id}`)).status, 404)
  assert.equal(
    (await boss.patch(`/members/${agent.id}`, { roleId: other.roleIdByPreset.owner }, ifMatch(1))).body.code,
    'identity.unknown_role',
  )
  assert.equal((await boss.patch(`/members/${agent.id}`, { teamIds: [team.id] }, ifMatch(1))).body.code, 'identity.unknown_team')
  assert.equal((await boss.post('/teams', { name: 'Robado', memberIds: [theirs.id] })).body.code, 'identity.unknown_member')
  assert.deepEqual((await boss.get('/teams')).body.items, [])
  assert.deepEqual(await house.run((ctx) => identity.people(ctx, [theirs.id])), [])
  const leaked = await house.run((ctx) => ctx.sql<{ email: string }>`select email from identity.person`)
  assert.ok(!leaked.some((person) => person.email === theirs.email))
})

test('a tenant can never read a secret of its own people', async (t) => {
  const house = await aHouse(t)
  for (const column of ['password_hash', 'totp_secret', 'recovery_hashes']) {
    await assert.rejects(
      house.run((ctx) => ctx.sql({ text: `select ${column} from identity.person`, values: [] })),
      { code: '42501' },
      column,
    )
  }
  await assert.rejects(
    house.run((ctx) => ctx.sql`update identity.person set email = 'mine@example.com'`),
    { code: '42501' },
  )
})

test('two people who change the same member at once do not overwrite each other', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const agent = await house.person('own-agent')
  const boss = await house.enter(door)
  assert.equal((await boss.patch(`/members/${agent.id}`, { roleId: house.roleIdByPreset.supervisor })).status, 428)
  assert.equal((await boss.patch(`/members/${agent.id}`, { roleId: house.roleIdByPreset.supervisor }, ifMatch(1))).body.version, 2)
  const late = await boss.patch(`/members/${agent.id}`, { roleId: house.roleIdByPreset.reader }, ifMatch(1))
  assert.equal(late.body.code, 'kernel.changed_meanwhile')
})

const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } })
