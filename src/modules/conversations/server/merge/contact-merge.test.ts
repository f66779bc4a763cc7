import assert from 'node:assert/strict'
import { test } from 'node:test'
import { merge as mergeContacts } from '#crm/server/duplicates/merge.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'

const ana = '5491155550101'
const again = '5491155550102'

const write = (shop: Shop, from: string, text: string, name = 'Ana') => shop.hear({ from, text, name })
const texts = async (shop: Shop, id: string) =>
  (await shop.messages(id)).toReversed().flatMap(({ content }) => ('text' in content ? [content.text] : []))
const lines = async (shop: Shop, id: string) =>
  (await shop.messages(id)).flatMap(({ content }) => (content.kind === 'activity' ? [content.what] : []))
const openOf = async (shop: Shop, contactId: string) => (await shop.list()).filter((one) => one.contactId === contactId)
const contactOf = async (shop: Shop, phone: string): Promise<string> => {
  const found = await shop.http.get(`/contact-identities?kind=phone&value=%2B${phone}`)
  return found.body.owner.id as string
}
const merge = async (shop: Shop, id: string, otherId: string): Promise<string> => {
  const merged = await shop.http.post(`/contacts/${id}/merges`, { otherId })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  return merged.body.id as string
}
const undo = (shop: Shop, id: string) => shop.http.put(`/contact-merges/${id}/undo`, {})

/** Ana by her number, and Ana by the new one: both wait for an answer. The longer thread is the one that stays. */
async function twice(shop: Shop, { longer = ana } = {}) {
  await write(shop, ana, 'Hola')
  await write(shop, again, 'Soy Ana, cambié de número', 'Anita')
  const [first, second] = [await contactOf(shop, ana), await contactOf(shop, again)]
  const [into, from] = [(await openOf(shop, first))[0]?.id ?? '', (await openOf(shop, second))[0]?.id ?? '']
  await write(shop, longer, '¿Están?', longer === ana ? 'Ana' : 'Anita')
  return { first, second, into, from }
}

test('two who were made one have one open thread with everything that either said, and whoever writes from either number goes on in it', async (t) => {
  const shop = await aShop(t)
  const { first, second, into, from } = await twice(shop)
  await write(shop, ana, '¿Hola?')
  await shop.http.patch(`/conversations/${from}/labels`, { add: ['Mudanza'] })
  const later = { content: { kind: 'text', text: '¿Seguís ahí?' }, sendAt: new Date(shop.clock.now().getTime() + 3_600_000).toISOString() }
  assert.equal((await shop.http.post(`/conversations/${from}/scheduled-messages`, later)).status, 200)
  await merge(shop, first, second)
  assert.deepEqual(
    (await shop.list()).map(({ id, contactId, contactName, labels }) => ({ id, contactId, contactName, labels })),
    [{ id: into, contactId: first, contactName: 'Ana', labels: ['Mudanza'] }],
  )
  assert.deepEqual(await texts(shop, into), ['Hola', '¿Están?', '¿Hola?', 'Soy Ana, cambié de número'])
  assert.equal((await shop.http.get(`/conversations/${from}`)).body.mergedIntoId, into)
  assert.equal((await shop.http.get(`/conversations/${into}/scheduled-messages`)).body.items.length, 1)
  await write(shop, again, '¿Me contestan?')
  assert.deepEqual(
    (await shop.list()).map(({ id }) => id),
    [into],
  )
  assert.equal((await texts(shop, into)).at(-1), '¿Me contestan?')
  await shop.settle()
  const timeline = (await shop.http.get(`/contacts/${first}/timeline?limit=50`)).body.items
  assert.equal(timeline.filter(({ kind }: { kind: string }) => kind === 'conversations.opened').length, 2)
})

