import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { listen } from '#simulators/meta-leads/server.ts'
import { createMetaLeadsSimulator } from '#simulators/meta-leads/simulator.ts'
import { manualClock } from '#simulators/whatsapp/clock-and-random.ts'
import { sendOnlyTo } from '#kernel/testing/egress.ts'
import { anOrg } from '#kernel/testing/org.ts'
import { ListContacts } from '#crm/contract/contact.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { failureOf } from '#crm/server/lead-ads/graph.ts'
import * as pages from '#crm/server/lead-ads/pages.ts'
import * as standings from '#crm/server/leads/standings.ts'

const page = { id: '104455', name: 'Pollos El Gallo', token: 'EAA-token-uno', appSecret: 'secreto-de-la-app' }
const questions = [
  { key: 'full_name', label: 'Nombre completo', type: 'FULL_NAME' },
  { key: 'phone_number', label: 'Teléfono', type: 'PHONE' },
  { key: 'barrio', label: 'Barrio', type: 'CUSTOM' },
  { key: '¿para_cuándo_lo_querés?', label: '¿Para cuándo lo querés?', type: 'CUSTOM' },
]
const form = { id: '2201', pageId: page.id, name: 'Promo', questions }
const answersOf = (name: string, phone: string, ...more: [string, string][]) =>
  [['full_name', name], ['phone_number', phone], ...more].map(([key = '', value = '']) => ({ name: key, values: [value] }))

/** A business whose page is the stand-in, over real sockets one way and the real webhook the other. One clock for both. */
async function aPage(t: TestContext) {
  const shop = await anOrg(t, { isDemo: true })
  const { kernel } = shop
  const simulator = createMetaLeadsSimulator({
    seed: t.name,
    clock: manualClock(shop.clock.now().getTime()),
    outgoing: async ({ method, url, headers, body }) => {
      const answer =
        method === 'GET'
          ? await shop.http.get(`/webhooks/meta-leads${new URL(url).search}`)
          : await shop.http.post('/webhooks/meta-leads', Buffer.from(body ?? []).toString(), { headers })
      return { status: answer.status, headers: {}, body: Buffer.from(typeof answer.body === 'string' ? answer.body : '') }
    },
  })
  sendOnlyTo(t, kernel, await listen(simulator))
  simulator.register({ ...page, webhookUrl: 'http://shop.test/webhooks/meta-leads' })
  simulator.addForm(form)
  const connected = await shop.run((ctx) => pages.connect(ctx, { pageId: page.id, token: page.token, appSecret: page.appSecret }))
  const pass = async (ms = 0): Promise<void> => {
    shop.clock.advance({ ms })
    await simulator.advance(ms)
    await simulator.settle()
    await shop.settle()
  }
  const everybody = async () => (await shop.read((ctx) => contacts.list(ctx, ListContacts.parse({ sort: 'name', limit: 50 })))).items
  return {
    shop,
    simulator,
    connected,
    pass,
    everybody,
    shown: async () => (await shop.read((ctx) => pages.list(ctx))).items[0],
    deliveries: async () => (await shop.read((ctx) => pages.listDeliveries(ctx, { id: connected.id }))).items,
    leadsOf: async (id: string) => (await shop.read((ctx) => standings.get(ctx, { id }))).leads,
  }
}

