import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { manualClock } from '#simulators/whatsapp/clock-and-random.ts'
import { listen } from '#simulators/whatsapp/server.ts'
import { createWhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'
import { canManageChannels, canReadOwn } from '#conversations/contract/permissions.ts'
import { openEgress } from '#kernel/egress/egress.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'

const simulator = createWhatsAppSimulator({
  seed: 'channels',
  appSecret: 'app-secret-1',
  verifyToken: 'v',
  clock: manualClock(Date.UTC(2026, 10, 21)),
})
let door: Awaited<ReturnType<typeof listen>>
before(async () => {
  door = await listen(simulator)
})
after(() => door.close())

const numberOf = (n: number) => ({ phoneNumberId: `pn${process.pid}${n}`, wabaId: `waba${process.pid}${n}`, token: `token-of-number-${n}` })

async function aDemo(n: number): Promise<{ shop: TestOrg; input: Record<string, unknown> }> {
  const shop = await anOrg(undefined, { isDemo: true })
  Object.assign(shop.kernel, {
    egress: openEgress({ allow: [], simulators: () => [door.url] }),
    config: { ...shop.kernel.config, simulatorUrl: door.url },
  })
  simulator.register({ ...numberOf(n), displayPhone: '+54 9 11 5000-0002', verifiedName: 'El Gallo' })
  return { shop, input: { ...numberOf(n), appSecret: 'app-secret-1', name: 'Ventas', brandId: shop.brandId } }
}

test('a number is connected after the provider confirmed it, and its secrets never come back', async () => {
  const { shop, input } = await aDemo(1)
  const made = await shop.http.post('/channels', input)
  assert.deepEqual(
    [made.status, made.body.displayPhone, made.body.health.verifiedName, made.body.state],
    [200, '+54 9 11 5000-0002', 'El Gallo', 'ok'],
  )
  const answers = JSON.stringify([
    made.body,
    (await shop.http.get('/channels')).body,
    (await shop.http.get('/channel-names')).body,
    await shop.events(),
  ])
  for (const secret of [input.token, input.appSecret]) assert.ok(!answers.includes(String(secret)))
  const stored = await shop.read((ctx) => ctx.sql<{ all: string }>`select c::text as all from conversations.channel c`)
  for (const secret of [input.token, input.appSecret, made.body.verifyToken]) assert.ok(!JSON.stringify(stored).includes(String(secret)))
  const audit = await shop.read((ctx) => ctx.sql<{ all: string }>`select e::text as all from kernel.audit_entry e`)
  assert.ok(!JSON.stringify(audit).includes(String(input.token)))
})

test('a token that the provider does not take is refused with its reason, and nothing is kept', async () => {
  const { shop, input } = await aDemo(2)
  const wrong = { ...input, ...numberOf(2), token: 'a-token-of-nobody' }
  const tried = await shop.http.post('/channel-tests', { phoneNumberId: wrong.phoneNumberId, wabaId: wrong.wabaId, token: wrong.token })
  assert.deepEqual([tried.body.isOk, tried.body.failure.reason], [false, 'token-invalid'])
  const refused = await shop.http.post('/channels', wrong)
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.details.reason],
    [422, 'conversations.channel_refused', 'token-invalid'],
  )
  assert.deepEqual((await shop.http.get('/channels')).body.items, [])
})

test('a number belongs to one organization of the installation', async () => {
  const { shop, input } = await aDemo(3)
  await shop.http.post('/channels', input)
  const second = await anOrg(undefined, { isDemo: true })
  const refused = await second.http.post('/channels', { ...input, brandId: second.brandId })
  assert.deepEqual([refused.status, refused.body.code], [409, 'conversations.number_in_use'])
})

test('settings change by version, brands and teams have to exist, and secrets leave only a mark in the audit trail', async () => {
  const { shop, input } = await aDemo(4)
  const made = (await shop.http.post('/channels', input)).body
  const change = (body: unknown, version: number) =>
    shop.http.patch(`/channels/${made.id}`, body, { headers: { 'if-match': `"${version}"` } })
  assert.equal((await change({ brandId: made.id }, 1)).body.code, 'conversations.brand_unknown')
  assert.equal((await change({ defaultTeamId: made.id }, 1)).body.code, 'conversations.team_unknown')
  const after = await change({ name: 'Mostrador', reopenHours: 5, appSecret: 'a-new-app-secret' }, 1)
  assert.deepEqual([after.body.name, after.body.reopenHours, after.body.version], ['Mostrador', 5, 2])
  assert.equal((await change({ name: 'Otro' }, 1)).status, 409)
  const [trail] = await shop.read((ctx) => ctx.sql<{ all: string }>`select string_agg(e::text, ' ') as all from kernel.audit_entry e`)
  assert.ok(trail?.all.includes('•••') && !trail.all.includes('a-new-app-secret'))
})

test('only those who may manage channels see their settings; everybody in the inbox sees their names', async () => {
  const { shop, input } = await aDemo(5)
  const made = (await shop.http.post('/channels', input)).body
  const agent = shop.as({ permissions: [canReadOwn] })
  for (const answer of await Promise.all([
    agent.http.get('/channels'),
    agent.http.get(`/channels/${made.id}`),
    agent.http.post('/channels', input),
    agent.http.put(`/channels/${made.id}/stop`),
  ]))
    assert.equal(answer.status, 403)
  assert.deepEqual(
    (await agent.http.get('/channel-names')).body.items.map(({ name }: { name: string }) => name),
    ['Ventas'],
  )
  assert.equal((await shop.as({ permissions: [canManageChannels] }).http.get(`/channels/${made.id}`)).status, 200)
})

test('canned replies are found by brand, unique by shortcut, and changed by version', async () => {
  const shop = await anOrg(undefined)
  const make = (body: Record<string, unknown>) => shop.http.post('/canned-replies', body)
  const hello = (await make({ shortcut: 'Hola', text: '¡Hola {{clientName}}!' })).body
  assert.equal(hello.shortcut, 'hola')
  const taken = (await make({ shortcut: 'hola', text: 'otra' })).body
  assert.deepEqual([taken.code, taken.issues], ['conversations.shortcut_taken', [{ path: 'shortcut', message: taken.title }]])
  await make({ shortcut: 'hola', text: 'de la marca', brandId: shop.brandId })
  assert.equal((await make({ shortcut: 'con espacios', text: 'x' })).status, 422)
  assert.deepEqual((await shop.http.get(`/canned-replies?brandId=${shop.brandId}`)).body.items.length, 2)
  const changed = await shop.http.put(
    `/canned-replies/${hello.id}`,
    { shortcut: 'saludo', text: 'Buenas' },
    { headers: { 'if-match': '"1"' } },
  )
  assert.deepEqual([changed.body.shortcut, changed.body.version], ['saludo', 2])
  assert.equal(
    (await shop.http.put(`/canned-replies/${hello.id}`, { shortcut: 'saludo', text: 'tarde' }, { headers: { 'if-match': '"1"' } })).status,
    409,
  )
  assert.equal((await shop.http.delete(`/canned-replies/${hello.id}`)).status, 200)
  assert.equal((await shop.http.delete(`/canned-replies/${hello.id}`)).status, 404)
})
