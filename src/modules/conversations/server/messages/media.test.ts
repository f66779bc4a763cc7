import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import * as media from '#conversations/server/messages/media.ts'
import { aShop, only } from '#conversations/server/testing/stage.ts'
import { aWiredShop } from '#conversations/server/testing/wired-shop.ts'

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

test('an uploaded file becomes a message of its own kind, with its caption, and can be read by its address', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: '5491155550101' })
  const card = only(await shop.list())
  const upload = (bytes: Buffer, name: string, isVoice = false) =>
    shop.run((ctx) => media.upload(ctx, { isVoice }), {
      upload: { name, declaredMime: 'application/octet-stream', stream: Readable.from([bytes]) },
    })

  const picture = await upload(png, '../menú del día.png')
  assert.deepEqual([picture.kind, picture.mimeType, picture.width, picture.filename], ['image', 'image/png', 1, 'menú del día.png'])
  const sent = await shop.http.post(`/conversations/${card.id}/messages`, {
    content: { kind: 'media', fileId: picture.fileId, caption: 'El menú' },
  })
  assert.deepEqual(
    [sent.status, sent.body.kind, sent.body.content.caption, sent.body.content.media.state],
    [200, 'image', 'El menú', 'ready'],
  )
  assert.equal((await shop.http.get(sent.body.content.media.url)).headers['content-type'], 'image/png')
  assert.equal(only(await shop.list()).lastMessage?.preview, 'El menú')

  const page = await upload(Buffer.from('<script>alert(1)</script>'), 'x.html')
  assert.equal(page.kind, 'document')
  await assert.rejects(upload(png, 'nota.ogg', true), {
    code: 'conversations.file_refused',
    details: { reason: 'mime_not_accepted', kind: 'audio', limitBytes: 16 * 1024 * 1024 },
  })
  await assert.rejects(upload(Buffer.alloc(0), 'nada.txt'), { code: 'conversations.file_refused' })
})

test('a file of another shop, or of nobody, cannot be sent', async (t) => {
  const [shop, other] = [await aShop(t), await aShop(t)]
  const theirs = await other.run((ctx) => media.upload(ctx, { isVoice: false }), {
    upload: { name: 'a.png', declaredMime: 'image/png', stream: Readable.from([png]) },
  })
  await shop.hear({ from: '5491155550101' })
  const card = only(await shop.list())
  for (const fileId of [theirs.fileId, card.id]) {
    const refused = await shop.http.post(`/conversations/${card.id}/messages`, { content: { kind: 'media', fileId } })
    assert.deepEqual([refused.status, refused.body.code], [422, 'conversations.file_not_found'])
  }
})

test('a picture of the customer is fetched, kept and shown; one that is gone says so', async (t) => {
  const shop = await aWiredShop(t)
  const content = { type: 'image' as const, bytes: new Uint8Array(png), mimeType: 'image/png', caption: 'el ticket' }
  const from = { waId: '5491155550101', name: 'Ana' }
  shop.simulator.receive({ phoneNumberId: shop.number.phoneNumberId, from, content })
  await shop.simulator.settle()
  await shop.settle()
  const card = only(await shop.list())
  const [picture] = await shop.messages(card.id)
  assert.ok(picture && 'media' in picture.content)
  const { media } = picture.content
  assert.deepEqual([media.state, media.mimeType, media.sizeBytes, media.width], ['ready', 'image/png', png.length, 1])
  const file = await shop.http.get(media.url ?? '')
  assert.equal(file.status, 200)
  assert.equal(file.headers['content-type'], 'image/png')

  shop.simulator.setFault({ at: 'media-info', effect: { kind: 'error', code: 131052 } })
  shop.simulator.receive({ phoneNumberId: shop.number.phoneNumberId, from, content })
  await shop.simulator.settle()
  await shop.settle()
  const [gone] = await shop.messages(card.id)
  assert.ok(gone && 'media' in gone.content)
  assert.deepEqual([gone.content.media.state, gone.content.media.failure], ['failed', 'gone'])
  shop.simulator.clearFaults()
  assert.equal((await shop.http.post(`/messages/${gone.id}/media/retry`)).body.content.media.state, 'downloading')
  await shop.settle()
  const [back] = await shop.messages(card.id)
  assert.ok(back && 'media' in back.content)
  assert.equal(back.content.media.state, 'ready')
})
