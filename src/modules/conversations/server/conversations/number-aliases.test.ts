import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aSecondNumber } from '#conversations/server/testing/second-number.ts'
import { aShop, only } from '#conversations/server/testing/stage.ts'
import { openEgress } from '#kernel/egress/egress.ts'
import { manualClock } from '#simulators/whatsapp/clock-and-random.ts'
import { listen } from '#simulators/whatsapp/server.ts'
import { createWhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'

/** As the provider may write the same telephone: today one way, tomorrow the other. */
const spellings = [
  ['Argentina, with and without the 9', '5491155550101', '541155550101'],
  ['Argentina, of the interior', '5493515550142', '543515550142'],
  ['Mexico, with and without the old 1', '5215512345678', '525512345678'],
  ['Brazil, with and without the ninth digit', '5511987654321', '551187654321'],
] as const

for (const [name, one, other] of spellings) {
  for (const [first, second] of [
    [one, other],
    [other, one],
  ] as const) {
    test(`${name}: ${first} and then ${second} is one person and one thread`, async (t) => {
      const shop = await aShop(t)
      await shop.hear({ from: first, text: 'uno' })
      await shop.hear({ from: second, text: 'dos' })
      const card = only(await shop.list())
      assert.equal((await shop.messages(card.id)).length, 2)
      const [address] = await shop.read((ctx) => ctx.sql<{ waId: string }>`select a.wa_id as "waId" from conversations.address a`)
      assert.equal(address?.waId, second, 'replies go to what was reported last')
    })
  }

  test(`${name}: the same person through two numbers of ours is one thread too`, async (t) => {
    const shop = await aShop(t)
    const delivery = await aSecondNumber(shop)
    await shop.hear({ from: one, text: 'uno' })
    await delivery.hear(other, 'dos')
    assert.equal((await shop.messages(only(await shop.list()).id)).length, 2)
  })
}

test('two accounts are two persons, however alike their numbers are', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: '5491155550101', userId: 'AR.1', name: 'Ana' })
  await shop.hear({ from: '541155550101', userId: 'AR.2', name: 'Bruno' })
  assert.equal((await shop.list()).length, 2)
})

test('another number of the same length is nobody we know', async (t) => {
  const shop = await aShop(t)
  for (const from of ['5491155550101', '5491155550102', '18095550101', '34611555010']) await shop.hear({ from })
  assert.equal((await shop.list()).length, 4)
})

/** A provider that takes only the other spelling of a number, as it happens with Argentine ones. */
async function aPickyProvider(t: TestContext) {
  const shop = await aShop(t)
  const simulator = createWhatsAppSimulator({
    seed: t.name,
    appSecret: shop.number.appSecret,
    verifyToken: shop.number.verifyToken,
    clock: manualClock(shop.clock.now().getTime()),
    outgoing: () => Promise.resolve({ status: 200, headers: {}, body: Buffer.alloc(0) }),
  })
  const door = await listen(simulator)
  const before = { egress: shop.kernel.egress, config: shop.kernel.config }
  const egress = openEgress({ allow: [], simulators: () => [door.url] })
  Object.assign(shop.kernel, { egress, config: { ...shop.kernel.config, simulatorUrl: door.url } })
  t.after(async () => {
    Object.assign(shop.kernel, before)
    egress.close()
    await door.close()
  })
  simulator.register({ ...shop.number, webhookUrl: '' })
  simulator.receive({
    phoneNumberId: shop.number.phoneNumberId,
    from: { waId: '5491155550101', name: 'Ana' },
    content: { type: 'text', text: 'Hola' },
  })
  return { shop, simulator }
}

test('the spelling that works is remembered: the second message goes there at once, also after the customer wrote again', async (t) => {
  const { shop, simulator } = await aPickyProvider(t)
  await shop.hear({ from: '5491155550101' })
  const { id } = only(await shop.list())
  const say = async (text: string) => {
    await shop.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text } })
    await shop.settle()
  }
  simulator.setFault({ at: 'send', effect: { kind: 'error', code: 131_030 }, times: 1 })
  await say('uno')
  const remembered = async () =>
    (await shop.read((ctx) => ctx.sql<{ sendTo: string | null }>`select a.send_to as "sendTo" from conversations.address a`))[0]?.sendTo
  assert.equal(await remembered(), '541155550101')
  await shop.hear({ from: '5491155550101', text: 'Gracias' })
  assert.equal(await remembered(), '541155550101')
  simulator.setFault({ at: 'send', effect: { kind: 'error', code: 131_030 }, times: 1 })
  await say('dos')
  // It was refused in the spelling that worked: the first one is tried again, once, and is what works now.
  assert.equal(await remembered(), '5491155550101')
  const states = (await shop.messages(id)).filter(({ direction }) => direction === 'out').map(({ state }) => state)
  assert.deepEqual(states, ['sent', 'sent'])
})
