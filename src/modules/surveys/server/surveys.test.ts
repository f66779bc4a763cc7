import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { conversationsForgotten } from '#conversations/contract/events.ts'
import * as conversations from '#conversations/server/public.ts'
import { createForDemo, DemoTemplate } from '#conversations/server/templates/demo-templates.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import { newId } from '#kernel/contract/ids.ts'
import { testServer } from '#kernel/testing/http.ts'
import { untilSomebodyWaits } from '#kernel/testing/waiting.ts'
import type { Invitation } from '#surveys/contract/invitation.ts'
import { canReadSurveys } from '#surveys/contract/permissions.ts'
import type { Results } from '#surveys/contract/result.ts'
import type { Survey } from '#surveys/contract/survey.ts'
import { sendInvitation } from '#surveys/server/invitations/asking.job.ts'
import * as store from '#surveys/server/invitations/invitations.store.ts'
import { linkOf } from '#surveys/server/invitations/link.ts'
import { deliveryKey } from '#surveys/server/surveys/fit.ts'

const from = '5491155550101'
const texts = {
  question: '¿Cómo fue tu experiencia?',
  good: '¡Gracias! Nos alegra.',
  middle: '¡Gracias! Vamos a mejorar.',
  bad: 'Perdón. Te vamos a escribir.',
  followUp: '¿Qué pesó más?',
}

type Asking = Shop & { survey: Survey; conversationId: string; contactId: string }

/** A shop that asks, and a customer who was answered and whose conversation is not resolved yet. */
async function asking(t: TestContext, settings: Record<string, unknown> = {}): Promise<Asking> {
  const shop = await aShop(t)
  const made = await shop.http.post('/surveys', {
    name: 'Satisfacción',
    kind: 'csat',
    language: 'es',
    texts,
    delayMinutes: 0,
    isActive: true,
    ...settings,
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  await shop.hear({ from, text: '¿Tienen alitas?' })
  const { id, contactId } = only(await shop.list())
  await answer(shop, id)
  return { ...shop, survey: made.body as Survey, conversationId: id, contactId }
}

async function answer(shop: Shop, id: string): Promise<void> {
  const sent = await shop.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text: 'Sí, quedan.' } })
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
}
async function resolve(shop: Shop, id: string): Promise<void> {
  const done = await shop.http.put(`/conversations/${id}/state`, { state: 'resolved' })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  await shop.settle()
}
const invitations = async (shop: Asking): Promise<Invitation[]> => (await shop.http.get(`/contacts/${shop.contactId}/surveys`)).body.items
const one = async (shop: Asking): Promise<Invitation> => only(await invitations(shop))
const results = async (shop: Asking): Promise<Results> => (await shop.http.get(`/surveys/${shop.survey.id}/results`)).body
const press = (shop: Asking, invitationId: string, score: number, id?: string) =>
  shop.hear({
    from,
    ...(id && { id }),
    raw: {
      type: 'interactive',
      interactive: { type: 'list_reply', list_reply: { id: `surveys:${invitationId}:${score}`, title: String(score) } },
    },
  })
const said = async (shop: Asking): Promise<string[]> => {
  await shop.settle()
  return (await shop.messages(shop.conversationId))
    .toReversed()
    .map(({ content, direction }) =>
      content.kind === 'activity'
        ? `* ${content.what} ${String(content.values['answer'] ?? '')}`.trim()
        : `${direction}: ${content.kind === 'text' ? content.text : content.kind}`,
    )
}
const state = async (shop: Asking) => (await shop.http.get(`/conversations/${shop.conversationId}`)).body
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

