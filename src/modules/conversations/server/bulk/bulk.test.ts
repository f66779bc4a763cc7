import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { canAssign, canReadAll, canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { aShop, type Shop } from '#conversations/server/testing/stage.ts'

const people = ['5491155550101', '5491155550102', '5491155550103']

async function threeQuestions(shop: Shop): Promise<string[]> {
  for (const [i, from] of people.entries()) await shop.hear({ from, name: `Cliente ${i}`, text: 'Hola' })
  return (await shop.list()).map(({ id }) => id)
}

test('what is done to many conversations is done to each, with its line in each thread', async (t) => {
  const shop = await aShop(t)
  const ids = await threeQuestions(shop)
  const done = await shop.http.post('/conversation-changes', { ids, action: { do: 'label', add: ['Evento'] } })
  assert.deepEqual([done.status, done.body.changed.length, done.body.refused], [200, 3, []])
  await shop.http.post('/conversation-changes', { ids: [...ids, ...ids], action: { do: 'resolve' } })
  assert.equal((await shop.list('resolved')).length, 3)
  for (const id of ids) {
    const lines = (await shop.messages(id)).flatMap(({ content }) => (content.kind === 'activity' ? [content.what] : []))
    assert.deepEqual(
      lines.toSorted(),
      ['labels-changed', 'opened', 'resolved'].filter((what) => lines.includes(what as never)),
    )
    assert.equal(lines.filter((what) => what === 'resolved').length, 1)
  }
})

test('those that may not be changed say why, and the others are', async (t) => {
  const shop = await aShop(t)
  const ids = await threeQuestions(shop)
  const paula = shop.as({ name: 'Paula', permissions: [canReadOwn, canReadAll, canReply] })
  const lautaro = shop.as({ name: 'Lautaro', permissions: [canReadOwn, canReadAll, canReply] })
  await lautaro.http.post(`/conversations/${ids[0]}/take`)
  const stranger = newId()
  const taking = await paula.http.post('/conversation-changes', {
    ids: [...ids, stranger],
    action: { do: 'assign', assigneeId: paula.actor.id },
  })
  assert.equal(taking.status, 200)
  assert.deepEqual(taking.body.changed.toSorted(), ids.slice(1).toSorted())
  const codes = Object.fromEntries(taking.body.refused.map(({ id, code }: { id: string; code: string }) => [id, code]))
  assert.deepEqual(codes, { [ids[0] as string]: 'conversations.taken', [stranger]: 'conversations.conversation_not_found' })
  assert.match(taking.body.refused.find(({ code }: { code: string }) => code === 'conversations.taken').title, /Lautaro/)
})

test('handing many to somebody else needs the right to hand one', async (t) => {
  const shop = await aShop(t)
  const ids = await threeQuestions(shop)
  const lautaro = shop.as({ name: 'Lautaro', permissions: [canReadOwn, canReply] })
  const paula = shop.as({ name: 'Paula', permissions: [canReadOwn, canReadAll, canReply] })
  const to = { ids, action: { do: 'assign', assigneeId: lautaro.actor.id } }
  assert.equal((await paula.http.post('/conversation-changes', to)).status, 403)
  assert.ok((await shop.list()).every(({ assigneeId }) => assigneeId === null))
  const boss = shop.as({ name: 'Julia', permissions: [canReadOwn, canReadAll, canReply, canAssign] })
  assert.equal((await boss.http.post('/conversation-changes', { ids, action: { do: 'assign', assigneeId: null } })).body.changed.length, 3)
})

test('who sees only their own changes only their own', async (t) => {
  const shop = await aShop(t)
  const ids = await threeQuestions(shop)
  const paula = shop.as({ name: 'Paula', permissions: [canReadOwn, canReply] })
  const done = await paula.http.post('/conversation-changes', { ids, action: { do: 'resolve' } })
  assert.deepEqual([done.body.changed, done.body.refused.length], [[], 3])
  assert.equal((await shop.list()).length, 3)
})

test('two people who do it to the same ones at once both get an answer', async (t) => {
  const shop = await aShop(t)
  const ids = await threeQuestions(shop)
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      shop.http.post('/conversation-changes', { ids: i % 2 ? ids : ids.toReversed(), action: { do: i % 2 ? 'resolve' : 'reopen' } }),
    ),
  )
  assert.ok(answers.every(({ status }) => status === 200))
})
