import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aWiredShop, type WiredShop } from '#conversations/server/testing/wired-shop.ts'
import { watchNumbers } from './health-watch.job.ts'

const ana = '5491155550101'

const reportOf = async (shop: WiredShop) => (await shop.http.get(`/channels/${shop.channel.id}/report`)).body
const channelOf = async (shop: WiredShop) => (await shop.http.get(`/channels/${shop.channel.id}`)).body
const alertsOf = async (shop: WiredShop): Promise<string[]> =>
  (await shop.events()).filter(({ type }) => type === 'conversations.channel.alerted').map(({ data }) => String(data['what']))
const worriesOf = async (shop: WiredShop): Promise<string[]> => (await reportOf(shop)).worries.map(({ what }: { what: string }) => what)

test('a number that turns red is marked, kept in its notices and told once to whoever looks after it', async (t) => {
  const shop = await aWiredShop(t)
  const { phoneNumberId } = shop.number
  shop.simulator.setFault({ at: 'webhook', effect: { kind: 'duplicate', copies: 4 } })
  shop.simulator.changeQuality(phoneNumberId, 'RED')
  await shop.pass(5_000)
  assert.equal((await channelOf(shop)).health.quality, 'red')
  assert.deepEqual(await worriesOf(shop), ['quality-red'])
  assert.deepEqual(await alertsOf(shop), ['quality-red'])
  const { notices } = await reportOf(shop)
  assert.deepEqual(
    notices.map(({ kind, tone }: { kind: string; tone: string }) => [kind, tone]),
    [['quality-red', 'bad']],
  )
  shop.simulator.clearFaults()
  await shop.pass(60_000)
  shop.simulator.changeQuality(phoneNumberId, 'GREEN')
  await shop.pass(1_000)
  assert.deepEqual(await worriesOf(shop), [])
})

test('a notice that comes three days late does not undo what came since', async (t) => {
  const shop = await aWiredShop(t)
  const { phoneNumberId } = shop.number
  shop.simulator.setFault({ at: 'webhook', effect: { kind: 'delay', ms: 3 * 86_400_000 }, times: 1 })
  const value = (event: string) => ({
    display_phone_number: shop.number.displayPhone.replaceAll(/\D/g, ''),
    event,
    timestamp: Math.floor(Date.parse(shop.simulator.now()) / 1000),
  })
  shop.simulator.announce(phoneNumberId, 'phone_number_quality_update', value('FLAGGED'))
  await shop.pass(60_000)
  shop.simulator.announce(phoneNumberId, 'phone_number_quality_update', value('UNFLAGGED'))
  await shop.pass(1_000)
  assert.equal((await channelOf(shop)).health.quality, 'green')
  await shop.pass(3 * 86_400_000)
  assert.equal((await channelOf(shop)).health.quality, 'green')
  assert.equal((await reportOf(shop)).notices.length, 2)
})

type News = { field: string; value: Record<string, unknown>; worries: string[]; kind: string; alerts: string[] }
const news: News[] = [
  {
    field: 'business_capability_update',
    value: { max_daily_conversations_per_business: 'TIER_10K' },
    worries: [],
    kind: 'limit',
    alerts: [],
  },
  { field: 'business_capability_update', value: { max_daily_conversation_per_phone: -1 }, worries: [], kind: 'limit', alerts: [] },
  {
    field: 'account_update',
    value: { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'x' } },
    worries: ['restricted'],
    kind: 'account-disabled',
    alerts: ['restricted'],
  },
  {
    field: 'account_update',
    value: { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: 1 }] },
    worries: ['restricted'],
    kind: 'account-restricted',
    alerts: ['restricted'],
  },
  { field: 'account_update', value: { event: 'PARTNER_REMOVED' }, worries: ['restricted'], kind: 'account-gone', alerts: ['restricted'] },
  {
    field: 'account_alerts',
    value: { alert_severity: 'CRITICAL', alert_type: 'OBA_APPROVED', alert_description: 'Algo pasa' },
    worries: [],
    kind: 'alert',
    alerts: [],
  },
  {
    field: 'phone_number_name_update',
    value: { decision: 'REJECTED', requested_verified_name: 'Pollos', rejection_reason: 'x' },
    worries: ['name-rejected'],
    kind: 'name-rejected',
    alerts: [],
  },
  { field: 'security', value: { event: 'PIN_RESET_REQUEST', requester: '1' }, worries: [], kind: 'pin-reset-requested', alerts: [] },
  { field: 'account_update', value: { event: 'SOMETHING_NEW' }, worries: [], kind: 'account', alerts: [] },
]
for (const { field, value, worries, kind, alerts } of news) {
  test(`the provider announces ${field} ${JSON.stringify(value).slice(0, 60)}`, async (t) => {
    const shop = await aWiredShop(t)
    shop.simulator.announce(shop.number.phoneNumberId, field, value)
    await shop.pass(1_000)
    assert.deepEqual(await worriesOf(shop), worries)
    assert.equal((await reportOf(shop)).notices[0].kind, kind)
    assert.deepEqual(await alertsOf(shop), alerts)
  })
}

