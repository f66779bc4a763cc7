import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Address } from '#orders/contract/order.ts'
import type { Area, Zone } from '#orders/contract/zone.ts'
import { coveringOf, isTangled, isWithin, metersBetween } from '#orders/server/zones/covering.ts'

const at = (latitude: number, longitude: number) => ({ latitude, longitude })
const zone = (name: string, area: Area, feeMinor: number): Zone => ({
  id: name,
  brandId: 'brand',
  name,
  area,
  feeMinor,
  minimumMinor: 0,
  freeFromMinor: null,
  minutes: 30,
  version: 1,
})
const address = (text: string, latitude: number | null = null, longitude: number | null = null): Address => ({
  text,
  notes: '',
  latitude,
  longitude,
})
const outcome = (zones: readonly Zone[], where: Address): string => {
  const found = coveringOf(zones, where)
  return found.kind === 'zone' ? found.zone.name : found.kind
}

const plaza = at(-31.4167, -64.1833)
const centre = zone('Centro', { kind: 'radius', ...plaza, meters: 2_000 }, 50_000)
const wide = zone('Córdoba', { kind: 'radius', ...plaza, meters: 6_000 }, 90_000)
const barrios = zone('Barrios', { kind: 'neighbourhoods', names: ['Nueva Córdoba', 'Güemes'] }, 70_000)
// An L: the corner that is missing is outside.
const corners = [at(0, 0), at(0, 2), at(1, 2), at(1, 1), at(2, 1), at(2, 0)]

test('a degree of latitude is some 111 kilometres, and the way there is as long as the way back', () => {
  assert.ok(Math.abs(metersBetween(at(0, 0), at(1, 0)) - 111_195) < 1)
  // Plaza San Martín to the airport of Córdoba.
  const far = metersBetween(plaza, at(-31.3236, -64.208))
  assert.ok(Math.abs(far - 10_615) < 100, String(far))
  assert.equal(far, metersBetween(at(-31.3236, -64.208), plaza))
})

test('a point is within a shape with a corner taken out, and on its edge', () => {
  const inside = [at(0.5, 0.5), at(0.5, 1.9), at(1.9, 0.5), at(0, 1), at(1, 1), at(2, 0), at(1.5, 1)]
  const outside = [at(1.5, 1.5), at(-0.1, 1), at(1.01, 1.5), at(3, 0.5), at(0.5, -0.1)]
  for (const point of inside) assert.equal(isWithin(point, corners), true, JSON.stringify(point))
  for (const point of outside) assert.equal(isWithin(point, corners), false, JSON.stringify(point))
  const turned = corners.toReversed()
  for (const point of [...inside, ...outside]) assert.equal(isWithin(point, turned), isWithin(point, corners), 'whichever way round')
})

test('a shape whose sides cross, or without an inside, is none', () => {
  assert.equal(isTangled(corners), false)
  assert.equal(isTangled([at(0, 0), at(1, 1), at(0, 1), at(1, 0)]), true)
  assert.equal(isTangled([at(0, 0), at(1, 1), at(2, 2)]), true)
})

test('of several zones that cover a place the cheapest counts; without coordinates nobody guesses', () => {
  assert.equal(outcome([], address('Colón 100')), 'none')
  assert.equal(outcome([wide, centre], address('Colón 100', -31.41, -64.185)), 'Centro')
  assert.equal(outcome([wide, centre], address('Lejos', -31.45, -64.2)), 'Córdoba')
  assert.equal(outcome([wide, centre], address('Otro país', -33, -64)), 'outside')
  assert.equal(outcome([wide, centre], address('Colón 100')), 'unsure')
  assert.equal(outcome([zone('Ele', { kind: 'polygon', points: corners }, 1)], address('', 1.5, 1.5)), 'outside')
})

test('a neighbourhood is found as people write it, as a whole word', () => {
  assert.equal(outcome([barrios], address('Belgrano 840, barrio GUEMES')), 'Barrios')
  assert.equal(outcome([barrios], address('Rondeau 200 (nueva cordoba)')), 'Barrios')
  assert.equal(outcome([barrios], address('Pasaje Güemesito 3')), 'unsure')
  assert.equal(outcome([barrios, centre], address('Colón 100', -31.41, -64.185)), 'Centro')
  assert.equal(outcome([barrios, centre], address('Ruta 9', -33, -64)), 'unsure', 'a barrio that nobody said may still be theirs')
})

test('a circle that names its neighbourhoods is found by their names, unless coordinates say otherwise', () => {
  const near = zone('Cerca', { kind: 'radius', ...plaza, meters: 2_000, names: ['Nueva Córdoba'] }, 50_000)
  assert.equal(outcome([near], address('Illia 412, nueva cordoba')), 'Cerca')
  assert.equal(outcome([near], address('Illia 412')), 'unsure')
  assert.equal(outcome([near], address('Otra Nueva Córdoba', -33, -64)), 'outside')
})
