import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { crc32, deflateSync } from 'node:zlib'
import * as media from '#conversations/server/messages/media.ts'
import { aShop, type Shop } from '#conversations/server/testing/stage.ts'

const MB = 1024 * 1024

const upload = (shop: Shop, stream: Readable, name: string, declaredMime = 'application/octet-stream') =>
  shop.run((ctx) => media.upload(ctx, { isVoice: false }), { upload: { name, declaredMime, stream } })

/** So many bytes, made while they are asked for. `made` tells how many were. */
function flow(bytes: number): { stream: Readable; made: () => number } {
  let made = 0
  const chunk = Buffer.alloc(256 * 1024, 'pollo ')
  const stream = Readable.from(
    (function* () {
      for (; made < bytes; made += chunk.length) yield bytes - made < chunk.length ? chunk.subarray(0, bytes - made) : chunk
    })(),
    { objectMode: false, highWaterMark: 512 * 1024 },
  )
  return { stream, made: () => made }
}

// What earlier work has left would be collected meanwhile, and make the new look smaller than it is.
setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** The most memory that buffers took while something was done, in megabytes; what waits to be collected counts too. */
async function heldWhile(work: () => Promise<unknown>): Promise<number> {
  collect()
  const before = process.memoryUsage().arrayBuffers
  let most = 0
  const timer = setInterval(() => (most = Math.max(most, process.memoryUsage().arrayBuffers - before)), 2)
  await work()
  clearInterval(timer)
  return Math.round(Math.max(most, process.memoryUsage().arrayBuffers - before) / MB)
}

test('a document of a hundred megabytes is taken and one byte more is refused, neither of them held in memory', async (t) => {
  const shop = await aShop(t)
  const held = await heldWhile(async () => {
    const taken = await upload(shop, flow(100 * MB).stream, 'catálogo.txt')
    assert.deepEqual([taken.kind, taken.sizeBytes], ['document', 100 * MB])
    await assert.rejects(upload(shop, flow(100 * MB + 1).stream, 'uno-de-más.txt'), { code: 'kernel.too_large' })
    const tooMuch = flow(400 * MB)
    await assert.rejects(upload(shop, tooMuch.stream, 'enorme.txt'), { code: 'kernel.too_large' })
    assert.ok(tooMuch.made() < 110 * MB, `it went on reading up to ${Math.round(tooMuch.made() / MB)} MB`)
  })
  // The control: whoever gathers such files before looking at them holds all of them. What waits to be collected counts on
  // both sides, so that the bound lies well between.
  const gather = (bytes: number): Promise<Buffer[]> =>
    flow(bytes)
      .stream.map((chunk: Buffer) => Buffer.from(chunk))
      .toArray()
  const gathered = await heldWhile(async () => [await gather(100 * MB), await gather(100 * MB), await gather(110 * MB)].flat().length)
  assert.ok(gathered > 240, `${gathered} MB`)
  assert.ok(held < 200, `${held} MB were held`)
})

/** A picture of one bit per pixel that weighs nothing and unfolds into gigabytes. */
function bomb(side: number): Buffer {
  const part = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const frame = Buffer.alloc(8)
    frame.writeUInt32BE(data.length, 0)
    frame.writeUInt32BE(crc32(body), 4)
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const rows = deflateSync(Buffer.alloc(side * (1 + Math.ceil(side / 8))))
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    part('IHDR', head),
    part('IDAT', rows),
    part('IEND', Buffer.alloc(0)),
  ])
}

test('a picture that would unfold into gigabytes is refused with words, a large honest one is taken', async (t) => {
  const shop = await aShop(t)
  const small = bomb(20_000)
  assert.ok(small.length < 100_000, `the bomb weighs ${small.length} bytes`)
  await assert.rejects(upload(shop, Readable.from([small]), 'foto.png', 'image/png'), {
    code: 'kernel.too_many_pixels',
    details: { megapixels: 400 },
  })
  const honest = await upload(shop, Readable.from([bomb(4_000)]), 'plano.png', 'image/png')
  assert.deepEqual([honest.kind, honest.width], ['image', 4_000])
})

const opus = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(24), Buffer.from('OpusHead')])
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0])
const webm = Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x82, 0x81, 0x77])

const sized: { what: string; head: Buffer; mime: string; bytes: number; kind: string }[] = [
  { what: 'a picture beyond five megabytes', head: jpeg, mime: 'image/jpeg', bytes: 5 * MB + 1, kind: 'document' },
  { what: 'sound of sixteen megabytes', head: opus, mime: 'audio/ogg', bytes: 16 * MB, kind: 'audio' },
  { what: 'sound beyond sixteen megabytes', head: opus, mime: 'audio/ogg', bytes: 16 * MB + 1, kind: 'document' },
  { what: 'sound in a container that the channel does not take', head: webm, mime: 'audio/webm', bytes: 4096, kind: 'document' },
]

for (const { what, head, mime, bytes, kind } of sized)
  test(`${what} goes as ${kind}`, async (t) => {
    const shop = await aShop(t)
    const content = Buffer.concat([head, Buffer.alloc(bytes - head.length)])
    assert.equal((await upload(shop, Readable.from([content]), 'archivo', mime)).kind, kind)
  })
