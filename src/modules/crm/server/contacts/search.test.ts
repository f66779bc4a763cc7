import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameKeyOf, readSearch, searchTextOf } from './search.ts'

const AR = { country: 'AR' }
const ana = searchTextOf('Ana Muñoz', [
  { kind: 'phone', value: '+5491151234567' },
  { kind: 'wa_id', value: '5491151234567' },
  { kind: 'email', value: 'ana@example.com' },
])

/** `like` as the database does it. */
const like = (text: string, pattern: string): boolean =>
  new RegExp(
    `^${[...pattern.matchAll(/\\(.)|%|_|([^\\])/gs)].map(([all, escaped, plain]) => (all === '%' ? '.*' : all === '_' ? '.' : (escaped ?? plain ?? '').replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))).join('')}$`,
    's',
  ).test(text)
const finds = (text: string, query: string): boolean => {
  const found = readSearch(query, AR)
  return found !== null && found.every((pattern) => like(text, pattern))
}

for (const query of [
  'ana',
  'munoz',
  'MUÑOZ',
  'muñoz ana',
  'ana@example',
  '11 5123-4567',
  '011 15-5123-4567',
  '+54 9 11 5123 4567',
  '5123-4567',
  '15 5123-4567',
  '51234567',
  'ana 5123',
]) {
  test(`"${query}" finds Ana Muñoz`, () => assert.ok(finds(ana, query)))
}
for (const query of ['juan', 'ana lopez', '11 5123-4568', '%', '_na', 'ana\\', 'a%a']) {
  test(`"${query}" does not find Ana Muñoz`, () => assert.ok(!finds(ana, query)))
}

test('the most telling words come first, for the index', () => {
  assert.deepEqual(readSearch('de la Maldonado', AR), ['%maldonado%', '%de%', '%la%'])
})

test('asking for nothing asks nothing', () => {
  assert.equal(readSearch('   ', AR), null)
  assert.equal(readSearch('\u0301', AR), null)
})

test('names are ordered without capitals and accents', () => {
  assert.deepEqual(
    ['Zoe', 'álvarez', 'Amaya', 'Alonso', 'ñandú', 'Norma'].toSorted((a, b) => (nameKeyOf(a) < nameKeyOf(b) ? -1 : 1)),
    ['Alonso', 'álvarez', 'Amaya', 'ñandú', 'Norma', 'Zoe'],
  )
})
