import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { FaultSpec } from '#simulators/whatsapp/faults.ts'
import type { Failure } from '#conversations/contract/message.ts'
import { deliverMessage } from '#conversations/server/messages/delivery.job.ts'
import { only } from '#conversations/server/testing/stage.ts'
import { aWiredShop as wired, type WiredShop } from '#conversations/server/testing/wired-shop.ts'

const ana = '5491155550101'

type Wired = Omit<WiredShop, 'say'> & {
  say(text: string): Promise<string>
  shown(id: string): Promise<{ state: string | null; failure: Failure | null }>
}

/** Ana asks for chicken; what is told about is always her thread. Time alone passes: jobs run when a test says so. */
async function aWiredShop(t: TestContext): Promise<Wired> {
  const shop = await wired(t)
  await shop.customer(ana, { type: 'text', text: '¿Tienen pollo?' })
  return {
    ...shop,
    async pass(ms) {
      shop.clock.advance({ ms })
      await shop.simulator.advance(ms)
    },
    say: (text) => shop.say(ana, text),
    async shown(id) {
      const found = (await shop.messages(only(await shop.list()).id)).find((message) => message.id === id)
      return { state: found?.state ?? null, failure: found?.failure ?? null }
    },
  }
}

const onThePhone = (shop: Wired): string[] =>
  shop.simulator
    .messages(shop.number.phoneNumberId, ana)
    .flatMap((message) => (message.direction === 'out' ? [(message as unknown as { text?: string }).text ?? message.type] : []))

test('an answer reaches the telephone and its ticks come back: sent, delivered, read', async (t) => {
  const shop = await aWiredShop(t)
  const id = await shop.say('Sí, tenemos')
  assert.equal((await shop.shown(id)).state, 'queued')
  await shop.settle()
  assert.equal((await shop.shown(id)).state, 'sent')
  await shop.pass(5_000)
  assert.equal((await shop.shown(id)).state, 'delivered')
  shop.simulator.openChat(shop.number.phoneNumberId, ana)
  await shop.pass(1_000)
  assert.equal((await shop.shown(id)).state, 'read')
  assert.equal(onThePhone(shop).length, 1)
})

test('messages of one conversation arrive in the order in which they were written', async (t) => {
  const shop = await aWiredShop(t)
  for (const word of ['uno', 'dos', 'tres', 'cuatro', 'cinco']) await shop.say(word)
  await shop.settle()
  const bodies = shop.simulator.messages(shop.number.phoneNumberId, ana).filter(({ direction }) => direction === 'out')
  assert.deepEqual(
    bodies.map((message) => JSON.stringify(message).match(/uno|dos|tres|cuatro|cinco/)?.[0]),
    ['uno', 'dos', 'tres', 'cuatro', 'cinco'],
  )
})

type Cell = {
  name: string
  fault: FaultSpec
  first: string
  reason?: string
  afterwards?: { passMs: number; state: string }
  copies: number
  stops?: boolean
}

