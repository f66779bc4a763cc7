import assert from 'node:assert/strict'
import { test } from 'node:test'
import { only, type Shop } from '#conversations/server/testing/stage.ts'
import { newId } from '#kernel/contract/ids.ts'
import { testServer } from '#kernel/testing/http.ts'
import { linkOf } from '#surveys/server/invitations/link.ts'
import { from, texts, asking, resolve, one, results, press, said, state } from '#surveys/server/testing/asking.ts'

const tasks = async (
  shop: Shop,
): Promise<{ title: string; priority: string; assigneeName: string | null; reference: { href: string } }[]> =>
  (await shop.http.get('/tasks')).body.items

test('a resolved conversation asks, and the answer by a button is kept without opening it again', async (t) => {
  const shop = await asking(t)
  await resolve(shop, shop.conversationId)
  const sent = await one(shop)
  assert.deepEqual([sent.state, sent.via], ['sent', 'chat'])
  const asked = (await shop.messages(shop.conversationId)).find(({ kind }) => kind === 'interactive')
  assert.ok(asked?.content.kind === 'interactive' && asked.content.interactive.type === 'list')
  assert.equal(asked.content.interactive.sections[0]?.rows.length, 5)
  assert.equal((await state(shop)).state, 'resolved')

  await press(shop, sent.id, 4)
  const after = await said(shop)
  assert.deepEqual(after.slice(-3), ['in: choice', '* survey-answered 4 de 5', 'out: ¡Gracias! Nos alegra.\n\n¿Qué pesó más?'])
  assert.deepEqual([(await one(shop)).state, (await one(shop)).score, (await one(shop)).band], ['partly', 4, 'good'])

  await shop.hear({ from, text: 'Llegó rápido y caliente' })
  assert.deepEqual((await said(shop)).slice(-2), ['in: Llegó rápido y caliente', 'out: ¡Gracias por contarnos!'])
  assert.deepEqual([(await one(shop)).state, (await one(shop)).comment], ['answered', 'Llegó rápido y caliente'])
  const { state: now, waitingSince, unreadCount } = await state(shop)
  assert.deepEqual([now, waitingSince, unreadCount], ['resolved', null, 0])

  // The question is over: what comes now is for a person.
  await shop.hear({ from, text: '5' })
  assert.equal((await state(shop)).state, 'open')
  const found = await results(shop)
  assert.deepEqual([found.score.count, found.score.value, found.sent, found.answeredOfSent, found.comments], [1, 1, 1, 1, 1])
  assert.deepEqual(
    found.groups.find(({ group }) => group === 'agent')?.rows.map(({ key }) => key),
    [shop.actor.id],
  )
  const timeline = (await shop.http.get(`/contacts/${shop.contactId}/timeline?kind=surveys.answered`)).body.items
  assert.deepEqual(
    timeline.map(({ values }: { values: { score: number } }) => values.score),
    [4],
  )
})

test('a bad score becomes something to do, once, for whoever attended, and stands in "attend now"', async (t) => {
  const shop = await asking(t)
  await resolve(shop, shop.conversationId)
  const { id } = await one(shop)
  await press(shop, id, 1, 'wamid.first')
  await press(shop, id, 1, 'wamid.first')
  await press(shop, id, 2)
  await shop.settle()
  const { title, priority, reference } = only(await tasks(shop))
  assert.deepEqual(
    [title, priority, reference.href],
    ['Hablar con Martina Quiroga: puntuó 2 de 5', 'high', `/bandeja/${shop.conversationId}`],
  )
  assert.deepEqual([(await one(shop)).score, (await results(shop)).score.count], [2, 1])
  assert.deepEqual(
    (await shop.http.get('/attention-items')).body.items.map(({ kind }: { kind: string }) => kind),
    ['task'],
  )
})

