import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decimalsOf, parted, readNumber, readUnits, writtenNumber, writtenUnits } from '#web/number-text.ts'

const argentine = { decimalSeparator: ',', thousandSeparator: '.' }
const mexican = { decimalSeparator: '.', thousandSeparator: ',' }

const readings: [string, typeof argentine, number | null][] = [
  ['1.234,5', argentine, 1234.5],
  ['1234,5', argentine, 1234.5],
  ['1.500', argentine, 1500],
  ['1.500.000', argentine, 1_500_000],
  ['12.5', argentine, 12.5],
  ['-3', argentine, -3],
  [',5', argentine, 0.5],
  ['7,', argentine, 7],
  ['1 500', argentine, 1500],
  ['1,500', mexican, 1500],
  ['12,5', mexican, 12.5],
  ['1.500', mexican, 1.5],
  ['1500.5', argentine, 1500.5],
  ['0.125', argentine, 0.125],
  ['0,125', mexican, 0.125],
  ['.125', argentine, 0.125],
  ['01.500', argentine, null],
  ['abc', argentine, null],
  ['12a', argentine, null],
  ['1.2.3', argentine, null],
  ['1,2,3', argentine, null],
  ['--3', argentine, null],
  ['1e5', argentine, null],
  ['-', argentine, null],
]
for (const [text, marks, value] of readings)
  test(`${text} is read as the place writes it`, () => assert.equal(readNumber(text, marks), value))

const counted: [string, number, number | null][] = [
  ['1234,5', 2, 123_450],
  ['$ 1.500', 2, 150_000],
  ['12,5 %', 2, 1_250],
  ['1,230', 2, 123],
  ['1.005,01', 2, 100_501],
  ['1,55', 1, null],
  ['-3', 2, null],
  ['', 2, null],
  ['99999999999999999', 2, null],
]
for (const [text, digits, value] of counted)
  test(`${text} with ${digits} digits is ${value} of the last one`, () => assert.equal(readUnits(text, digits, argentine), value))

test('units that are written are read back as they were, also thousandths', () => {
  for (const marks of [argentine, mexican])
    for (const units of [0, 1, 10, 1_234, 1_234_001, 123_450, 1_000_000])
      for (const digits of [0, 2, 3])
        assert.equal(readUnits(writtenUnits(units, digits, marks), digits, marks), units, `${units} ${digits}`)
})

const writings: [number, string][] = [
  [1_500_000, '1.500.000'],
  [1234.5, '1.234,5'],
  [-1234, '-1.234'],
  [0, '0'],
  [0.0000001, '0,0000001'],
]
for (const [value, text] of writings)
  test(`${value} is written with the marks of the place`, () => assert.equal(writtenNumber(value, argentine), text))

test('decimals are counted', () => assert.deepEqual([1, 1.5, 1.255].map(decimalsOf), [0, 1, 3]))

const typings: [string, string, string][] = [
  ['1500', '150', '1.500'],
  ['1.5000', '1.500', '15.000'],
  ['1.50', '1.500', '150'],
  ['1.500,5', '1.500,', '1.500,5'],
  ['1.500.', '1.500', '1.500.'],
  ['12.5', '12.', '12.5'],
  ['1.500a', '1.500', '1.500a'],
  ['-1500', '-150', '-1.500'],
  ['1500', '1.500', '1500'],
  ['91.500', '1.500', '91.500'],
  ['1.9500', '1.500', '19.500'],
]
for (const [text, before, shown] of typings)
  test(`${text} typed after ${before} stands as ${shown}`, () => assert.equal(parted(text, before, argentine), shown))
