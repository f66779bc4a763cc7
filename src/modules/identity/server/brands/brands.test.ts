import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { aDoor, type Visitor } from '#identity/server/testing/door.ts'
import { aHouse } from '#identity/server/testing/house.ts'

const plain = { zone: 'America/Argentina/Buenos_Aires', currency: 'ARS', locale: 'es' }
const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } })

function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

test('whatever colour a shop chooses, white letters on its buttons can be read', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  for (const color of ['#ffff00', '#00ffff', '#ffffff', '#000000', '#ff0000', '#7fff00', '#808080', '#C2410C']) {
    const { body: brand } = await boss.post('/brands', { name: `Marca ${color}`, color, ...plain })
    assert.equal(brand.color, color.toLowerCase())
    for (const scheme of ['light', 'dark']) assert.ok(contrast(brand.theme[scheme]['--accent'], '#ffffff') >= 4.5, `${color} ${scheme}`)
  }
})

test('the main brand dresses the application, another can take its place, and it cannot go', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const { body: second } = await boss.post('/brands', { name: 'El Gallo Express', color: '#0f766e', ...plain })
  assert.equal((await boss.delete(`/brands/${house.brandId}`)).body.code, 'identity.main_brand_stays')
  const { status, body } = await boss.patch(`/brands/${second.id}`, { isMain: true, name: 'Gallo Express' }, ifMatch(1))
  assert.deepEqual([status, body.isMain, body.name], [200, true, 'Gallo Express'])
  const session = (await boss.get('/session')).body
  assert.deepEqual(
    session.brands.map((brand: { name: string }) => brand.name),
    ['Gallo Express', 'Pollos El Gallo'],
  )
  assert.deepEqual(session.theme, body.theme)
  assert.equal((await boss.delete(`/brands/${house.brandId}`)).status, 200)
  assert.equal((await boss.get(`/brands/${house.brandId}`)).status, 404)
})

test('a new colour brings a new theme, and a change made on an old version is refused', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const { body: before } = await boss.get(`/brands/${house.brandId}`)
  const { body: after } = await boss.patch(`/brands/${house.brandId}`, { color: '#1d4ed8' }, ifMatch(before.version))
  assert.notDeepEqual(after.theme, before.theme)
  assert.equal((await boss.patch(`/brands/${house.brandId}`, { name: 'x' }, ifMatch(before.version))).body.code, 'kernel.changed_meanwhile')
})

test('a brand of another organization cannot be read, changed or given a file of ours', async (t) => {
  const door = await aDoor(t)
  const [house, other] = [await aHouse(t), await aHouse(t)]
  const boss = await house.enter(door)
  assert.equal((await boss.get(`/brands/${other.brandId}`)).status, 404)
  assert.equal((await boss.patch(`/brands/${other.brandId}`, { name: 'Ours now' }, ifMatch(1))).status, 404)
  assert.equal((await boss.delete(`/brands/${other.brandId}`)).status, 404)
  assert.equal((await (await other.enter(door)).get(`/brands/${other.brandId}`)).body.name, 'Pollos El Gallo')
})

test('a body that names more than its fields moves nothing else', async (t) => {
  const door = await aDoor(t)
  const [house, other] = [await aHouse(t), await aHouse(t)]
  const boss = await house.enter(door)
  const { body } = await boss.post('/brands', {
    name: 'Nueva',
    color: '#123456',
    ...plain,
    org_id: other.id,
    orgId: other.id,
    isMain: true,
    id: other.brandId,
    version: 99,
  })
  assert.deepEqual([body.isMain, body.version], [false, 1])
  assert.notEqual(body.id, other.brandId)
  assert.equal((await boss.get('/brands')).body.items.length, 2)
  assert.equal((await (await other.enter(door)).get('/brands')).body.items.length, 1)
})

async function upload(visitor: Visitor, bytes: Buffer, type = 'image/png') {
  const head = '--b0und\r\ncontent-disposition: form-data; name="file"; filename="logo.png"\r\ncontent-type: ' + type + '\r\n\r\n'
  return visitor.post('/brand-logos', Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b0und--\r\n')]), {
    headers: { 'content-type': 'multipart/form-data; boundary=b0und' },
  })
}

test('a logo is uploaded, taken by its brand and shown to people who are not in yet', async (t) => {
  const door = await aDoor(t)
  const house = await aHouse(t)
  const boss = await house.enter(door)
  const picture = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#c2410c' } })
    .png()
    .toBuffer()
  const { status, body } = await upload(boss, picture)
  assert.equal(status, 200, JSON.stringify(body))
  const changed = await boss.patch(`/brands/${house.brandId}`, { logoFileId: body.fileId }, ifMatch(1))
  assert.equal(changed.body.logoFileId, body.fileId)
  const shown = await door.app.inject({ url: (await boss.get('/session')).body.brands[0].logoUrl })
  assert.deepEqual([shown.statusCode, shown.headers['content-type']], [200, 'image/webp'])
  const organization = (await boss.get('/organization')).body
  assert.match((await door.visitor().get(`/entrance?organization=${organization.slug}`)).body.face.logoUrl, /^\/files\//)
  const gone = await boss.patch(`/brands/${house.brandId}`, { logoFileId: null }, ifMatch(2))
  assert.equal(gone.body.logoUrl, null)
})

test('what is no picture, or somebody else’s picture, is no logo', async (t) => {
  const door = await aDoor(t)
  const [house, other] = [await aHouse(t), await aHouse(t)]
  const [boss, stranger] = [await house.enter(door), await other.enter(door)]
  assert.equal(
    (await upload(boss, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'image/svg+xml')).body.code,
    'kernel.file_type_refused',
  )
  const theirs = (
    await upload(
      stranger,
      await sharp({ create: { width: 8, height: 8, channels: 3, background: '#000' } })
        .png()
        .toBuffer(),
    )
  ).body
  assert.equal((await boss.patch(`/brands/${house.brandId}`, { logoFileId: theirs.fileId }, ifMatch(1))).body.code, 'identity.unknown_file')
  assert.equal((await boss.get(`/brands/${house.brandId}`)).body.logoFileId, null)
  const reader = await house.enter(door, await house.person('reader'))
  assert.equal((await upload(reader, Buffer.from('x'))).status, 403)
})
