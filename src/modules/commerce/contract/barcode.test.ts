import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkDigit, readBarcode, readScaleCode, spellingsOf, type ScaleLayout } from '#commerce/contract/barcode.ts'

const digits: [string, number][] = [
  ['400638133393', 1],
  ['590123412345', 7],
  ['779089501203', 7],
  ['03600029145', 2],
  ['9638507', 4],
  ['7351353', 7],
  ['000000000000', 0],
]
for (const [code, digit] of digits) test(`the check digit of ${code} is ${digit}`, () => assert.equal(checkDigit(code), digit))

const codes: [string, ReturnType<typeof readBarcode>][] = [
  ['4006381333931', { code: '4006381333931', kind: 'ean13' }],
  [' 4006 3813 33931', { code: '4006381333931', kind: 'ean13' }],
  ['4006381333932', { invalid: 'check-digit' }],
  ['96385074', { code: '96385074', kind: 'ean8' }],
  ['96385075', { invalid: 'check-digit' }],
  ['036000291452', { code: '036000291452', kind: 'upca' }],
  ['036000291453', { invalid: 'check-digit' }],
  ['2000123', { code: '2000123', kind: 'weight' }],
  ['ABC-123', { code: 'ABC-123', kind: 'other' }],
  ['12345', { code: '12345', kind: 'other' }],
  ['123', { invalid: 'form' }],
  ['ñandú-1', { invalid: 'form' }],
]
for (const [text, read] of codes) {
  test(`"${text}" is read as ${JSON.stringify(read)}`, () => assert.deepEqual(readBarcode(text), read))
}

const sound = (eleven: string): string => `${eleven}${checkDigit(eleven)}`
const layouts: ScaleLayout[] = [
  { prefix: '20', itemDigits: 5, measure: 'weight', decimals: 3 },
  { prefix: '21', itemDigits: 5, measure: 'price', decimals: 2 },
  { prefix: '22', itemDigits: 4, measure: 'price', decimals: 0 },
]

test('a scale’s code says which item and how much of it, by the layout of its prefix', () => {
  assert.deepEqual(readScaleCode(sound('200012301234'), layouts), { item: '2000123', measure: 'weight', valueMilli: 1_234 })
  assert.deepEqual(readScaleCode(sound('210012308950'), layouts), { item: '2100123', measure: 'price', valueMilli: 89_500 })
  assert.deepEqual(readScaleCode(sound('220012008950'), layouts), { item: '220012', measure: 'price', valueMilli: 8_950_000 })
})

test('a code with a slip, of no layout or of a package is no scale’s', () => {
  assert.equal(readScaleCode('2000123012341', layouts), null)
  assert.equal(readScaleCode(sound('290012301234'), layouts), null)
  assert.equal(readScaleCode('4006381333931', layouts), null)
})

test('the same package is found whether its reader writes the zero in front or not', () => {
  assert.deepEqual(spellingsOf('0036000291452'), ['0036000291452', '036000291452'])
  assert.deepEqual(spellingsOf('036000291452'), ['036000291452', '0036000291452'])
  assert.deepEqual(spellingsOf('4006381333931'), ['4006381333931'])
})
