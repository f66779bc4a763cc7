import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { testKernel } from '#kernel/testing/kernel.ts'
import { aDoor } from '#identity/server/testing/door.ts'
import { aHouse } from '#identity/server/testing/house.ts'

const wish = (email = `owner-${newId()}@example.com`) => ({
  name: 'Pollos El Gallo',
  locale: 'es',
  zone: 'America/Argentina/Buenos_Aires',
  currency: 'ARS',
  country: 'AR',
  lineOfBusiness: 'food',
  brand: { name: 'El Gallo', color: '#C2410C' },
  owner: { name: 'Julia Lucero', email, password: 'el perro azul baila tango' },
})

/** As a machine on which nobody has begun yet. */
async function forgetInstallation(): Promise<void> {
  const { kernel } = await testKernel()
  await kernel.db.platform`delete from identity.installation`
}

test('the first person makes the organization and is inside as its owner', async (t) => {
  const door = await aDoor(t)
  await forgetInstallation()
  const julia = door.visitor()
  assert.deepEqual((await julia.get('/setup')).body, { needed: true })
  assert.equal((await julia.get('/entrance')).body.needsSetUp, true)
  const { status, body } = await julia.post('/setup', wish())
  assert.equal(status, 200)
  const session = (await julia.get('/session')).body
  assert.deepEqual(
    [session.organization.id, session.role.preset, session.brands[0].name, session.brands[0].color],
    [body.organizationId, 'owner', 'El Gallo', '#c2410c'],
  )
  assert.match(session.organization.slug, /^pollos-el-gallo(-[0-9a-f]+)?$/)
  assert.deepEqual((await door.visitor().get('/setup')).body, { needed: false })
  const trail = await door.kernel.db.read(
    body.organizationId,
    (sql) => sql<{ action: string }>`select action from kernel.audit_entry order by at`,
  )
  assert.ok(trail.some((entry) => entry.action === 'identity.organization.created'))
})

test('of many who begin at the same moment one wins, and the others leave no trace', async (t) => {
  const door = await aDoor(t)
  await forgetInstallation()
  const wishes = Array.from({ length: 8 }, () => wish())
  const answers = await Promise.all(wishes.map((one) => door.visitor().post('/setup', one)))
  assert.deepEqual(answers.map((answer) => answer.status).toSorted(), [200, ...Array(7).fill(409)])
  for (const answer of answers.filter((one) => one.status === 409)) assert.equal(answer.body.code, 'identity.already_set_up')
  const people = await door.kernel.db.platform<{
    email: string
  }>`select email from identity.person where email = any(${wishes.map((one) => one.owner.email)})`
  assert.equal(people.length, 1)
})

test('once an organization exists, however it was made, nobody can begin again', async (t) => {
  const door = await aDoor(t)
  await forgetInstallation()
  await aHouse(t)
  const email = `late-${newId()}@example.com`
  const late = door.visitor()
  assert.equal((await late.post('/setup', wish(email))).body.code, 'identity.already_set_up')
  assert.equal(late.cookie(), undefined)
  assert.deepEqual(await door.kernel.db.platform`select id from identity.person where email = ${email}`, [])
})

test('a beginning that is refused can be repaired and tried again', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  await forgetInstallation()
  const weak = await door.visitor().post('/setup', { ...wish(), owner: { ...wish().owner, password: 'contraseña1' } })
  assert.deepEqual([weak.body.code, weak.body.issues[0].path], ['identity.weak_password', 'owner.password'])
  assert.equal((await door.visitor().post('/setup', wish(house.owner.email))).body.code, 'identity.account_exists')
  assert.equal((await door.visitor().post('/session', { email: house.owner.email, password: house.owner.password })).status, 200)
  assert.equal((await door.visitor().post('/setup', wish())).status, 200)
})

test('two shops of the same name get two addresses, and neither can take the other’s', async (t) => {
  const door = await aDoor(t)
  const [house, other] = [await aHouse(t, { name: 'La Única' }), await aHouse(t, { name: 'La Única' })]
  const [one, two] = [await house.enter(door), await other.enter(door)]
  const [first, second] = [(await one.get('/organization')).body, (await two.get('/organization')).body]
  assert.notEqual(first.slug, second.slug)
  assert.equal((await two.patch('/organization', { slug: first.slug }, { headers: { 'if-match': '1' } })).body.code, 'identity.slug_taken')
  assert.equal(
    (await two.patch('/organization', { slug: `la-otra-${second.slug}`, zone: 'America/Montevideo' }, { headers: { 'if-match': '1' } }))
      .status,
    200,
  )
  const face = (await door.visitor().get(`/entrance?organization=la-otra-${second.slug}`)).body.face
  assert.equal(face.name, 'La Única')
  assert.equal((await door.visitor().get('/entrance?organization=nobody-at-all')).body.face, null)
})

test('an organization that is asked for twice with one key is made once', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const { owner: _owner, ...tenant } = wish()
  const boss = await house.enter(door)
  const headers = { 'idempotency-key': `key-${newId()}` }
  const [first, again] = [await boss.post('/organizations', tenant, { headers }), await boss.post('/organizations', tenant, { headers })]
  assert.deepEqual([first.status, again.body], [200, first.body])
  assert.equal((await boss.get('/session')).body.organizations.length, 2)
  const other = await boss.post('/organizations', tenant, { headers: { 'idempotency-key': `key-${newId()}` } })
  assert.notEqual(other.body.organizationId, first.body.organizationId)
})

test('only somebody who owns an organization opens another one', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const { owner: _owner, ...tenant } = wish()
  const agent = await house.enter(door, await house.person('administrator'))
  assert.equal((await agent.post('/organizations', tenant)).body.code, 'identity.owners_only')
  const boss = await house.enter(door)
  assert.equal((await boss.post('/organizations', tenant)).status, 200)
  assert.equal((await boss.get('/session')).body.organizations.length, 2)
})
