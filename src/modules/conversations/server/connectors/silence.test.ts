import assert from 'node:assert/strict'
import { test } from 'node:test'
import { watchConnectors } from '#conversations/server/connectors/silence.job.ts'
import { only } from '#conversations/server/testing/stage.ts'
import { ana, aConnectedShop, hear } from '#conversations/server/testing/connected-shop.ts'

test('when the extension says that no tab is open, the agent reads why, the number shows it, and a new try works', async (t) => {
  const shop = await aConnectedShop(t)
  await hear(shop, 'Hola')
  shop.simulator.setTab(shop.address, 'closed-and-says-so')
  const id = await shop.say('¿Me leen?')
  await shop.settle()
  const shown = await shop.shown(id)
  assert.deepEqual([shown.state, shown.failure?.reason], ['failed', 'connector-offline'])
  const card = only(await shop.list())
  const trouble = async () => (await shop.http.get(`/conversations/${card.id}`)).body.numbers[0].trouble
  assert.equal(await trouble(), 'offline')
  shop.simulator.setTab(shop.address, 'open')
  shop.clock.advance({ minutes: 1 })
  await shop.http.post(`/messages/${id}/retry`, {})
  await shop.settle()
  assert.equal(await trouble(), null)
  assert.equal(shop.simulator.chat(ana).filter(({ direction }) => direction === 'out').length, 1)
})

test('a closed tab that says yes is noticed by its silence, once, and forgotten when something comes in', async (t) => {
  const shop = await aConnectedShop(t)
  await hear(shop, 'Hola')
  shop.simulator.setTab(shop.address, 'closed')
  const id = await shop.say('Esto no llega')
  await shop.settle()
  assert.equal((await shop.shown(id)).state, 'sent', 'nobody can know')
  await shop.http.patch(`/connectors/${shop.id}`, { silenceHours: 6 })
  const watch = async () => {
    await shop.run((ctx) => Promise.resolve(ctx.enqueue(watchConnectors, {}, {})))
    await shop.settle()
    return (await shop.events()).filter(({ type, data }) => type === 'conversations.connector.changed' && data['trouble'] === 'silent')
      .length
  }
  shop.clock.advance({ hours: 5 })
  assert.equal(await watch(), 0)
  shop.clock.advance({ hours: 1 })
  assert.equal(await watch(), 1)
  assert.equal(await watch(), 1, 'told once')
  assert.equal((await shop.http.get(`/connectors/${shop.id}`)).body.trouble, 'silent')
  shop.simulator.setTab(shop.address, 'open')
  await hear(shop, 'Acá estoy')
  assert.equal((await shop.http.get(`/connectors/${shop.id}`)).body.trouble, null)
})
