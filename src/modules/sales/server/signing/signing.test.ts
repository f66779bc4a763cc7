import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import pg from 'pg'
import { aShop, type Shop } from '#conversations/server/testing/stage.ts'
import { newId } from '#kernel/contract/ids.ts'
import { eraseRows } from '#kernel/privacy/erasure.ts'
import { testServer } from '#kernel/testing/http.ts'
import { testPostgres } from '#kernel/testing/postgres.ts'
import { make as createProduct } from '#commerce/server/catalogue/products.ts'
import { write as setPrices } from '#commerce/server/prices/prices.ts'
import * as crm from '#crm/server/public.ts'
import * as notices from '#identity/server/notices/notices.ts'
import { CreateDeal } from '#sales/contract/deal.ts'
import { CreateProposal, type Proposal } from '#sales/contract/proposal.ts'
import { sendProposal } from '#sales/contract/signing-api.ts'
import * as deals from '#sales/server/deals/deals.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.ts'
import * as proposals from '#sales/server/proposals/proposals.ts'
import { revise, submit } from '#sales/server/proposals/states.ts'
import { followAcceptance } from '#sales/server/signing/followups.ts'
import * as certificate from '#sales/server/signing/certificate.ts'
import * as comments from '#sales/server/signing/comments.ts'
import { signingReports, results, setCost } from '#sales/server/signing/reports.ts'
import { send } from '#sales/server/signing/sends.ts'
import * as signing from '#sales/server/signing/signing.ts'

const phone = '5491155550142'
const stroke = 'M10 20L40 60L80 30M100 100L120 110'
const yes = { name: 'Ana Ruiz', how: 'drawn', signature: stroke, agrees: 'yes' }

type Case = { shop: Shop; contactId: string; proposal: Proposal }

async function aProposal(shop: Shop, extra: { dealId?: string; price?: number } = {}): Promise<Case> {
  await shop.hear({ from: phone, name: 'Ana Ruiz', text: 'Hola, ¿me pasan un presupuesto?' })
  const { id: contactId } = await shop.run((ctx) =>
    crm.findOrCreateByIdentity(ctx, { identities: [{ kind: 'wa_id', value: phone }], name: 'Ana Ruiz', source: 'whatsapp', country: 'AR' }),
  )
  const made = await shop.run((ctx) =>
    proposals.create(ctx, CreateProposal.parse({ contactId, title: 'Catering', dealId: extra.dealId ?? null })),
  )
  const proposal = await shop.run((ctx) => proposals.update(ctx, { id: made.id, lines: [line(extra.price ?? 1_000_000)] }), {
    ifMatch: made.version,
  })
  await shop.run((ctx) => submit(ctx, { id: made.id }))
  return { shop, contactId, proposal }
}

const line = (unitPriceMinor: number) => ({
  kind: 'item' as const,
  description: 'Pollo para 40 <script>alert(1)</script>',
  quantityMilli: 2_000,
  unit: '',
  unitPriceMinor,
  discount: { kind: 'percent' as const, basisPoints: 1_000 },
  taxBasisPoints: 2_100,
  productId: null,
  variantId: null,
  listPriceMinor: null,
})

const leave = ({ shop, proposal }: Case, input: object = {}) =>
  shop.run((ctx) => send(ctx, sendProposal.input.parse({ id: proposal.id, channel: 'link', ...input })))
const pathOf = (url: string): string => new URL(url).pathname

type Page = { status: number; text: string; headers: Record<string, unknown> }
let ips = 0
async function ask(
  shop: Shop,
  method: 'GET' | 'POST',
  url: string,
  form?: Record<string, string>,
  ip = `10.4.${++ips % 250}.7`,
): Promise<Page> {
  const answer = await (
    await testServer(shop.kernel)
  ).inject({
    method,
    url,
    remoteAddress: ip,
    headers: {
      'user-agent': 'Mozilla/5.0 (Linux; Android 15) Chrome/130 Mobile',
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'null',
    },
    ...(form && { payload: new URLSearchParams(form).toString() }),
  })
  return { status: answer.statusCode, text: answer.body, headers: answer.headers }
}
const answer = (one: Case, url: string, what: 'accept' | 'reject' | 'comment', form: Record<string, string>) =>
  ask(one.shop, 'POST', `${pathOf(url)}/${what}`, form)
