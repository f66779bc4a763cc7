import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { liveCustomers, type Paces } from '#app/simulators/live-customers.ts'
import { createWhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'

const phoneNumberId = '1001'
const org = '019a0000-0000-7000-8000-000000000003'
const hurried: Paces = { arrivalEveryMs: 10, answersAfterMs: [20, 10], insistsAfterMs: [60_000, 0], lookEveryMs: 5 }

function aTown(t: TestContext, pace: Paces) {
  // Nobody delivers: what matters here happens on the telephones.
  const simulator = createWhatsAppSimulator({ seed: t.name, appSecret: 's', verifyToken: 'v', sentAfter: [1, 2], deliveredAfter: [1, 2] })
  simulator.register({ phoneNumberId, wabaId: 'waba', displayPhone: '+1 809 555 0190', token: 'token' })
  const live = liveCustomers(simulator, pace)
  t.after(() => {
    live.stop()
    simulator.reset()
  })
  const answer = (to: string, body: string) =>
    simulator.handle({
      method: 'POST',
      path: `/v26.0/${phoneNumberId}/messages`,
      query: new URLSearchParams(),
      headers: { authorization: 'Bearer token' },
      body: Buffer.from(JSON.stringify({ messaging_product: 'whatsapp', to, type: 'text', text: { body } })),
    })
  return { simulator, live, answer }
}

async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 30_000; !isSo(); await new Promise((resolve) => setTimeout(resolve, 5)))
    if (Date.now() > end) throw new Error('in vain')
}

test('people come one by one, never more than twelve at once, and never from the business’s own number', async (t) => {
  const { simulator, live } = aTown(t, { ...hurried, arrivalEveryMs: 1 })
  assert.equal(live.set(org, [phoneNumberId], true), true)
  assert.equal(simulator.chats(phoneNumberId).length, 1)
  await until(() => simulator.chats(phoneNumberId).length === 12)
  await new Promise((resolve) => setTimeout(resolve, 60))
  const chats = simulator.chats(phoneNumberId)
  assert.equal(chats.length, 12)
  assert.ok(chats.every(({ customer }) => /^1(809|829|849|787|939)5550(19\d)$/.test(customer.waId) && customer.waId !== '18095550190'))
  assert.ok(chats.every(({ messages, isOpen }) => messages === 1 && isOpen))
})

test('whoever is answered reads it and answers, in the same voice', async (t) => {
  const { simulator, live, answer } = aTown(t, { ...hurried, arrivalEveryMs: 60_000 })
  live.set(org, [phoneNumberId], true)
  const waId = simulator.chats(phoneNumberId)[0]?.customer.waId ?? ''
  // Somebody put this telephone away on the screen.
  simulator.closeChat(phoneNumberId, waId)
  await answer(waId, '¡Hola! ¿Qué te preparo?')
  await until(() => simulator.messages(phoneNumberId, waId).length === 3)
  const [, ours, theirs] = simulator.messages(phoneNumberId, waId)
  assert.deepEqual([ours?.ticks, theirs?.direction], ['read', 'in'])
})

test('whoever is not answered insists a few times and gives up, so that others can come', async (t) => {
  const { simulator, live } = aTown(t, { ...hurried, arrivalEveryMs: 60_000, insistsAfterMs: [5, 5] })
  live.set(org, [phoneNumberId], true)
  const [chat] = simulator.chats(phoneNumberId)
  const waId = chat?.customer.waId ?? ''
  await until(() => simulator.chats(phoneNumberId)[0]?.isOpen === false)
  const { length } = simulator.messages(phoneNumberId, waId)
  assert.ok(length >= 2 && length <= 6, `${length} messages`)
})

test('switching off ends the talks; switching on twice starts nothing twice', async (t) => {
  const { simulator, live } = aTown(t, { ...hurried, arrivalEveryMs: 60_000 })
  live.set(org, [phoneNumberId], true)
  live.set(org, [phoneNumberId], true)
  assert.equal(simulator.chats(phoneNumberId).length, 1)
  assert.equal(live.set(org, [phoneNumberId], false), false)
  assert.equal(live.isOn(org), false)
  assert.equal(simulator.chats(phoneNumberId)[0]?.isOpen, false)
  assert.equal(live.set(org, [], true), false)
})
