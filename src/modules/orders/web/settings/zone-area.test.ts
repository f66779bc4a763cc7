import assert from 'node:assert/strict'
import { test } from 'node:test'
import { areaDraftOf, areaOf } from '#orders/web/settings/zone-area.ts'

const typed = (part: Partial<ReturnType<typeof areaDraftOf>>) => areaOf({ ...areaDraftOf(null), ...part })
const square = [
  { latitude: -31.4, longitude: -64.2 },
  { latitude: -31.4, longitude: -64.1 },
  { latitude: -31.5, longitude: -64.1 },
]

test('an area is read as people write or paste it, and what is none is refused', () => {
  assert.deepEqual(typed({ kind: 'radius', place: '-31.4167, -64.1833', km: 2.5 }), {
    kind: 'radius',
    latitude: -31.4167,
    longitude: -64.1833,
    meters: 2500,
  })
  for (const bad of [{ place: '' }, { place: '-31.4, -64.1', km: '' as const }, { place: '-31.4, -64.1', km: 0 }, { place: '200, 300' }])
    assert.equal(typed({ kind: 'radius', ...bad }), null)
  assert.deepEqual(typed({ kind: 'polygon', points: '-31.4, -64.2\n-31.4 -64.1\n-31.5;-64.1' }), { kind: 'polygon', points: square })
  assert.equal(typed({ kind: 'polygon', points: '-31.4, -64.2' }), null)
  const named = typed({ kind: 'radius', place: '-31.4, -64.1', km: 2, names: 'Centro\nAlberdi' })
  assert.deepEqual(named, { kind: 'radius', latitude: -31.4, longitude: -64.1, meters: 2000, names: ['Centro', 'Alberdi'] })
  assert.deepEqual(areaDraftOf(named).names, 'Centro\nAlberdi', 'and is there again when it is changed')
  assert.deepEqual(typed({ kind: 'neighbourhoods', names: 'Güemes\n\nNueva Córdoba, Güemes' }), {
    kind: 'neighbourhoods',
    names: ['Güemes', 'Nueva Córdoba'],
  })
  assert.equal(typed({ kind: 'neighbourhoods', names: ' ' }), null)
})

test('a shape may be pasted as GeoJSON, whatever it is wrapped in', () => {
  const ring = [...square, square[0]].map((point) => [point?.longitude, point?.latitude])
  const polygon = { type: 'Polygon', coordinates: [ring] }
  for (const geo of [
    polygon,
    { type: 'Feature', geometry: polygon },
    { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: polygon }] },
  ])
    assert.deepEqual(typed({ kind: 'polygon', points: JSON.stringify(geo) }), { kind: 'polygon', points: square })
  assert.deepEqual(typed({ kind: 'polygon', points: JSON.stringify({ type: 'MultiPolygon', coordinates: [[ring]] }) }), {
    kind: 'polygon',
    points: square,
  })
  for (const bad of ['{', '{}', '[1, 2, 3]', '{"type":"Point","coordinates":[1,2]}'])
    assert.equal(typed({ kind: 'polygon', points: bad }), null)
})