const see = ({ shop, proposal }: Case) => shop.read((ctx) => signing.get(ctx, { id: proposal.id }))
const state = ({ shop, proposal }: Case) => shop.read((ctx) => proposals.get(ctx, { id: proposal.id })).then((one) => one.state)
const verify = ({ shop, proposal }: Case) => shop.read((ctx) => signing.verify(ctx, { id: proposal.id }))
async function look(one: Case, url: string, seconds = 3, agent = 'Mozilla/5.0 Chrome/130 Mobile'): Promise<boolean> {
  const reply = await (
    await testServer(one.shop.kernel)
  ).inject({
    method: 'POST',
    url: `/api/v1/public-proposals/${pathOf(url).slice(3)}/views`,
    payload: JSON.stringify({ visit: newId(), seconds }),
    headers: { 'content-type': 'application/json', 'user-agent': agent },
    remoteAddress: '10.5.0.9',
  })
  return (reply.json() as { counted: boolean }).counted
}

let admin: pg.Client | undefined
/** As whoever owns the database, past every right of the application. */
async function meddle(text: string, values: unknown[]): Promise<void> {
  if (!admin) {
    const { server, urls } = await testPostgres()
    admin = new pg.Client({ ...server.admin, database: urls.owner.database })
    admin.on('error', () => {})
    await admin.connect()
  }
  await admin.query(text, values)
}
after(() => admin?.end())

