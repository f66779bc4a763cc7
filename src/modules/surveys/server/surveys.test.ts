import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conversationsForgotten } from '#conversations/contract/events.ts'
import * as conversations from '#conversations/server/public.ts'
import { aShop } from '#conversations/server/testing/stage.ts'
import { newId } from '#kernel/contract/ids.ts'
import { testServer } from '#kernel/testing/http.ts'
import { canReadSurveys } from '#surveys/contract/permissions.ts'
import type { Results } from '#surveys/contract/result.ts'
import type { Survey } from '#surveys/contract/survey.ts'
import { linkOf } from '#surveys/server/invitations/link.ts'
import { texts, asking, answer, resolve, one, results, press, said, state } from '#surveys/server/testing/asking.ts'

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

test('what goes out as a template has only variables that are filled in', async (t) => {
  const shop = await asking(t)
  const template = { templateId: newId(), values: { 'body:1': 'Hola {{ nombre }}', 'body:2': '{{enlase}}', 'body:3': '{{teléfono}}' } }
  const { status, body } = await shop.http.post('/surveys', { name: 'NPS', kind: 'nps', language: 'es', texts, template })
  assert.equal(status, 422)
  assert.deepEqual(
    body.issues.map(({ path, message }: { path: string; message: string }) => [path, message]),
    ['template.values.body:2', 'template.values.body:3'].map((path) => [
      path,
      'No conocemos uno de los datos entre llaves. Van {{nombre}}, {{enlace}}, {{negocio}} y {{codigo}}.',
    ]),
  )
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
