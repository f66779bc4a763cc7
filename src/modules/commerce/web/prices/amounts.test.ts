import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readBasisPoints, readMinor } from '#commerce/web/prices/amounts.ts'

const argentine = { decimalSeparator: ',', thousandSeparator: '.' }
const mexican = { decimalSeparator: '.', thousandSeparator: ',' }

const amounts: [string, string, number | null][] = [
  ['1500', 'ARS', 150_000],
  ['1.500', 'ARS', 150_000],
  ['$ 1.234,50', 'ARS', 123_450],
  ['1,500', 'ARS', 150],
  ['1,234.5', 'ARS', null],
  ['0,99', 'ARS', 99],
  ['1.234.567', 'ARS', 123_456_700],
  ['12.990', 'CLP', 12_990],
  ['12,5', 'CLP', null],
  ['1,2345', 'ARS', null],
  ['1500.5', 'ARS', 150_050],
  ['0,125', 'ARS', null],
  ['1.50,5', 'ARS', null],
  ['1.500,50', 'ARS', 150_050],
  ['', 'ARS', null],
  ['-5', 'ARS', null],
  ['diez', 'ARS', null],
  ['99999999999999', 'ARS', null],
]
for (const [text, currency, minor] of amounts)
  test(`"${text}" in ${currency} is ${minor}`, () => assert.equal(readMinor(text, currency, argentine), minor))

test('a price with a comma before three digits is in thousands only where the comma parts thousands', () => {
  assert.deepEqual([readMinor('1,500', 'MXN', mexican), readMinor('1,500', 'ARS', argentine)], [150_000, 150])
  assert.deepEqual([readMinor('1.500', 'MXN', mexican), readMinor('1.500', 'ARS', argentine)], [150, 150_000])
})

const percents: [string, number | null][] = [
  ['8,5', 850],
  ['-10', -1_000],
  ['+ 3 %', 300],
  ['12.25', 1_225],
  ['−2,5', -250],
  ['1.200', 120_000],
  ['1,234', null],
  ['+-3', null],
  ['100000', null],
  ['x', null],
  ['', null],
]
for (const [text, points] of percents)
  test(`"${text}" per cent is ${points} basis points`, () => assert.equal(readBasisPoints(text, argentine), points))