test('whoever wrote again, opted out, is restricted or was asked lately is not asked, and it says why', async (t) => {
  const reasonOf = async (prepare: (shop: Asking) => Promise<unknown>, settings = {}): Promise<string | null> => {
    const shop = await asking(t, { delayMinutes: 10, ...settings })
    await resolve(shop, shop.conversationId)
    assert.equal((await one(shop)).state, 'scheduled')
    await prepare(shop)
    shop.clock.advance({ minutes: 11 })
    await shop.settle()
    return (await invitations(shop)).find(({ reason }) => reason !== null)?.reason ?? null
  }
  assert.equal(await reasonOf((shop) => shop.hear({ from, text: 'Otra cosa' })), 'wrote_again')
  assert.equal(
    await reasonOf((shop) => shop.http.put(`/contacts/${shop.contactId}/consents/whatsapp/service`, { state: 'denied' })),
    'opted_out',
  )
  assert.equal(
    await reasonOf((shop) => shop.http.put(`/contacts/${shop.contactId}/restriction`, { isRestricted: true, reason: 'Lo pidió' })),
    'restricted',
  )
  assert.equal(
    await reasonOf((shop) =>
      shop.http.patch(`/surveys/${shop.survey.id}`, { isActive: false }, { headers: { 'if-match': `"${shop.survey.version}"` } }),
    ),
    'survey_off',
  )
  assert.equal(
    await reasonOf((shop) => shop.http.post(`/surveys/${shop.survey.id}/invitations`, { contactId: shop.contactId })),
    'cooldown',
  )
  assert.equal(await reasonOf(async (shop) => shop.clock.advance({ hours: 25 })), 'window_closed')
})

test('who is to be asked about two things at the same moment is asked about one', async (t) => {
  const shop = await asking(t, { delayMinutes: 10 })
  const { body: delivery } = await shop.http.post('/surveys', {
    name: 'Entrega',
    kind: 'csat',
    language: 'es',
    texts,
    about: 'delivery',
    isActive: true,
  })
  await resolve(shop, shop.conversationId)
  const [first, second] = [(await one(shop)).id, newId()]
  const { contactId, conversationId } = shop
  const nowhere = { brandId: null, channelId: null, teamId: null, agentId: null, sent: null }
  const dueAt = shop.clock.now().toISOString()
  await shop.run((ctx) =>
    store.insert(ctx, {
      id: second,
      surveyId: delivery.id,
      occasion: deliveryKey('order:1'),
      contactId,
      conversationId,
      dueAt,
      ...nowhere,
    }),
  )
  let begin = (): void => {}
  const hasAsked = new Promise<void>((resolved) => (begin = resolved))
  const asksFirst = shop.run(async (ctx) => {
    await sendInvitation.run?.(ctx, { invitationId: first })
    begin()
    await untilSomebodyWaits(ctx)
  })
  await hasAsked
  await Promise.all([asksFirst, shop.run((ctx) => sendInvitation.run?.(ctx, { invitationId: second }) ?? Promise.resolve())])
  const all = await invitations(shop)
  assert.deepEqual(all.map(({ state, reason }) => [state, reason]).toSorted(), [
    ['sent', null],
    ['skipped', 'cooldown'],
  ])
})

