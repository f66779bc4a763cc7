import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manifestOf } from '#kernel/theme/manifest.ts'
import { themeOf } from '#kernel/theme/theme.ts'

const brand = (name: string, color: string) => ({ name, theme: themeOf(color) })
const gallo = { organization: { id: 'o1', name: 'Pollos El Gallo' }, brands: [brand('Pollos El Gallo', '#d9480f')], locale: 'es' }

test('two organizations can be installed side by side on one device', () => {
  const other = manifestOf({ ...gallo, organization: { id: 'o2', name: 'Bar Ñandú' } })
  assert.notEqual(manifestOf(gallo).id, other.id)
})

test('the name under the icon keeps whole words', () => {
  assert.equal(manifestOf(gallo).short_name, 'Pollos El')
  assert.equal(manifestOf({ ...gallo, brands: [brand('Electromecánica', '#000000')] }).short_name, 'Electromecán')
})

test('the brand of an organization says whose it is', () => {
  assert.equal(manifestOf({ ...gallo, brands: [brand('Gallo Express', '#000000')] }).name, 'Gallo Express · Pollos El Gallo')
})

test('nobody signed in gets the name and the icons of Yapa', () => {
  const manifest = manifestOf({ organization: null, brands: [], locale: 'es' })
  assert.equal(manifest.name, 'Yapa')
  assert.deepEqual(
    manifest.icons.map((icon) => icon.purpose),
    ['any', 'maskable'],
  )
})

test('the installed app wears the colour and the initials of its business', () => {
  const { theme_color: color, icons } = manifestOf(gallo)
  assert.equal(color, themeOf('#d9480f').light['--accent'])
  assert.deepEqual(
    icons.map(({ src, purpose }) => [purpose, src]),
    [
      ['any', `/app-icon.svg?color=${color.slice(1)}&letters=PE`],
      ['maskable', `/app-icon.svg?color=${color.slice(1)}&letters=PE&purpose=maskable`],
    ],
  )
})
