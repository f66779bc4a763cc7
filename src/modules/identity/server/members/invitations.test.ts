import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { aDoor, type TestDoor, type Visitor } from '#identity/server/testing/door.ts'
import { aHouse, type House } from '#identity/server/testing/house.ts'
import { letterTo } from '#identity/server/testing/letters.ts'

const newAccount = { name: 'Paula Gómez', password: 'una frase que nadie dijo', locale: 'es' }
const anAddress = () => `guest-${newId()}@example.com`

async function invite(door: TestDoor, house: House, boss: Visitor, email: string, letters = 1) {
  const { status, body } = await boss.post('/invitations', { email, roleId: house.roleIdByPreset['team-agent'] })
  assert.equal(status, 200, JSON.stringify(body))
  return { id: body.id as string, token: (await letterTo(door.kernel, email, letters)).token }
}

test('somebody new opens the letter, chooses a password and is inside with the role and team they were given', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const { body: team } = await boss.post('/teams', { name: 'Mostrador' })
  const email = anAddress()
  await boss.post('/invitations', { email: ` ${email.toUpperCase()} `, roleId: house.roleIdByPreset['team-agent'], teamIds: [team.id] })
  const letter = await letterTo(door.kernel, email)
  assert.ok(letter.link.startsWith(`${door.kernel.config.publicUrl}/invitacion#`))

  const paula = door.visitor()
  const preview = await paula.post('/invitation-previews', { token: letter.token })
  assert.deepEqual(preview.body, {
    organizationName: 'Pollos El Gallo',
    brandColor: '#c2410c',
    email,
    roleName: 'Agente (su equipo)',
    invitedByName: 'Julia Lucero',
    hasAccount: false,
  })
  assert.deepEqual((await paula.post('/invitation-acceptances', { token: letter.token, newAccount })).body, { organizationId: house.id })
  const session = (await paula.get('/session')).body
  assert.deepEqual(
    [session.organization.id, session.role.preset, session.teamIds, session.person.name],
    [house.id, 'team-agent', [team.id], 'Paula Gómez'],
  )
  const [listed] = (await boss.get('/invitations')).body.items
  assert.equal(listed.state, 'accepted')
})

test('an invitation to somebody else’s address never touches the account behind it', async (t) => {
  const door = await aDoor(t)
  const [house, other] = [await aHouse(t), await aHouse(t)]
  const victim = await other.person('owner', 'Rocío Bustamante')
  const boss = await house.enter(door)
  const { token } = await invite(door, house, boss, victim.email)
  const thief = door.visitor()
  assert.equal((await thief.post('/invitation-previews', { token })).body.hasAccount, true)
  const taken = await thief.post('/invitation-acceptances', { token, newAccount })
  assert.equal(taken.body.code, 'identity.account_exists')
  assert.equal(thief.cookie(), undefined)
  assert.equal((await door.visitor().post('/session', { email: victim.email, password: newAccount.password })).status, 403)
  assert.equal((await boss.post('/invitation-acceptances', { token })).body.code, 'identity.sign_in_as')

  const rocio = await other.enter(door, victim)
  assert.deepEqual((await rocio.post('/invitation-acceptances', { token, newAccount })).body, { organizationId: house.id })
  const session = (await rocio.get('/session')).body
  assert.equal(session.person.name, 'Rocío Bustamante')
  assert.equal(session.organization.id, house.id)
  assert.equal(session.organizations.length, 2)
})

test('an invitation works once, for a week, and only the newest link of it', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const email = anAddress()
  const first = await invite(door, house, boss, email)
  assert.equal((await boss.post('/invitations', { email, roleId: house.roleIdByPreset.reader })).body.code, 'identity.already_invited')
  door.clock.advance({ seconds: 1 })
  assert.equal((await boss.post(`/invitations/${first.id}/resends`)).status, 200)
  const second = (await letterTo(door.kernel, email, 2)).token
  const visitor = door.visitor()
  assert.equal((await visitor.post('/invitation-acceptances', { token: first.token, newAccount })).body.code, 'identity.link_over')

  door.clock.advance({ days: 7, seconds: 1 })
  door.forget()
  assert.equal((await visitor.post('/invitation-previews', { token: second })).status, 410)
  assert.equal((await visitor.post('/invitation-acceptances', { token: second, newAccount })).status, 410)
  const late = await house.enter(door)
  assert.equal((await late.get('/invitations')).body.items[0].state, 'expired')

  const third = await invite(door, house, late, email, 3)
  const answers = await Promise.all(
    [door.visitor(), door.visitor()].map((one) => one.post('/invitation-acceptances', { token: third.token, newAccount })),
  )
  assert.equal(answers.filter((answer) => answer.status === 200).length, 1, JSON.stringify(answers.map((answer) => answer.body)))
})

