import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barsSvg, checkOf128, code128Bars, ean13Bars, ean8Bars, isDrawable } from '#commerce/contract/bars.ts'

test('an EAN-13 is drawn as the published one (4 003994 155486)', () => {
  const halves = ['0001101 0100111 0111101 0001011 0010111 0011101', '1100110 1001110 1001110 1011100 1001000 1010000']
  const [first, second] = halves.map((half) => half.replaceAll(' ', ''))
  assert.equal(ean13Bars('4003994155486'), `101${first}01010${second}101`)
})

test('a UPC-A is the EAN-13 with a zero in front, and all its left digits are from one set', () => {
  assert.equal(ean13Bars('036000291452'), ean13Bars('0036000291452'))
  assert.equal(ean13Bars('036000291452'), '10100011010111101010111100011010001101000110101010110110011101001100110101110010011101101100101')
})

test('an EAN-8 has 67 modules, the published one (96385074) among them', () => {
  assert.equal(ean8Bars('96385074'), '1010001011010111101111010110111010101001110111001010001001011100101')
})

test('the check of a Code 128 is the published one (PJJ123C in set A: 54)', () => {
  const values = [...'PJJ123C'].map((letter) => letter.charCodeAt(0) - 32)
  assert.equal(checkOf128(103, values), 54)
})

test('a Code 128 of Wikipedia (set B) and one of pairs of digits are as long as they have to be', () => {
  // Start, seven letters, check: eleven modules each; the stop has thirteen.
  const bars = code128Bars('PJJ123C')
  assert.equal(bars.length, 9 * 11 + 13)
  assert.ok(bars.startsWith('11010010000') && bars.endsWith('1100011101011'))
  assert.equal(code128Bars('123456').length, 5 * 11 + 13)
  assert.ok(code128Bars('123456').startsWith('11010011100'))
})

test('every letter of a Code 128 has three bars, eleven modules and an even number of black ones', () => {
  const seen = new Set<string>()
  for (let value = 0; value < 95; value++) {
    const drawn = code128Bars(String.fromCharCode(32 + value)).slice(11, 22)
    assert.match(drawn, /^1+0+1+0+1+0+$/)
    assert.equal([...drawn].filter((bit) => bit === '1').length % 2, 0)
    seen.add(drawn)
  }
  assert.equal(seen.size, 95)
})

test('a drawing has a bar for every run of black, and only what can be read is drawn', () => {
  assert.equal(
    barsSvg('1101', 10),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 10" preserveAspectRatio="none"><path d="M0 0h2v10h-2zM3 0h1v10h-1z"/></svg>',
  )
  assert.deepEqual(['SKU-1', 'ñ', '', 'x'.repeat(31)].map(isDrawable), [true, false, false, false])
})
