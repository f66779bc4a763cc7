import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  fromBase32,
  hashRecoveryCode,
  matchRecoveryCode,
  matchTotp,
  newRecoveryCodes,
  newTotpSecret,
  toBase32,
  totpCode,
  totpStep,
  totpUri,
} from './totp.ts'

const rfcSecret = toBase32(Buffer.from('12345678901234567890'))

// RFC 6238, appendix B, SHA-1.
const vectors: [number, string][] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
]
for (const [seconds, code] of vectors) {
  test(`the code of second ${seconds} is ${code}`, () => assert.equal(totpCode(rfcSecret, totpStep(new Date(seconds * 1_000)), 8), code))
}

// RFC 4648 §10.
for (const [text, encoded] of [
  ['', ''],
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
] as const) {
  test(`base32 of "${text}" is "${encoded}"`, () => {
    assert.equal(toBase32(Buffer.from(text)), encoded)
    assert.equal(fromBase32(encoded).toString(), text)
  })
}

test('base32 comes back whole, also in lower case and in groups', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const text = toBase32(bytes)
      assert.deepEqual(new Uint8Array(fromBase32((text.match(/.{1,4}/g) ?? []).join(' ').toLowerCase())), bytes)
    }),
  )
})

const now = new Date('2026-11-21T12:00:10Z')
const step = totpStep(now)

test('a clock one step off still opens, two steps do not', () => {
  const secret = newTotpSecret()
  for (const drift of [-1, 0, 1])
    assert.deepEqual(matchTotp(secret, totpCode(secret, step + drift), { now, lastStep: null }), { step: step + drift })
  for (const drift of [-2, 2]) {
    const code = totpCode(secret, step + drift)
    // A code of six digits may by chance be that of a neighbour.
    if ([-1, 0, 1].every((near) => totpCode(secret, step + near) !== code))
      assert.equal(matchTotp(secret, code, { now, lastStep: null }), null)
  }
})

test('a code opens once: the step that was used and all before it are spent', () => {
  const secret = rfcSecret
  const used = matchTotp(secret, totpCode(secret, step), { now, lastStep: null })
  assert.ok(used)
  assert.equal(matchTotp(secret, totpCode(secret, step), { now, lastStep: used.step }), null)
  assert.equal(matchTotp(secret, totpCode(secret, step - 1), { now, lastStep: used.step }), null)
  assert.deepEqual(matchTotp(secret, totpCode(secret, step + 1), { now, lastStep: used.step }), { step: step + 1 })
})

test('a code may be typed with a blank in the middle and is nothing but six digits', () => {
  const code = totpCode(rfcSecret, step)
  assert.ok(matchTotp(rfcSecret, `${code.slice(0, 3)} ${code.slice(3)}`, { now, lastStep: null }))
  for (const wrong of ['', '12345', '1234567', 'abcdef', '١٢٣٤٥٦', `${code}0`])
    assert.equal(matchTotp(rfcSecret, wrong, { now, lastStep: null }), null)
})

test('the address for the QR code names the shop and the account', () => {
  const uri = new URL(totpUri({ issuer: 'Pollo & Cía', account: 'ana@pollo.test', secret: rfcSecret }))
  assert.equal(uri.protocol, 'otpauth:')
  assert.equal(decodeURIComponent(uri.pathname).endsWith('Pollo & Cía:ana@pollo.test'), true)
  assert.equal(uri.searchParams.get('secret'), rfcSecret)
  assert.equal(uri.searchParams.get('issuer'), 'Pollo & Cía')
})

test('each of the ten recovery codes opens by its own hash, however it is typed', () => {
  const { codes, hashes } = newRecoveryCodes()
  assert.equal(new Set(codes).size, 10)
  codes.forEach((code, i) => {
    assert.match(code, /^[0-9a-hjkmnp-tv-z]{5}(?:-[0-9a-hjkmnp-tv-z]{5}){3}$/)
    assert.equal(matchRecoveryCode(code, hashes), hashes[i])
    assert.equal(matchRecoveryCode(` ${code.toUpperCase().replaceAll('-', ' ')} `, hashes), hashes[i])
    assert.equal(matchRecoveryCode(code.replaceAll('0', 'O').replaceAll('1', 'l'), hashes), hashes[i])
  })
  assert.equal(matchRecoveryCode(newRecoveryCodes().codes[0] ?? '', hashes), null)
  assert.equal(matchRecoveryCode('', hashes), null)
  assert.equal(hashes.includes(hashRecoveryCode('')), false)
})
