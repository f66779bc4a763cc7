import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Template, TemplateDesign } from '#conversations/contract/template.ts'
import { only } from '#conversations/server/testing/stage.ts'
import { aWiredShop, type WiredShop } from '#conversations/server/testing/wired-shop.ts'

const hourMs = 3_600_000
const ana = '5491155550101'

const design: TemplateDesign = {
  header: { kind: 'text', text: 'Pedido {{1}}' },
  body: 'Hola {{1}}, tu pedido sale a las {{2}} y llega en un rato.',
  footer: 'Pollos El Gallo',
  buttons: [
    { kind: 'quick-reply', text: 'Gracias' },
    { kind: 'url', text: 'Seguirlo', url: 'https://elgallo.example/p/{{1}}' },
  ],
  variables: 'positional',
  examples: { 'header:1': '4512', 'body:1': 'Ana', 'body:2': '21:30', 'button:1': '4512' },
}

const draftOf = (shop: WiredShop, change: Partial<Template> = {}) => ({
  wabaId: shop.number.wabaId,
  name: 'pedido_en_camino',
  language: 'es_AR',
  category: 'utility' as const,
  design,
  sources: { 'body:1': 'contact-first-name' as const },
  ...change,
})

async function created(shop: WiredShop, change: Partial<Template> = {}): Promise<Template> {
  const answer = await shop.http.post('/templates', draftOf(shop, change))
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  return answer.body as Template
}

async function approved(shop: WiredShop, change: Partial<Template> = {}): Promise<Template> {
  const draft = await created(shop, change)
  const answer = await submit(shop, draft)
  assert.equal(answer.status, 200, JSON.stringify(answer.body))
  await shop.pass(61_000)
  return read(shop, draft.id)
}

const submit = (shop: WiredShop, { id, version }: Template) =>
  shop.http.post(`/templates/${id}/submission`, {}, { headers: { 'if-match': `"${version}"` } })

const pathsOf = ({ body }: { body: unknown }) => (body as { issues: { path: string }[] }).issues.map(({ path }) => path)

const remove = (shop: WiredShop, { id, version }: Template) =>
  shop.http.delete(`/templates/${id}`, { headers: { 'if-match': `"${version}"` } })

const read = async (shop: WiredShop, id: string): Promise<Template> => (await shop.http.get(`/templates/${id}`)).body as Template

/** Ana wrote two days ago: only templates get through to her. */
async function anOldConversation(shop: WiredShop): Promise<string> {
  await shop.hear({ from: ana, text: 'Hola', name: 'Ana Ruiz' })
  const { id } = only(await shop.list())
  await shop.pass(48 * hourMs)
  return id
}

const values = { 'header:1': '4512', 'body:1': 'Ana', 'body:2': '21:30', 'button:1': '4512' }

test('a template is written, reviewed by the provider, and known to be approved', async (t) => {
  const shop = await aWiredShop(t)
  const draft = await created(shop)
  assert.equal(draft.state, 'draft')
  const submitted = (await submit(shop, draft)).body as Template
  assert.equal(submitted.state, 'pending')
  const known = only(shop.simulator.templates())
  assert.deepEqual(known.components, [
    { type: 'HEADER', format: 'TEXT', text: 'Pedido {{1}}', example: { header_text: ['4512'] } },
    { type: 'BODY', text: design.body, example: { body_text: [['Ana', '21:30']] } },
    { type: 'FOOTER', text: 'Pollos El Gallo' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Gracias' },
        { type: 'URL', text: 'Seguirlo', url: 'https://elgallo.example/p/{{1}}', example: ['https://elgallo.example/p/4512'] },
      ],
    },
  ])
  await shop.pass(61_000)
  assert.equal((await read(shop, draft.id)).state, 'approved')
})

test('what breaks a rule of the provider is told at its field before it leaves', async (t) => {
  const shop = await aWiredShop(t)
  const draft = await created(shop, {
    name: 'Mal nombre',
    design: { ...design, body: '{{1}} hola', footer: 'x'.repeat(61), examples: {} },
  })
  const answer = await submit(shop, draft)
  assert.equal(answer.status, 422)
  const paths = (answer.body as { issues: { path: string; message: string }[] }).issues
  for (const path of ['name', 'design.body', 'design.footer', 'design.examples.body:1'])
    assert.ok(
      paths.some((one) => one.path === path && !one.message.includes('conversations.')),
      `${path}: ${JSON.stringify(paths)}`,
    )
  assert.equal(shop.simulator.templates().length, 0, 'nothing left')
})

