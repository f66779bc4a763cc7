import assert from 'node:assert/strict'
import { test } from 'node:test'
import { client } from './client.ts'
import type { SendHttp } from './transport.ts'
import { ANA, running, to, failed } from '#conversations/server/testing/running-client.ts'

test('a file goes up, is sent, comes down, and is deleted', async (t) => {
  const { simulator, whatsapp } = await running(t)
  const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 0])
  const up = await whatsapp.uploadMedia({ bytes, mimeType: 'image/png', name: 'promo "1".png' })
  assert.ok(up.ok)
  assert.ok((await whatsapp.sendMessage({ to, content: { type: 'image', media: { id: up.id }, caption: 'promo' } })).ok)
  assert.deepEqual(Buffer.from(simulator.file(up.id)?.bytes ?? []), bytes)
  const info = await whatsapp.mediaInfo(up.id)
  assert.ok(info.ok)
  assert.deepEqual([info.mimeType, info.sizeBytes], ['image/png', bytes.length])
  const down = await whatsapp.downloadMedia(info, 1_000)
  assert.ok(down.ok)
  assert.deepEqual(Buffer.from(down.bytes), bytes)
  await simulator.advance(6 * 60_000)
  assert.equal((await whatsapp.downloadMedia(info, 1_000)).ok, false)
  assert.ok((await whatsapp.deleteMedia(up.id)).ok)
  assert.equal(failed(await whatsapp.mediaInfo(up.id)).verdict.outcome, 'fail')
})

test('bytes that are not the ones announced, or too many, are not taken', async (t) => {
  const { simulator, whatsapp } = await running(t)
  const { mediaId } = simulator.receive({
    phoneNumberId: 'PN_1',
    from: { waId: ANA },
    content: { type: 'image', bytes: Buffer.alloc(5_000, 7), mimeType: 'image/png' },
  })
  const info = await whatsapp.mediaInfo(mediaId ?? '')
  assert.ok(info.ok)
  assert.equal((await whatsapp.downloadMedia({ ...info, sha256: '0'.repeat(64) }, 10_000)).ok, false)
  for (const said of [info, { ...info, sizeBytes: 10 }, { ...info, sizeBytes: null }]) {
    assert.equal(failed(await whatsapp.downloadMedia(said, 1_000)).verdict.outcome, 'fail')
  }
  simulator.setFault({ at: 'media-download', effect: { kind: 'reset', when: 'mid-body' }, times: 1 })
  const cut = failed(await whatsapp.downloadMedia(info, 10_000))
  assert.equal(cut.verdict.outcome, 'retry')
  assert.ok((await whatsapp.downloadMedia(info, 10_000)).ok)
})

test('the token never leaves for another host', async (t) => {
  const { settings } = await running(t)
  let calls = 0
  const counting: SendHttp = async () => {
    calls++
    return { status: 200, headers: {}, body: Buffer.from('x') }
  }
  const whatsapp = client(settings, counting)
  const from = (url: string) => whatsapp.downloadMedia({ id: '1', url, mimeType: 'image/png', sha256: null, sizeBytes: null }, 100)
  for (const url of [
    'https://evil.test/x',
    'http://lookaside.fbsbx.com/x',
    'https://lookaside.fbsbx.com.evil.test/x',
    'https://evilfbcdn.net/x',
  ]) {
    const result = failed(await from(url))
    assert.equal(result.verdict.reason, 'blocked', url)
  }
  assert.equal(calls, 0)
  assert.ok((await from('https://lookaside.fbsbx.com/whatsapp?mid=1')).ok)
})
