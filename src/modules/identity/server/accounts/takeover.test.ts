import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { newId } from '#kernel/contract/ids.ts'
import { aDoor, type TestDoor, type Visitor } from '#identity/server/testing/door.ts'
import { aHouse, type House, type Inhabitant } from '#identity/server/testing/house.ts'
import { letterTo, type Letter } from '#identity/server/testing/letters.ts'

/**
 * A thief who owns an organization of their own, reads its outbox and their own mail, and keeps every token they ever
 * saw, against somebody who goes on with their life. Whatever the order of things, the account of the other one changes
 * only by what its owner does.
 */
type World = {
  door: TestDoor
  home: House
  lair: House
  second: Inhabitant
  thief: Visitor
  victim: Inhabitant
  /** Cookies that the thief gathered in attempts. */
  loot: Visitor[]
}
type Expected = { name: string; password: string; steps: number }
type Step = fc.AsyncCommand<Expected, World>

const passwords = ['una frase que nadie dijo', 'el perro azul baila tango', 'siete mates amargos hoy', 'la luna come empanadas']

async function seenByThief({ door, lair }: World): Promise<Letter[]> {
  const rows = await door.kernel.db.platform<{ text: string; subject: string; orgId: string }>`
    select plain as text, subject, org_id as "orgId" from kernel.mail_message where org_id = ${lair.id} or to_address = ${lair.owner.email}`
  return rows.map((row) => ({ ...row, link: '', token: /#(\S+)/.exec(row.text)?.[1] ?? '' })).filter(({ token }) => token !== '')
}

async function assertUntouched(expected: Expected, world: World): Promise<void> {
  const { door, victim, loot, thief } = world
  const [row] = await door.kernel.db.platform<{ email: string; name: string; passwordHash: string; has: boolean }>`
    select email, name, password_hash as "passwordHash", has_second_factor as has from identity.person where id = ${victim.id}`
  assert.deepEqual({ email: row?.email, name: row?.name, has: row?.has }, { email: victim.email, name: expected.name, has: false })
  assert.ok(await door.kernel.passwords.verify(expected.password, row?.passwordHash ?? ''), 'the password is not the one its owner chose')
  for (const visitor of [thief, ...loot])
    assert.notEqual((await visitor.get('/session')).body?.person?.id, victim.id, 'the thief is somebody else')
}

/** One thing that happens; the hour that passes keeps the lock-outs, tested elsewhere, out of the way. */
const step = (name: string, happen: (expected: Expected, world: World) => Promise<void>): Step => ({
  check: () => true,
  toString: () => name,
  async run(expected, world) {
    world.door.clock.advance({ hours: 1, minutes: 1 })
    world.door.forget()
    await happen(expected, world)
    expected.steps++
    await assertUntouched(expected, world)
  },
})

const guess = fc.constantFrom(...passwords)
const newAccount = (password: string) => ({ name: 'Ladrón', password, locale: 'es' })

const attacks = [
  fc.constant(
    step(
      'invites',
      async (_expected, { lair, thief, victim }) =>
        void (await thief.post('/invitations', { email: victim.email, roleId: lair.roleIdByPreset.reader })),
    ),
  ),
  guess.map((password) =>
    step(`joins as new with every link (${password})`, async (_expected, world) => {
      for (const { token } of await seenByThief(world)) {
        const visitor = world.door.visitor()
        await visitor.post('/invitation-acceptances', { token, newAccount: newAccount(password) })
        await world.thief.post('/invitation-acceptances', { token, newAccount: newAccount(password) })
        world.loot.push(visitor)
      }
    }),
  ),
  guess.map((password) =>
    step(`resets with every link (${password})`, async (_expected, world) => {
      for (const { token } of await seenByThief(world))
        await world.door.visitor().post('/password-resets/confirmations', { token, password })
    }),
  ),
  fc.constant(
    step(
      'asks for the victim’s link',
      async (_expected, { door, victim }) => void (await door.visitor().post('/password-resets', { email: victim.email })),
    ),
  ),
  fc.constant(
    step('asks for their own link', async (_expected, { door, lair }) => {
      await door.visitor().post('/password-resets', { email: lair.owner.email })
      await letterTo(door.kernel, lair.owner.email)
    }),
  ),
  guess.map((password) =>
    step(`guesses (${password})`, async (expected, { door, victim, loot }) => {
      if (password === expected.password) return
      const visitor = door.visitor()
      assert.equal((await visitor.post('/session', { email: victim.email, password })).status, 403)
      loot.push(visitor)
    }),
  ),
  guess.map((password) =>
    step(`begins anew in the victim’s name (${password})`, async (_expected, { door, lair, victim, loot }) => {
      const visitor = door.visitor()
      const tenant = {
        name: 'x',
        locale: 'es',
        zone: 'UTC',
        currency: 'ARS',
        country: 'AR',
        lineOfBusiness: 'other',
        brand: { name: 'x', color: '#112233' },
      }
      await visitor.post('/setup', { ...tenant, owner: { name: 'Ladrón', email: victim.email, password } })
      await lair.run(async (ctx) => ctx.sql`select identity.admit_person(${newId()}, ${victim.email}, 'Ladrón', 'x', 'es', now())`)
      loot.push(visitor)
    }),
  ),
  fc.constant(
    step('renames themselves and reaches for the victim as a member', async (_expected, { thief, victim, lair }) => {
      await thief.patch('/account', { name: 'Ladrón', id: victim.id, email: victim.email })
      await thief.patch(
        `/members/${victim.id}`,
        { status: 'suspended', roleId: lair.roleIdByPreset.reader, name: 'x', email: 'x@example.com' },
        { headers: { 'if-match': '1' } },
      )
      await thief.delete(`/members/${victim.id}`)
    }),
  ),
]

const life = [
  guess.map((password) =>
    step(`the victim changes the password (${password})`, async (expected, { door, home, victim }) => {
      const visitor = await home.enter(door, { ...victim, password: expected.password })
      assert.equal((await visitor.put('/account/password', { current: expected.password, next: password })).status, 200)
      expected.password = password
    }),
  ),
  guess.map((password) =>
    step(`the victim resets (${password})`, async (expected, { door, victim }) => {
      await door.visitor().post('/password-resets', { email: victim.email })
      await new Promise((resolve) => setTimeout(resolve, 30))
      const [letter] = await door.kernel.db.platform<{ text: string }>`
      select plain as text from kernel.mail_message where to_address = ${victim.email} and plain like '%/entrar/clave#%' order by created_at desc, id desc limit 1`
      const token = /#(\S+)/.exec(letter?.text ?? '')?.[1] ?? ''
      if ((await door.visitor().post('/password-resets/confirmations', { token, password })).status === 200) expected.password = password
    }),
  ),
  fc.constant(
    step('the victim accepts what they were sent', async (expected, { door, home, victim }) => {
      const visitor = await home.enter(door, { ...victim, password: expected.password })
      const rows = await door.kernel.db.platform<{
        text: string
      }>`select plain as text from kernel.mail_message where to_address = ${victim.email} and plain like '%/invitacion#%'`
      for (const { text } of rows) await visitor.post('/invitation-acceptances', { token: /#(\S+)/.exec(text)?.[1] ?? '' })
    }),
  ),
  fc.constant(
    step('the victim is suspended at home, or back', async (_expected, { door, home, second, victim }) => {
      const boss = await home.enter(door, second)
      const { status, version } = (await boss.get(`/members/${victim.id}`)).body
      await boss.patch(
        `/members/${victim.id}`,
        { status: status === 'active' ? 'suspended' : 'active' },
        { headers: { 'if-match': String(version) } },
      )
    }),
  ),
]

async function aWorld(t: Parameters<typeof aDoor>[0]): Promise<World> {
  const door = await aDoor(t)
  const [home, lair] = [await aHouse(t), await aHouse(t)]
  const second = await home.person('owner', 'La socia')
  return { door, home, lair, second, victim: home.owner, thief: await lair.enter(door), loot: [] }
}

const play = (t: Parameters<typeof aDoor>[0], steps: Iterable<Step>) =>
  fc.asyncModelRun(async () => {
    const real = await aWorld(t)
    return { model: { name: real.victim.name, password: real.victim.password, steps: 0 }, real }
  }, steps)

test('no order of inviting, joining, resetting and beginning anew changes an account without its owner', async (t) => {
  let steps = 0
  await fc.assert(
    fc.asyncProperty(fc.commands([...attacks, ...life], { maxCommands: 25, size: 'max' }), async (commands) => {
      steps += [...commands].length
      await play(t, commands)
    }),
    { numRuns: 25, endOnFailure: true },
  )
  t.diagnostic(`${steps} steps`)
})

test('the same watch does see an account that was taken', async (t) => {
  const theft = step('takes the account', async (_expected, { door, victim }) => {
    const hash = await door.kernel.passwords.hash('stolen')
    await door.kernel.db.platform`update identity.person set password_hash = ${hash} where id = ${victim.id}`
  })
  await assert.rejects(play(t, [theft]), /not the one its owner chose/)
})
