import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { e164OfWaId, matchCandidates, parsePhone } from './phone.ts'
import type { PhoneHome, PhoneKind, PhoneRefusal } from './phone.ts'

const AR: PhoneHome = { country: 'AR' }
const buenosAires: PhoneHome = { country: 'AR', areaCode: '011' }
const cordoba: PhoneHome = { country: 'AR', areaCode: '351' }
const MX: PhoneHome = { country: 'MX' }
const BR: PhoneHome = { country: 'BR' }
const saoPaulo: PhoneHome = { country: 'BR', areaCode: '11' }

const valid: [string, PhoneHome, string, PhoneKind, string?][] = [
  // One person of Buenos Aires, spelled in every usual way.
  ['011 15-5123-4567', AR, '+5491151234567', 'mobile'],
  ['+54 9 11 5123-4567', AR, '+5491151234567', 'mobile'],
  ['5491151234567', AR, '+5491151234567', 'mobile'],
  ['+5411 15 5123 4567', AR, '+5491151234567', 'mobile'],
  ['+54 9 11 15 5123-4567', AR, '+5491151234567', 'mobile'],
  ['+54 9 011 15 5123-4567', AR, '+5491151234567', 'mobile'],
  ['9 11 5123 4567', AR, '+5491151234567', 'mobile'],
  ['00 54 9 11 5123 4567', AR, '+5491151234567', 'mobile'],
  ['tel:+54-9-11-5123-4567', AR, '+5491151234567', 'mobile'],
  ['＋５４ ９ １１ ５１２３ ４５６７', AR, '+5491151234567', 'mobile'],
  ['15 5123-4567', buenosAires, '+5491151234567', 'mobile'],
  ['5123-4567', buenosAires, '+541151234567', 'fixed', '+5491151234567'],
  // Area codes of three and four digits.
  ['0351 15 512-3456', AR, '+5493515123456', 'mobile'],
  ['54 351 15 5123456', AR, '+5493515123456', 'mobile'],
  ['15 512-3456', cordoba, '+5493515123456', 'mobile'],
  ['+54 9 2966 15 512345', AR, '+5492966512345', 'mobile'],
  // Written without the 9: a land line, or that mobile.
  ['11 5123-4567', AR, '+541151234567', 'fixed', '+5491151234567'],
  ['+54 11 5123-4567', AR, '+541151234567', 'fixed', '+5491151234567'],
  ['011 5123-4567 int. 12', AR, '+541151234567', 'fixed', '+5491151234567'],
  ['0800 555 1234', AR, '+548005551234', 'toll-free'],
  // Mexico before and after 2019.
  ['+52 1 55 1234 5678', MX, '+525512345678', 'mobile-or-fixed'],
  ['5215512345678', MX, '+525512345678', 'mobile-or-fixed'],
  ['1 55 1234 5678', MX, '+525512345678', 'mobile-or-fixed'],
  ['044 55 1234 5678', MX, '+525512345678', 'mobile-or-fixed'],
  ['045 55 1234 5678', MX, '+525512345678', 'mobile-or-fixed'],
  ['01 55 1234 5678', MX, '+525512345678', 'mobile-or-fixed'],
  ['55 1234 5678', MX, '+525512345678', 'mobile-or-fixed'],
  ['1234 5678', { country: 'MX', areaCode: '55' }, '+525512345678', 'mobile-or-fixed'],
  // Brazil with and without the ninth digit and the carrier code.
  ['11 91234-5678', BR, '+5511912345678', 'mobile'],
  ['(11) 8765-4321', BR, '+5511987654321', 'mobile'],
  ['+55 11 8765 4321', BR, '+5511987654321', 'mobile'],
  ['0 15 11 91234-5678', BR, '+5511912345678', 'mobile'],
  ['91234-5678', saoPaulo, '+5511912345678', 'mobile'],
  ['8765-4321', saoPaulo, '+5511987654321', 'mobile'],
  ['3333-4444', saoPaulo, '+551133334444', 'fixed'],
  ['(55) 3221-1234', BR, '+555532211234', 'fixed'],
  // The rest of the region.
  ['099 123 456', { country: 'UY' }, '+59899123456', 'mobile'],
  ['300 1234567', { country: 'CO' }, '+573001234567', 'mobile'],
  ['9 6123 4567', { country: 'CL' }, '+56961234567', 'mobile-or-fixed'],
  ['0981 123456', { country: 'PY' }, '+595981123456', 'mobile'],
  ['987 654 321', { country: 'PE' }, '+51987654321', 'mobile'],
  ['809 555 0101', { country: 'DO' }, '+18095550101', 'mobile-or-fixed'],
  ['+1 809 555 0101', AR, '+18095550101', 'mobile-or-fixed'],
  // The plus sign lost in a spreadsheet, in a shop of another country.
  ['573001234567', AR, '+573001234567', 'mobile'],
  ['5215512345678', AR, '+525512345678', 'mobile-or-fixed'],
  ['5491151234567', BR, '+5491151234567', 'mobile'],
]

