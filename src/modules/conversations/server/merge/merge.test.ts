import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'

const ana = '5491155550101'

/** What Ana asked last week and was resolved, and what she asks now. */
async function twoThreads(shop: Shop): Promise<{ before: string; now: string }> {
  await shop.hear({ from: ana, text: 'Quería un presupuesto' })
  const before = only(await shop.list()).id
  await shop.http.post(`/conversations/${before}/messages`, { content: { kind: 'text', text: 'Son 40 empanadas' } })
  await shop.http.patch(`/conversations/${before}/labels`, { add: ['Evento'] })
  await shop.http.put(`/conversations/${before}/state`, { state: 'resolved' })
  shop.clock.advance({ days: 7 } as never)
  await shop.hear({ from: ana, text: 'Dale, lo confirmo' })
  return { before, now: only(await shop.list()).id }
}
const words = async (shop: Shop, id: string) =>
  (await shop.messages(id)).toReversed().flatMap(({ content }) => ('text' in content ? [content.text] : []))

test('two conversations of a customer become one thread in the order in which it was said, with the labels of both', async (t) => {
  const shop = await aShop(t)
  const { before, now } = await twoThreads(shop)
  assert.notEqual(before, now)
  const merged = await shop.http.post(`/conversations/${now}/merges`, { otherId: before })
  assert.deepEqual([merged.status, merged.body.state, merged.body.labels], [200, 'open', ['Evento']])
  assert.deepEqual(await words(shop, now), ['Quería un presupuesto', 'Son 40 empanadas', 'Dale, lo confirmo'])
  assert.equal((await shop.http.get(`/conversations/${before}`)).body.mergedIntoId, now)
  assert.deepEqual(await shop.list('resolved'), [])
  const again = await shop.http.post(`/conversations/${now}/merges`, { otherId: before })
  assert.equal(again.status, 200)
  assert.equal((await words(shop, now)).length, 3)
})

test('what the customer writes next goes on in the thread that is left', async (t) => {
  const shop = await aShop(t)
  const { before, now } = await twoThreads(shop)
  await shop.http.post(`/conversations/${before}/merges`, { otherId: now })
  await shop.hear({ from: ana, text: '¿Me escuchan?' })
  assert.equal(only(await shop.list()).id, before)
  assert.equal((await words(shop, before)).at(-1), '¿Me escuchan?')
  const answer = await shop.http.post(`/conversations/${before}/messages`, { content: { kind: 'text', text: 'Sí' } })
  assert.equal(answer.status, 200)
})

test('conversations of different people are never made one', async (t) => {
  const shop = await aShop(t)
  const { now } = await twoThreads(shop)
  await shop.hear({ from: '5491155550102', name: 'Bruno', text: 'Hola' })
  const other = (await shop.list()).find(({ id }) => id !== now)
  const refused = await shop.http.post(`/conversations/${now}/merges`, { otherId: other?.id })
  assert.deepEqual([refused.status, refused.body.code], [409, 'conversations.not_the_same_customer'])
  assert.equal((await shop.http.post(`/conversations/${now}/merges`, { otherId: now })).status, 409)
  assert.deepEqual(await words(shop, now), ['Dale, lo confirmo'])
})

test('two who merge the same two crosswise end up with one thread and nothing lost', async (t) => {
  const shop = await aShop(t)
  const { before, now } = await twoThreads(shop)
  const answers = await Promise.all([
    shop.http.post(`/conversations/${now}/merges`, { otherId: before }),
    shop.http.post(`/conversations/${before}/merges`, { otherId: now }),
  ])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  const left = answers[0]?.status === 200 ? now : before
  assert.equal((await words(shop, left)).length, 3)
})

test('who does not see both sees neither moved', async (t) => {
  const shop = await aShop(t)
  const { before, now } = await twoThreads(shop)
  const paula = shop.as({ name: 'Paula', permissions: [canReadOwn, canReply] })
  assert.equal((await paula.http.post(`/conversations/${now}/merges`, { otherId: before })).status, 404)
  assert.deepEqual(await words(shop, now), ['Dale, lo confirmo'])
})
