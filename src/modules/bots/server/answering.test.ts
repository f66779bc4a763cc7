import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { MessageUnderstanding } from '#bots/contract/understanding.ts'
import { answerFor } from '#bots/server/answers/finding.ts'
import { canReadOwn } from '#conversations/contract/permissions.ts'
import { retention } from '#conversations/server/retention/retention.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import { recent } from '#crm/server/activities/activities.ts'

const ana = '5491155550101'
const again = '5491155550102'

const heard = async (shop: Shop, text: string, from = ana) => {
  await shop.hear({ from, text })
  return only((await shop.list()).filter(({ contactAddress }) => contactAddress.replaceAll(/\D/g, '').endsWith(from.slice(-4))))
}
const understood = async (shop: Shop, id: string): Promise<MessageUnderstanding[]> =>
  (await shop.http.get(`/conversations/${id}/understandings`)).body.items
const segment = async (shop: Shop, term: string, value: string[]) => {
  const conditions = { match: 'all', conditions: [{ term, operator: 'in', value }] }
  return (await shop.http.post('/segment-previews', { conditions })).body.count as number
}

test('what a customer writes is understood after the delivery, shown to those who may read it, and counts for their score', async (t) => {
  const shop = await aShop(t)
  const { id, contactId } = await heard(shop, 'hola! cuánto sale el pollo? me encantó el de ayer')
  assert.deepEqual(await understood(shop, id), [], 'the delivery itself waits for none of it')
  await shop.settle()
  const found = only(await understood(shop, id))
  assert.deepEqual([found.intent, found.mood, found.language], ['price', 'positive', 'es'])
  assert.ok(found.words.some(({ text }) => text === 'me encantó'))
  const did = await shop.read((ctx) => recent(ctx, { contactId, since: '2000-01-01T00:00:00Z', limit: 20 }))
  assert.equal(did.filter(({ kind }) => kind === 'intent.price').length, 1, 'told by words and by understanding, once')
  assert.ok((await shop.events()).some(({ type, data }) => type === 'bots.message.understood' && data['conversationId'] === id))

  const stranger = shop.as({ name: 'Paula', permissions: [canReadOwn] })
  assert.equal((await stranger.http.get(`/conversations/${id}/understandings`)).status, 404)
})

test('an edit is understood again, and what was deleted for everyone is forgotten', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: ana, id: 'wamid.edit', text: 'una vergüenza, nunca llegó' })
  const { id } = only(await shop.list())
  await shop.settle()
  assert.equal(only(await understood(shop, id)).mood, 'negative')
  const edit = {
    type: 'edit',
    edit: { original_message_id: 'wamid.edit', message: { type: 'text', text: { body: 'ya llegó, muchas gracias!' } } },
  }
  await shop.hear({ from: ana, raw: edit })
  await shop.settle()
  assert.equal(only(await understood(shop, id)).mood, 'positive')
  await shop.hear({ from: ana, raw: { type: 'revoke', revoke: { original_message_id: 'wamid.edit' } } })
  await shop.settle()
  assert.deepEqual(await understood(shop, id), [])
  assert.equal(await segment(shop, 'bots.mood', ['positive']), 0)
})

test('contacts are narrowed down by what they wrote last, also after they were made one and parted again', async (t) => {
  const shop = await aShop(t)
  const first = await heard(shop, 'quiero hablar con una persona')
  const second = await heard(shop, 'qué asco, vino crudo', again)
  await shop.settle()
  assert.deepEqual(
    [
      await segment(shop, 'bots.intent', ['human']),
      await segment(shop, 'bots.mood', ['negative']),
      await segment(shop, 'bots.language', ['es']),
    ],
    [1, 1, 2],
  )
  const merged = await shop.http.post(`/contacts/${first.contactId}/merges`, { otherId: second.contactId })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  const living = only(await shop.list())
  assert.deepEqual([living.contactId, (await understood(shop, living.id)).length], [first.contactId, 2])
  assert.equal(await segment(shop, 'bots.language', ['es']), 1)
  await shop.http.put(`/contact-merges/${merged.body.id}/undo`, {})
  const all = await shop.list()
  const of = async (contactId: string) => understood(shop, only(all.filter((one) => one.contactId === contactId)).id)
  // Whose the messages of the thread that was moved are is not known here any more: forgotten rather than shown to the wrong one.
  assert.equal((await of(first.contactId)).length + (await of(second.contactId)).length, 1)
})

