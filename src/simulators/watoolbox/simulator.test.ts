import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manualClock } from '../whatsapp/clock-and-random.ts'
import { listen } from './server.ts'
import { createWAToolboxSimulator } from './simulator.ts'

const ana = '5491155550101'
const text = (content: string) => ({ action: 'send-message', type: 'text', content, phone: ana })

function aMachine(seed = 'test') {
  const posted: { url: string; body: string }[] = []
  const simulator = createWAToolboxSimulator({
    seed,
    clock: manualClock(Date.UTC(2026, 10, 21)),
    outgoing: ({ url, body }) => {
      posted.push({ url, body: Buffer.from(body ?? []).toString() })
      return Promise.resolve({ status: 200, headers: {}, body: Buffer.alloc(0) })
    },
  })
  simulator.connect({
    id: 'abc123',
    phone: '5491150000001',
    webhookUrl: 'http://shop.test/in',
    template: '{"id":"{m_id}","what":"{m_content}","x":"{m_unknown}"}',
  })
  return { simulator, posted }
}

test('an order is taken with yes and is on the telephone; one that makes no sense is refused', () => {
  const { simulator } = aMachine()
  assert.deepEqual(simulator.order('abc123', text('Hola')), { status: 200, body: '{"success":true}' })
  assert.deepEqual(
    simulator.chat(ana).map(({ direction, text: said }) => [direction, said]),
    [['out', 'Hola']],
  )
  for (const [order, status] of [
    [{ ...text('Hola'), phone: '+54 9 11' }, 400],
    [text(''), 400],
    [{ ...text('x'), type: 'media' }, 400],
    [{ ...text('x'), action: 'dance' }, 400],
  ] as const)
    assert.equal(simulator.order('abc123', order).status, status)
  assert.equal(simulator.order('nobody', text('Hola')).status, 404)
})

test('with the tab closed the answer is still 200, nothing is sent, and nobody hears the customers', () => {
  const { simulator, posted } = aMachine()
  simulator.setTab('abc123', 'closed')
  assert.equal(simulator.order('abc123', text('uno')).body, '{"success":true}')
  simulator.setTab('abc123', 'closed-and-says-so')
  const answer = simulator.order('abc123', text('dos'))
  assert.deepEqual([answer.status, JSON.parse(answer.body).success], [200, false])
  assert.equal(simulator.receive({ connector: 'abc123', phone: ana, type: 'chat', text: '¿hola?' }), undefined)
  assert.deepEqual([simulator.chat(ana).length, simulator.lost().length, posted.length], [0, 2, 0])
})

test('the body of the webhook is the template of its user, with values that stay inside their quotes', async () => {
  const { simulator, posted } = aMachine()
  simulator.receive({ connector: 'abc123', phone: ana, type: 'chat', text: 'Dijo "sí"\ny se fue' })
  await simulator.settle()
  const body = JSON.parse(posted[0]?.body ?? '')
  assert.deepEqual([body.what, body.x], ['Dijo "sí"\ny se fue', '{m_unknown}'])
})

test('one seed gives one course of events, and faults strike as often as they were set', async () => {
  const run = async () => {
    const { simulator, posted } = aMachine('same')
    simulator.setFault({ at: 'webhook', effect: { kind: 'duplicate', copies: 3 } })
    simulator.receive({ connector: 'abc123', phone: ana, type: 'chat', text: 'uno' })
    simulator.receive({ connector: 'abc123', phone: ana, type: 'chat', text: 'dos' })
    await simulator.settle()
    return posted.map(({ body }) => body)
  }
  const first = await run()
  assert.equal(first.length, 4)
  assert.deepEqual(await run(), first)
})

test('over its port it answers orders and its control door', async (t) => {
  const { simulator } = aMachine()
  const door = await listen(simulator)
  t.after(() => door.close())
  const post = (path: string, body: unknown) => fetch(`${door.url}/watoolbox${path}`, { method: 'POST', body: JSON.stringify(body) })
  assert.deepEqual(await (await post('/webhooks/abc123', text('Hola'))).json(), { success: true })
  assert.equal((await (await post('/control/chat', { phone: ana })).json()).items.length, 1)
  simulator.setFault({ at: 'send', effect: { kind: 'reset', isTaken: true } })
  await assert.rejects(post('/webhooks/abc123', text('otra')))
  assert.equal(simulator.chat(ana).length, 2)
})
