import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testServer } from '#kernel/testing/http.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import type { Form } from '#crm/contract/form.ts'
import { ListLeads } from '#crm/contract/lead.ts'
import * as consents from '#crm/server/consents/consents.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as forms from '#crm/server/forms/forms.ts'
import * as leads from '#crm/server/leads/leads.ts'

const aForm = async (shop: TestOrg, extra: { redirectUrl?: string } = {}): Promise<Form> => {
  await shop.run((ctx) => fields.create(ctx, { label: 'Personas', type: 'number', options: [], currency: null }))
  return shop.run((ctx) =>
    forms.create(ctx, {
      name: 'Eventos',
      fields: [
        { key: 'name', label: 'Nombre', isRequired: true },
        { key: 'phone', label: 'Teléfono', isRequired: false },
        { key: 'email', label: 'Correo', isRequired: false },
        { key: 'fields.personas', label: '¿Cuántos son?', isRequired: false },
        { key: 'message', label: 'Contanos', isRequired: false },
      ],
      consents: [{ channel: 'whatsapp', purpose: 'marketing', text: 'Quiero recibir promociones por WhatsApp', isRequired: false }],
      texts: { title: 'Pedí tu presupuesto', intro: '', button: 'Enviar', thanks: 'Gracias, te escribimos hoy.' },
      redirectUrl: extra.redirectUrl ?? null,
    }),
  )
}

const address = 'https://pollos.example/eventos?utm_source=instagram&utm_campaign=bodas&fbclid=abc'
const app = async (shop: TestOrg) => testServer(shop.kernel)
type Page = { status: number; text: string; headers: Record<string, unknown> }
async function open(
  shop: TestOrg,
  form: Form,
  query = `?e=1&p=${encodeURIComponent(address)}&r=https%3A%2F%2Finstagram.com%2F`,
): Promise<Page> {
  const answer = await (await app(shop)).inject({ method: 'GET', url: `/f/${form.slug}${query}` })
  return { status: answer.statusCode, text: answer.body, headers: answer.headers }
}
const tokenIn = (text: string): string => /name="_token" value="([^"]+)"/.exec(text)?.[1] ?? ''
let addresses = 0
async function send(
  shop: TestOrg,
  form: Form,
  answers: Record<string, string>,
  token: string,
  ip = `10.9.${++addresses % 250}.1`,
): Promise<Page> {
  const payload = new URLSearchParams({ _token: token, _page: address, _referrer: 'https://instagram.com/', ...answers }).toString()
  const answer = await (
    await app(shop)
  ).inject({
    method: 'POST',
    url: `/f/${form.slug}`,
    payload,
    remoteAddress: ip,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
  })
  return { status: answer.statusCode, text: answer.body, headers: answer.headers }
}
const enquiries = (shop: TestOrg) => shop.read((ctx) => leads.list(ctx, ListLeads.parse({}))).then(({ items }) => items)
const beto = { name: 'Beto Díaz', phone: '11 15-5555-0142', 'fields.personas': '40', message: '¿Cuánto sale para 40?', 'consent:0': 'yes' }

test('a visitor who fills in the form becomes a lead with source, campaign, answers and consent, and the page may stand in a frame', async (t) => {
  const shop = await anOrg(t)
  const form = await aForm(shop)
  const page = await open(shop, form)
  assert.match(String(page.headers['content-security-policy']), /frame-ancestors \*/)
  assert.equal(page.headers['x-frame-options'], undefined)
  const token = tokenIn(page.text)
  shop.clock.advance({ seconds: 20 })
  const sent = await send(shop, form, beto, token)
  assert.deepEqual([sent.status, sent.text.includes('Gracias, te escribimos hoy.')], [200, true])
  const [lead] = await enquiries(shop)
  assert.deepEqual(
    [lead?.name, lead?.channel, lead?.utmSource, lead?.utmCampaign, lead?.clickKind, lead?.referrer, lead?.intent, lead?.formId],
    ['Beto Díaz', 'form', 'instagram', 'bodas', 'fbclid', 'https://instagram.com/', 'price', form.id],
  )
  assert.deepEqual([lead?.stage, lead?.state, lead?.landing], ['mql', 'interesado', address])
  const contact = await shop.read((ctx) => contacts.get(ctx, { id: lead?.contactId ?? '' }))
  assert.deepEqual([contact.phone, contact.fields['personas'], contact.relations], ['+5491155550142', 40, ['lead']])
  const known = (await shop.read((ctx) => consents.list(ctx, { id: contact.id }))).current[0]
  assert.deepEqual(
    [known?.state, known?.source, known?.evidence, known?.textVersion],
    ['granted', 'form', 'Quiero recibir promociones por WhatsApp', 'Eventos · 1'],
  )
})

test('sent again, by the same page or by another one, it is the same lead', async (t) => {
  const shop = await anOrg(t)
  const form = await aForm(shop)
  const token = tokenIn((await open(shop, form)).text)
  const other = tokenIn((await open(shop, form)).text)
  shop.clock.advance({ seconds: 20 })
  const answers = await Promise.all([...Array.from({ length: 5 }, () => send(shop, form, beto, token)), send(shop, form, beto, other)])
  assert.ok(answers.every(({ status }) => status === 200))
  assert.equal((await enquiries(shop)).length, 1)
})

