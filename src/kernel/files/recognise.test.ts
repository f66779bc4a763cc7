import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { crc32, deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { recognise } from './recognise.ts'

let folder: string
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'yapa-kinds-'))))
after(() => rm(folder, { recursive: true }))

async function kindOf(bytes: Uint8Array, given: { name?: string; declaredMime?: string } = {}) {
  const path = join(folder, 'content')
  await writeFile(path, bytes)
  const { mime, kind } = await recognise(path, { name: 'x', ...given })
  return { mime, kind }
}

const text = (content: string): Buffer => Buffer.from(content, 'utf8')
const hex = (content: string): Buffer => Buffer.from(content.replaceAll(' ', ''), 'hex')
const mp4 = Buffer.concat([hex('00000018'), text('ftypisom'), hex('00000200'), text('isommp42')])
const m4a = Buffer.concat([hex('00000018'), text('ftypM4A '), hex('00000200'), text('isommp42')])
const opus = Buffer.concat([text('OggS'), hex('0002000000000000000001020304000000000102030401 13'), text('OpusHead'), Buffer.alloc(60)])
const webm = hex('1a45dfa39f4286810142f7810142f2810442f381084282847765626d42878104428581021853806701ffffffffffffff')

const rows: [string, Buffer, { name?: string; declaredMime?: string }, { mime: string; kind: string }][] = [
  [
    'a page is text, not a page',
    text('<!doctype html><script>alert(1)</script>'),
    { name: 'a.html', declaredMime: 'text/html' },
    { mime: 'text/plain', kind: 'document' },
  ],
  [
    'a drawing with scripts is text',
    text('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
    { name: 'a.svg', declaredMime: 'image/svg+xml' },
    { mime: 'text/plain', kind: 'document' },
  ],
  [
    'text that calls itself a picture is text',
    text('hello'),
    { name: 'a.png', declaredMime: 'image/png' },
    { mime: 'text/plain', kind: 'document' },
  ],
  ['a table by its name', text('a,b\n1,2\n'), { name: 'Clientes.CSV' }, { mime: 'text/csv', kind: 'document' }],
  [
    'a program stays a program under any name',
    Buffer.concat([text('MZ'), Buffer.alloc(200)]),
    { name: 'a.jpg', declaredMime: 'image/jpeg' },
    { mime: 'application/x-msdownload', kind: 'document' },
  ],
  ['a PDF', text('%PDF-1.7\n%âãÏÓ\n'), {}, { mime: 'application/pdf', kind: 'document' }],
  ['a voice note', opus, { declaredMime: 'audio/ogg; codecs=opus' }, { mime: 'audio/ogg; codecs=opus', kind: 'audio' }],
  ['an old telephone recording', text('#!AMR\n'), {}, { mime: 'audio/amr', kind: 'audio' }],
  ['a film', mp4, {}, { mime: 'video/mp4', kind: 'video' }],
  ['sound in the box of a film, by what the sender says', mp4, { declaredMime: 'audio/mp4' }, { mime: 'audio/mp4', kind: 'audio' }],
  ['but a film is no other kind of sound', mp4, { declaredMime: 'audio/mpeg' }, { mime: 'video/mp4', kind: 'video' }],
  ['and no page', mp4, { declaredMime: 'text/html' }, { mime: 'video/mp4', kind: 'video' }],
  ['a recording of the browser', webm, { declaredMime: 'audio/webm;codecs=opus' }, { mime: 'audio/webm', kind: 'audio' }],
  ['a song of a telephone', m4a, {}, { mime: 'audio/mp4', kind: 'audio' }],
  ['bytes of no kind', hex('00 01 02 03 ff fe'), { name: 'a.txt' }, { mime: 'application/octet-stream', kind: 'document' }],
  ['broken UTF-8 is bytes', hex('61 62 ff 63'), { name: 'a.txt' }, { mime: 'application/octet-stream', kind: 'document' }],
  ['nothing at all', Buffer.alloc(0), {}, { mime: 'text/plain', kind: 'document' }],
  [
    'a picture that breaks off in its head',
    hex('89504e470d0a1a0a 0000000d49484452'),
    {},
    { mime: 'application/octet-stream', kind: 'document' },
  ],
]
for (const [name, bytes, given, expected] of rows) test(name, async () => assert.deepEqual(await kindOf(bytes, given), expected))

test('a long text whose piece ends in the middle of a letter is still text', async () => {
  assert.equal((await kindOf(text(`${'a'.repeat(65_535)}ñandú`))).mime, 'text/plain')
})

for (const format of ['jpeg', 'png', 'webp', 'gif', 'avif'] as const) {
  test(`a picture in ${format}`, async () => {
    const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#fff' } })
      .toFormat(format)
      .toBuffer()
    assert.deepEqual(await kindOf(bytes, { declaredMime: 'text/html' }), { mime: `image/${format}`, kind: 'image' })
  })
}

function png(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data])
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    const check = Buffer.alloc(4)
    check.writeUInt32BE(crc32(body))
    return Buffer.concat([length, body, check])
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  return Buffer.concat([
    hex('89504e470d0a1a0a'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

test('a small file that unfolds to a huge picture is refused before it does', async () => {
  const bomb = png(50_000, 50_000)
  assert.ok(bomb.length < 200)
  const before = process.memoryUsage().rss
  await assert.rejects(kindOf(bomb), { code: 'kernel.too_many_pixels', details: { megapixels: 2_500 } })
  assert.ok(process.memoryUsage().rss - before < 100 * 1024 * 1024)
  assert.equal((await kindOf(png(7_000, 8_000))).kind, 'image')
})