test('what is announced of another number of the account, in whatever shape, changes nothing here', async (t) => {
  const shop = await aWiredShop(t)
  for (const value of [{ display_phone_number: '5491150009999', event: 'FLAGGED' }, { event: { a: 1 } }, {}, { ban_info: 'x', event: 7 }])
    for (const field of ['phone_number_quality_update', 'account_update', 'security', 'account_alerts', 'phone_number_name_update'])
      shop.simulator.announce(shop.number.phoneNumberId, field, { display_phone_number: '5491150009999', ...value })
  await shop.pass(1_000)
  assert.deepEqual([await worriesOf(shop), (await channelOf(shop)).health.quality], [[], 'green'])
})

test('a limit that is no limit is acknowledged, or the provider would go on announcing it for days', async (t) => {
  const shop = await aWiredShop(t)
  const { dailyLimit } = await reportOf(shop)
  for (const max_daily_conversation_per_phone of [0, '0', 1.5, 'x'])
    shop.simulator.announce(shop.number.phoneNumberId, 'business_capability_update', { max_daily_conversation_per_phone })
  await shop.pass(1_000)
  assert.deepEqual([...new Set(shop.simulator.deliveries().flatMap(({ attempts }) => attempts.map(({ status }) => status)))], [200])
  assert.equal((await reportOf(shop)).dailyLimit, dailyLimit)
})

test('a check tells token, permissions, name, limit and speed', async (t) => {
  const shop = await aWiredShop(t)
  const { token, phoneNumberId } = shop.number
  const check = async () => (await shop.http.post(`/channels/${shop.channel.id}/check`)).body
  assert.equal((await check()).isOk, true)
  const { token: fine, dailyLimit, throughputPerSecond, nameStatus } = await reportOf(shop)
  assert.deepEqual([fine.state, fine.expiresAt, dailyLimit, throughputPerSecond, nameStatus], ['valid', null, 1_000, 80, 'APPROVED'])

  shop.simulator.setAccount(phoneNumberId, { isOnPhoneApp: true })
  const ends = Date.parse(shop.simulator.now()) + 2 * 86_400_000
  shop.simulator.setToken(token, { expiresAt: ends, scopes: ['whatsapp_business_messaging'] })
  await check()
  assert.deepEqual(await worriesOf(shop), ['permissions', 'token-expires'])
  assert.equal((await reportOf(shop)).throughputPerSecond, 20)

  shop.simulator.setToken(token, { isRevoked: true })
  assert.deepEqual((await check()).failure, { reason: 'token-invalid', code: 190 })
  assert.equal((await worriesOf(shop))[0], 'token-invalid')
  assert.deepEqual(await alertsOf(shop), ['token-invalid'])
  // Nobody learns anything about a token from a provider that does not answer.
  shop.simulator.setToken(token, { isRevoked: false, expiresAt: 0 })
  await check()
  shop.edge.isProviderDown = true
  assert.equal((await check()).failure.reason, 'unreachable')
  assert.equal((await reportOf(shop)).token.state, 'valid')
})

test('a number that is quiet for too long while customers write is told about, once; not by night and not on its first day', async (t) => {
  const shop = await aWiredShop(t)
  // Saturday noon in Buenos Aires.
  shop.clock.set('2026-11-21T15:00:00.000Z')
  const watch = async (): Promise<void> => {
    await shop.run(async (ctx) => watchNumbers.run?.(ctx, {}))
  }
  await watch()
  assert.deepEqual(await alertsOf(shop), [])
  await shop.hear({ from: ana })
  shop.clock.advance({ hours: 3 })
  await watch()
  assert.deepEqual(await worriesOf(shop), [])
  shop.clock.advance({ hours: 2 })
  await watch()
  await watch()
  assert.deepEqual([await worriesOf(shop), await alertsOf(shop)], [['silent'], ['silent']])
  await shop.hear({ from: ana })
  assert.deepEqual(await worriesOf(shop), [])
  // Sunday: nobody is expected to write, however long it takes.
  shop.clock.advance({ hours: 24 })
  await watch()
  assert.deepEqual(await alertsOf(shop), ['silent'])
  await shop.http.put(`/channels/${shop.channel.id}/silence-hours`, { hours: 48 })
  assert.equal((await reportOf(shop)).silenceHours, 48)
})

test('a shop that opens on Sundays is told on a Sunday', async (t) => {
  const shop = await aWiredShop(t)
  shop.clock.set('2026-11-22T13:00:00.000Z')
  const weekly = [{ weekday: 7, from: 10 * 60, to: 22 * 60 }]
  const made = await shop.http.post('/calendars', {
    name: 'Domingos',
    zone: 'America/Argentina/Buenos_Aires',
    weekly,
    brandIds: [shop.brandId],
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  await shop.hear({ from: ana })
  shop.clock.advance({ hours: 5 })
  assert.deepEqual(await worriesOf(shop), ['silent'])
})

test('failures of the last days are counted by reason, the most frequent first', async (t) => {
  const shop = await aWiredShop(t)
  await shop.customer(ana)
  for (const code of [131026, 131047, 131026]) {
    shop.simulator.setFault({ at: 'send', effect: { kind: 'error', code }, times: 2 })
    await shop.say(ana, 'hola')
    await shop.settle()
    shop.simulator.clearFaults()
  }
  const { failures, sent } = await reportOf(shop)
  assert.deepEqual(
    failures.map(({ reason, code, count }: { reason: string; code: number; count: number }) => [reason, code, count]),
    [
      ['not-reachable', 131026, 2],
      ['window-closed', 131047, 1],
    ],
  )
  assert.equal(sent, 3)
})