test('what is not plainly an answer reaches a person as ever', async (t) => {
  const shop = await asking(t)
  await resolve(shop, shop.conversationId)
  await shop.hear({ from, text: '¿Y ensalada tienen?' })
  const { state: now, unreadCount } = await state(shop)
  assert.deepEqual([now, unreadCount, (await one(shop)).state], ['open', 1, 'sent'])
  // The first message after the question was another one; a number now may mean anything. The button still is the answer.
  await shop.hear({ from, text: '5' })
  assert.deepEqual([(await one(shop)).state, (await state(shop)).unreadCount], ['sent', 2])
  await press(shop, (await one(shop)).id, 5)
  assert.deepEqual([(await one(shop)).score, (await state(shop)).unreadCount], [5, 2])
})

test('two messages in one second: the score is the answer and the wish opens the conversation', async (t) => {
  const shop = await asking(t)
  await resolve(shop, shop.conversationId)
  await shop.hear({ from, text: 'cinco' }, { from, text: 'Quiero hacer otro pedido' })
  assert.deepEqual([(await one(shop)).score, (await one(shop)).comment], [5, 'Quiero hacer otro pedido'])
  const { state: now, unreadCount } = await state(shop)
  assert.deepEqual([now, unreadCount], ['open', 1])
})

test('an answer after months begins no conversation, and one after the end is told so', async (t) => {
  const shop = await asking(t, { expiresHours: 720 })
  await resolve(shop, shop.conversationId)
  const { id } = await one(shop)
  shop.clock.advance({ hours: 24 * 20 })
  await press(shop, id, 5)
  assert.deepEqual([(await one(shop)).score, (await state(shop)).state], [5, 'resolved'])
  shop.clock.advance({ hours: 24 * 20 })
  await press(shop, id, 1)
  assert.equal((await said(shop)).at(-1), 'out: Esa encuesta ya cerró. ¡Gracias igual!')
  assert.deepEqual([(await one(shop)).score, await tasks(shop)], [5, []])
})

test('the link answers with one press, can be changed until it is over, and tells nothing to who makes one up', async (t) => {
  const shop = await asking(t)
  const made = (await shop.http.post(`/surveys/${shop.survey.id}/invitations`, { contactId: shop.contactId })).body
  const path = new URL(made.url).pathname
  const app = await testServer(shop.kernel)
  const visit = async (form?: Record<string, string>, url = path) => {
    const answer = await app.inject(
      form
        ? {
            method: 'POST',
            url,
            payload: new URLSearchParams(form).toString(),
            headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
          }
        : { method: 'GET', url },
    )
    return { status: answer.statusCode, text: answer.body }
  }
  const page = await visit()
  assert.ok(page.status === 200 && page.text.includes(texts.question) && !page.text.includes('<script'))
  assert.equal((await one(shop)).state, 'sent', 'looking is no answer: programs look too')
  assert.ok((await visit({ score: '2' })).text.includes(texts.bad))
  assert.deepEqual([(await one(shop)).score, (await one(shop)).state], [2, 'partly'])
  assert.ok((await visit({ comment: 'Tardó <b>mucho</b>' })).text.includes('Tardó &lt;b&gt;mucho&lt;/b&gt;'))
  assert.ok((await visit({ score: '5' })).text.includes(texts.good))
  assert.deepEqual([(await one(shop)).score, (await one(shop)).comment, (await results(shop)).score.count], [5, 'Tardó <b>mucho</b>', 1])
  const bad: Record<string, string>[] = [{ score: '9' }, { score: '-1' }, { score: 'x' }, {}, { comment: '  ' }]
  for (const form of bad) assert.equal((await visit(form)).status, 422)
  const forged = `${path.slice(0, -1)}${path.endsWith('A') ? 'B' : 'A'}`
  const other = linkOf({ config: shop.kernel.config, crypto: shop.kernel.crypto, org: shop.id }, newId()).url
  for (const url of [forged, '/e/x', new URL(other).pathname]) {
    assert.equal((await visit(undefined, url)).status, 404)
    assert.equal((await visit({ score: '5' }, url)).status, 404)
  }
  shop.clock.advance({ hours: 73 })
  assert.equal((await visit({ score: '1' })).status, 410)
  assert.equal((await one(shop)).score, 5)
})