test('a template that somebody changed is not handed in by who looked at it before', async (t) => {
  const shop = await aWiredShop(t)
  const looked = await created(shop)
  const body = 'Hola {{1}}, sale a las {{2}} de la noche.'
  const { wabaId: _wabaId, ...rest } = draftOf(shop, { design: { ...design, body } })
  const saved = await shop.http.put(`/templates/${looked.id}`, rest, { headers: { 'if-match': `"${looked.version}"` } })
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  assert.equal((await submit(shop, looked)).body.code, 'kernel.changed_meanwhile')
  assert.equal((await shop.http.post(`/templates/${looked.id}/submission`, {})).body.code, 'kernel.if_match_missing')
  assert.equal(shop.simulator.templates().length, 0, 'nothing left')
  assert.equal((await submit(shop, saved.body as Template)).body.state, 'pending')
})

test('a template that somebody changed is neither deleted nor given other sources by who looked at it before', async (t) => {
  const shop = await aWiredShop(t)
  const looked = await created(shop)
  const fill = (sources: Template['sources'], { version }: Template) =>
    shop.http.put(`/templates/${looked.id}/sources`, { sources }, { headers: { 'if-match': `"${version}"` } })
  const filled = await fill({ 'body:1': 'contact-name' }, looked)
  assert.equal(filled.status, 200, JSON.stringify(filled.body))
  assert.equal((await fill({}, looked)).body.code, 'kernel.changed_meanwhile')
  assert.equal((await shop.http.put(`/templates/${looked.id}/sources`, { sources: {} })).body.code, 'kernel.if_match_missing')
  assert.equal((await remove(shop, looked)).body.code, 'kernel.changed_meanwhile')
  assert.equal((await shop.http.delete(`/templates/${looked.id}`)).body.code, 'kernel.if_match_missing')
  const kept = await read(shop, looked.id)
  assert.deepEqual(kept.sources, { 'body:1': 'contact-name' })
  assert.equal((await remove(shop, kept)).status, 200)
  assert.equal((await shop.http.get(`/templates/${looked.id}`)).status, 404)
})

test('a template gets through when free text no longer does, and the thread shows what the customer got', async (t) => {
  const shop = await aWiredShop(t)
  const template = await approved(shop)
  const conversationId = await anOldConversation(shop)
  const say = (content: object) => shop.http.post(`/conversations/${conversationId}/messages`, { content })
  assert.equal((await say({ kind: 'text', text: '¿Seguís ahí?' })).body.code, 'conversations.window_closed')
  const sent = await say({ kind: 'template', templateId: template.id, values })
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
  await shop.settle()
  await shop.pass(5_000)
  const message = (await shop.messages(conversationId))[0]
  assert.equal(message?.state, 'delivered')
  assert.ok(message.content.kind === 'template')
  assert.equal(message.content.body, 'Hola Ana, tu pedido sale a las 21:30 y llega en un rato.')
  assert.equal(message.content.buttons[1]?.target, 'https://elgallo.example/p/4512')
  const [onPhone] = shop.simulator.sent()
  assert.equal(onPhone?.text, 'Pedido 4512\nHola Ana, tu pedido sale a las 21:30 y llega en un rato.\nPollos El Gallo')
  assert.ok((await read(shop, template.id)).usedAt, 'and it counts as used')

  const { price } = (await shop.http.get(`/messages/${message.id}/price`)).body as { price: { category: string; amountMicros: number } }
  assert.deepEqual([price.category, price.amountMicros], ['utility', 26_000])
})

test('with named variables and a picture in its header it travels as the provider wants it', async (t) => {
  const shop = await aWiredShop(t)
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
  const file = await shop.run((ctx) => ctx.files.put(ctx, { bytes: png, name: 'combo.png' }))
  const template = await approved(shop, {
    name: 'combo_del_dia',
    category: 'marketing',
    design: {
      header: { kind: 'image', fileId: file.id },
      body: 'Hola {{nombre}}, mirá lo que preparamos para hoy.',
      footer: null,
      buttons: [{ kind: 'copy-code' }],
      variables: 'named',
      examples: { 'body:nombre': 'Ana', 'button:0': 'GALLO10' },
    },
  })
  assert.equal(template.state, 'approved')
  assert.equal(template.headerFile?.fileId, file.id, 'our copy of the example survives the comparison with the provider')
  const conversationId = await anOldConversation(shop)
  const sent = await shop.http.post(`/conversations/${conversationId}/messages`, {
    content: { kind: 'template', templateId: template.id, values: { 'body:nombre': 'Ana', 'button:0': 'GALLO10' } },
  })
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
  await shop.settle()
  await shop.pass(5_000)
  const message = (await shop.messages(conversationId))[0]
  assert.equal(message?.state, 'delivered', JSON.stringify(message?.failure))
  assert.ok(message.content.kind === 'template' && message.content.header && 'media' in message.content.header)
  assert.ok(message.content.header.media.url, 'and can be looked at')
})

