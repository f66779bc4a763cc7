import assert from 'node:assert/strict'
import { test } from 'node:test'
import { RoutingConditions } from '#conversations/contract/routing.ts'
import * as routing from '#conversations/server/routing/rules.ts'
import * as tenants from '#identity/server/tenants.ts'
import { aCrew, type Agent, type Crew } from '#conversations/server/testing/crew.ts'

const asNew = { headers: { 'if-match': '"0"' } }
const settings = { defaultCapacity: 8, awayAfterMinutes: 5, reassignAfterMinutes: 15, rateLimit: null, transferNoteRequired: false }
const lines = async ({ shop, cardOf }: Crew, from: string): Promise<string[]> =>
  (await shop.messages((await cardOf(from)).id)).flatMap(({ content }) => (content.kind === 'activity' ? [content.what] : [])).toReversed()

test('without rules a conversation waits for whoever takes it', async (t) => {
  const crew = await aCrew(t)
  const ana = await crew.agent('Ana', [crew.counter])
  await ana.online()
  await crew.write('Marta')
  assert.equal(await crew.holder('Marta'), '-')
  assert.deepEqual(await lines(crew, 'Marta'), [])
})

test('a rule gives a new conversation to its team and there to the lowest load', async (t) => {
  const crew = await aCrew(t)
  const [ana, beto, dora] = [
    await crew.agent('Ana', [crew.counter]),
    await crew.agent('Beto', [crew.counter]),
    await crew.agent('Dora', [crew.delivery]),
  ]
  for (const agent of [ana, beto, dora]) await agent.online()
  await crew.rule(crew.counter)
  await crew.write('Uno', 'Dos', 'Tres', 'Cuatro')
  const held = [await crew.holder('Uno'), await crew.holder('Dos'), await crew.holder('Tres'), await crew.holder('Cuatro')]
  assert.deepEqual(held.toSorted(), ['Ana', 'Ana', 'Beto', 'Beto'])
  const card = await crew.cardOf('Uno')
  assert.equal(card.teamId, crew.counter)
  assert.deepEqual(await lines(crew, 'Uno'), ['routed'])
})

test('the first rule that fits decides: by channel, label, language and whether somebody is new', async (t) => {
  const crew = await aCrew(t)
  const [ana, dora] = [await crew.agent('Ana', [crew.counter]), await crew.agent('Dora', [crew.delivery])]
  for (const agent of [ana, dora]) await agent.online()
  await crew.rule(crew.delivery, { name: 'Brasil', conditions: RoutingConditions.parse({ languages: ['pt'], customer: 'new' }) })
  const all = await crew.rule(crew.counter)
  await crew.write('Marta', 'Joao BR')
  assert.deepEqual([await crew.holder('Marta'), await crew.holder('Joao BR')], ['Ana', 'Dora'])
  // Known by now, and theirs: whose customer it is comes first, where the rule's team has them.
  const joao = await crew.cardOf('Joao BR')
  await dora.http.put(`/conversations/${joao.id}/state`, { state: 'resolved' })
  crew.shop.clock.advance({ hours: 80 })
  await ana.online()
  await crew.write('Joao BR')
  const again = (await crew.shop.list()).find(({ contactName }) => contactName === 'Joao BR')
  assert.deepEqual([again?.assigneeName, again?.teamId], ['Ana', crew.counter])
  // In another order the other decides.
  const ordered = await crew.shop.http.put('/routing-rule-order', {
    ids: [all, ...(await crew.shop.read(routing.list)).items.map(({ id }) => id).filter((id) => id !== all)],
  })
  assert.equal(ordered.status, 200)
  await crew.write('Pele BR')
  assert.equal(await crew.holder('Pele BR'), 'Ana')
})

test('who was given to somebody before goes to them again, as long as they are there', async (t) => {
  const crew = await aCrew(t)
  const [ana, beto] = [await crew.agent('Ana', [crew.counter]), await crew.agent('Beto', [crew.counter])]
  await crew.rule(crew.counter)
  await beto.online()
  await crew.write('Marta')
  const marta = await crew.cardOf('Marta')
  assert.equal(marta.assigneeName, 'Beto')
  await ana.online()
  const resolveAndWriteAgain = async (by: Agent): Promise<string | null | undefined> => {
    const last = (await crew.shop.list()).find(({ contactName }) => contactName === 'Marta')
    await by.http.put(`/conversations/${last?.id}/state`, { state: 'resolved' })
    crew.shop.clock.advance({ hours: 80 })
    await Promise.all([ana.online(), beto.online()])
    await crew.write('Marta')
    return (await crew.shop.list()).find(({ contactName }) => contactName === 'Marta')?.assigneeName
  }
  assert.equal(await resolveAndWriteAgain(beto), 'Beto')
  await beto.change('away')
  await crew.write('Otra', 'Mas')
  assert.equal(await resolveAndWriteAgain(beto), 'Ana')
})

