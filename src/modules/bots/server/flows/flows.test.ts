import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop, only } from '#conversations/server/testing/stage.ts'
import type { FlowDocument } from '#bots/contract/flow.ts'
import { chickenFlow } from '#bots/server/testing/chicken-flow.ts'
import { aBot } from '#bots/server/testing/bot.ts'

test('a version that is published meanwhile is for others; going back is for whoever comes next', async (t) => {
  const bot = await aBot(t)
  await bot.writes('pedido')
  const flow = (await bot.http.get(`/bot-flows/${bot.flowId}`)).body
  const draft = structuredClone(flow.draft) as FlowDocument
  for (const node of draft.nodes) if ('text' in node && node.id === 'how-many') node.text = '¿Cuántos querés?'
  for (const node of draft.nodes) if ('text' in node && node.id === 'name') node.text = '¿Tu nombre?'
  const stale = await bot.http.put(`/bot-flows/${bot.flowId}/draft`, { draft }, { headers: { 'if-match': '"1"' } })
  assert.equal(stale.status, 409)
  await bot.http.put(`/bot-flows/${bot.flowId}/draft`, { draft }, { headers: { 'if-match': `"${flow.version}"` } })
  assert.equal((await bot.http.post(`/bot-flows/${bot.flowId}/versions`, {})).body.publishedNumber, 2)
  await bot.writes('2')
  assert.equal((await bot.said()).at(-1), '¿A nombre de quién?', 'who was inside stays inside')
  await bot.writes('pedido', '5491155550202')
  assert.equal((await bot.said()).at(-1), '¿Cuántos querés?')
  const versions = (await bot.http.get(`/bot-flows/${bot.flowId}/versions`)).body.items
  assert.deepEqual(
    versions.map((one: { number: number; inside: number; changes: { changed: string[] } }) => [
      one.number,
      one.inside,
      one.changes.changed.length,
    ]),
    [
      [2, 1, 2],
      [1, 1, 0],
    ],
  )
  const back = await bot.http.put(`/bot-flows/${bot.flowId}/published-version`, { number: 1 })
  assert.deepEqual([back.body.publishedNumber, back.body.hasChanges], [1, false])
  await bot.writes('pedido', '5491155550303')
  assert.equal((await bot.said()).at(-1), '¿Cuántos pollos?')
})

test('switched off, it gives back whoever is inside; a flow without a version, or with something grave, answers nobody', async (t) => {
  const bot = await aBot(t, { trigger: { channelIds: [], brandIds: [], hours: 'always', words: ['pedido', 'menú'] } })
  await bot.writes('Hola')
  assert.deepEqual([await bot.said(), (await bot.conversation()).state], [[], 'open'])
  await bot.writes('Menu', '5491155550202')
  assert.equal((await bot.conversation()).state, 'open')
  const pending = only(await bot.list('pending'))
  assert.equal((await bot.http.delete(`/bot-flows/${bot.flowId}`)).body.code, 'bots.flow_in_use')
  const flow = (await bot.http.get(`/bot-flows/${bot.flowId}`)).body
  await bot.http.patch(`/bot-flows/${bot.flowId}`, { isActive: false }, { headers: { 'if-match': `"${flow.version}"` } })
  await bot.settle()
  assert.deepEqual(await bot.list('pending'), [])
  const [run] = (await bot.http.get(`/conversations/${pending.id}/bot-runs`)).body.items
  assert.deepEqual([run.state, run.reason], ['handed-off', 'switched_off'])
  const empty = (await bot.http.post('/bot-flows', { name: 'Otro' })).body
  const refused = await bot.http.patch(`/bot-flows/${empty.id}`, { isActive: true }, { headers: { 'if-match': `"${empty.version}"` } })
  assert.equal(refused.body.code, 'bots.not_published')
  await bot.http.put(`/bot-flows/${empty.id}/draft`, { draft: { nodes: [] } }, { headers: { 'if-match': `"${empty.version}"` } })
  assert.equal((await bot.http.post(`/bot-flows/${empty.id}/versions`, {})).body.code, 'bots.flow_faulty')
  assert.equal((await bot.http.delete(`/bot-flows/${empty.id}`)).status, 200)
  assert.equal((await bot.http.delete(`/bot-flows/${bot.flowId}`)).status, 200)
})