test('the inbox says what a conversation is about and is narrowed down to it; what nobody knows is refused', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: ana, text: 'hola, cuánto sale el pollo entero?' }, { from: again, text: 'muchas gracias' })
  await shop.settle()
  await shop.hear({ from: ana, text: 'ok' })
  await shop.settle()
  const marks = async (query = '') =>
    ((await shop.http.get(`/conversations?scope=all${query}`)).body.items as { contactAddress: string; marks: { value: string }[] }[]).map(
      (item) => [item.contactAddress.replaceAll(/\D/g, '').slice(-2), item.marks.map(({ value }) => value).join()],
    )
  assert.deepEqual((await marks()).toSorted(), [
    ['01', 'price'],
    ['02', ''],
  ])
  assert.deepEqual(await marks('&facet=bots.topic:price'), [['01', 'price']])
  assert.deepEqual(await marks('&facet=bots.topic:order'), [])
  for (const unknown of ['bots.topic:nothing', 'crm.topic:price', 'x'])
    assert.equal((await shop.http.get(`/conversations?scope=all&facet=${unknown}`)).status, 422, unknown)
  const stranger = shop.as({ name: 'Paula', permissions: [canReadOwn] })
  assert.deepEqual((await stranger.http.get('/conversations?facet=bots.topic:price')).body.items, [])
})

test('figures of the board and the report say how many asked for what, and how they sounded', async (t) => {
  const shop = await aShop(t)
  for (const text of ['cuanto cuesta la docena', 'cuánto sale la pizza', 'pésimo servicio, nunca llegó', 'sos lo más, quedó hermoso'])
    await shop.hear({ from: ana, text })
  await shop.settle()
  const now = shop.clock.now().getTime()
  const query = { from: new Date(now - 86_400_000).toISOString(), to: new Date(now + 86_400_000).toISOString(), zone: 'UTC', brandId: null }
  const module = shop.kernel.modules.find(({ name }) => name === 'bots')
  const figures = await shop.read(async (ctx) =>
    module?.metrics?.find(({ code }) => code === 'understanding')?.measure(ctx, { ...query, bucket: 'day' }),
  )
  const intents = figures?.find(({ code }) => code === 'intents')
  assert.deepEqual(intents?.shape === 'breakdown' && intents.rows[0], { key: 'price', value: 2 })
  const moods = figures?.find(({ code }) => code === 'moods')
  assert.deepEqual(moods?.shape === 'series' && moods.lines.map(({ key, points }) => [key, points[0]?.value]), [
    ['negative', 1],
    ['positive', 1],
  ])
  const table = await shop.read(async (ctx) =>
    module?.reports?.find(({ code }) => code === 'understanding')?.measure(ctx, { ...query, groupBy: 'day' }),
  )
  const row = only(table?.rows ?? [])
  const cell = (key: string) => row.cells[table?.columns.findIndex((column) => column.key === key) ?? -1]
  assert.deepEqual([cell('understood'), cell('intent_price'), cell('negative'), cell('positive')], [4, 2, 0.25, 0.25])
})

