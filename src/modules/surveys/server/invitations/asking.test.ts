import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createForDemo, DemoTemplate } from '#conversations/server/templates/demo-templates.ts'
import { only } from '#conversations/server/testing/stage.ts'
import { newId } from '#kernel/contract/ids.ts'
import { testServer } from '#kernel/testing/http.ts'
import { untilSomebodyWaits } from '#kernel/testing/waiting.ts'
import type { Survey } from '#surveys/contract/survey.ts'
import { sendInvitation } from '#surveys/server/invitations/asking.job.ts'
import * as store from '#surveys/server/invitations/invitations.store.ts'
import { linkOf } from '#surveys/server/invitations/link.ts'
import { deliveryKey } from '#surveys/server/surveys/fit.ts'
import { from, texts, type Asking, asking, resolve, invitations, one, state } from '#surveys/server/testing/asking.ts'

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
