import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canReadAll, canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import type { TestPerson } from '#kernel/testing/org.ts'

const ana = '5491155550101'

async function aThread(shop: Shop): Promise<string> {
  await shop.hear({ from: ana, text: '¿Hacen envíos? 🐔' })
  const { id } = only(await shop.list())
  await shop.http.post(`/conversations/${id}/notes`, { text: 'Vive a tres cuadras' })
  await shop.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text: 'Sí, #sin costo *hoy*' } })
  await shop.http.put(`/conversations/${id}/state`, { state: 'resolved' })
  return id
}

async function fileOf(shop: Shop, id: string, format: 'pdf' | 'json', who: TestPerson = shop): Promise<Buffer> {
  const asked = await who.http.post(`/conversations/${id}/exports`, { format })
  assert.deepEqual([asked.status, asked.body.status, asked.body.fileUrl], [200, 'running', null])
  await shop.settle()
  const done = (await who.http.get(`/conversation-exports/${asked.body.id}`)).body
  assert.equal(done.status, 'done')
  const fileId = /\/files\/[^/]+\/([^?]+)/.exec(done.fileUrl)?.[1] ?? ''
  return shop.run((ctx) => ctx.files.read(ctx, fileId))
}

test('a conversation is exported as data, whole and in the order in which it was said', async (t) => {
  const shop = await aShop(t)
  const id = await aThread(shop)
  const { conversation, messages } = JSON.parse((await fileOf(shop, id, 'json')).toString())
  assert.deepEqual([conversation.id, conversation.contactName, conversation.state], [id, 'Martina Quiroga', 'resolved'])
  const said = messages.flatMap(({ content }: { content: { text?: string } }) => content.text ?? [])
  assert.deepEqual(said, ['¿Hacen envíos? 🐔', 'Vive a tres cuadras', 'Sí, #sin costo *hoy*'])
})

test('a conversation is exported on paper, whatever customers wrote in it', async (t) => {
  const shop = await aShop(t)
  const id = await aThread(shop)
  await shop.hear({ from: ana, text: '#panic() $1/0$ <script>alert(1)</script> \\ `' })
  const pdf = await fileOf(shop, id, 'pdf')
  assert.equal(pdf.subarray(0, 5).toString('latin1'), '%PDF-')
})

test('a long thread is exported whole', async (t) => {
  const shop = await aShop(t)
  for (let i = 0; i < 13; i++) await shop.hear(...Array.from({ length: 20 }, (_, k) => ({ from: ana, text: `mensaje ${i * 20 + k}` })))
  const { id } = only(await shop.list())
  const { messages } = JSON.parse((await fileOf(shop, id, 'json')).toString())
  assert.equal(messages.filter(({ direction }: { direction: string }) => direction === 'in').length, 260)
})

test('only who asked gets the file, and nobody exports what they do not see', async (t) => {
  const shop = await aShop(t)
  const id = await aThread(shop)
  const paula = shop.as({ name: 'Paula', permissions: [canReadOwn, canReadAll] })
  const own = shop.as({ name: 'Lautaro', permissions: [canReadOwn, canReply] })
  assert.equal((await own.http.post(`/conversations/${id}/exports`, { format: 'json' })).status, 404)
  const asked = (await paula.http.post(`/conversations/${id}/exports`, { format: 'json' })).body
  await shop.settle()
  assert.equal((await paula.http.get(`/conversation-exports/${asked.id}`)).status, 200)
  assert.equal((await shop.http.get(`/conversation-exports/${asked.id}`)).status, 404)
})

test('the file is called after the day on which the conversation began where the shop is', async (t) => {
  const shop = await aShop(t)
  shop.clock.set('2027-01-01T01:30:00.000Z')
  const id = await aThread(shop)
  const { body } = await shop.http.post(`/conversations/${id}/exports`, { format: 'json' })
  await shop.settle()
  const { fileUrl } = (await shop.http.get(`/conversation-exports/${body.id}`)).body
  const fileId = /\/files\/[^/]+\/([^?]+)/.exec(fileUrl)?.[1] ?? ''
  assert.equal((await shop.run((ctx) => ctx.files.get(ctx, fileId))).name, 'Martina Quiroga-2026-12-31.json')
})
