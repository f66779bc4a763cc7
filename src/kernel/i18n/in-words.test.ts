import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountInWords, plainAmountInWords, quantityInWords } from '#kernel/i18n/in-words.ts'

const [es, en, pt] = [{ locale: 'es' }, { locale: 'en' }, { locale: 'pt' }] as const
/** Blanks that do not break a line are blanks. */
const read = (text: string): string => text.replaceAll(/\s/g, ' ')

test('an amount has the cents of its currency, as the language writes them', () => {
  for (const [reader, minor, currency, text] of [
    [es, 123_450, 'ARS', '$ 1.234,50'],
    [es, -123_400, 'ARS', '-$ 1.234,00'],
    [es, 1_234, 'CLP', 'CLP 1.234'],
    [en, 123_450, 'USD', '$1,234.50'],
    [pt, 123_450, 'BRL', 'R$ 1.234,50'],
  ] as const)
    assert.equal(read(amountInWords(reader, minor, currency)), text)
})

test('a shopkeeper leaves out the cents that there are not', () => {
  assert.equal(read(plainAmountInWords(es, 950_000, 'ARS')), '$ 9.500')
  assert.equal(read(plainAmountInWords(es, 950_050, 'ARS')), '$ 9.500,50')
})

test('a quantity is written to the thousandth, and no further than it goes', () => {
  assert.deepEqual(
    [1_000, 1_500, 1_234_567, 250].map((milli) => quantityInWords(es, milli)),
    ['1', '1,5', '1.234,567', '0,25'],
  )
})
