import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { canReadOwn } from '#conversations/contract/permissions.ts'
import { aWiredDemo, type WiredDemo } from '#conversations/server/testing/wired-demo.ts'

const mine = '5491155550177'

const credentials = ({ spare: { phoneNumberId, wabaId, token, appSecret } }: WiredDemo) => ({ phoneNumberId, wabaId, token, appSecret })

async function connected(demo: WiredDemo): Promise<string> {
  const made = await demo.http.post('/channel-connections', { ...credentials(demo), brandId: demo.brandId })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  return made.body.id
}

const setupOf = async (demo: WiredDemo, id: string) => (await demo.http.get(`/channels/${id}/setup`)).body

test('a number is connected from its ids to a message on one’s own telephone', async (t) => {
  const demo = await aWiredDemo(t)
  const id = await connected(demo)
  const begun = (await demo.http.get('/channels')).body.items[0]
  assert.deepEqual([begun.isSettingUp, begun.name], [true, 'Pollos El Gallo'])

  const subscribed = await demo.http.put(`/channels/${id}/subscription`, { callback: true })
  assert.equal(subscribed.status, 200, JSON.stringify(subscribed.body))
  assert.ok(subscribed.body.handshakeAt && subscribed.body.subscribedAt)
  assert.equal(subscribed.body.heardAt, null)

  assert.equal((await setupOf(demo, id)).isRegistered, false)
  assert.equal((await demo.http.put(`/channels/${id}/registration`, { pin: '123456' })).body.isRegistered, true)

  const { phoneNumberId } = demo.spare
  demo.simulator.receive({ phoneNumberId, from: { waId: mine, name: 'Julia' }, content: { type: 'text', text: 'hola' } })
  await demo.simulator.settle()
  assert.ok((await setupOf(demo, id)).heardAt)

  const tried = await demo.http.post(`/channels/${id}/test-messages`, { to: '11 5555-0177' })
  assert.deepEqual(tried.body.test, { state: 'sent', refusal: null })
  await demo.pass(5_000)
  assert.equal((await setupOf(demo, id)).test.state, 'delivered')
  demo.simulator.openChat(phoneNumberId, mine)
  await demo.pass(1_000)
  assert.equal((await setupOf(demo, id)).test.state, 'read')
  assert.match(demo.simulator.sent(phoneNumberId)[0]?.text ?? '', /Pollos El Gallo/)

  assert.equal((await demo.http.delete(`/channels/${id}/setup`)).body.isSettingUp, false)
  assert.equal((await demo.http.get('/channels')).body.items[0].isSettingUp, false)
})

test('whoever never wrote gets the template that every account has', async (t) => {
  const demo = await aWiredDemo(t)
  const id = await connected(demo)
  await demo.http.put(`/channels/${id}/registration`, { pin: '123456' })
  await demo.http.post(`/channels/${id}/test-messages`, { to: `+${mine}` })
  const [sent] = demo.simulator.sent(demo.spare.phoneNumberId)
  assert.deepEqual([sent?.type, sent?.customer], ['template', mine])
})

test('the example that the provider’s console sends counts as a signed message, whoever’s number it names; one of a stranger does not', async (t) => {
  const demo = await aWiredDemo(t)
  const id = await connected(demo)
  const value = { messaging_product: 'whatsapp', metadata: { display_phone_number: '16505551111', phone_number_id: '123456123' } }
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '0', changes: [{ field: 'messages', value }] }] })
  const post = (secret: string) =>
    demo.http.post('/webhooks/whatsapp', body, {
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
    })
  assert.equal((await post('somebody-else')).status, 200)
  assert.equal((await setupOf(demo, id)).heardAt, null)
  assert.equal((await post(demo.spare.appSecret)).status, 200)
  assert.ok((await setupOf(demo, id)).heardAt)
})

