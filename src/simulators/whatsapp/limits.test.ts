import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ANA, EL_GALLO, errorCode, stage, textTo, wamidOf } from './stage.ts'
import { hello, say } from './testing/phone.ts'

test('the window closes exactly after 24 hours', async () => {
  const s = stage({ windowErrors: 'sync' })
  hello(s)
  await s.simulator.advance(24 * 3_600_000 - 1)
  assert.equal((await say(s, 'a tiempo')).status, 200)
  await s.simulator.advance(1)
  const late = await say(s, 'tarde')
  assert.deepEqual([late.status, errorCode(late)], [400, 131047])
})

test('by default the closed window and the number without WhatsApp are told later, in a failed status', async () => {
  const s = stage()
  const early = await say(s, 'sin ventana')
  s.simulator.setPerson('5491155550102', { hasWhatsApp: false })
  const nobody = await s.call('POST', '/v26.0/PN_1/messages', textTo('5491155550102', 'hola'))
  assert.deepEqual([early.status, nobody.status], [200, 200])
  await s.simulator.advance(5_000)
  const failed = s.receiver.items('statuses').map((status) => [status.id, status.status, (status.errors as { code: number }[])[0]?.code])
  assert.deepEqual(
    failed.toSorted(),
    [
      [wamidOf(early), 'failed', 131047],
      [wamidOf(nobody), 'failed', 131026],
    ].toSorted(),
  )
})

test('the same pair may get 45 in a burst and then one each six seconds', async () => {
  const s = stage()
  hello(s)
  for (let index = 0; index < 45; index++) assert.equal((await say(s, `${index}`)).status, 200)
  const refused = await say(s, 'de más')
  assert.deepEqual([refused.status, errorCode(refused)], [400, 131056])
  assert.equal((await s.call('POST', '/v26.0/PN_1/messages', textTo('5491155550109', 'otra persona'))).status, 200)
  await s.simulator.advance(6_000)
  assert.equal((await say(s, 'ahora sí')).status, 200)
  assert.equal(errorCode(await say(s, 'otra vez no')), 131056)
})

test('more than the throughput of the number is refused for that second', async () => {
  const s = stage()
  s.simulator.setNumber('PN_1', { throughput: 3 })
  const to = (index: number) => s.call('POST', '/v26.0/PN_1/messages', textTo(`549115555020${index}`, 'x'))
  const codes = [await to(0), await to(1), await to(2), await to(3)].map(errorCode)
  assert.deepEqual(codes, [undefined, undefined, undefined, 130429])
  await s.simulator.advance(1_001)
  assert.equal((await to(4)).status, 200)
})

test('a revoked token stops everything with 190', async () => {
  const s = stage()
  s.simulator.revokeToken('token-1')
  for (const [method, path] of [
    ['GET', '/v26.0/PN_1'],
    ['POST', '/v26.0/PN_1/messages'],
    ['GET', '/v26.0/WABA_1/phone_numbers'],
  ] as const) {
    const answer = await s.call(method, path, method === 'POST' ? textTo(ANA, 'x') : undefined)
    assert.deepEqual([answer.status, errorCode(answer)], [401, 190])
  }
})

test('a token sees only its own account', async () => {
  const s = stage()
  s.simulator.register({ ...EL_GALLO, phoneNumberId: 'PN_2', wabaId: 'WABA_2', token: 'token-2' })
  const answer = await s.call('POST', '/v26.0/PN_2/messages', textTo(ANA, 'x'))
  assert.deepEqual([answer.status, errorCode(answer), (answer.json.error as { error_subcode: number }).error_subcode], [400, 100, 33])
})

test('a test number only writes to its list, in the spelling of the list', async () => {
  const s = stage()
  s.simulator.register({ ...EL_GALLO, allowList: ['541155550101'] })
  hello(s)
  assert.equal(errorCode(await say(s, 'x')), 131030)
  assert.equal((await s.call('POST', '/v26.0/PN_1/messages', textTo('541155550101', 'x'))).status, 200)
})

test('an advertisement opens 72 hours free of charge', async () => {
  const s = stage()
  s.simulator.receive({
    phoneNumberId: 'PN_1',
    from: { waId: ANA },
    content: { type: 'text', text: 'vi la promo' },
    referral: { source_type: 'ad', ctwa_clid: 'abc' },
  })
  await say(s, 'hola')
  await s.simulator.advance(5_000)
  const [sent] = s.receiver.items('statuses')
  assert.deepEqual((sent as { pricing: { type: string } }).pricing.type, 'free_entry_point')
  assert.equal((sent as { conversation: { origin: { type: string } } }).conversation.origin.type, 'referral_conversion')
})