test('capacity is never exceeded; what is over waits, says so, and goes out when there is room', async (t) => {
  const crew = await aCrew(t)
  const ana = await crew.agent('Ana', [crew.counter])
  await crew.shop.run((ctx) => routing.updateSettings(ctx, { ...settings, defaultCapacity: 2 }))
  await crew.rule(crew.counter)
  await ana.online()
  await crew.write('Uno', 'Dos', 'Tres', 'Cuatro')
  const held = async () => Promise.all(['Uno', 'Dos', 'Tres', 'Cuatro'].map(crew.holder))
  assert.deepEqual(await held(), ['Ana', 'Ana', '-', '-'])
  assert.deepEqual(await lines(crew, 'Tres'), ['queued'])
  const uno = await crew.cardOf('Uno')
  await ana.http.put(`/conversations/${uno.id}/state`, { state: 'resolved' })
  await crew.shop.settle()
  // Who wrote first of those who wait.
  assert.deepEqual(await held(), ['Ana', 'Ana', 'Ana', '-'])
  await crew.shop.http.put(`/agents/${ana.id}`, { capacity: 3, skills: [], languages: [] }, asNew)
  await crew.shop.settle()
  assert.deepEqual(await held(), ['Ana', 'Ana', 'Ana', 'Ana'])
  assert.deepEqual(await lines(crew, 'Cuatro'), ['queued', 'routed'])
})

test('what waits in the queue goes to the first who comes online, urgent ones first', async (t) => {
  const crew = await aCrew(t)
  const ana = await crew.agent('Ana', [crew.counter])
  await crew.shop.run((ctx) => routing.updateSettings(ctx, { ...settings, defaultCapacity: 1 }))
  await crew.rule(crew.counter)
  await crew.write('Uno', 'Dos')
  const dos = await crew.cardOf('Dos')
  await crew.shop.http.put(`/conversations/${dos.id}/priority`, { priority: 'urgent' })
  await ana.online()
  assert.deepEqual([await crew.holder('Uno'), await crew.holder('Dos')], ['-', 'Ana'])
})

test('nobody of the team took it in time: another team gets it', async (t) => {
  const crew = await aCrew(t)
  const dora = await crew.agent('Dora', [crew.delivery])
  await dora.online()
  await crew.rule(crew.counter, { overflow: { teamId: crew.delivery, afterSeconds: 60 } })
  await crew.write('Marta')
  assert.equal(await crew.holder('Marta'), '-')
  crew.shop.clock.advance({ seconds: 59 })
  await crew.shop.settle()
  assert.equal(await crew.holder('Marta'), '-')
  crew.shop.clock.advance({ seconds: 1 })
  await crew.shop.settle()
  assert.deepEqual([await crew.holder('Marta'), (await crew.cardOf('Marta')).teamId], ['Dora', crew.delivery])
  assert.deepEqual(await lines(crew, 'Marta'), ['queued', 'overflowed', 'routed'])
})

test('nobody gets more than so many in a short while, and the next when the while is over', async (t) => {
  const crew = await aCrew(t)
  const ana = await crew.agent('Ana', [crew.counter])
  await crew.shop.run((ctx) => routing.updateSettings(ctx, { ...settings, awayAfterMinutes: 240, rateLimit: { count: 1, minutes: 10 } }))
  await crew.rule(crew.counter)
  await ana.online()
  await crew.write('Uno', 'Dos')
  assert.deepEqual([await crew.holder('Uno'), await crew.holder('Dos')], ['Ana', '-'])
  crew.shop.clock.advance({ minutes: 9 })
  await crew.shop.settle()
  assert.equal(await crew.holder('Dos'), '-')
  crew.shop.clock.advance({ minutes: 2 })
  await crew.shop.settle()
  assert.equal(await crew.holder('Dos'), 'Ana')
})

test('a rule that asks for a skill passes over whoever has it not', async (t) => {
  const crew = await aCrew(t)
  const [ana, beto] = [await crew.agent('Ana', [crew.counter]), await crew.agent('Beto', [crew.counter])]
  for (const agent of [ana, beto]) await agent.online()
  await crew.shop.http.put(`/agents/${beto.id}`, { capacity: null, skills: ['Facturación'], languages: ['es'] }, asNew)
  await crew.rule(crew.counter, { skill: 'facturacion', method: 'round-robin' })
  await crew.write('Uno', 'Dos')
  assert.deepEqual([await crew.holder('Uno'), await crew.holder('Dos')], ['Beto', 'Beto'])
})