type Refused = {
  name: string
  spoil: (demo: WiredDemo) => void
  change?: Record<string, string>
  steps: (boolean | null)[]
  reason: string
}
const ok = [true, true, true, true]
const refusals: Refused[] = [
  {
    name: 'a token of nobody',
    spoil: () => {},
    change: { token: 'a-token-of-nobody' },
    steps: [false, null, null, null],
    reason: 'token-invalid',
  },
  {
    name: 'a revoked token',
    spoil: ({ simulator, spare }) => simulator.setToken(spare.token, { isRevoked: true }),
    steps: [false, null, null, null],
    reason: 'token-invalid',
  },
  {
    name: 'a token without the right to send',
    spoil: ({ simulator, spare }) => simulator.setToken(spare.token, { scopes: ['whatsapp_business_management'] }),
    steps: [true, false, true, true],
    reason: 'permission-missing',
  },
  {
    name: 'a number that is not there',
    spoil: () => {},
    change: { phoneNumberId: '999999999999999' },
    steps: [true, true, false, true],
    reason: 'request-refused',
  },
  {
    name: 'the number of another account of the same token',
    spoil: ({ simulator, spare }) => {
      simulator.register({ ...spare, phoneNumberId: '888888888888888', wabaId: '777777777777777' })
      simulator.addToken(spare.token, null)
    },
    change: { wabaId: '777777777777777' },
    steps: [true, true, true, false],
    reason: 'account-mismatch',
  },
  {
    name: 'a provider that is down',
    spoil: ({ simulator }) => void simulator.setFault({ at: 'account', effect: { kind: 'error', code: 2 } }),
    steps: [false, null, null, null],
    reason: 'temporary',
  },
  {
    name: 'a provider that cuts the connection',
    spoil: ({ simulator }) => void simulator.setFault({ at: 'account', effect: { kind: 'reset', when: 'before' } }),
    steps: [false, null, null, null],
    reason: 'outcome-unknown',
  },
]
for (const { name, spoil, change = {}, steps, reason } of refusals) {
  test(`${name} is refused at its step, in words, and nothing is kept`, async (t) => {
    const demo = await aWiredDemo(t)
    const whole = (await demo.http.post('/number-inspections', { ...credentials(demo), appSecret: undefined })).body
    assert.deepEqual(
      whole.steps.map(({ isOk }: { isOk: boolean }) => isOk),
      ok,
    )
    spoil(demo)
    const input = { ...credentials(demo), ...change }
    const { body } = await demo.http.post('/number-inspections', {
      phoneNumberId: input.phoneNumberId,
      wabaId: input.wabaId,
      token: input.token,
    })
    assert.deepEqual(
      body.steps.map(({ isOk }: { isOk: boolean | null }) => isOk),
      steps,
    )
    assert.equal(body.steps.find(({ isOk }: { isOk: boolean | null }) => isOk === false).refusal.reason, reason)
    const refused = await demo.http.post('/channel-connections', { ...input, brandId: demo.brandId })
    assert.deepEqual([refused.status, refused.body.details.reason], [422, reason])
    assert.deepEqual((await demo.http.get('/channels')).body.items, [])
    demo.simulator.clearFaults()
  })
}

test('a wrong PIN is said as that, and too many of them too', async (t) => {
  const demo = await aWiredDemo(t)
  demo.simulator.setAccount(demo.spare.phoneNumberId, { pin: '111111' })
  const id = await connected(demo)
  const tryPin = async (pin: string) => (await demo.http.put(`/channels/${id}/registration`, { pin })).body
  assert.deepEqual((await tryPin('222222')).details, { reason: 'pin-wrong', code: 133005 })
  for (let i = 0; i < 9; i++) await tryPin('222222')
  assert.deepEqual((await tryPin('111111')).details, { reason: 'too-many-tries', code: 133016 })
  assert.equal((await setupOf(demo, id)).isRegistered, false)
})

test('an unfinished number that nobody wrote to can be discarded, any other one not', async (t) => {
  const demo = await aWiredDemo(t)
  const first = await connected(demo)
  assert.equal((await demo.http.delete(`/channels/${first}`)).status, 200)
  assert.equal((await demo.http.get(`/channels/${first}`)).status, 404)
  const second = await connected(demo)
  await demo.http.delete(`/channels/${second}/setup`)
  assert.equal((await demo.http.delete(`/channels/${second}`)).body.code, 'conversations.channel_in_use')
})

test('only those who may manage channels connect them', async (t) => {
  const demo = await aWiredDemo(t)
  const id = await connected(demo)
  const agent = demo.as({ permissions: [canReadOwn] })
  for (const answer of await Promise.all([
    agent.http.get(`/channels/${id}/report`),
    agent.http.get(`/channels/${id}/setup`),
    agent.http.put(`/channels/${id}/subscription`, { callback: false }),
    agent.http.put(`/channels/${id}/registration`, { pin: '123456' }),
    agent.http.delete(`/channels/${id}`),
  ]))
    assert.equal(answer.status, 403)
})
