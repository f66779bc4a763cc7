import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readQuantity, writeQuantity } from '#inventory/web/counts/quantity-text.ts'

test('a quantity is read as phones of the place write it, and what is none is refused', () => {
  const set = (quantityMilli: number) => ({ how: 'set', quantityMilli })
  const cases: [string, 'piece' | 'kg', unknown][] = [
    ['7', 'piece', set(7000)],
    ['0', 'piece', set(0)],
    ['1.250', 'piece', set(1_250_000)],
    ['1,250', 'kg', set(1250)],
    ['1.250', 'kg', set(1250)],
    [' 2,5 ', 'kg', set(2500)],
    ['2,0', 'piece', set(2000)],
    ['2,5', 'piece', null],
    ['+5', 'piece', { how: 'add', quantityMilli: 5000 }],
    ['+0,25', 'kg', { how: 'add', quantityMilli: 250 }],
    ['', 'piece', null],
    ['+', 'piece', null],
    ['-3', 'piece', null],
    ['siete', 'piece', null],
    ['1,2345', 'kg', null],
    ['1e3', 'piece', null],
    ['99999999', 'piece', null],
  ]
  for (const [text, unit, expected] of cases) assert.deepEqual(readQuantity(text, unit), expected, `${text} ${unit}`)
})

test('what stands in a field is read back as what it was', () => {
  for (const milli of [0, 1000, 1_250_000, 1_250_500, 999_999_000, 1])
    assert.deepEqual(readQuantity(writeQuantity(milli), 'kg'), { how: 'set', quantityMilli: milli })
  assert.equal(readQuantity(writeQuantity(1_250_000), 'piece')?.quantityMilli, 1_250_000)
})
