import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import * as media from '#conversations/server/messages/media.ts'
import { retention } from '#conversations/server/retention/retention.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const [conversations, files] = retention
const before = (shop: Shop, days: number): string => new Date(shop.clock.now().getTime() - days * 86_400_000).toISOString()

async function aThread(shop: Shop, from: string): Promise<{ id: string; contactId: string }> {
  await shop.hear({ from, text: 'Hola', name: `Cliente ${from.slice(-2)}` })
  const card = (await shop.list()).find(({ contactAddress }) => contactAddress.replaceAll(/\D/g, '').endsWith(from.slice(-8)))
  assert.ok(card)
  return { id: card.id, contactId: card.contactId }
}

test('conversations that are over for long go with everything in them; open ones and restricted customers stay', async (t) => {
  const shop = await aShop(t)
  const [old, held, open] = [
    await aThread(shop, '5491155550111'),
    await aThread(shop, '5491155550122'),
    await aThread(shop, '5491155550133'),
  ]
  for (const { id } of [old, held]) await shop.http.put(`/conversations/${id}/state`, { state: 'resolved' })
  await shop.http.put(`/contacts/${held.contactId}/restriction`, { isRestricted: true, reason: 'Hay un reclamo' })
  shop.clock.advance({ days: 100 })
  assert.ok(conversations)
  const found = await shop.read((ctx) => conversations.preview(ctx, before(shop, 90)))
  assert.equal(found.count, 1)
  assert.deepEqual(await shop.run((ctx) => conversations.remove(ctx, before(shop, 90), 500)), { count: 1, isMore: false })
  assert.equal((await shop.http.get(`/conversations/${old.id}`)).status, 404)
  for (const { id } of [held, open]) assert.equal((await shop.http.get(`/conversations/${id}`)).status, 200)
  assert.equal((await shop.http.get(`/contacts/${old.contactId}`)).status, 200)
  assert.equal((await shop.read((ctx) => conversations.preview(ctx, before(shop, 90)))).count, 0)
})

test('of an old message only the file goes: the message stays and says so', async (t) => {
  const shop = await aShop(t)
  await aThread(shop, '5491155550144')
  const card = only(await shop.list())
  const { fileId } = await shop.run((ctx) => media.upload(ctx, { isVoice: false }), {
    upload: { name: 'menu.png', declaredMime: 'image/png', stream: Readable.from([png]) },
  })
  const sent = await shop.http.post(`/conversations/${card.id}/messages`, { content: { kind: 'media', fileId, caption: 'El menú' } })
  assert.equal(sent.status, 200)
  shop.clock.advance({ days: 40 })
  assert.ok(files)
  assert.equal((await shop.read((ctx) => files.preview(ctx, before(shop, 30)))).count, 1)
  assert.deepEqual(await shop.run((ctx) => files.remove(ctx, before(shop, 30), 500)), { count: 1, isMore: false })
  const message = (await shop.messages(card.id)).find(({ id }) => id === sent.body.id)
  assert.ok(message?.content.kind === 'image')
  assert.deepEqual([message.content.caption, message.content.media.state, message.content.media.failure], ['El menú', 'failed', 'gone'])
  await assert.rejects(
    shop.read((ctx) => ctx.files.get(ctx, fileId)),
    { code: 'kernel.not_found' },
  )
  assert.equal((await shop.read((ctx) => files.preview(ctx, before(shop, 30)))).count, 0)
})
