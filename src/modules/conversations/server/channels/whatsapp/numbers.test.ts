import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { alternateOf, spellingsOf } from './numbers.ts'

const spellings: [string, string, string[]][] = [
  ['an Argentine mobile as Meta reports it', '5491155550101', ['5491155550101', '541155550101']],
  ['the same without the 9', '541155550101', ['541155550101', '5491155550101']],
  ['the same with the local 15', '54111555550101', ['54111555550101', '5491155550101', '541155550101']],
  ['a Córdoba mobile with 9 and 15', '549351155123456', ['549351155123456', '5493515123456', '543515123456']],
  ['a town with a four-digit area and 15', '54354415412345', ['54354415412345', '5493544412345', '543544412345']],
  ['a number whose 15 belongs to the subscriber', '5491115123456', ['5491115123456', '541115123456']],
  ['a Mexican mobile in the old form', '5215512345678', ['5215512345678', '525512345678']],
  ['a Mexican mobile in the new form', '525512345678', ['525512345678', '5215512345678']],
  ['a Mexican number that begins with 1', '521234567890', ['521234567890', '5211234567890']],
  ['a Brazilian mobile', '5511987654321', ['5511987654321', '551187654321']],
  ['the same before the ninth digit', '551187654321', ['551187654321', '5511987654321']],
  ['a Brazilian mobile born with nine digits', '5511945678901', ['5511945678901']],
  ['a Brazilian land line', '551132145678', ['551132145678']],
  ['a Dominican number', '18095550102', ['18095550102']],
  ['an Argentine number of another length', '54911555', ['54911555']],
  ['nothing', '', ['']],
]
for (const [name, waId, expected] of spellings) {
  test(`${name} is written ${expected.length} way(s)`, () => assert.deepEqual(spellingsOf(waId), expected))
}

test('nobody has more than three spellings: so many are looked for', () => {
  const written = fc.tuple(fc.constantFrom('54', '549', '52', '521', '55', '1'), fc.stringMatching(/^\d{0,13}$/))
  fc.assert(fc.property(written, ([country, rest]) => spellingsOf(country + rest).length <= 3))
})

test('the alternate of an Argentine number is the other spelling, and a Dominican one has none', () => {
  assert.equal(alternateOf('5491155550101'), '541155550101')
  assert.equal(alternateOf('541155550101'), '5491155550101')
  assert.equal(alternateOf('18095550102'), null)
})

test('going to the alternate and back ends where it began', () => {
  const national = fc.stringMatching(/^[23]\d{9}$/)
  fc.assert(
    fc.property(fc.constantFrom('549', '54', '521', '52'), national, (prefix, digits) => {
      const waId = prefix + digits
      assert.equal(alternateOf(alternateOf(waId) ?? ''), waId)
    }),
  )
})
