import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import fs, { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import sharp from 'sharp'
import { openFiles, type Files } from './files.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'

let dataDir: string
let files: Files
let shop: TestOrg
before(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'yapa-files-'))
  shop = await anOrg(undefined)
  files = await openFiles({ dataDir, clock: shop.clock })
})
after(() => rm(dataDir, { recursive: true }))

const put = (source: Parameters<Files['put']>[1], org = shop) => org.run((ctx) => files.put(ctx, source))
const folder = (org: string) => join(dataDir, 'files', org)
const left = async (): Promise<string[]> => readdir(join(dataDir, 'files', 'incoming')).catch(() => [])
const picture = (width = 400, height = 300, color = '#b45309') => sharp({ create: { width, height, channels: 3, background: color } })
async function* chunks(...parts: (Buffer | Error)[]) {
  for (const part of parts) {
    if (part instanceof Error) throw part
    yield part
  }
}

test('a file comes back as it went in, with what its content says it is', async () => {
  const bytes = await picture(640, 480).jpeg().toBuffer()
  const file = await put({ bytes, name: 'C:\\fotos\\Pollo "al" ajo.jpg', declaredMime: 'text/html' })
  assert.deepEqual(
    { ...file, id: '', createdAt: '' },
    {
      id: '',
      name: 'Pollo al ajo.jpg',
      mime: 'image/jpeg',
      kind: 'image',
      bytes: bytes.length,
      width: 640,
      height: 480,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      createdAt: '',
    },
  )
  assert.deepEqual(await shop.read((ctx) => files.read(ctx, file.id)), bytes)
  assert.deepEqual(await shop.read((ctx) => files.find(ctx, file.id)), file)
  assert.equal((await stat(join(folder(shop.id), file.sha256.slice(0, 2), file.sha256))).mode & 0o777, 0o600)
})

test('the same content is kept once, under as many names as people give it', async () => {
  const bytes = Buffer.from(`una receta ${randomBytes(8).toString('hex')}`)
  const [one, two] = [
    await put({ bytes, name: 'a.txt' }),
    await put({ stream: chunks(bytes.subarray(0, 5), bytes.subarray(5)), name: 'b.txt' }),
  ]
  assert.notEqual(one.id, two.id)
  assert.equal(one.sha256, two.sha256)
  assert.deepEqual(
    (await readdir(join(folder(shop.id), one.sha256.slice(0, 2)))).filter((name) => name.startsWith(one.sha256)),
    [one.sha256],
  )
})

test('another organization neither finds nor reads a file, and keeps its own copy of the same content', async (t) => {
  const other = await anOrg(t)
  const bytes = Buffer.from('secreto')
  const file = await put({ bytes, name: 'a.txt' })
  await put({ bytes, name: 'a.txt' }, other)
  assert.equal(await other.read((ctx) => files.find(ctx, file.id)), undefined)
  await assert.rejects(
    other.read((ctx) => files.open(ctx, file.id)),
    { code: 'kernel.not_found' },
  )
  assert.ok(existsSync(join(folder(other.id), file.sha256.slice(0, 2), file.sha256)))
  const staged = await files.stage(other.id, { bytes, name: 'a.txt' })
  await assert.rejects(put(staged), /another organization/)
})

test('a file that is too large, or breaks off on its way, leaves nothing behind', async () => {
  await assert.rejects(put({ stream: chunks(Buffer.alloc(600), Buffer.alloc(600)), name: 'x', maxBytes: 1_000 }), {
    code: 'kernel.too_large',
    details: { limit: 1_000 },
  })
  await assert.rejects(put({ stream: chunks(Buffer.alloc(600), new Error('aborted')), name: 'x' }), /aborted/)
  assert.deepEqual(await left(), [])
  assert.equal((await put({ bytes: Buffer.alloc(1_000), name: 'x', maxBytes: 1_000 })).bytes, 1_000)
})

