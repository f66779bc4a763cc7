import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { WorkingHours } from '#kernel/contract/business-time.ts'
import { translator } from '#kernel/i18n/messages.ts'
import { filledReminder, unknownInReminder } from '#orders/contract/reminder-text.ts'
import { isReserved, isSlug, slugOf } from '#orders/contract/shop-slug.ts'
import { minorOf } from '#orders/server/shop/browser/checkout.ts'
import type { App } from '#orders/server/shop/browser/data.ts'
import { menuSource, orderSource } from '#orders/server/shop/browser/sources.ts'
import { drawingOf } from '#orders/server/shop/codes.ts'
import { destinationOf } from '#orders/server/shop/offer.ts'
import { canBeWanted, momentIn, openingIn, openingOf, slotsOf } from '#orders/server/shop/opening.ts'

const zone = 'America/Argentina/Cordoba'
/** Saturdays from half past eleven to three, and from half past seven in the evening until half past midnight. */
const hours: WorkingHours = {
  zone,
  weekly: [
    { weekday: 6, from: 690, to: 900 },
    { weekday: 6, from: 1170, to: 1470 },
  ],
  days: [],
}
const noon = '2026-11-21T15:00:00.000Z'
const spoken = (at: string) => ({ t: translator('es'), locale: 'es' as const, zone, now: new Date(at) })

const slugs: [string, boolean][] = [
  ['el-gallo', true],
  ['7up', true],
  ['a', false],
  ['-gallo', false],
  ['gallo-', false],
  ['el--gallo', false],
  ['El-Gallo', false],
  ['el gallo', false],
  ['gallo/../x', false],
  ['x'.repeat(41), false],
]
for (const [text, is] of slugs) test(`${is ? 'may be' : 'is no'} address of a shop: ${text}`, () => assert.equal(isSlug(text), is))

test('a name suggests an address that may be one', () => {
  const cases: [string, string][] = [
    ['Pollos El Gallo', 'pollos-el-gallo'],
    ['Ñandú & Cía. — Güemes', 'nandu-cia-guemes'],
    ['¡¡¡', 'tienda-web'],
    ['Tienda', 'tienda-tienda'],
  ]
  for (const [name, slug] of cases) assert.equal(slugOf(name), slug)
  for (const [name] of cases) assert.ok(isSlug(slugOf(name)) && !isReserved(slugOf(name)))
})

test('a shop is open by its hours, and says when it closes or opens in words of its own clock', () => {
  const cases: [string, string][] = [
    [noon, 'Abierto · cierra hoy 15:00'],
    ['2026-11-21T19:00:00.000Z', 'Cerrado · abre hoy 19:30'],
    ['2026-11-22T03:10:00.000Z', 'Abierto · cierra hoy 00:30'],
    ['2026-11-22T04:00:00.000Z', 'Cerrado · abre sábado 11:30'],
    ['2026-11-27T15:00:00.000Z', 'Cerrado · abre mañana 11:30'],
  ]
  for (const [at, words] of cases) assert.equal(openingIn(spoken(at), openingOf(hours, at)), words)
  assert.equal(openingIn(spoken(noon), openingOf({ zone, weekly: [], days: [] }, noon)), 'Cerrado por ahora')
  assert.equal(openingIn(spoken(noon), openingOf(undefined, noon)), 'Abierto ahora')
})

test('hours that can be chosen are whole and half ones while it is open, not before it can be ready', () => {
  const slots = slotsOf(hours, zone, Date.parse(noon), 45)
  assert.deepEqual(
    slots.slice(0, 6).map((at) => momentIn(spoken(noon), at)),
    ['hoy 13:00', 'hoy 13:30', 'hoy 14:00', 'hoy 14:30', 'hoy 19:30', 'hoy 20:00'],
  )
  assert.equal(momentIn(spoken(noon), slots.at(-1) ?? ''), 'mañana 00:00')
  assert.ok(slotsOf(undefined, zone, Date.parse(noon), 0).length <= 60)
  const wanted: [string, boolean][] = [
    [slots[0] ?? '', true],
    ['2026-11-21T15:10:00.000Z', false],
    ['2026-11-21T18:30:00.000Z', false],
    ['2026-12-21T15:30:00.000Z', false],
    ['2026-11-21T14:00:00.000Z', false],
  ]
  for (const [at, is] of wanted) assert.equal(canBeWanted(hours, Date.parse(noon), 45, at), is, at)
})