test('what is given back goes to somebody else; what is handed to a team goes by that team’s rule', async (t) => {
  const crew = await aCrew(t)
  const [ana, beto, dora] = [
    await crew.agent('Ana', [crew.counter]),
    await crew.agent('Beto', [crew.counter]),
    await crew.agent('Dora', [crew.delivery]),
  ]
  await crew.rule(crew.counter)
  await ana.online()
  await crew.write('Marta')
  await beto.online()
  const { id } = await crew.cardOf('Marta')
  assert.equal((await ana.http.delete(`/conversations/${id}/assignment`)).status, 200)
  await crew.shop.settle()
  assert.equal(await crew.holder('Marta'), 'Beto')
  await dora.online()
  // Delivery has no rule of its own: nobody is chosen.
  assert.equal((await beto.http.post(`/conversations/${id}/transfers`, { to: { kind: 'team', id: crew.delivery } })).status, 200)
  await crew.shop.settle()
  assert.deepEqual([await crew.holder('Marta'), (await crew.cardOf('Marta')).teamId], ['-', crew.delivery])
  await crew.rule(crew.delivery, { name: 'Delivery', method: 'round-robin', conditions: RoutingConditions.parse({ labels: ['Delivery'] }) })
  await crew.shop.http.put(`/conversations/${id}/assignment`, { teamId: crew.counter })
  await crew.shop.settle()
  await crew.shop.http.put(`/conversations/${id}/assignment`, { teamId: crew.delivery, assigneeId: null })
  await crew.shop.settle()
  assert.equal(await crew.holder('Marta'), 'Dora')
})

test('outside of business hours another rule decides, by the calendar of the brand', async (t) => {
  const crew = await aCrew(t)
  const [ana, dora] = [await crew.agent('Ana', [crew.counter]), await crew.agent('Dora', [crew.delivery])]
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 9 * 60, to: 13 * 60 }))
  const zone = 'America/Argentina/Buenos_Aires'
  await crew.shop.run((ctx) => tenants.createCalendar(ctx, { name: 'Mañanas', zone, weekly, days: [], brandIds: [crew.shop.brandId] }))
  await crew.rule(crew.delivery, { name: 'De noche', conditions: RoutingConditions.parse({ hours: 'closed' }) })
  await crew.rule(crew.counter, { name: 'De día', conditions: RoutingConditions.parse({ hours: 'open' }) })
  const teamAt = async (hour: string, from: string): Promise<string | null> => {
    crew.shop.clock.set(`2026-11-23T${hour}:00.000-03:00`)
    for (const agent of [ana, dora]) await agent.online()
    await crew.write(from)
    return crew.holder(from)
  }
  assert.deepEqual([await teamAt('12:59', 'Marta'), await teamAt('13:00', 'Sara')], ['Ana', 'Dora'])
})

test('the same work done twice gives a conversation once', async (t) => {
  const crew = await aCrew(t)
  const [ana, beto] = [await crew.agent('Ana', [crew.counter]), await crew.agent('Beto', [crew.counter])]
  for (const agent of [ana, beto]) await agent.online()
  await crew.rule(crew.counter)
  await crew.write('Marta')
  const { id } = await crew.cardOf('Marta')
  const { routeConversation, drainQueue } = await import('#conversations/server/routing/jobs.ts')
  for (let i = 0; i < 3; i++) {
    await crew.shop.run((ctx) => routeConversation.run?.(ctx, { id, exceptId: null, keepsTeam: false }) ?? Promise.resolve())
    await crew.shop.run((ctx) => drainQueue.run?.(ctx, {}) ?? Promise.resolve())
  }
  assert.deepEqual(await lines(crew, 'Marta'), ['routed'])
  assert.equal((await crew.shop.events()).filter(({ type }) => type === 'conversations.conversation.assigned').length, 1)
})

test('of two who save the limits at once one is told, and what the other saved stays', async (t) => {
  const { shop } = await aCrew(t)
  const save = (change: object) => shop.http.put('/routing-settings', { ...settings, ...change }, asNew)
  const answers = await Promise.all([save({ defaultCapacity: 3 }), save({ awayAfterMinutes: 9 })])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  const saved = answers.find(({ status }) => status === 200)?.body
  assert.deepEqual((await shop.http.get('/routing-settings')).body, saved)
  assert.equal((await save({ defaultCapacity: 4 })).body.code, 'kernel.changed_meanwhile')
})

test('of two who write what somebody can do one is told, and that they come and go disturbs neither', async (t) => {
  const crew = await aCrew(t)
  const ana = await crew.agent('Ana', [crew.counter])
  const profile = async () =>
    (await crew.shop.http.get('/agents')).body.items.find(({ personId }: { personId: string }) => personId === ana.id)
  const save = (skills: string[]) => crew.shop.http.put(`/agents/${ana.id}`, { capacity: 3, skills, languages: [] }, asNew)
  await ana.online()
  await ana.change('away')
  assert.equal((await profile()).version, 0)
  const answers = await Promise.all([save(['Pagos']), save(['Envíos'])])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  assert.deepEqual(await profile(), answers.find(({ status }) => status === 200)?.body)
})
