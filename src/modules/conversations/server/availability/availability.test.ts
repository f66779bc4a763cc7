import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { aCrew } from '#conversations/server/testing/crew.ts'

test('who opens the inbox is online, and says so to everybody', async (t) => {
  const { agent, counter, shop } = await aCrew(t)
  const ana = await agent('Ana', [counter])
  assert.deepEqual((await ana.http.get('/availability/own')).body.status, 'offline')
  const { body } = await ana.http.put('/availability/own/connection')
  assert.deepEqual([body.status, body.isAutomatic, body.open, body.capacity], ['online', false, 0, 8])
  const changes = (await shop.events()).filter(({ type }) => type === 'conversations.availability.changed')
  assert.deepEqual(
    changes.map(({ data }) => [data['personId'], data['status']]),
    [[ana.id, 'online']],
  )
  // The same again, from another tab, is no news.
  await ana.http.put('/availability/own/connection')
  assert.equal((await shop.events()).filter(({ type }) => type === 'conversations.availability.changed').length, 1)
})

test('away with a reason and a return lasts, whatever tabs are open', async (t) => {
  const { agent, counter, shop } = await aCrew(t)
  const ana = await agent('Ana', [counter])
  await ana.online()
  const backAt = new Date(shop.clock.now().getTime() + 3_600_000).toISOString()
  const { body } = await ana.http.put('/availability/own', { status: 'away', reason: 'Almuerzo', backAt })
  assert.deepEqual([body.status, body.reason, body.backAt], ['away', 'Almuerzo', backAt])
  await ana.http.put('/availability/own/connection')
  const seen = (await shop.http.get('/availability')).body.items[0]
  assert.deepEqual([seen.status, seen.reason, seen.backAt], ['away', 'Almuerzo', backAt])
  const past = await ana.http.put('/availability/own', { status: 'away', backAt: '2020-01-01T00:00:00.000Z' })
  assert.deepEqual([past.status, past.body.code], [422, 'conversations.back_in_the_past'])
  const back = await ana.http.put('/availability/own', { status: 'online', reason: 'nada' })
  assert.deepEqual([back.body.status, back.body.reason, back.body.backAt], ['online', null, null])
})

test('without a screen somebody is away after five minutes and back with the next screen', async (t) => {
  const { agent, counter, shop } = await aCrew(t)
  const ana = await agent('Ana', [counter])
  const status = async () => (await ana.http.get('/availability/own')).body.status
  await ana.online()
  for (let minute = 0; minute < 6; minute++) {
    shop.clock.advance({ minutes: 1 })
    await ana.http.put('/availability/own/connection')
    await shop.settle()
  }
  assert.equal(await status(), 'online')
  shop.clock.advance({ minutes: 4, seconds: 59 })
  await shop.settle()
  assert.equal(await status(), 'online')
  shop.clock.advance({ seconds: 1 })
  await shop.settle()
  assert.equal(await status(), 'away')
  shop.clock.advance({ minutes: 10 })
  await shop.settle()
  assert.equal(await status(), 'offline')
  await ana.online()
  assert.equal(await status(), 'online')
})

test('what waits with somebody who is offline goes to others, and the customer stays theirs', async (t) => {
  const crew = await aCrew(t)
  const [ana, beto] = [await crew.agent('Ana', [crew.counter]), await crew.agent('Beto', [crew.counter])]
  await crew.rule(crew.counter)
  await ana.online()
  await crew.write('Marta', 'Sara')
  const sara = await crew.cardOf('Sara')
  await ana.http.post(`/conversations/${sara.id}/messages`, { content: { kind: 'text', text: 'Listo' } })
  await ana.change('offline')
  crew.shop.clock.advance({ minutes: 15 })
  await crew.shop.settle()
  // Nobody else is there: it stays with the one who knows it.
  assert.equal(await crew.holder('Marta'), 'Ana')
  await beto.online()
  crew.shop.clock.advance({ minutes: 15 })
  await beto.online()
  await crew.shop.settle()
  assert.deepEqual([await crew.holder('Marta'), await crew.holder('Sara')], ['Beto', 'Ana'])
  await ana.change('online')
  const marta = await crew.cardOf('Marta')
  await beto.http.put(`/conversations/${marta.id}/state`, { state: 'resolved' })
  crew.shop.clock.advance({ hours: 80 })
  await Promise.all([ana.online(), beto.online()])
  await crew.write('Marta')
  const again = (await crew.shop.list()).find(({ contactName }) => contactName === 'Marta')
  assert.equal(again?.assigneeName, 'Ana')
})

test('only who answers customers can be available, and an API key is nobody', async (t) => {
  const { shop } = await aCrew(t)
  assert.equal((await shop.as({ permissions: [canReadOwn] }).http.put('/availability/own', { status: 'online' })).status, 403)
  const reader = shop.as({ permissions: [canReadOwn] })
  assert.equal((await reader.http.get('/agents')).status, 403)
  assert.equal((await shop.as({ permissions: [canReply] }).http.get('/availability')).status, 403)
})
