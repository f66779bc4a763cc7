import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTaxId, shownTaxId, taxCountries, taxIdNames } from './tax-id.ts'

// TV16.1 for the weights of the CUIT; RFB's own example of a CNPJ with letters; the others are published examples or were
// worked out by hand from the published weights.
const genuine: [string, string, string, string][] = [
  ['AR', '20-12345678-6', 'CUIT/CUIL', '20-12345678-6'],
  ['AR', '30712345671', 'CUIT', '30-71234567-1'],
  ['AR', ' 20 05536168 2 ', 'CUIT/CUIL', '20-05536168-2'],
  ['BR', '529.982.247-25', 'CPF', '529.982.247-25'],
  ['BR', '11222333000181', 'CNPJ', '11.222.333/0001-81'],
  ['BR', '12.abc.345/01de-35', 'CNPJ', '12.ABC.345/01DE-35'],
  ['CL', '12.345.678-5', 'RUT', '12.345.678-5'],
  ['CL', '0760864285', 'RUT', '76.086.428-5'],
  ['CL', '10000013-k', 'RUT', '10.000.013-K'],
  ['CO', '213.123.432-1', 'NIT', '213.123.432-1'],
  ['CO', '8001972684', 'NIT', '800.197.268-4'],
  ['ES', '12345678-z', 'NIF', '12345678Z'],
  ['ES', 'M1234567L', 'NIF', 'M1234567L'],
  ['ES', 'X1234567L', 'NIE', 'X1234567L'],
  ['ES', 'A13 585 625', 'CIF', 'A13585625'],
  ['ES', 'J99216582', 'CIF', 'J99216582'],
  ['ES', 'J9921658B', 'CIF', 'J9921658B'],
  ['MX', 'GODE 561231 GR8', 'RFC', 'GODE-561231-GR8'],
  ['MX', 'MAB-930714-8T4', 'RFC', 'MAB-930714-8T4'],
  ['UY', '21-100342-001-7', 'RUT', '21-100342-001-7'],
  ['UY', '211406340011', 'RUT', '21-140634-001-1'],
]
for (const [country, text, name, shown] of genuine) {
  test(`${text.trim()} is a ${name} of ${country}`, () => {
    const read = readTaxId(text, country)
    assert.ok(!('invalid' in read), JSON.stringify(read))
    assert.deepEqual([read.name, read.shown, read.isUnsure], [name, shown, false])
    // However it is written, it is kept once, and what is kept is read again as the same.
    assert.deepEqual(readTaxId(read.value, ''), read)
    // A country that is named counts more than the one that it would be read in.
    assert.deepEqual(readTaxId(`${country.toLowerCase()}: ${shown}`, country === 'AR' ? 'UY' : 'AR'), read)
  })
}

const wrong: [string, string, string][] = [
  ['AR', '20-12345678-5', 'tax-check-digit'],
  ['AR', '20-00000001-0', 'tax-check-digit'],
  ['AR', '2012345678', 'tax-length'],
  ['AR', '10-12345678-6', 'tax-kind'],
  ['AR', '20-1234567A-6', 'tax-characters'],
  ['AR', '2,01235E+10', 'tax-characters'],
  ['BR', '529.982.247-26', 'tax-check-digit'],
  ['BR', '111.111.111-11', 'tax-generic'],
  ['BR', '00000000000000', 'tax-generic'],
  ['BR', '11.222.333/0001-82', 'tax-check-digit'],
  ['BR', '12.ABC.345/01DE-3A', 'tax-characters'],
  ['BR', '1234567', 'tax-length'],
  ['CL', '12.345.678-4', 'tax-check-digit'],
  ['CL', '66.666.666-6', 'tax-generic'],
  ['CL', '12.345-5', 'tax-length'],
  ['CO', '213.123.435-0', 'tax-check-digit'],
  ['CO', '222222222222', 'tax-generic'],
  ['CO', '12345', 'tax-length'],
  ['ES', '12345678A', 'tax-check-digit'],
  ['ES', 'J99216583', 'tax-check-digit'],
  ['ES', 'O1234567L', 'tax-kind'],
  ['ES', 'ÁB1234567', 'tax-characters'],
  ['ES', '1234567L', 'tax-length'],
  ['MX', 'GODE561331GR8', 'tax-date'],
  ['MX', 'XAXX010101000', 'tax-generic'],
  ['MX', 'GODE561231', 'tax-length'],
  ['UY', '210303670014', 'tax-check-digit'],
  ['UY', '990303670014', 'tax-kind'],
  ['UY', '12345678', 'tax-length'],
  ['PE', '20100070970', 'tax-country'],
  ['', '20-12345678-6', 'tax-country'],
]
for (const [country, text, reason] of wrong)
  test(`${text} is none of ${country || 'nowhere'}: ${reason}`, () => assert.deepEqual(readTaxId(text, country), { invalid: reason }))

test('a digit that is off by one is noticed wherever it stands, in every country with a binding check digit', () => {
  for (const [country, text] of genuine.filter(([of, , name]) => of !== 'MX' && name !== 'CIF')) {
    const read = readTaxId(text, country)
    assert.ok(!('invalid' in read))
    const number = read.value.slice(3)
    for (const [i, sign] of [...number].entries()) {
      if (!/\d/.test(sign)) continue
      const typo = number.slice(0, i) + String((Number(sign) + 1) % 10) + number.slice(i + 1)
      assert.ok('invalid' in readTaxId(typo, country), `${country} ${typo}`)
    }
  }
})

test('an RFC whose check digit does not fit is taken with a doubt, because some genuine ones do not', () => {
  const read = readTaxId('VACE-460910-SX6', 'MX')
  assert.ok(!('invalid' in read) && read.isUnsure)
})

test('every country has its word, and a value of nowhere is shown as it is', () => {
  for (const country of taxCountries) assert.ok(taxIdNames[country])
  assert.deepEqual(shownTaxId('AR:30712345671').shown, '30-71234567-1')
  assert.deepEqual(shownTaxId('ZZ:1'), { country: null, name: '', shown: 'ZZ:1' })
})
