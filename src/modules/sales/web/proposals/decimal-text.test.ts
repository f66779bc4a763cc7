import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDecimal, writeDecimal } from '#sales/web/proposals/decimal-text.ts'

const typed: [string, number, number | null][] = [
  ['1234', 2, 123_400],
  ['1234,5', 2, 123_450],
  ['1234.5', 2, 123_450],
  ['1.234,56', 2, 123_456],
  ['1,234.56', 2, 123_456],
  ['1.234', 2, 123_400],
  ['1.234.567', 2, 123_456_700],
  ['1,234', 3, 1_234],
  ['0,5', 3, 500],
  ['0.125', 3, 125],
  ['1.500', 3, 1_500_000],
  ['1.500,50', 2, 150_050],
  ['1.50,5', 2, null],
  ['12.34.567', 2, null],
  ['$ 1.500', 2, 150_000],
  ['12,5 %', 2, 1_250],
  ['1500', 0, 1_500],
  ['1,55', 1, null],
  ['-3', 2, null],
  ['1,2,3', 2, null],
  ['abc', 2, null],
  ['', 2, null],
  ['99999999999999999', 2, null],
]
for (const [text, digits, value] of typed)
  test(`“${text}” with ${digits} digits is ${value}`, () => assert.equal(readDecimal(text, digits), value))

test('what is written is read back as it was', () => {
  for (const value of [0, 1, 10, 1_234, 123_450, 1_000_000])
    for (const digits of [0, 2, 3]) {
      // One thousandth looks like a group of thousands only behind a point, which is never written here.
      assert.equal(readDecimal(writeDecimal(value, digits), digits), value, `${value} ${digits}`)
    }
})
