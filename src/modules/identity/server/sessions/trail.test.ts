import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aDoor } from '#identity/server/testing/door.ts'
import { aHouse } from '#identity/server/testing/house.ts'

type Entry = { action: string; subject: string; actor: string; before: unknown; after: unknown }

const trailOf = (house: Awaited<ReturnType<typeof aHouse>>): Promise<Entry[]> =>
  house.run(
    (ctx) =>
      ctx.sql<Entry>`select action, subject_name as subject, actor_name as actor, before, after from kernel.audit_entry order by seq`,
  )

test('what people do to their access and to each other is in the trail, field by field, by name', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const agent = await house.person('own-agent', 'Paula Gómez')
  const boss = await house.enter(door)
  const headers = { 'if-match': '1' }
  await boss.patch(`/members/${agent.id}`, { roleId: house.roleIdByPreset.supervisor }, { headers })
  await boss.patch(`/members/${agent.id}`, { status: 'suspended' }, { headers: { 'if-match': '2' } })
  await boss.patch('/organization', { currency: 'UYU' }, { headers })
  await boss.put('/account/password', { current: house.owner.password, next: 'el perro azul baila tango' })
  const trail = await trailOf(house)
  const find = (action: string) => trail.filter((entry) => entry.action === action)
  assert.deepEqual(
    [find('identity.session.opened')[0]?.actor, find('identity.session.opened')[0]?.subject],
    ['Julia Lucero', 'Julia Lucero'],
  )
  assert.deepEqual(
    find('identity.member.updated').map(({ subject, actor, before, after }) => [subject, actor, before, after]),
    [
      ['Paula Gómez', 'Julia Lucero', { role: 'Agente (lo propio)' }, { role: 'Supervisor' }],
      ['Paula Gómez', 'Julia Lucero', { status: 'active' }, { status: 'suspended' }],
    ],
  )
  assert.deepEqual(
    [find('identity.organization.updated')[0]?.before, find('identity.organization.updated')[0]?.after],
    [{ currency: 'ARS' }, { currency: 'UYU' }],
  )
  assert.equal(find('identity.password.changed').length, 1)
  assert.ok(!JSON.stringify(trail).includes(house.owner.password))
})

test('a refused command writes nothing, not even in the trail', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const reader = await house.enter(door, await house.person('reader'))
  const before = await trailOf(house)
  await reader.post('/teams', { name: 'No' })
  await reader.post('/roles', { name: 'No', permissions: [] })
  await reader.patch(`/members/${house.owner.id}`, { status: 'suspended' }, { headers: { 'if-match': '1' } })
  await reader.post('/api-keys', { name: 'No', permissions: ['identity.manage-teams'], expiresInDays: null })
  assert.deepEqual(await trailOf(house), before)
})