test('a caller that takes pictures only refuses the rest, whatever its name says', async () => {
  await assert.rejects(
    put({
      bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
      name: 'logo.png',
      declaredMime: 'image/png',
      accept: ['image'],
    }),
    { code: 'kernel.file_type_refused', status: 415 },
  )
  await assert.rejects(put({ bytes: Buffer.from('MZ\u0090\u0000'), name: 'logo.png', accept: ['image'] }), {
    code: 'kernel.file_type_refused',
  })
  assert.deepEqual(await left(), [])
})

test('what is written in a transaction that fails is not there', async () => {
  let id = ''
  await assert.rejects(
    shop.run(async (ctx) => {
      id = (await files.put(ctx, { bytes: Buffer.from('x'), name: 'x' })).id
      throw new Error('veto')
    }),
    /veto/,
  )
  assert.equal(await shop.read((ctx) => files.find(ctx, id)), undefined)
})

test('an organization whose room is used up stores nothing more', async (t) => {
  const small = await anOrg(t)
  const tight = await openFiles({ dataDir, quotaBytes: 2_500 })
  const store = (length: number) => small.run((ctx) => tight.put(ctx, { bytes: randomBytes(length), name: 'x' }))
  await store(1_000)
  await store(1_000)
  await assert.rejects(store(1_000), { code: 'kernel.storage_full', status: 507 })
  await store(400)
  await assert.rejects(
    small.run(async (ctx) => (await openFiles({ dataDir, quotaBytes: 2_500 })).put(ctx, { bytes: randomBytes(200), name: 'x' })),
    { code: 'kernel.storage_full' },
  )
})

