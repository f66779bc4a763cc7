import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressLines, isSomewhere, mapUrl, readCoordinates, shownCoordinates, type Place } from './address-text.ts'

const place = (given: Partial<Place>): Place => ({
  street: '',
  number: '',
  unit: '',
  city: '',
  state: '',
  postcode: '',
  coordinates: null,
  ...given,
})

const lines: [string, Partial<Place>, string[]][] = [
  [
    'a whole address',
    { street: 'Belgrano', number: '1234', unit: '2° B', city: 'Villa María', state: 'Córdoba', postcode: 'X5900' },
    ['Belgrano 1234, 2° B', 'X5900 Villa María, Córdoba'],
  ],
  ['a town of the same name as its state', { city: 'Córdoba', state: 'Córdoba' }, ['Córdoba']],
  ['only a street', { street: 'Ruta 9 km 12' }, ['Ruta 9 km 12']],
  ['nothing', {}, []],
]
for (const [name, given, expected] of lines) test(`${name} in lines`, () => assert.deepEqual(addressLines(place(given)), expected))

test('a map opens at the coordinates, or else looks for the words without the flat', () => {
  const home = place({ street: 'Belgrano', number: '1234', unit: '2° B', city: 'Córdoba' })
  assert.equal(mapUrl({ ...home, country: 'AR' }), 'https://www.openstreetmap.org/search?query=Belgrano%201234%2C%20C%C3%B3rdoba%2C%20AR')
  assert.equal(
    mapUrl({ ...home, coordinates: { latitude: -31.42, longitude: -64.18 } }),
    'https://www.openstreetmap.org/?mlat=-31.42&mlon=-64.18#map=17/-31.42/-64.18',
  )
  assert.match(mapUrl(place({ street: '"><script>&x=' })), /query=%22%3E%3Cscript%3E%26x%3D$/)
})

const written: [string, [number, number] | null][] = [
  ['-31.4201, -64.1888', [-31.4201, -64.1888]],
  ['-31,4201; -64,1888', [-31.4201, -64.1888]],
  ['-31.4201 -64.1888', [-31.4201, -64.1888]],
  ['geo:-31.4201,-64.1888', [-31.4201, -64.1888]],
  ['0,0', [0, 0]],
  ['91, 0', null],
  ['0, 181', null],
  ['-31.4201', null],
  ['1,2,3', null],
  ['Córdoba', null],
  ['', null],
]
for (const [text, expected] of written)
  test(`"${text}" is ${expected ? 'a place' : 'no place on Earth'}`, () => {
    const read = readCoordinates(text)
    assert.deepEqual(read && [read.latitude, read.longitude], expected)
    if (read) assert.deepEqual(readCoordinates(shownCoordinates(read)), read)
  })

test('an address says something when there is a street, a town or a point', () => {
  assert.deepEqual(
    [place({}), place({ number: '12' }), place({ city: 'Lobos' }), place({ coordinates: { latitude: 0, longitude: 0 } })].map(isSomewhere),
    [false, false, true, true],
  )
})