test('what is drawn can be tried out, and nothing of it happens', async (t) => {
  const bot = await aBot(t)
  const before = (await bot.events()).length
  const first = (await bot.http.post(`/bot-flows/${bot.flowId}/rehearsals`, { state: null, said: { kind: 'text', text: 'hola' } })).body
  assert.deepEqual(
    first.lines.map((line: { text: string }) => line.text),
    ['Hola Cliente de prueba, ¿en qué te ayudo?'],
  )
  let { state } = first
  const texts: string[] = []
  for (const text of ['pedido', 'media docena', 'Marta']) {
    const next = (await bot.http.post(`/bot-flows/${bot.flowId}/rehearsals`, { state, said: { kind: 'text', text } })).body
    state = next.state
    texts.push(...next.lines.map((line: { kind: string; text: string }) => `${line.kind}: ${line.text}`))
  }
  assert.deepEqual(texts.slice(2), ['act: crm.add-tag', 'say: Anoté 6 para Marta.', 'hand-off: Te paso con el mostrador.'])
  assert.equal((await bot.events()).length, before)
  assert.deepEqual([...(await bot.list()), ...(await bot.list('pending'))], [])
})

test('files go with the messages of a flow and with frequent answers; one that is not there is refused', async (t) => {
  const shop = await aShop(t)
  const put = (name: string) =>
    shop.run((ctx) => ctx.files.put(ctx, { bytes: Buffer.from(`%PDF-1.4 ${name}\n%%EOF`), name, isTemporary: true }))
  const [menu, zones] = [await put('carta.pdf'), await put('zonas.pdf')]
  const asked = { questions: ['¿Hacen envíos?'], text: 'Sí, {{clientName}}: estas son las zonas.' }
  const file = { fileId: zones.id, name: zones.name }
  const tooLong = await shop.http.post('/frequent-answers', { ...asked, text: 'a'.repeat(1025), file })
  assert.deepEqual([tooLong.status, tooLong.body.code], [422, 'bots.answer_too_long'])
  const gone = await shop.http.post('/frequent-answers', { ...asked, file: { fileId: shop.brandId, name: 'x.pdf' } })
  assert.deepEqual([gone.status, gone.body.code], [422, 'bots.file_gone'])
  assert.equal((await shop.http.post('/frequent-answers', { ...asked, file })).status, 200)
  const [found] = (await shop.http.get('/answer-matches?text=hacen%20envios')).body.items
  assert.deepEqual([found.file.name, found.file.mimeType], ['zonas.pdf', 'application/pdf'])

  const draft = chickenFlow()
  for (const node of draft.nodes)
    if (node.kind === 'answer' && node.id === 'where') Object.assign(node, { link: null, file: { fileId: menu.id, name: menu.name } })
  const bot = await aBot(t, { shop, draft })
  const wrong = structuredClone(draft)
  for (const node of wrong.nodes) if (node.kind === 'answer' && node.file) node.file.fileId = shop.brandId
  const { version } = (await bot.http.get(`/bot-flows/${bot.flowId}`)).body
  const refused = await bot.http.put(`/bot-flows/${bot.flowId}/draft`, { draft: wrong }, { headers: { 'if-match': `"${version}"` } })
  assert.deepEqual([refused.status, refused.body.code], [422, 'bots.file_gone'])
  await bot.writes('Hola')
  await bot.writes('¿hacen envíos?')
  await bot.writes('donde quedan?')
  const files = (await bot.thread()).flatMap(({ direction, content }) =>
    direction === 'out' && content['kind'] === 'document'
      ? [[(content['media'] as { filename: string }).filename, content['caption']]]
      : [],
  )
  assert.deepEqual(files, [
    ['zonas.pdf', 'Sí, Martina Quiroga: estas son las zonas.'],
    ['carta.pdf', 'San Martín 1200.'],
  ])
})
