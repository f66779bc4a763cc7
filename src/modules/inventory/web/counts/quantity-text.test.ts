import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isFromScale, readQuantity, writeQuantity } from '#inventory/web/counts/quantity-text.ts'

const argentine = { decimalSeparator: ',', thousandSeparator: '.' }
const mexican = { decimalSeparator: '.', thousandSeparator: ',' }

test('a quantity is read as phones of the place write it, and what is none is refused', () => {
  const set = (quantityMilli: number) => ({ how: 'set', quantityMilli })
  const cases: [string, 'piece' | 'kg' | 'g', unknown][] = [
    ['7', 'piece', set(7000)],
    ['0', 'piece', set(0)],
    ['1.250', 'piece', set(1_250_000)],
    ['1,250', 'kg', set(1250)],
    ['1.250', 'kg', set(1250)],
    ['1.500,50', 'kg', set(1_500_500)],
    ['1.500.000', 'piece', null],
    ['12345.678', 'kg', set(12_345_678)],
    ['0.125', 'kg', set(125)],
    ['1.500', 'g', set(1_500_000)],
    ['1.500,5', 'g', set(1_500_500)],
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
  for (const [text, unit, expected] of cases) assert.deepEqual(readQuantity(text, unit, argentine), expected, `${text} ${unit}`)
})

test('what stands in a field is read back as what it was', () => {
  for (const marks of [argentine, mexican])
    for (const unit of ['kg', 'ml'] as const)
      for (const milli of [0, 1000, 1_250, 1_250_000, 1_250_500, 999_999_000, 1])
        assert.deepEqual(readQuantity(writeQuantity(milli, marks), unit, marks), { how: 'set', quantityMilli: milli })
  assert.equal(readQuantity(writeQuantity(1_250_000, argentine), 'piece', argentine)?.quantityMilli, 1_250_000)
})

test('kilos as a scale shows them are in doubt, and so many grams or pieces are not', () => {
  const cases: [string, 'piece' | 'kg' | 'g' | 'litre' | 'ml', boolean][] = [
    ['1.250', 'kg', true],
    ['+ 1.250', 'litre', true],
    ['1,250', 'kg', false],
    ['1.250,5', 'kg', false],
    ['0.250', 'kg', false],
    ['1.250', 'g', false],
    ['1.250', 'ml', false],
    ['1.250', 'piece', false],
  ]
  for (const [text, unit, isDoubtful] of cases) assert.equal(isFromScale(text, unit, argentine), isDoubtful, `${text} ${unit}`)
  assert.deepEqual(readQuantity('1,250', 'kg', mexican), { how: 'set', quantityMilli: 1250 })
})
