import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { after, afterEach, before, test } from 'node:test'
import sharp from 'sharp'
import { answerFile, type FileAnswer } from './answer.ts'
import { openFiles, type Files, type FileSource } from './files.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'

let dataDir: string
let files: Files
let shop: TestOrg
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yapa-links-'))
  shop = await anOrg(undefined)
  files = await openFiles({ dataDir, clock: shop.clock })
})
after(() => rm(dataDir, { recursive: true }))

const put = (source: FileSource) => shop.run((ctx) => files.put(ctx, source))
const opened: FileAnswer[] = []
afterEach(() => {
  for (const { body } of opened.splice(0)) if (body instanceof Readable) body.destroy()
})
async function visit(url: string, range?: string): Promise<FileAnswer> {
  const { pathname, searchParams } = new URL(url, 'http://localhost')
  const [, , org = '', id = ''] = pathname.split('/')
  const answer = await answerFile({ db: shop.kernel.db, files }, { org, id, query: Object.fromEntries(searchParams), range })
  opened.push(answer)
  return answer
}
const bodyOf = ({ body }: FileAnswer): Promise<Buffer> | Buffer => (body instanceof Readable ? buffer(body) : Buffer.from(body))

test('a signed link shows a picture, which may do nothing but be seen', async () => {
  const bytes = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#fff' } })
    .png()
    .toBuffer()
  const file = await put({ bytes, name: 'Menú.png' })
  const answer = await visit(files.url(shop.id, file.id))
  assert.equal(answer.status, 200)
  assert.deepEqual(await bodyOf(answer), bytes)
  const { 'cache-control': cache, ...headers } = answer.headers
  assert.deepEqual(headers, {
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'content-type': 'image/png',
    'content-disposition': `inline; filename="Men_.png"; filename*=UTF-8''Men%C3%BA.png`,
    'accept-ranges': 'bytes',
    etag: `"${file.sha256.slice(0, 32)}"`,
    'content-length': String(bytes.length),
  })
  assert.match(cache ?? '', /^private, max-age=\d{5,6}, immutable$/)
})

const saved: [string, string, string][] = [
  ['a page', '<!doctype html><script>alert(1)</script>', 'text/plain; charset=utf-8'],
  ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'text/plain; charset=utf-8'],
  ['an XML drawing', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'application/xml'],
  ['a PDF', '%PDF-1.7\n', 'application/pdf'],
]
for (const [name, content, mime] of saved) {
  test(`${name} is saved, never opened`, async () => {
    const file = await put({ bytes: Buffer.from(content), name: 'a.html', declaredMime: 'text/html' })
    const { headers } = await visit(files.url(shop.id, file.id))
    assert.equal(headers['content-type'], mime)
    assert.match(headers['content-disposition'] ?? '', /^attachment;/)
  })
}

test('a download is saved even if it could be shown', async () => {
  const file = await put({
    bytes: await sharp({ create: { width: 9, height: 9, channels: 3, background: '#fff' } })
      .png()
      .toBuffer(),
    name: 'a.png',
  })
  assert.match((await visit(files.url(shop.id, file.id, { isDownload: true }))).headers['content-disposition'] ?? '', /^attachment;/)
})

test('a link to a thumbnail brings the thumbnail', async () => {
  const file = await put({
    bytes: await sharp({ create: { width: 900, height: 600, channels: 3, background: '#fff' } })
      .jpeg()
      .toBuffer(),
    name: 'a.jpg',
  })
  const answer = await visit(files.url(shop.id, file.id, { size: 240 }))
  assert.equal(answer.headers['content-type'], 'image/webp')
  assert.equal((await sharp(await bodyOf(answer)).metadata()).width, 240)
})