test('of conversations that are forgotten by themselves nothing that was understood is left', async (t) => {
  const shop = await aShop(t)
  const { id } = await heard(shop, 'un desastre, llegó frío')
  await shop.settle()
  assert.equal((await shop.http.put(`/conversations/${id}/state`, { state: 'resolved' })).status, 200)
  const kept = () => shop.read((ctx) => ctx.sql<{ n: number }>`select count(*) as n from bots.understanding`)
  assert.equal(only(await kept()).n, 1)
  const later = new Date(shop.clock.now().getTime() + 86_400_000).toISOString()
  await shop.run((ctx) => only(retention.filter(({ code }) => code === 'conversations.conversations')).remove(ctx, later, 10))
  assert.equal(only(await kept()).n, 0)
})

const written = {
  questions: ['¿Hacen envíos?', '¿Tienen delivery a domicilio?'],
  text: 'Sí, {{clientName}}: enviamos a toda la ciudad.',
  category: 'Envíos',
}

test('of two who change the same frequent answer the second is told, and what the first wrote stays', async (t) => {
  const shop = await aShop(t)
  const { id, version } = (await shop.http.post('/frequent-answers', written)).body
  const save = (text: string, headers: Record<string, string>) =>
    shop.http.put(`/frequent-answers/${id}`, { ...written, text }, { headers })
  assert.equal((await save('Hasta 8 km.', { 'if-match': `"${version}"` })).status, 200)
  const late = await save('Hasta 3 km.', { 'if-match': `"${version}"` })
  assert.deepEqual([late.status, late.body.code], [409, 'kernel.changed_meanwhile'])
  assert.equal((await save('Hasta 3 km.', {})).status, 428, 'nor does anybody save who has not said what they read')
  assert.deepEqual(
    (await shop.http.get('/frequent-answers')).body.items.map(({ text }: { text: string }) => text),
    ['Hasta 8 km.'],
  )
})

test('a frequent question is found through the database with mistakes and other words, and only what is sure is answered by a bot', async (t) => {
  const shop = await aShop(t)
  const { id, version } = (await shop.http.post('/frequent-answers', written)).body
  await shop.http.post('/frequent-answers', { questions: ['¿A qué hora abren?'], text: 'De 11 a 15 y de 19 a 0:30.' })
  const matches = async (text: string) => (await shop.http.get(`/answer-matches?text=${encodeURIComponent(text)}`)).body.items
  const [best] = await matches('Hola! acen embios a domisilio?')
  assert.deepEqual([best.id, best.source, best.text, best.question], [id, 'bots.answers', written.text, '¿Hacen envíos?'])
  assert.ok(best.words.includes('embios'))
  assert.deepEqual(await matches('tienen wifi'), [])
  assert.deepEqual(await matches('👍'), [])
  const answer = (text: string) => shop.read((ctx) => answerFor(ctx, { text, brandId: shop.brandId }))
  assert.equal((await answer('hacen envíos a mi barrio?'))?.id, id)
  assert.equal(await answer('quería dos pollos con envío para las nueve a nombre de Julia'), null)

  const headers = { 'if-match': String(version) }
  assert.equal((await shop.http.put(`/frequent-answers/${id}`, { ...written, isActive: false }, { headers })).status, 200)
  assert.equal((await shop.http.put(`/frequent-answers/${id}`, written, { headers })).status, 409)
  assert.equal(await answer('hacen envíos?'), null, 'what is switched off is not said')
  assert.equal((await shop.http.delete(`/frequent-answers/${id}`)).status, 200)
  assert.equal((await shop.http.get('/frequent-answers')).body.items.length, 1)
  assert.equal((await shop.http.post('/frequent-answers', { ...written, brandId: shop.channel.id })).body.code, 'bots.answer_brand_unknown')
  const other = await aShop(t)
  assert.deepEqual(
    (await other.http.get('/answer-matches?text=a%20que%20hora%20abren')).body.items,
    [],
    'of another organization nothing is found',
  )
})

const closed = { text: '¡Hola {{clientName}}! En {{companyName}} ya cerramos. Abrimos {{nextOpening}}.' }