test('a proposal sent by WhatsApp is read, signed and closed: with its evidence, its deal won, and its owner told', async (t) => {
  const shop = await aShop(t)
  const [pipeline] = (await shop.read((ctx) => pipelines.list(ctx))).items
  const deal = await shop.run((ctx) => deals.create(ctx, CreateDeal.parse({ title: 'Catering de Ana', pipelineId: pipeline?.id })))
  const one = await aProposal(shop, { dealId: deal.id })
  const { send: sent, url } = await leave(one, { channel: 'whatsapp' })
  assert.match(url, /\/p\/[\w-]{32}$/)
  const [conversation] = await shop.list()
  const said = (await shop.messages(conversation?.id ?? '')).filter(({ direction }) => direction === 'out')
  assert.deepEqual(said.map(({ kind }) => kind).toSorted(), ['document', 'text'])
  assert.ok(said.some(({ content }) => content.kind === 'text' && content.text.includes(url)))
  assert.deepEqual([sent.channel, sent.version, await state(one)], ['whatsapp', 1, 'sent'])

  const page = await ask(shop, 'GET', pathOf(url))
  assert.equal(page.status, 200)
  assert.match(String(page.headers['content-security-policy']), /frame-ancestors 'none'/)
  assert.ok(page.text.includes('&lt;script&gt;alert(1)') && !page.text.includes('<script>alert(1)'), 'what people wrote stays text')
  assert.deepEqual([(await see(one)).views.count, await state(one)], [0, 'sent'], 'to fetch a page is not to look at it')
  assert.equal(await look(one, url, 4), true)
  assert.deepEqual([(await see(one)).views.count, await state(one)], [1, 'viewed'])

  const comment = { id: 'not an id', text: 'Muy <b>lindo</b>, ¿incluye postre?', version: '1' }
  assert.ok((await answer(one, url, 'comment', comment)).text.includes('Muy &lt;b&gt;lindo&lt;/b&gt;, ¿incluye postre?'))
  await shop.as({ name: 'Paula', permissions: [] }).run((ctx) => comments.answer(ctx, { id: one.proposal.id, text: 'Sí, flan.' }))
  assert.ok((await ask(shop, 'GET', pathOf(url))).text.includes('Sí, flan.'))

  const empty = await answer(one, url, 'accept', { version: '1', name: 'A', how: 'drawn', signature: 'M1 1<svg onload=x>', agrees: '' })
  assert.equal(empty.status, 422)
  for (const words of ['Escribí tu nombre y apellido', 'Dibujá tu firma', 'Marcá que leíste']) assert.ok(empty.text.includes(words), words)
  assert.equal(await state(one), 'viewed')

  shop.clock.advance({ minutes: 90 })
  const done = await answer(one, url, 'accept', { version: '1', ...yes })
  assert.ok(done.status === 200 && done.text.includes('Propuesta aceptada'))
  await shop.settle()
  const { decision, facts } = await see(one)
  assert.deepEqual(
    facts.map(({ type }) => type),
    ['sent', 'viewed', 'commented', 'answered', 'accepted'],
  )
  assert.deepEqual(
    [decision?.outcome, decision?.name, decision?.signature, decision?.verification.channel],
    ['accepted', 'Ana Ruiz', { kind: 'drawn', path: stroke }, 'whatsapp'],
  )
  assert.match(decision?.verification.to ?? '', /11.*5555.*0142/)
  assert.match(decision?.ip ?? '', /^10\.4\./)
  const version = (await shop.read((ctx) => proposals.get(ctx, { id: one.proposal.id }))).currentVersionNo
  assert.deepEqual([version, await state(one)], [1, 'accepted'])
  const [file] = await shop.kernel.db.read(
    shop.id,
    (sql) => sql<{ id: string; sha: string }>`select v.pdf_file_id as id, v.pdf_sha256 as sha from sales.proposal_version v`,
  )
  const bytes = await shop.read((ctx) => ctx.files.read(ctx, file?.id ?? ''))
  assert.deepEqual([createHash('sha256').update(bytes).digest('hex'), decision?.pdfSha256], [file?.sha, file?.sha])

  const won = await shop.read((ctx) => deals.history(ctx, { id: deal.id }))
  assert.equal(won.items[0]?.toKind, 'won')
  const told = await shop.read((ctx) => notices.list(ctx, { limit: 20 }))
  const words = told.items.map((notice) => notice.words)
  for (const what of ['viewed', 'commented', 'accepted']) assert.ok(words.includes(`sales.notices.proposal_${what}`), what)
  assert.deepEqual(await verify(one).then((verdict) => verdict.isIntact), true)
  assert.match((await shop.run((ctx) => certificate.write(ctx, { id: one.proposal.id }))).fileUrl, /^\/files\//)
})

test('of sixty-four who accept at once one signs, and whoever accepts again is answered the same', async (t) => {
  const shop = await aShop(t)
  const one = await aProposal(shop)
  const { url } = await leave(one)
  const answers = await Promise.all(
    Array.from({ length: 64 }, (_, i) => answer(one, url, 'accept', { version: '1', ...yes, name: `Firmante ${i}` })),
  )
  assert.ok(answers.every(({ status, text }) => status === 200 && text.includes('Propuesta aceptada')))
  await shop.settle()
  const { facts, decision } = await see(one)
  assert.equal(facts.filter(({ type }) => type === 'accepted').length, 1)
  assert.equal((await shop.events()).filter(({ type }) => type === 'sales.proposal.accepted').length, 1)
  const names = new Set(answers.map(({ text }) => /La aceptó ([^<]+?) el \d/.exec(text)?.[1]))
  assert.deepEqual([...names], [decision?.name])
  assert.equal((await answer(one, url, 'reject', { version: '1', reason: 'Cambié de idea' })).status, 200)
  assert.equal(await state(one), 'accepted', 'what was accepted is not rejected any more')
  await assert.rejects(leave(one), { code: 'sales.proposal_decided' })
  assert.equal((await verify(one)).isIntact, true)
})

test('only the last version that was sent can be accepted, and what changed since leaves what was sent as it was', async (t) => {
  const shop = await aShop(t)
  const one = await aProposal(shop)
  const { url: first } = await leave(one)
  assert.ok((await ask(shop, 'GET', pathOf(first))).text.includes('18.000'))
  await shop.run((ctx) => revise(ctx, { id: one.proposal.id }))
  const draft = await shop.read((ctx) => proposals.get(ctx, { id: one.proposal.id }))
  await shop.run((ctx) => proposals.update(ctx, { id: one.proposal.id, lines: [line(3_000_000)] }), { ifMatch: draft.version })
  assert.ok((await ask(shop, 'GET', pathOf(first))).text.includes('18.000'), 'the sent version does not move with the draft')
  await shop.run((ctx) => submit(ctx, { id: one.proposal.id }))
  const { url: second } = await leave(one)

  const old = await answer(one, first, 'accept', { version: '1', ...yes })
  assert.ok(old.text.includes('Hay una versión más nueva') && old.text.includes(`${pathOf(first)}?v=2`))
  assert.equal(await state(one), 'sent')
  assert.ok((await ask(shop, 'GET', `${pathOf(first)}?v=2`)).text.includes('54.000'))
  const rejected = await answer(one, second, 'reject', { version: '2', reason: 'Es caro' })
  assert.ok(rejected.text.includes('Propuesta rechazada'))
  const { facts } = await see(one)
  assert.deepEqual(
    facts.map(({ type, version }) => `${type} ${version}`).filter((text) => !text.startsWith('viewed')),
    ['sent 1', 'superseded 1', 'sent 2', 'rejected 2'],
  )
  assert.equal((await verify(one)).isIntact, true)
})

test('an offer ends with its last day where the shop is; a guessed link is nobody’s, and guessing is slowed down', async (t) => {
  const shop = await aShop(t)
  const one = await aProposal(shop)
  const { url, send: sent } = await leave(one)
  assert.ok(sent.expiresAt.endsWith('T03:00:00.000Z'), 'midnight in Buenos Aires')
  const left = Date.parse(sent.expiresAt) - shop.clock.now().getTime()
  shop.clock.advance({ seconds: Math.floor(left / 1000) - 1 })
  assert.equal((await ask(shop, 'GET', pathOf(url))).status, 200)
  shop.clock.advance({ seconds: 2 })
  const late = await answer(one, url, 'accept', { version: '1', ...yes })
  assert.ok(late.status === 410 && late.text.includes('Esta propuesta venció'))
  await shop.settle()
  assert.equal(await state(one), 'expired')
  assert.equal((await see(one)).facts.at(-1)?.type, 'expired')
  await assert.rejects(leave(one), { code: 'sales.proposal_over' })
  await assert.rejects(leave({ ...one, proposal: { ...one.proposal, id: newId() } }), { code: 'sales.proposal_not_found' })

  const statuses: number[] = []
  for (let i = 0; i < 32; i++)
    statuses.push((await ask(shop, 'GET', `/p/${'A'.repeat(30)}${String(i).padStart(2, '0')}`, undefined, '10.8.0.1')).status)
  assert.deepEqual([statuses.slice(0, 30).every((status) => status === 404), statuses.slice(30)], [true, [429, 429]])
})

test('programs that draw previews and people of the house do not count as looks', async (t) => {
  const shop = await aShop(t)
  const one = await aProposal(shop)
  const { url } = await leave(one)
  for (const agent of ['WhatsApp/2.23', 'facebookexternalhit/1.1', 'TelegramBot (like TwitterBot)', 'Slackbot-LinkExpanding 1.0'])
    assert.equal(await look(one, url, 3, agent), false, agent)
  assert.equal((await see(one)).views.count, 0)
  assert.equal(await look(one, url), true)
  assert.equal(await look(one, url), true)
  const { views, facts } = await see(one)
  assert.deepEqual([views.count, facts.filter(({ type }) => type === 'viewed').length], [2, 1])
})

test('whoever changes, removes or rewrites what happened, or the paper that was sent, is found out', async (t) => {
  const shop = await aShop(t)
  const one = await aProposal(shop)
  const { url } = await leave(one)
  await answer(one, url, 'accept', { version: '1', ...yes })
  assert.equal((await verify(one)).isIntact, true, 'before anybody touched it')
  const { facts } = await see(one)
  const last = facts.at(-1)
  const damage = async (): Promise<string> => {
    const verdict = await verify(one)
    return verdict.isIntact ? 'none' : `${verdict.damage} ${verdict.seq}`
  }
  const set = (content: string | undefined) => meddle('update sales.proposal_event set content = $1 where id = $2', [content, last?.id])
  await set(last?.content.replace('Ana Ruiz', 'Eva Ruiz'))
  assert.equal(await damage(), `changed ${last?.seq}`)
  await set(last?.content)
  assert.equal(await damage(), 'none')
  await meddle('update sales.proposal_chain set length = length - 1 where proposal_id = $1', [one.proposal.id])
  assert.equal(await damage(), `added ${last?.seq}`)
  await meddle('update sales.proposal_chain set length = length + 1 where proposal_id = $1', [one.proposal.id])
  await meddle("update sales.proposal_version set pdf_sha256 = repeat('a', 64) where proposal_id = $1", [one.proposal.id])
  assert.equal(await damage(), 'document 1')
})

test('what became of proposals is counted, with how long it took and what it brought', async (t) => {
  const shop = await aShop(t)
  const [accepted, rejected, open] = [await aProposal(shop), await aProposal(shop), await aProposal(shop)]
  const urls = [await leave(accepted), await leave(rejected), await leave(open)].map(({ url }) => url)
  await shop.run((ctx) => setCost(ctx, { amountMinor: 100_000, currency: 'ARS' }))
  shop.clock.advance({ hours: 5 })
  await answer(accepted, urls[0] ?? '', 'accept', { version: '1', ...yes })
  await answer(rejected, urls[1] ?? '', 'reject', { version: '1', reason: 'Otra vez será' })
  const all = await shop.read((ctx) => results(ctx, { days: 30 }))
  assert.deepEqual([all.sent, all.accepted, all.rejected, all.conversion], [3, 1, 1, 1 / 3])
  assert.equal(all.medianSeconds, 5 * 3600)
  assert.deepEqual(all.money, [
    {
      currency: 'ARS',
      sent: 3,
      sentMinor: 5_400_000,
      wonMinor: 1_800_000,
      discountMinor: 200_000,
      returnRatio: (1_800_000 - 300_000) / 300_000,
    },
  ])
  const period = { from: '2020-01-01T00:00:00Z', to: '2040-01-01T00:00:00Z', zone: 'America/Argentina/Buenos_Aires', brandId: null }
  for (const report of signingReports)
    for (const groupBy of report.groups) {
      const table = await shop.read((ctx) => report.measure(ctx, { ...period, groupBy }))
      assert.ok(
        table.rows.length > 0 && table.rows.every(({ cells }) => cells.length === table.columns.length),
        `${report.code} by ${groupBy}`,
      )
    }
})

test('whatever stands in a field of a proposal, a comment, a reason or a signature is text on its page', async (t) => {
  const shop = await aShop(t)
  const evil = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{foo}}'
  const one = await aProposal(shop)
  await shop.run((ctx) => revise(ctx, { id: one.proposal.id }))
  const { version } = await shop.read((ctx) => proposals.get(ctx, { id: one.proposal.id }))
  const lines = [{ ...line(1_000), description: evil, unit: '<b>' }]
  await shop.run((ctx) => proposals.update(ctx, { id: one.proposal.id, title: evil, lines }), { ifMatch: version })
  await shop.run((ctx) => submit(ctx, { id: one.proposal.id }))
  const { url } = await leave(one)
  const pages = [
    await ask(shop, 'GET', pathOf(url)),
    await answer(one, url, 'comment', { text: evil, version: '1' }),
    await answer(one, url, 'reject', { reason: '<', version: '1' }),
    await answer(one, url, 'accept', { version: '1', name: evil, how: 'typed', typed: '<', agrees: '' }),
    await answer(one, url, 'accept', { version: '1', name: evil, how: 'typed', typed: evil, agrees: 'yes' }),
  ]
  assert.deepEqual(
    pages.map(({ status }) => status),
    [200, 200, 422, 422, 200],
  )
  for (const { text } of pages) {
    assert.doesNotMatch(text, /<script>alert|<img src=x/)
    assert.match(text, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/)
  }
  assert.deepEqual([await state(one), (await verify(one)).isIntact], ['accepted', true])
})