test('who answers an advertisement is a contact with an enquiry that knows where it came from', async (t) => {
  const { shop, simulator, pass, everybody, leadsOf, deliveries, shown } = await aPage(t)
  await shop.run((ctx) => fields.create(ctx, { label: 'Barrio', type: 'text', options: [], currency: null }))
  simulator.submit({
    formId: form.id,
    answers: answersOf('Ana Ruiz', '+5491151234567', ['barrio', 'Palermo'], ['¿para_cuándo_lo_querés?', 'El sábado, ¿qué precio tiene?']),
  })
  await pass()
  const [ana, ...others] = await everybody()
  assert.deepEqual([ana?.name, ana?.phone, ana?.fields, others], ['Ana Ruiz', '+5491151234567', { barrio: 'Palermo' }, []])
  const [lead] = await leadsOf(ana?.id ?? '')
  assert.deepEqual(
    [lead?.channel, lead?.message, lead?.intent, lead?.isFirstTouch, lead?.utmSource, lead?.utmMedium, lead?.utmCampaign],
    ['lead-ads', '¿para cuándo lo querés?: El sábado, ¿qué precio tiene?', 'price', true, 'instagram', 'paid_social', 'Primavera'],
  )
  assert.deepEqual([lead?.adId, lead?.adSetId, lead?.adCampaignId, lead?.adFormId], ['72201', '82201', '92201', '2201'])
  assert.deepEqual(
    (await deliveries()).map(({ state, contactName }) => [state, contactName]),
    [['taken', 'Ana Ruiz']],
  )
  assert.deepEqual([(await shown())?.takenCount, (await shown())?.failure], [1, null])
})

test('told twice, later and in another order it is one enquiry each, and the first one stays the first touch', async (t) => {
  const { simulator, pass, everybody, leadsOf } = await aPage(t)
  simulator.setFault({ at: 'webhook', effect: 'delay', ms: 3_600_000 })
  const first = simulator.submit({ formId: form.id, answers: answersOf('Ana', '11 15-5123-4567') })
  await pass(60_000)
  simulator.setFault({ at: 'webhook', effect: 'duplicate' })
  simulator.submit({ formId: form.id, answers: answersOf('Ana Ruiz', '+54 9 11 5123-4567') })
  await pass()
  await pass(4_000_000)
  simulator.tell(...simulator.leads())
  await pass()
  const people = await everybody()
  assert.equal(people.length, 1)
  const leads = await leadsOf(people[0]?.id ?? '')
  assert.equal(leads.length, 2)
  assert.equal(leads.find(({ isFirstTouch }) => isFirstTouch)?.createdAt.slice(0, 19), new Date(first.createdAt).toISOString().slice(0, 19))
})

test('what is signed by somebody else is refused, and the provider tells it again', async (t) => {
  const { shop, simulator, pass, everybody } = await aPage(t)
  simulator.setFault({ at: 'webhook', effect: 'bad-signature' })
  simulator.submit({ formId: form.id, answers: answersOf('Ana', '+5491151234567') })
  await pass()
  assert.deepEqual([simulator.deliveries()[0]?.attempts, await everybody()], [[401], []])
  const unknown = JSON.stringify({
    object: 'page',
    entry: [{ id: '9', changes: [{ field: 'leadgen', value: { leadgen_id: 1, page_id: 999 } }] }],
  })
  assert.equal((await shop.http.post('/webhooks/meta-leads', unknown)).status, 200)
  for (const body of ['', '[]', '{"object":"page"}', '{"object":"instagram","entry":[]}'])
    assert.equal((await shop.http.post('/webhooks/meta-leads', body, { headers: { 'content-type': 'application/json' } })).status, 400)
})

test('the address answers the handshake of who knows the token, and of nobody else', async (t) => {
  const { simulator, connected, shown } = await aPage(t)
  simulator.register({ ...page, webhookUrl: 'http://shop.test/webhooks/meta-leads', verifyToken: connected.verifyToken })
  assert.equal((await shown())?.heardAt, null)
  assert.equal(await simulator.verify(page.id), true)
  assert.notEqual((await shown())?.heardAt, null)
  simulator.register({ ...page, webhookUrl: 'http://shop.test/webhooks/meta-leads', verifyToken: 'otra cosa' })
  assert.equal(await simulator.verify(page.id), false)
})