test('what is wrong is said beside its field, everything typed is still there, and nothing was written', async (t) => {
  const shop = await anOrg(t)
  const form = await aForm(shop)
  const token = tokenIn((await open(shop, form)).text)
  shop.clock.advance({ seconds: 20 })
  const evil = '"><script>alert(1)</script>'
  const page = await send(shop, form, { name: evil, phone: '12', email: 'ana@', 'fields.personas': 'muchas', message: 'Hola' }, token)
  assert.equal(page.status, 422)
  for (const words of [
    'Ese teléfono no está completo',
    'Ese correo no está bien escrito',
    'Escribí un número',
    'value="12"',
    '>Hola</textarea>',
  ])
    assert.ok(page.text.includes(words), words)
  assert.ok(!page.text.includes(evil) && page.text.includes('&lt;script&gt;'))
  const nobody = await send(shop, form, { name: 'Ana' }, token)
  assert.ok(nobody.text.includes('Dejanos un teléfono o un correo'))
  assert.deepEqual(await enquiries(shop), [])
  assert.equal(
    (await send(shop, form, { name: 'Ana', phone: '11 15-5555-0101' }, tokenIn(page.text))).status,
    200,
    'mended, it goes through',
  )
})

test('programs are kept out: too fast, a token of their own, the field that nobody sees, and too many from one address', async (t) => {
  const shop = await anOrg(t)
  const form = await aForm(shop)
  const token = tokenIn((await open(shop, form)).text)
  const fast = await send(shop, form, beto, token)
  assert.deepEqual([fast.status, fast.text.includes('Eso fue muy rápido'), fast.text.includes('value="Beto Díaz"')], [422, true, true])
  shop.clock.advance({ seconds: 20 })
  assert.equal((await send(shop, form, beto, 'kzx.made-up.signature')).status, 422)
  assert.equal((await send(shop, form, { ...beto, company_site: 'https://spam.example' }, token)).status, 200, 'it is not told')
  assert.deepEqual(await enquiries(shop), [])
  const statuses: number[] = []
  for (let i = 0; i < 12; i++) statuses.push((await send(shop, form, { name: 'Ana' }, token, '10.8.0.7')).status)
  assert.deepEqual([statuses.slice(0, 10).every((status) => status === 422), statuses.slice(10)], [true, [429, 429]])
  shop.clock.advance({ hours: 25 })
  assert.ok((await send(shop, form, beto, token)).text.includes('La página estuvo abierta mucho tiempo'))
})

test('a closed form takes nothing, an address of nobody is 404, and other words of a consent are another version', async (t) => {
  const shop = await anOrg(t)
  const form = await aForm(shop)
  const changed = await shop.run((ctx) => forms.update(ctx, { id: form.id, consents: [] }), { ifMatch: 1 })
  assert.equal(changed.textVersion, 2)
  await assert.rejects(
    shop.run((ctx) => forms.update(ctx, { id: form.id, name: 'Otro' }), { ifMatch: 1 }),
    { code: 'kernel.changed_meanwhile' },
  )
  await shop.run((ctx) => forms.update(ctx, { id: form.id, isOpen: false }), { ifMatch: 2 })
  assert.equal((await open(shop, form)).status, 410)
  assert.equal((await open(shop, { ...form, slug: 'A'.repeat(22) })).status, 404)
  await assert.rejects(
    shop.run((ctx) => forms.create(ctx, { ...form, fields: [{ key: 'name', label: 'Nombre', isRequired: true }] })),
    { code: 'crm.form_needs_identity' },
  )
  await assert.rejects(
    shop.run((ctx) => forms.create(ctx, { ...form, fields: [...form.fields, { key: 'fields.none', label: 'x', isRequired: true }] })),
    { code: 'crm.form_field_unusable' },
  )
})

test('a page of others that draws the form itself may ask for it and send it from its own origin', async (t) => {
  const shop = await anOrg(t)
  const form = await aForm(shop, { redirectUrl: 'https://pollos.example/gracias' })
  const server = await app(shop)
  const headers = { origin: 'https://pollos.example' }
  const asked = await server.inject({ method: 'GET', url: `/api/v1/public-forms/${form.slug}`, headers })
  assert.equal(asked.headers['access-control-allow-origin'], '*')
  const { token } = asked.json() as { token: string }
  shop.clock.advance({ seconds: 20 })
  const body = { token, answers: { name: 'Ana', phone: '11 15-5555-0101' }, page: address }
  const post = (payload: object) =>
    server.inject({ method: 'POST', url: `/api/v1/public-forms/${form.slug}/submissions`, payload, headers, remoteAddress: '10.7.0.1' })
  const refused = await post({ ...body, answers: { phone: '1' } })
  assert.deepEqual(
    [refused.statusCode, (refused.json() as { issues: { path: string }[] }).issues.map(({ path }) => path)],
    [422, ['name', 'phone']],
  )
  assert.deepEqual((await post(body)).json(), { thanks: 'Gracias, te escribimos hoy.', redirectUrl: 'https://pollos.example/gracias' })
  assert.equal((await enquiries(shop))[0]?.utmSource, 'instagram')
})