test('outside of the window the approved template asks with the link, and a number or its word answers it; a paused one asks nobody', async (t) => {
  for (const [kind, isApproved] of [
    ['csat', true],
    ['nps', true],
    ['csat', false],
  ] as const) {
    const shop = await asking(t, { kind, delayMinutes: 25 * 60 })
    const design = { body: 'Hola {{1}}, contanos cómo te fue: {{2}}', examples: { 'body:1': 'Ana', 'body:2': 'https://a.b/c' } }
    await shop.run((ctx) =>
      createForDemo(ctx, shop.number.wabaId, [
        DemoTemplate.parse({ name: 'opinion', category: 'utility', state: isApproved ? 'approved' : 'paused', design }),
      ]),
    )
    const template = only((await shop.http.get('/templates')).body.items as { id: string }[])
    const values = { 'body:1': '{{nombre}}', 'body:2': '{{enlace}}' }
    const changed = await shop.http.patch(
      `/surveys/${shop.survey.id}`,
      { template: { templateId: template.id, values } },
      { headers: { 'if-match': `"${shop.survey.version}"` } },
    )
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    await resolve(shop, shop.conversationId)
    shop.clock.advance({ hours: 26 })
    await shop.settle()
    const { id, state: now, via, reason } = await one(shop)
    assert.deepEqual([now, via, reason], isApproved ? ['sent', 'template', null] : ['skipped', null, 'not_sent'])
    if (!isApproved) continue
    const { url } = linkOf({ config: shop.kernel.config, crypto: shop.kernel.crypto, org: shop.id }, id)
    const content = (await shop.messages(shop.conversationId)).find(({ kind }) => kind === 'template')?.content
    assert.ok(
      content?.kind === 'template' && content.body === `Hola Martina Quiroga, contanos cómo te fue: ${url}`,
      JSON.stringify(content),
    )
    const page = await testServer(shop.kernel).then((server) => server.inject({ url: new URL(url).pathname }))
    assert.deepEqual([page.statusCode, page.body.includes(texts.question)], [200, true], 'the link leads to the page')
    await shop.hear({ from, text: kind === 'nps' ? 'te pongo un nueve' : 'Cuatro' })
    assert.deepEqual([(await one(shop)).score, (await state(shop)).state], [kind === 'nps' ? 9 : 4, 'resolved'])
  }
})