test('of an accepted proposal a draft order is made once, unless that is switched off; what cannot be made is left to its owner', async (t) => {
  const shop = await aShop(t)
  const sold = async (name: string): Promise<string> => {
    const made = await shop.run((ctx) => createProduct(ctx, { name, taxKind: 'taxed', taxBasisPoints: 2100 }))
    const variantId = made.variants[0]?.id ?? ''
    await shop.run((ctx) => setPrices(ctx, { listId: 'main', items: [{ variantId, amountMinor: 950_000, leastMilli: 0, from: null }] }))
    return variantId
  }
  const chicken = await sold('Pollo entero')
  const offer = async (variantId: string): Promise<Case> => {
    const one = await aProposal(shop)
    await shop.run((ctx) => revise(ctx, { id: one.proposal.id }))
    const { version } = await shop.read((ctx) => proposals.get(ctx, { id: one.proposal.id }))
    const lines = [{ ...line(900_000), variantId }, line(50_000)]
    await shop.run((ctx) => proposals.update(ctx, { id: one.proposal.id, lines }), { ifMatch: version })
    await shop.run((ctx) => submit(ctx, { id: one.proposal.id }))
    return one
  }
  const sign = async (one: Case): Promise<string> => {
    const { url } = await leave(one)
    await answer(one, url, 'accept', { version: '1', ...yes })
    await shop.settle()
    return url
  }
  const first = await offer(chicken)
  const url = await sign(first)
  const { made } = await see(first)
  assert.deepEqual(
    made.map(({ code, name }) => [code, name]),
    [['orders.create-order', 'Catering']],
  )
  const order = (await shop.http.get(`/orders/${made[0]?.href.split('/').at(-1)}`)).body
  assert.deepEqual([order.state, order.number, order.contactId, order.lines.length], ['draft', null, first.contactId, 1])
  assert.deepEqual([order.lines[0].variantId, order.lines[0].quantityMilli], [chicken, 2_000])
  assert.deepEqual([order.totalMinor, order.lines[0].agreed.totalMinor], [1_620_000, 1_620_000], 'the catalogue asks 19.000 for it')
  assert.match(order.note, /Ana Ruiz la aceptó por .*17\.100,00\.\n.*fuera del catálogo:\n- 2 Pollo para 40/)
  const kept = (await shop.http.put(`/orders/${order.id}/state`, { state: 'received' })).body
  assert.deepEqual([kept.state, kept.totalMinor], ['received', 1_620_000], 'also when it is finished')
  const count = async () => (await shop.http.get('/orders')).body.items.length
  const before = await count()
  await answer(first, url, 'accept', { version: '1', ...yes })
  const { proposal } = first
  await shop.run((ctx) => Promise.resolve(ctx.enqueue(followAcceptance, { proposalId: proposal.id, version: 1, signerName: 'Ana Ruiz' })))
  await shop.settle()
  assert.deepEqual([(await see(first)).made.length, await count()], [1, before])

  const gone = await offer(await sold('Ya no'))
  const [archived] = (await shop.http.get('/products?search=ya')).body.items
  assert.equal((await shop.http.put(`/products/${archived.id}/archival`, { isArchived: true })).status, 200)
  await sign(gone)
  assert.deepEqual([await state(gone), (await see(gone)).made], ['accepted', []])
  const told = (await shop.run((ctx) => notices.list(ctx, { limit: 20 }))).items.map(({ words }) => words)
  assert.ok(told.includes('sales.notices.proposal_followup_left'), told.join())

  const settings = await shop.http.get('/proposal-settings')
  assert.deepEqual(settings.body.followups, [{ code: 'orders.create-order', isOn: true }])
  const off = { limits: [], prefixes: [], followups: [{ code: 'orders.create-order', isOn: false }] }
  const saved = await shop.http.put('/proposal-settings', off, { headers: { 'if-match': `"${settings.body.version}"` } })
  assert.deepEqual(saved.body.followups, off.followups)
  const third = await offer(chicken)
  await sign(third)
  assert.deepEqual([(await see(third)).made, await count()], [[], before])
})

