import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manifestOf } from '#kernel/theme/manifest.ts'

const gallo = { organization: { id: 'o1', name: 'Pollos El Gallo' }, brands: [{ name: 'Pollos El Gallo', color: '#d9480f' }], locale: 'es' }

test('two organizations can be installed side by side on one device', () => {
  const other = manifestOf({ ...gallo, organization: { id: 'o2', name: 'Bar Ñandú' } })
  assert.notEqual(manifestOf(gallo).id, other.id)
})

test('the name under the icon keeps whole words', () => {
  assert.equal(manifestOf(gallo).short_name, 'Pollos El')
  assert.equal(manifestOf({ ...gallo, brands: [{ name: 'Electromecánica', color: '#000000' }] }).short_name, 'Electromecán')
})

test('the brand of an organization says whose it is', () => {
  assert.equal(manifestOf({ ...gallo, brands: [{ name: 'Gallo Express', color: '#000000' }] }).name, 'Gallo Express · Pollos El Gallo')
})

test('nobody signed in gets the name and the icons of Yapa', () => {
  const manifest = manifestOf({ organization: null, brands: [], locale: 'es' })
  assert.equal(manifest.name, 'Yapa')
  assert.deepEqual(
    manifest.icons.map((icon) => icon.purpose),
    ['any', 'maskable'],
  )
})

test('a brand with a picture is installed with it', () => {
  const manifest = manifestOf(gallo, (size) => `/files/logo-${size}.png`)
  assert.deepEqual(
    manifest.icons.map((icon) => icon.sizes),
    ['192x192', '512x512'],
  )
})