test('only conversations in which both wrote are asked about, and only of the chosen teams', async (t) => {
  const shop = await asking(t, { cooldownDays: 0 })
  await shop.hear({ from: '5491155550102', text: 'Hola' })
  const silent = (await shop.list()).find(({ id }) => id !== shop.conversationId)
  await resolve(shop, silent?.id ?? '')
  assert.deepEqual((await shop.http.get(`/contacts/${silent?.contactId}/surveys`)).body.items, [])
  const team = (await shop.http.post('/teams', { name: 'Delivery', memberIds: [] })).body
  const [known] = (await shop.http.get('/surveys')).body.items as Survey[]
  await shop.http.patch(`/surveys/${shop.survey.id}`, { teamIds: [team.id] }, { headers: { 'if-match': `"${known?.version}"` } })
  await resolve(shop, shop.conversationId)
  assert.deepEqual(await invitations(shop), [])
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

test('what was said moves with its contact, comes back when the merge is undone, and goes when they are erased', async (t) => {
  const shop = await asking(t)
  const survivor = (await shop.http.post('/contacts', { kind: 'person', name: 'Martina Q.' })).body
  await resolve(shop, shop.conversationId)
  await press(shop, (await one(shop)).id, 5)
  const of = async (id: string): Promise<number> => (await shop.http.get(`/contacts/${id}/surveys`)).body.items.length
  const merged = await shop.http.post(`/contacts/${survivor.id}/merges`, { otherId: shop.contactId })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.deepEqual([await of(survivor.id), await of(shop.contactId)], [1, 0])
  const { id } = await one({ ...shop, contactId: survivor.id })
  await press(shop, id, 4)
  assert.equal((await one({ ...shop, contactId: survivor.id })).score, 4)
  const undone = await shop.http.put(`/contact-merges/${merged.body.id}/undo`, {})
  assert.equal(undone.status, 200, JSON.stringify(undone.body))
  assert.deepEqual([await of(survivor.id), await of(shop.contactId)], [0, 1])
  await shop.settle()
  const gone = await shop.http.post(`/contacts/${shop.contactId}/erasures`, { confirmation: 'Martina Quiroga' })
  assert.equal(gone.status, 200, JSON.stringify(gone.body))
  await shop.settle()
  assert.equal((await results(shop)).score.count, 0)
  const { url } = linkOf({ config: shop.kernel.config, crypto: shop.kernel.crypto, org: shop.id }, id)
  assert.equal((await (await testServer(shop.kernel)).inject({ method: 'GET', url: new URL(url).pathname })).statusCode, 404)
})

test('a survey that was sent is only archived, one that was not is gone, and deleting takes back what was planned', async (t) => {
  const shop = await asking(t)
  const never = (await shop.http.post('/surveys', { name: 'NPS', kind: 'nps', language: 'es', texts })).body as Survey
  await resolve(shop, shop.conversationId)
  const { id } = await one(shop)
  for (const one of [never, shop.survey]) assert.equal((await shop.http.delete(`/surveys/${one.id}`)).status, 200)
  const [kept, ...others] = (await shop.http.get('/surveys')).body.items as Survey[]
  assert.deepEqual([kept?.id, kept?.isActive, kept?.archivedAt !== null, others], [shop.survey.id, false, true, []])
  await press(shop, id, 5)
  assert.deepEqual([(await one(shop)).score, (await state(shop)).state], [5, 'resolved'])
})

test('who attended is told only to whoever may compare people, and bad input changes nothing', async (t) => {
  const shop = await asking(t)
  await resolve(shop, shop.conversationId)
  await press(shop, (await one(shop)).id, 5)
  const reader = shop.as({ permissions: [canReadSurveys] })
  const seen = (await reader.http.get(`/surveys/${shop.survey.id}/results`)).body as Results
  assert.deepEqual(
    seen.groups.map(({ group }) => group),
    ['team', 'channel', 'brand'],
  )
  assert.equal((await reader.http.get(`/surveys/${shop.survey.id}/answers`)).body.items[0].agentName, null)
  assert.equal((await reader.http.post('/surveys', { name: 'x', kind: 'csat', language: 'es', texts })).status, 403)
  for (const [body, code] of [
    [{ name: '', kind: 'csat', language: 'es', texts }, 'kernel.invalid_input'],
    [{ name: 'x', kind: 'stars', language: 'es', texts }, 'kernel.invalid_input'],
    [{ name: 'x', kind: 'csat', language: 'es', texts, samplePercent: 0 }, 'kernel.invalid_input'],
    [{ name: 'x', kind: 'csat', language: 'es', texts, teamIds: [newId()] }, 'surveys.scope_unknown'],
  ] as const) {
    const refused = await shop.http.post('/surveys', body)
    assert.deepEqual([refused.status, refused.body.code], [422, code])
  }
  assert.equal(
    (await shop.http.post(`/surveys/${shop.survey.id}/invitations`, { contactId: newId() })).body.code,
    'surveys.contact_unknown',
  )
  const other = await aShop(t)
  assert.equal((await other.http.get(`/surveys/${shop.survey.id}`)).status, 404)
  assert.equal((await other.http.get(`/surveys/${shop.survey.id}/results`)).status, 404)
})

test('when the thread is forgotten what was said of it stays, and nobody is asked about it any more', async (t) => {
  const shop = await asking(t)
  await resolve(shop, shop.conversationId)
  await press(shop, (await one(shop)).id, 5)
  await shop.settle()
  await shop.run((ctx) => ctx.emit(conversationsForgotten, { ids: [shop.conversationId] }))
  assert.deepEqual([(await one(shop)).conversationId, (await one(shop)).score], [null, 5])
})

test('what is said beside a conversation leaves its clocks alone, unlike what answers it', async (t) => {
  const shop = await asking(t)
  await resolve(shop, shop.conversationId)
  const before = await state(shop)
  const aside = {
    conversationId: shop.conversationId,
    messageId: newId(),
    content: { kind: 'text', text: 'Aviso' },
    authorName: 'Encuesta',
  } as const
  await shop.run((ctx) => conversations.say(ctx, aside))
  await shop.run((ctx) => conversations.say(ctx, aside))
  const after = await state(shop)
  assert.deepEqual([after.state, after.resolvedAt, after.waitingSince], [before.state, before.resolvedAt, before.waitingSince])
  assert.equal((await said(shop)).filter((line) => line === 'out: Aviso').length, 1)
  await answer(shop, shop.conversationId)
  assert.equal((await state(shop)).state, 'open', 'the control: an answer opens it again')
})
