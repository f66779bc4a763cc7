import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { after, test } from 'node:test'
import pg from 'pg'
import { aShop } from '#conversations/server/testing/stage.ts'
import { newId } from '#kernel/contract/ids.ts'
import { testPostgres } from '#kernel/testing/postgres.ts'
import * as notices from '#identity/server/notices/notices.ts'
import { CreateDeal } from '#sales/contract/deal.ts'
import * as deals from '#sales/server/deals/deals.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.ts'
import * as proposals from '#sales/server/proposals/proposals.ts'
import { revise, submit } from '#sales/server/proposals/states.ts'
import * as certificate from '#sales/server/signing/certificate.ts'
import * as comments from '#sales/server/signing/comments.ts'
import { stroke, yes, aProposal, line, leave, pathOf, ask, answer, see, state, verify, look } from '#sales/server/testing/offer.ts'

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