const cells: Cell[] = [
  {
    name: 'the answer is lost after the provider took the message',
    fault: { at: 'send', effect: { kind: 'reset', when: 'after' }, times: 1 },
    first: 'unknown',
    afterwards: { passMs: 5_000, state: 'delivered' },
    copies: 1,
  },
  {
    name: 'the answer breaks off in the middle',
    fault: { at: 'send', effect: { kind: 'reset', when: 'mid-body' }, times: 1 },
    first: 'unknown',
    afterwards: { passMs: 5_000, state: 'delivered' },
    copies: 1,
  },
  {
    name: 'the connection is cut before the provider took anything',
    fault: { at: 'send', effect: { kind: 'reset', when: 'before' }, times: 1 },
    first: 'unknown',
    copies: 0,
  },
  {
    name: 'a gateway answers 502 although the message was taken',
    fault: { at: 'send', effect: { kind: 'gateway', status: 502, isAccepted: true }, times: 1 },
    first: 'unknown',
    afterwards: { passMs: 5_000, state: 'delivered' },
    copies: 1,
  },
  {
    name: 'the provider answers 200 with something unreadable',
    fault: { at: 'send', effect: { kind: 'garbled' }, times: 1 },
    first: 'unknown',
    afterwards: { passMs: 5_000, state: 'delivered' },
    copies: 1,
  },
  {
    name: 'the provider says that it is too fast',
    fault: { at: 'send', effect: { kind: 'error', code: 130429 }, times: 1 },
    first: 'queued',
    reason: 'too-fast',
    afterwards: { passMs: 30_000, state: 'delivered' },
    copies: 1,
  },
  {
    name: 'the provider says that it failed itself',
    fault: { at: 'send', effect: { kind: 'error', code: 131000 }, times: 1 },
    first: 'queued',
    reason: 'temporary',
    afterwards: { passMs: 60_000, state: 'delivered' },
    copies: 1,
  },
  {
    name: 'the provider refuses for good',
    fault: { at: 'send', effect: { kind: 'error', code: 131047 }, times: 1 },
    first: 'failed',
    reason: 'window-closed',
    copies: 0,
  },
  {
    name: 'the provider takes it and fails later',
    fault: { at: 'outcome', effect: { kind: 'fail', code: 131026 }, times: 1 },
    first: 'sent',
    afterwards: { passMs: 5_000, state: 'failed' },
    copies: 1,
  },
]
for (const { name, fault, first, reason, afterwards, copies } of cells) {
  test(`when ${name}, the agent reads what is true and the customer gets it at most once`, async (t) => {
    const shop = await aWiredShop(t)
    shop.simulator.setFault(fault)
    const id = await shop.say('una sola vez')
    await shop.settle()
    const now = await shop.shown(id)
    assert.equal(now.state, first)
    if (reason) assert.equal(now.failure?.reason, reason)
    if (afterwards) {
      await shop.pass(afterwards.passMs)
      await shop.settle()
      await shop.pass(5_000)
      const then = await shop.shown(id)
      assert.deepEqual([then.state, then.failure !== null], [afterwards.state, afterwards.state === 'failed'])
    }
    await shop.settle()
    assert.equal(onThePhone(shop).length, copies)
  })
}

test('what has no confirmation is sent again only when a person insists', async (t) => {
  const shop = await aWiredShop(t)
  shop.simulator.setFault({ at: 'send', effect: { kind: 'reset', when: 'before' }, times: 1 })
  const id = await shop.say('¿llegó?')
  await shop.settle()
  const refused = await shop.http.post(`/messages/${id}/retry`)
  assert.equal(refused.body.code, 'conversations.unconfirmed')
  const again = await shop.http.post(`/messages/${id}/retry`, { evenIfUnconfirmed: true })
  assert.deepEqual([again.status, again.body.retryOf], [200, id])
  await shop.settle()
  assert.equal(onThePhone(shop).length, 1)
  assert.equal((await shop.http.post(`/messages/${id}/retry`, { evenIfUnconfirmed: true })).body.code, 'conversations.nothing_to_retry')
})

test('a crash between writing down the attempt and its end leaves it without confirmation, not sent twice', async (t) => {
  const shop = await aWiredShop(t)
  const id = await shop.say('una sola vez')
  const work = deliverMessage.work
  assert.ok(work)
  const desk = {
    ...shop.kernel,
    org: shop.id,
    signal: new AbortController().signal,
    attempt: 1,
    lastAttempt: false,
    egress: { ...shop.kernel.egress, fetch: () => Promise.reject(new Error('the machine died here')) },
    transaction: (run: Parameters<typeof shop.run>[0]) => shop.run(run),
  }
  // The adapter takes any broken exchange for a lost one, so the death is put into the second transaction.
  let turns = 0
  const dying = {
    ...desk,
    transaction: (run: Parameters<typeof shop.run>[0]) => (++turns === 2 ? Promise.reject(new Error('killed')) : shop.run(run)),
  }
  await assert.rejects(work(dying as never, { messageId: id }), /killed/)
  assert.equal((await shop.shown(id)).state, 'sending')
  await shop.settle()
  assert.equal((await shop.shown(id)).state, 'unknown')
  assert.equal(onThePhone(shop).length, 0)
})