test('thumbnails fit their size, stand upright, are kept and carry no trace of the place', async () => {
  const sideways = await picture(1_000, 500)
    .jpeg()
    .withExif({ IFD0: { Copyright: 'canary' }, IFD3: { GPSLatitude: '34/1 36/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .toBuffer()
  const file = await put({ bytes: sideways, name: 'a.jpg' })
  assert.deepEqual([file.width, file.height], [500, 1_000])
  const small = () => shop.read((ctx) => files.thumbnail(ctx, file.id, 240))
  const [made, ...others] = await Promise.all(Array.from({ length: 5 }, small))
  const { width, height, format, exif } = await sharp(made?.bytes).metadata()
  assert.deepEqual({ width, height, format, exif }, { width: 120, height: 240, format: 'webp', exif: undefined })
  await rm(join(folder(shop.id), file.sha256.slice(0, 2), file.sha256))
  assert.deepEqual(
    [...others, await small()],
    Array.from({ length: 5 }, () => made),
    'not made anew',
  )
  const icon = await put({ bytes: await picture(50, 40).png().toBuffer(), name: 'b.png' })
  const tiny = await shop.read((ctx) => files.thumbnail(ctx, icon.id, 480))
  assert.equal((await sharp(tiny.bytes).metadata()).width, 50, 'nothing is blown up')
  const text = await put({ bytes: Buffer.from('no picture'), name: 'c.png' })
  await assert.rejects(
    shop.read((ctx) => files.thumbnail(ctx, text.id, 240)),
    { code: 'kernel.not_found' },
  )
})

test('on a full disk a picture that was kept before is still seen small, and made so again when there is room', async (t) => {
  const file = await put({ bytes: await picture(600, 400).png().toBuffer(), name: 'd.png' })
  const { mock } = t.mock.method(fs, 'writeFile', () => Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' })))
  syncBuiltinESMExports()
  t.after(syncBuiltinESMExports)
  const widthNow = async () => (await sharp((await shop.read((ctx) => files.thumbnail(ctx, file.id, 240))).bytes).metadata()).width
  const kept = async () => (await readdir(folder(shop.id), { recursive: true })).filter((name) => name.includes(`${file.sha256}.240`))
  assert.equal(await widthNow(), 240)
  assert.deepEqual(await kept(), [])
  mock.restore()
  syncBuiltinESMExports()
  assert.equal(await widthNow(), 240)
  assert.equal((await kept()).length, 1)
})

const ageAll = async (path: string, days: number): Promise<void> => {
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) await utimes(join(entry.parentPath, entry.name), new Date(), new Date(Date.now() - days * 86_400_000))
  }
}
const sweep = () => files.sweep(shop.kernel.db.platform, shop.clock.now())

test('contents that nobody refers to go after two looks a day apart, the others stay', async () => {
  const kept = await put({ bytes: await picture(300, 200, '#0f766e').png().toBuffer(), name: 'kept.png' })
  await shop.read((ctx) => files.thumbnail(ctx, kept.id, 96))
  const dropped = await put({ bytes: Buffer.from('dropped'), name: 'dropped.txt' })
  const twin = await put({ bytes: Buffer.from('twin'), name: 'twin.txt' })
  const twinAgain = await put({ bytes: Buffer.from('twin'), name: 'twin2.txt' })
  await shop.run((ctx) => files.remove(ctx, [dropped.id, twin.id]))
  const path = (file: { sha256: string }) => join(folder(shop.id), file.sha256.slice(0, 2), file.sha256)

  await sweep()
  assert.ok(existsSync(path(dropped)), 'too young')
  await ageAll(join(dataDir, 'files'), 2)
  await writeFile(join(dataDir, 'files', 'incoming', 'half'), 'half an upload')
  assert.ok((await sweep()).setAside >= 1)
  assert.ok(!existsSync(path(dropped)) && existsSync(path(kept)) && existsSync(`${path(kept)}.96.webp`) && existsSync(path(twin)))
  assert.deepEqual(await left(), ['half'])
  await ageAll(join(dataDir, 'files'), 2)
  assert.ok((await sweep()).removed >= 1)
  assert.deepEqual(await left(), [])
  assert.deepEqual(
    (await readdir(join(dataDir, 'files', 'aside'))).filter((name) => name.includes(dropped.sha256)),
    [],
  )
  assert.equal((await shop.read((ctx) => files.read(ctx, twinAgain.id))).toString(), 'twin')
})

test('a content that comes again, or is read, while it lies aside is put back', async () => {
  const bytes = Buffer.from('comes back')
  const first = await put({ bytes, name: 'a.txt' })
  await shop.run((ctx) => files.remove(ctx, [first.id]))
  // The transaction of the second one had not committed when the sweeper looked.
  const second = await files.stage(shop.id, { bytes, name: 'b.txt' })
  await ageAll(folder(shop.id), 2)
  await sweep()
  const file = await put(second)
  assert.equal((await shop.read((ctx) => files.read(ctx, file.id))).toString(), 'comes back')
})

test('an upload whose message was never sent goes after two days, one that was kept stays', async (t) => {
  const own = await anOrg(t)
  const later = await own.run((ctx) => files.put(ctx, { bytes: Buffer.from('draft'), name: 'draft.txt', isTemporary: true }))
  const wanted = await own.run((ctx) => files.put(ctx, { bytes: Buffer.from('sent'), name: 'sent.txt', isTemporary: true }))
  await own.run((ctx) => files.keep(ctx, [wanted.id]))
  const at = (hours: number) => files.sweep(own.kernel.db.platform, new Date(own.clock.now().getTime() + hours * 3_600_000))
  await at(47)
  assert.ok(await own.read((ctx) => files.find(ctx, later.id)))
  await at(49)
  assert.equal(await own.read((ctx) => files.find(ctx, later.id)), undefined)
  assert.ok(await own.read((ctx) => files.find(ctx, wanted.id)))
})

const namesGiven: [string, string][] = [
  ['../../etc/passwd', 'passwd'],
  ['..', 'file'],
  ['.htaccess', 'htaccess'],
  ['', 'file'],
  ['a\r\nSet-Cookie: x', 'aSet-Cookie x'],
  ['factura\u202Efdp.exe', 'facturafdp.exe'],
  ['x'.repeat(500), 'x'.repeat(200)],
  ['Menú del día 🍗.pdf', 'Menú del día 🍗.pdf'],
]
for (const [given, kept] of namesGiven) {
  test(`a file called "${given.slice(0, 30)}" is kept as "${kept.slice(0, 30)}"`, async () =>
    assert.equal((await put({ bytes: Buffer.from('x'), name: given })).name, kept))
}