test('whoever asks to be forgotten takes their proposals along, with what was proven by them', async (t) => {
  const shop = await aShop(t)
  const one = await aProposal(shop)
  const { url } = await leave(one)
  await answer(one, url, 'comment', { text: 'Gracias', version: '1' })
  await answer(one, url, 'accept', { version: '1', ...yes })
  const person = { contactIds: [one.contactId], marks: [one.contactId], names: [] }
  const { rowsByTable } = await shop.run((ctx) => eraseRows(ctx, person))
  for (const table of ['proposal_event', 'proposal_send', 'proposal_comment', 'proposal_view', 'proposal', 'proposal_version'])
    assert.ok((rowsByTable[`sales.${table}`] ?? 0) > 0, table)
  assert.equal((await ask(shop, 'GET', pathOf(url))).status, 404)
})

test('the page brings everything along, and its script is small', async (t) => {
  const shop = await aShop(t)
  const one = await aProposal(shop)
  const { url } = await leave(one)
  const { text } = await ask(shop, 'GET', pathOf(url))
  const scripts = [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code]) => code ?? '').join('')
  assert.ok(gzipSync(scripts).length <= 5_000, `${gzipSync(scripts).length} bytes of script`)
  assert.ok(gzipSync(text).length <= 30_000, `${gzipSync(text).length} bytes in all`)
  assert.doesNotMatch(text, /<(?:script|link|iframe)[^>]+(?:src|href)="(?!data:)/)
  assert.doesNotMatch(text, /(?:src|action)="(?:https?:)?\/\//)
  t.diagnostic(`script ${gzipSync(scripts).length} B gz, page ${gzipSync(text).length} B gz`)
})