test('a revoked token stops the channel, keeps what waits, and lets it go after a new token', async (t) => {
  const shop = await aWiredShop(t)
  shop.simulator.revokeToken(shop.number.token)
  const first = await shop.say('espera')
  await shop.settle()
  const channel = (await shop.http.get(`/channels/${shop.channel.id}`)).body
  assert.deepEqual([channel.state, channel.stopReason], ['stopped', 'token-invalid'])
  assert.deepEqual(await shop.shown(first), { state: 'queued', failure: { reason: 'token-invalid', code: 190, canRetry: true } })
  const card = only(await shop.list())
  assert.equal(
    (await shop.http.post(`/conversations/${card.id}/messages`, { content: { kind: 'text', text: 'otra' } })).body.code,
    'conversations.channel_stopped',
  )
  assert.equal((await shop.http.delete(`/channels/${shop.channel.id}/stop`)).body.code, 'conversations.channel_refused')

  shop.simulator.addToken('a-new-token-of-meta', shop.number.wabaId)
  const updated = await shop.http.patch(
    `/channels/${shop.channel.id}`,
    { token: 'a-new-token-of-meta' },
    { headers: { 'if-match': `"${channel.version}"` } },
  )
  assert.equal(updated.status, 200)
  assert.equal((await shop.http.delete(`/channels/${shop.channel.id}/stop`)).body.state, 'ok')
  await shop.settle()
  assert.equal((await shop.shown(first)).state, 'sent')
})

test('what waited in a stopped channel until the window closed fails with words instead of leaving', async (t) => {
  const shop = await aWiredShop(t)
  const id = await shop.say('tarde')
  await shop.http.put(`/channels/${shop.channel.id}/stop`)
  await shop.settle()
  assert.equal((await shop.shown(id)).state, 'queued')
  await shop.pass(24 * 3_600_000)
  await shop.http.delete(`/channels/${shop.channel.id}/stop`)
  await shop.settle()
  assert.deepEqual(await shop.shown(id), { state: 'failed', failure: { reason: 'window-closed', code: null, canRetry: false } })
  assert.equal(onThePhone(shop).length, 0)
})

test('a number that only works in its other spelling is tried once in that one, and remembered', async (t) => {
  const shop = await aWiredShop(t)
  shop.simulator.setPerson(ana, { onlySpelling: '541155550101' })
  Object.assign(shop.simulator.settings, { unreachableErrors: 'sync' })
  const id = await shop.say('hola')
  await shop.settle()
  assert.equal((await shop.shown(id)).state, 'sent')
  const second = await shop.say('otra vez')
  await shop.settle()
  assert.equal((await shop.shown(second)).state, 'sent')
  assert.equal(onThePhone(shop).length, 2)
})

test('a demo shop reaches its simulator and nothing else, even when its channel names another place', async (t) => {
  const shop = await aWiredShop(t)
  const called: string[] = []
  const egress = {
    ...shop.kernel.egress,
    fetch: (request: { url: string; onlyLocalSimulator: boolean }) => (
      called.push(`${new URL(request.url).origin} ${request.onlyLocalSimulator}`),
      Promise.reject(new Error('stop'))
    ),
  }
  const config = { ...shop.kernel.config, whatsappUrl: 'https://graph.facebook.com/v26.0' }
  Object.assign(shop.kernel, { egress, config })
  // Somebody turned the mark of the channel off by hand: the organization is still a demo.
  await shop.run((ctx) => ctx.sql`update conversations.channel set is_simulator = false where id = ${shop.channel.id}`)
  await shop.say('hola')
  await shop.settle()
  assert.deepEqual([...new Set(called)], [`${config.simulatorUrl} true`])
})