/** Open on Mondays from 9 to 13, at two in the night of a Tuesday. */
async function atNight(t: TestContext): Promise<Shop> {
  const shop = await aShop(t)
  const [calendar] = (await shop.http.get('/calendars')).body.items
  const hours = { zone: 'America/Argentina/Buenos_Aires', weekly: [{ weekday: 1, from: 540, to: 780 }], days: [] }
  const changed = await shop.http.patch(`/calendars/${calendar.id}`, hours, { headers: { 'if-match': String(calendar.version) } })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  shop.clock.set('2030-01-08T02:00:00-03:00')
  return shop
}
const said = async (shop: Shop, id: string) =>
  (await shop.messages(id))
    .toReversed()
    .flatMap(({ direction, content }) => (direction === 'out' && 'text' in content ? [content.text] : []))

test('who writes while the shop is closed is told once, and again in the next closed period; while it is open nobody is', async (t) => {
  const shop = await atNight(t)
  assert.equal((await shop.http.post('/away-replies', closed)).status, 200)
  const { id } = await heard(shop, 'hola, están?')
  await shop.settle()
  const text = '¡Hola Martina Quiroga! En Pollos El Gallo ya cerramos. Abrimos el lunes a las 9:00.'
  assert.deepEqual(await said(shop, id), [text])
  shop.clock.advance({ minutes: 5 })
  await heard(shop, 'bueno, mañana escribo')
  await shop.settle()
  assert.equal((await said(shop, id)).length, 1, 'once in a closed period')
  assert.equal(only(await shop.list()).state, 'open', 'a person still has to attend')

  shop.clock.set('2030-01-14T10:00:00-03:00')
  await heard(shop, 'ahora sí?')
  await shop.settle()
  assert.equal((await said(shop, id)).length, 1, 'open')
  shop.clock.advance({ hours: 4 })
  await heard(shop, 'hola?')
  await shop.settle()
  assert.equal((await said(shop, id)).length, 2, 'closed again')
})

test('nobody is told who is attended by a person after hours, whom a bot has in hand, or who was answered meanwhile', async (t) => {
  const shop = await atNight(t)
  await shop.http.post('/away-replies', closed)
  const { id } = await heard(shop, 'hola')
  await shop.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text: 'Te escribo desde casa' } })
  await shop.settle()
  await heard(shop, 'gracias! y sale hoy?')
  await shop.settle()
  assert.deepEqual(await said(shop, id), ['Te escribo desde casa'])

  const second = await heard(shop, 'buenas', again)
  await shop.run((ctx) => ctx.sql`update conversations.conversation set state = 'pending' where id = ${second.id}`)
  await shop.settle()
  assert.deepEqual(await said(shop, second.id), [])
})

test('what a message for closed hours may not say is refused, and one place has one message', async (t) => {
  const shop = await aShop(t)
  const made = (await shop.http.post('/away-replies', closed)).body
  assert.equal((await shop.http.post('/away-replies', closed)).body.code, 'bots.away_place_taken')
  const wrong = await shop.http.post('/away-replies', { text: 'Volvemos {{proximaApertura}}', channelId: shop.channel.id })
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'bots.unknown_variables'])
  assert.match(wrong.body.title, /\{\{proximaApertura\}\}/)
  assert.equal((await shop.http.post('/away-replies', { ...closed, channelId: shop.brandId })).body.code, 'bots.away_place_unknown')
  assert.equal((await shop.http.post('/away-replies', { ...closed, channelId: shop.channel.id, brandId: shop.brandId })).status, 422)
  const preview = await shop.http.post('/away-reply-previews', { text: 'Hola {{clientName}}' })
  assert.equal(preview.body.text, 'Hola Martina')
  const headers = { 'if-match': String(made.version) }
  assert.equal((await shop.http.put(`/away-replies/${made.id}`, { ...closed, isActive: false }, { headers })).body.isActive, false)
  assert.equal((await shop.http.delete(`/away-replies/${made.id}`)).status, 200)
  assert.deepEqual((await shop.http.get('/away-replies')).body.items, [])
})