test('a revoked invitation, and the ones of somebody who was put out, let nobody in', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const revoked = await invite(door, house, boss, anAddress())
  assert.equal((await boss.delete(`/invitations/${revoked.id}`)).status, 200)
  assert.equal((await door.visitor().post('/invitation-acceptances', { token: revoked.token, newAccount })).status, 410)

  const admin = await house.person('administrator')
  const orphan = await invite(door, house, await house.enter(door, admin), anAddress())
  await boss.patch(`/members/${admin.id}`, { status: 'suspended' }, { headers: { 'if-match': '1' } })
  assert.equal((await door.visitor().post('/invitation-acceptances', { token: orphan.token, newAccount })).status, 410)
})

test('an old invitation does not bring back somebody who was suspended', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const email = anAddress()
  const { token } = await invite(door, house, boss, email)
  const paula = door.visitor()
  await paula.post('/invitation-acceptances', { token, newAccount })
  const { id } = (await paula.get('/session')).body.person
  await boss.patch(`/members/${id}`, { status: 'suspended' }, { headers: { 'if-match': '1' } })
  assert.equal(
    (await boss.post('/invitations', { email, roleId: house.roleIdByPreset.administrator })).body.code,
    'identity.already_member',
  )
  assert.equal((await paula.post('/invitation-acceptances', { token })).status, 410)
  assert.equal((await boss.get(`/members/${id}`)).body.status, 'suspended')
})

test('somebody who left comes back by a new invitation, with the account and the past they had', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const agent = await house.person('team-agent', 'Paula Gómez')
  await boss.delete(`/members/${agent.id}`)
  const { token } = await invite(door, house, boss, agent.email)
  const paula = door.visitor()
  await paula.post('/session', { email: agent.email, password: agent.password })
  assert.equal((await paula.post('/invitation-acceptances', { token })).status, 200)
  const member = (await boss.get(`/members/${agent.id}`)).body
  assert.deepEqual([member.status, member.name], ['active', 'Paula Gómez'])
})

test('who invites, and who asks for a way in, hears that no mail server takes the letter there', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const { body } = await boss.post('/invitations', { email: anAddress(), roleId: house.roleIdByPreset.reader })
  assert.equal(body.hasMailServer, false)
  assert.equal((await boss.post(`/invitations/${body.id}/resends`)).body.hasMailServer, false)
  assert.equal((await door.visitor().get('/entrance')).body.hasMailServer, false)
})

test('the link is in the letter and nowhere else', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const email = anAddress()
  const { body } = await boss.post('/invitations', { email, roleId: house.roleIdByPreset.reader })
  const { token } = await letterTo(door.kernel, email)
  const secret = token.split('.')[1] ?? ''
  assert.equal(secret.length, 43)
  assert.ok(!JSON.stringify([body, (await boss.get('/invitations')).body]).includes(secret))
  const rows = await house.run((ctx) => ctx.sql`select email, token_hash from identity.invitation`)
  assert.ok(!JSON.stringify(rows).includes(secret))
  const trail = await house.run((ctx) => ctx.sql`select action, after from kernel.audit_entry`)
  assert.ok(!JSON.stringify(trail).includes(secret))
})

for (const token of [
  'x'.repeat(66),
  `${'a'.repeat(22)}.${'b'.repeat(43)}`,
  `${Buffer.alloc(16).toString('base64url')}.${'c'.repeat(43)}`,
]) {
  test(`an invented link (${token.slice(0, 12)}…) is over, like every other that opens nothing`, async (t) => {
    const door = await aDoor(t)
    assert.equal((await door.visitor().post('/invitation-previews', { token })).body.code, 'identity.link_over')
    assert.equal((await door.visitor().post('/invitation-acceptances', { token, newAccount })).body.code, 'identity.link_over')
  })
}