test('a link that was changed in any part opens nothing', async (t) => {
  const other = await anOrg(t)
  const file = await put({ bytes: Buffer.from('mine'), name: 'a.txt' })
  const second = await put({ bytes: Buffer.from('second'), name: 'b.txt' })
  const url = files.url(shop.id, file.id, { size: 240 })
  const changed = [
    url.replace(file.id, second.id),
    url.replace(shop.id, other.id),
    url.replace(/e=(\d+)/, (_all, seconds: string) => `e=${Number(seconds) + 1}`),
    url.replace('w=240', 'w=960'),
    url.replace('&w=240', ''),
    `${url}&d=1`,
    url.replace(/s=./, (start) => (start === 's=A' ? 's=B' : 's=A')),
    url.replace(/&s=.*/, ''),
    url.replace(/e=\d+&/, ''),
    `/files/${shop.id}/${file.id}`,
    `/files/${shop.id}/..%2f${file.id}?e=1&s=x`,
    `/files/x/y?e=99999999999&s=x`,
  ]
  for (const one of changed) await assert.rejects(visit(one), { code: 'kernel.not_found' }, one)
})

test('a link of another installation opens nothing', async () => {
  const elsewhere = await mkdtemp(join(tmpdir(), 'yapa-links-'))
  try {
    const file = await put({ bytes: Buffer.from('x'), name: 'a.txt' })
    const stranger = await openFiles({ dataDir: elsewhere, clock: shop.clock })
    await assert.rejects(visit(stranger.url(shop.id, file.id)), { code: 'kernel.not_found' })
  } finally {
    await rm(elsewhere, { recursive: true })
  }
})

test('a link keeps its address for hours and expires between one and one and a half times its life', async () => {
  const file = await put({ bytes: Buffer.from('x'), name: 'a.txt' })
  shop.clock.set('2026-11-22T00:00:00.000Z')
  const url = files.url(shop.id, file.id, { seconds: 3_600 })
  shop.clock.advance({ minutes: 29 })
  assert.equal(files.url(shop.id, file.id, { seconds: 3_600 }), url)
  shop.clock.advance({ minutes: 31 })
  assert.equal((await visit(url)).status, 200)
  assert.notEqual(files.url(shop.id, file.id, { seconds: 3_600 }), url)
  shop.clock.advance({ minutes: 31 })
  await assert.rejects(visit(url), { code: 'kernel.link_expired', status: 410 })
})

test('a removed file is gone for its links too', async () => {
  const file = await put({ bytes: Buffer.from('x'), name: 'a.txt' })
  const url = files.url(shop.id, file.id)
  await shop.run((ctx) => files.remove(ctx, [file.id]))
  await assert.rejects(visit(url), { code: 'kernel.not_found' })
})

const ranges: [string, number, string, string][] = [
  ['bytes=0-3', 206, '0123', 'bytes 0-3/10'],
  ['bytes=4-', 206, '456789', 'bytes 4-9/10'],
  ['bytes=-3', 206, '789', 'bytes 7-9/10'],
  ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
  ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
  ['bytes=9-9', 206, '9', 'bytes 9-9/10'],
  ['bytes=10-', 416, '', 'bytes */10'],
  ['bytes=-0', 416, '', 'bytes */10'],
  ['bytes=5-2', 200, '0123456789', ''],
  ['bytes=0-1,3-4', 200, '0123456789', ''],
  ['bytes=a-b', 200, '0123456789', ''],
  ['lines=0-1', 200, '0123456789', ''],
]
for (const [range, status, body, contentRange] of ranges) {
  test(`"${range}" of a recording of ten bytes is answered with ${status}`, async () => {
    const file = await put({ bytes: Buffer.from('0123456789'), name: 'a.ogg' })
    const answer = await visit(files.url(shop.id, file.id), range)
    assert.equal(answer.status, status)
    assert.equal((await bodyOf(answer)).toString(), body)
    assert.equal(answer.headers['content-range'] ?? '', contentRange)
    if (status === 206) assert.equal(answer.headers['content-length'], String(body.length))
  })
}