test('while the provider is busy it is asked again; a token that is no good waits for a better one and loses nothing', async (t) => {
  const { shop, simulator, pass, everybody, deliveries, shown, connected } = await aPage(t)
  simulator.setFault({ at: 'graph', effect: 'busy' })
  simulator.submit({ formId: form.id, answers: answersOf('Ana', '+5491151234567') })
  await pass()
  assert.deepEqual(await everybody(), [])
  await pass(61_000)
  assert.equal((await everybody()).length, 1)

  simulator.withdrawToken(page.id, 'EAA-token-dos')
  simulator.submit({ formId: form.id, answers: answersOf('Bea', '+5493515123456') })
  await pass()
  assert.deepEqual([(await shown())?.failure, (await deliveries())[0]?.failure, (await shown())?.openCount], ['token', 'token', 1])
  await assert.rejects(
    shop.run((ctx) => pages.update(ctx, { id: connected.id, token: 'no sirve tampoco' })),
    { code: 'crm.lead_page_refused' },
  )
  await shop.run((ctx) => pages.update(ctx, { id: connected.id, token: 'EAA-token-dos' }))
  await pass()
  assert.deepEqual(
    (await everybody()).map(({ name }) => name),
    ['Ana', 'Bea'],
  )
  assert.deepEqual([(await shown())?.failure, (await shown())?.openCount], [null, 0])
})

test('what cannot be a telephone is told in the message, and who left nothing to answer to is said so', async (t) => {
  const { simulator, pass, everybody, deliveries, leadsOf, shop, connected } = await aPage(t)
  simulator.submit({ formId: form.id, answers: [...answersOf('Ana', 'llamar'), { name: 'email', values: ['ana@example.com'] }] })
  simulator.submit({ formId: form.id, answers: answersOf('Nadie', 'no tengo') })
  const gone = simulator.submit({ formId: form.id, answers: answersOf('Se fue', '+5493515123456') })
  simulator.remove(gone.id)
  await pass()
  const [ana, ...others] = await everybody()
  assert.deepEqual([ana?.email, others], ['ana@example.com', []])
  assert.equal((await leadsOf(ana?.id ?? ''))[0]?.message, 'Phone number: llamar')
  assert.deepEqual((await deliveries()).map(({ failure }) => failure).sort(), ['gone', 'no_identity', null].sort())
  await shop.run((ctx) => pages.sendTest(ctx, { id: connected.id, formId: form.id }))
  await pass()
  assert.equal((await deliveries()).length, 4)
  await shop.run((ctx) => pages.update(ctx, { id: connected.id, mapping: { phone_number: 'none', full_name: 'message' } }))
  const [shownForm] = (await shop.run((ctx) => pages.listForms(ctx, { id: connected.id }))).items
  assert.deepEqual(
    shownForm?.questions.map(({ target }) => target),
    ['message', 'none', 'message', 'message'],
  )
})

test('a page is connected once, with a token that is its own', async (t) => {
  const { shop, simulator, connected } = await aPage(t)
  const connect = (token: string, pageId = page.id) => shop.run((ctx) => pages.connect(ctx, { pageId, token, appSecret: page.appSecret }))
  await assert.rejects(connect(page.token), { code: 'crm.lead_page_taken' })
  await assert.rejects(connect('EAA-de-nadie'), { code: 'crm.lead_page_refused', details: { reason: 'token' } })
  await assert.rejects(connect(page.token, '777777'), { code: 'crm.lead_page_refused', details: { reason: 'unknown_page' } })
  simulator.setFault({ at: 'graph', effect: 'reset' })
  await assert.rejects(connect(page.token), { code: 'crm.lead_page_refused', details: { reason: 'unreachable' } })
  await shop.run((ctx) => pages.remove(ctx, { id: connected.id }))
  assert.deepEqual((await shop.read((ctx) => pages.list(ctx))).items, [])
})

const answers: [number, number, number | undefined, string][] = [
  [401, 190, 460, 'token'],
  [403, 200, undefined, 'permission'],
  [400, 10, undefined, 'permission'],
  [400, 4, undefined, 'busy'],
  [400, 80_005, undefined, 'busy'],
  [400, 100, 33, 'gone'],
  [502, 0, undefined, 'busy'],
]
for (const [status, code, subcode, failure] of answers)
  test(`the provider's ${status} with code ${code} means ${failure}`, () =>
    assert.equal(failureOf(status, code ? { error: { code, error_subcode: subcode } } : null), failure))