for (const [text, home, e164, kind, ambiguous] of valid) {
  test(`"${text}" in ${home.country}${home.areaCode ? ` (${home.areaCode})` : ''} is ${e164}`, () => {
    const phone = parsePhone(text, home)
    assert.ok('e164' in phone, JSON.stringify(phone))
    assert.equal(phone.e164, e164)
    assert.equal(phone.kind, kind)
    assert.deepEqual(phone.ambiguousWith, ambiguous ? [ambiguous] : undefined)
  })
}

const refused: [string, PhoneHome, PhoneRefusal][] = [
  ['', AR, 'empty'],
  ['   ', AR, 'empty'],
  ['no tiene', AR, 'not-a-number'],
  ['11 5123-4567 / 11 5123-9999 casa', AR, 'not-a-number'],
  ['---', AR, 'not-a-number'],
  ['15 5123-4567', AR, 'area-code-missing'],
  ['5123-4567', AR, 'area-code-missing'],
  ['91234-5678', BR, 'area-code-missing'],
  ['1234', AR, 'too-short'],
  ['+54 9 11 5123 4567 8901 23', AR, 'too-long'],
  ['+999 1234567', AR, 'unknown-country-code'],
  ['+54 9 11 000-0123', AR, 'not-valid'],
  ['0000000000', AR, 'not-valid'],
]

for (const [text, home, reason] of refused) {
  test(`"${text}" in ${home.country} is refused as ${reason}`, () => assert.deepEqual(parsePhone(text, home), { invalid: reason }))
}

const candidates: [string, string, string[]][] = [
  ['an Argentine mobile is also on file without its 9', '5491155550101', ['+5491155550101', '+541155550101']],
  ['a number without the 9 may be that mobile', '+541155550101', ['+541155550101', '+5491155550101']],
  ['a Mexican WhatsApp id drops the old 1', '5215512345678', ['+525512345678', '+5215512345678']],
  ['and the current form finds the old one', '525512345678', ['+525512345678', '+5215512345678']],
  ['a Brazilian id without the ninth digit finds the mobile', '551187654321', ['+5511987654321', '+551187654321']],
  ['a Brazilian mobile finds its old id', '+5511987654321', ['+5511987654321', '+551187654321']],
  ['but never a land line that has the same last digits', '+5511932221234', ['+5511932221234']],
  ['a Brazilian land line is only itself', '551133334444', ['+551133334444']],
  ['other countries have one form', '573001234567', ['+573001234567']],
  ['what is no number is compared as it came', '12', ['+12']],
]

for (const [name, given, expected] of candidates) test(name, () => assert.deepEqual(matchCandidates(given), expected))

test('the E.164 number is derived from the id that WhatsApp reports', () => {
  assert.equal(e164OfWaId('5215512345678'), '+525512345678')
  assert.equal(e164OfWaId('5491155550101'), '+5491155550101')
  assert.equal(e164OfWaId('551187654321'), '+5511987654321')
  assert.equal(e164OfWaId('123'), null)
})

test('a number read once reads the same from its E.164 form, in any country', () => {
  for (const [text, home, e164] of valid) {
    for (const country of ['AR', 'BR', 'MX', 'UY']) {
      const again = parsePhone(e164, { country })
      assert.ok('e164' in again && again.e164 === e164, `${text} in ${home.country} -> ${e164} read in ${country}`)
    }
  }
})

test('no text, however odd, makes the reader fail', () => {
  const country = fc.constantFrom('AR', 'BR', 'MX', 'UY', 'CO', 'CL', 'DO', 'XX', '')
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 ()-]{0,24}$/)), country, (text, home) => {
      const phone = parsePhone(text, { country: home, areaCode: '11' })
      if ('e164' in phone) assert.match(phone.e164, /^\+[1-9]\d{6,14}$/)
      assert.ok(matchCandidates(text).length >= 1)
    }),
    { numRuns: 2_000 },
  )
})