test('where it goes: coordinates say more than a zone that was chosen, and pick-up goes nowhere', () => {
  const said = { text: 'Perú 650', notes: '2 B', neighbourhood: 'Centro', zoneId: 'z', latitude: null, longitude: null }
  assert.deepEqual(destinationOf('delivery', said), {
    address: { text: 'Perú 650, Centro', notes: '2 B', latitude: null, longitude: null },
    zoneId: 'z',
  })
  assert.deepEqual(destinationOf('delivery', { ...said, latitude: -31.4, longitude: -64.2 }).zoneId, null)
  assert.deepEqual(destinationOf('pickup', said), { address: null, zoneId: null })
})

test('amounts are read as people write them, and nothing that is none', () => {
  const app = { data: { digits: 2 } } as App
  const cases: [string, number | null][] = [
    ['10000', 1_000_000],
    ['$ 10.000', 1_000_000],
    ['10.000,50', 1_000_050],
    ['10,5', 1_050],
    ['', null],
    ['mucho', null],
    ['99999999999999', null],
  ]
  for (const [text, minor] of cases) assert.equal(minorOf(app, text), minor, text)
})

test('the words of a reminder are filled in, and never empty', () => {
  const known = { clientName: '', brandName: 'El Gallo', total: '$ 9.500', link: 'https://x/tienda/el-gallo?canasta=t' }
  assert.equal(filledReminder('{{brandName}}: {{ total }} {{link}}', known), 'El Gallo: $ 9.500 https://x/tienda/el-gallo?canasta=t')
  assert.equal(filledReminder('{{clientName}}', known), '-')
  assert.deepEqual(unknownInReminder('{{clientName}} {{orderNumber}} {{teléfono}} {{su nombre}}'), [
    '{{orderNumber}}',
    '{{teléfono}}',
    '{{su nombre}}',
  ])
})

test('a code has its finders, its timing and a quiet margin around it', () => {
  const { svg, modules } = drawingOf('https://yapa.example/tienda/el-gallo?mesa=4')
  const side = modules - 8
  assert.equal((side - 17) % 4, 0, 'the side of a symbol is 17 + 4 times its version')
  const dark = new Set([...svg.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`))
  const isDark = (x: number, y: number): boolean => dark.has(`${x + 4} ${y + 4}`)
  const finder = ['1111111', '1000001', '1011101', '1011101', '1011101', '1000001', '1111111']
  for (const [left, top] of [
    [0, 0],
    [side - 7, 0],
    [0, side - 7],
  ] as const)
    for (const [y, row] of finder.entries()) for (const [x, bit] of [...row].entries()) assert.equal(isDark(left + x, top + y), bit === '1')
  for (let i = 8; i < side - 8; i++) assert.deepEqual([isDark(i, 6), isDark(6, i)], [i % 2 === 0, i % 2 === 0], 'timing')
  assert.ok(isDark(8, side - 8), 'the dark module')
  assert.ok([...dark].every((at) => at.split(' ').every((n) => Number(n) >= 4 && Number(n) < modules - 4)))
})

test('what is sent to the browser can be read by it, and needs nothing from outside', () => {
  for (const source of [menuSource(), orderSource()]) {
    assert.doesNotThrow(() => new Function(source))
    assert.doesNotMatch(source, /\bimport\b|https?:\/\/(?!$)|#orders|#kernel/)
  }
})