for (const longer of [ana, again]) {
  test(`undone, each has their thread again and what was said since stays with the one that stayed, if ${longer === ana ? 'hers' : 'the other’s'} was the longer`, async (t) => {
    const shop = await aShop(t)
    const { first, second, into, from } = await twice(shop, { longer })
    const id = await merge(shop, first, second)
    assert.equal((await shop.list()).length, 1)
    await write(shop, ana, 'Quiero dos combos')
    const later = { content: { kind: 'text', text: 'Ya sale' }, sendAt: new Date(shop.clock.now().getTime() + 3_600_000).toISOString() }
    const open = only(await shop.list()).id
    assert.equal((await shop.http.post(`/conversations/${open}/scheduled-messages`, later)).status, 200)
    assert.equal((await undo(shop, id)).status, 200)
    const mores = (who: string): string[] => (longer === who ? ['¿Están?'] : [])
    assert.deepEqual(await texts(shop, into), ['Hola', ...mores(ana), 'Quiero dos combos'])
    assert.deepEqual(await texts(shop, from), ['Soy Ana, cambié de número', ...mores(again)])
    const [one, other] = [(await shop.http.get(`/conversations/${into}`)).body, (await shop.http.get(`/conversations/${from}`)).body]
    assert.deepEqual([one.contactId, one.contactName, one.state, one.mergedIntoId], [first, 'Ana', 'open', null])
    assert.deepEqual([other.contactId, other.contactName, other.state, other.mergedIntoId], [second, 'Anita', 'open', null])
    assert.deepEqual(
      [other.lastMessage.preview, other.unreadCount],
      [longer === again ? '¿Están?' : 'Soy Ana, cambié de número', longer === again ? 2 : 1],
    )
    assert.equal(one.lastMessage.preview, 'Quiero dos combos')
    assert.ok(other.waitingSince, 'she still waits')
    assert.ok((await lines(shop, into)).includes('separated'))
    assert.equal((await shop.http.get(`/conversations/${into}/scheduled-messages`)).body.items.length, 1)
    await write(shop, again, '¿Y?', 'Anita')
    assert.equal((await texts(shop, from)).at(-1), '¿Y?')
    await write(shop, ana, 'Gracias')
    assert.equal((await texts(shop, into)).at(-1), 'Gracias')
  })
}

test('resolved threads of both stay apart and belong to the one; only an untouched merge gives back its clocks', async (t) => {
  const shop = await aShop(t)
  const { first, second, into, from } = await twice(shop)
  await shop.http.put(`/conversations/${from}/state`, { state: 'resolved' })
  const before = (await shop.http.get(`/conversations/${into}`)).body
  const id = await merge(shop, first, second)
  const resolved = (await shop.http.get(`/conversations/${from}`)).body
  assert.deepEqual([resolved.contactId, resolved.contactName, resolved.state, resolved.mergedIntoId], [first, 'Ana', 'resolved', null])
  await undo(shop, id)
  assert.equal((await shop.http.get(`/conversations/${from}`)).body.contactId, second)
  const { version: _now, ...now } = (await shop.http.get(`/conversations/${into}`)).body
  const { version: _then, ...then } = before
  assert.deepEqual(now, then)
})

test('whoever writes while two are made one ends up in one thread of the one that stays', async (t) => {
  const shop = await aShop(t)
  const { first, second } = await twice(shop)
  await Promise.all([
    merge(shop, first, second),
    ...Array.from({ length: 8 }, (_, i) => write(shop, i % 2 ? ana : again, `mientras ${i}`)),
    ...Array.from({ length: 4 }, (_, i) => write(shop, `549115555020${i}`, 'otra persona', `Otra ${i}`)),
  ])
  assert.deepEqual(await openOf(shop, second), [])
  const [thread, ...more] = await openOf(shop, first)
  assert.deepEqual(more, [])
  assert.equal((await texts(shop, thread?.id ?? '')).length, 11, 'nothing that was said is lost')
})

test('a server that dies when the threads are joined has joined nothing', async (t) => {
  const shop = await aShop(t)
  const { first, second, into, from } = await twice(shop)
  await assert.rejects(
    shop.run(async (ctx) => {
      await mergeContacts(ctx, { id: first, otherId: second, choices: {} })
      await ctx.sql`select pg_terminate_backend(pg_backend_pid())`
    }),
  )
  assert.deepEqual([await texts(shop, into), await texts(shop, from)], [['Hola', '¿Están?'], ['Soy Ana, cambié de número']])
  assert.deepEqual(
    (await openOf(shop, second)).map(({ id }) => id),
    [from],
  )
})