test('what lacks a value, is paused or is of another account is refused with words, and nothing is written', async (t) => {
  const shop = await aWiredShop(t)
  const template = await approved(shop)
  const conversationId = await anOldConversation(shop)
  const send = (given: object) =>
    shop.http.post(`/conversations/${conversationId}/messages`, { content: { kind: 'template', templateId: template.id, values: given } })
  assert.equal((await send({ 'body:1': 'Ana' })).body.code, 'conversations.template_values_missing')
  shop.simulator.pauseTemplate(only(shop.simulator.templates()).id)
  await shop.simulator.settle()
  const paused = await read(shop, template.id)
  assert.deepEqual([paused.state, paused.reason, paused.quality], ['paused', 'low-quality', 'red'])
  assert.equal(Date.parse(paused.pausedUntil ?? '') - shop.clock.now().getTime(), 3 * hourMs)
  const refused = await send(values)
  assert.equal(refused.body.code, 'conversations.template_not_ready')
  assert.match(String(refused.body.title), /pausó/)
  await shop.pass(3 * hourMs + 1_000)
  assert.equal((await read(shop, template.id)).state, 'approved', 'the pause ends by itself')
  const stranger = await aWiredShop(t)
  assert.equal((await stranger.http.get(`/templates/${template.id}`)).status, 404)
  assert.equal((await shop.messages(conversationId)).length, 1)
})

test('the provider that knows better at the last moment fails the message in words, and the template is looked at again', async (t) => {
  const shop = await aWiredShop(t)
  const template = await approved(shop)
  const conversationId = await anOldConversation(shop)
  await shop.http.post(`/conversations/${conversationId}/messages`, { content: { kind: 'template', templateId: template.id, values } })
  const id = only(shop.simulator.templates()).id
  shop.simulator.restoreTemplate({ ...only(shop.simulator.templates()), id })
  shop.simulator.setFault({ at: 'send', effect: { kind: 'error', code: 132015 }, times: 1 })
  await shop.settle()
  const message = (await shop.messages(conversationId))[0]
  assert.deepEqual([message?.state, message?.failure?.reason], ['failed', 'template-paused'])
})

test('templates made in the console of the provider arrive page by page, and those deleted there go', async (t) => {
  const shop = await aWiredShop(t)
  const { wabaId } = shop.number
  for (let index = 0; index < 130; index++)
    shop.simulator.restoreTemplate({
      id: `77${String(index).padStart(6, '0')}`,
      wabaId,
      name: `aviso_${index}`,
      language: 'es_AR',
      category: 'UTILITY',
      status: index === 5 ? 'REJECTED' : 'APPROVED',
      ...(index === 5 && { reason: 'SCAM' }),
      components: [{ type: 'BODY', text: 'Tu pedido está listo.' }, ...(index === 7 ? [{ type: 'CAROUSEL', cards: [] }] : [])],
    })
  await shop.http.post('/template-syncs', {})
  await shop.settle()
  const list = async (query = '') => (await shop.http.get(`/templates?limit=200${query}`)).body as { items: Template[] }
  const { items } = await list()
  assert.equal(items.length, 130)
  assert.deepEqual(
    items.filter(({ state }) => state === 'rejected').map(({ name, reason }) => [name, reason]),
    [['aviso_5', 'scam']],
  )
  assert.deepEqual(
    items.filter((one) => !one.isFillable).map(({ name }) => name),
    ['aviso_7'],
  )
  assert.equal((await list('&search=aviso%2012')).items.length, 11)
  const account = only((await shop.http.get('/template-accounts')).body.items as { syncedAt: string | null; failure: string | null }[])
  assert.ok(account.syncedAt && account.failure === null)

  await remove(shop, only(items.slice(0, 1)))
  assert.equal(shop.simulator.templates().length, 129, 'deleted at the provider too')
  const again = await created(shop, { name: items[0]?.name ?? '' })
  const blocked = await submit(shop, again)
  assert.equal(blocked.body.code, 'conversations.template_refused')
  assert.match(String(blocked.body.title), /30 días/)
  assert.deepEqual(blocked.body.issues, [{ path: 'name', message: blocked.body.title }])

  const late = await created(shop, { name: 'aviso_nuevo' })
  const components = [{ type: 'BODY', text: 'Tu pedido está listo.' }]
  shop.simulator.restoreTemplate({
    id: '78',
    wabaId,
    name: 'aviso_nuevo',
    language: 'es_AR',
    category: 'UTILITY',
    status: 'APPROVED',
    components,
  })
  assert.deepEqual(pathsOf(await submit(shop, late)), ['name'], 'the provider has one of that name')
  assert.deepEqual(pathsOf(await shop.http.post('/templates', draftOf(shop, { name: 'aviso_nuevo' }))), ['name'], 'and so have we')
})

test('a template that the provider moves to another category says what it was before', async (t) => {
  const shop = await aWiredShop(t)
  const template = await approved(shop)
  shop.simulator.recategorizeTemplate(only(shop.simulator.templates()).id, 'MARKETING')
  await shop.simulator.settle()
  const moved = await read(shop, template.id)
  assert.deepEqual([moved.category, moved.previousCategory], ['marketing', 'utility'])
  assert.ok(moved.categoryChangedAt)
})
