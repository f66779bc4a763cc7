import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSigned, signatureOf } from '#kernel/crypto/webhook-signature.ts'

const secret = 'demo_app_secret_0001'
const body = Buffer.from('{"object":"whatsapp_business_account","entry":[]}')
const published = 'sha256=590b2c1b8d9e079e5055ba4637a91e95d8b1d183ecb0c9a256e8488166772b61'

test('the published vector verifies', () => {
  assert.equal(signatureOf(body, secret), published)
  assert.equal(isSigned(body, published, [secret]), true)
})

const refused: [string, Uint8Array, string | undefined, string[]][] = [
  ['no header', body, undefined, [secret]],
  ['an empty header', body, '', [secret]],
  ['no secret at all', body, published, []],
  ['an empty secret', body, signatureOf(body, ''), ['']],
  ['another secret', body, published, ['demo_app_secret_0002']],
  ['one byte more in the body', Buffer.concat([body, Buffer.from(' ')]), published, [secret]],
  ['upper-case digits', body, published.toUpperCase(), [secret]],
  ['the prefix of the older algorithm', body, published.replace('sha256', 'sha1'), [secret]],
  ['a truncated digest', body, published.slice(0, -2), [secret]],
  ['a longer digest', body, `${published}00`, [secret]],
  ['characters that are not hex', body, published.replace(/.$/, 'ñ'), [secret]],
]
for (const [name, bytes, header, secrets] of refused) {
  test(`a webhook with ${name} is not trusted`, () => assert.equal(isSigned(bytes, header, secrets), false))
}

test('while the secret rotates, both the old and the new one are accepted', () => {
  assert.equal(isSigned(body, signatureOf(body, 'old'), ['new', 'old']), true)
  assert.equal(isSigned(body, signatureOf(body, 'new'), ['new', 'old']), true)
})

test('the same text with and without unicode escapes has different signatures', () => {
  const escaped = Buffer.from('{"body":"\\u00bfTen\\u00e9s pollo?"}')
  const plain = Buffer.from('{"body":"¿Tenés pollo?"}')
  assert.deepEqual(JSON.parse(escaped.toString()), JSON.parse(plain.toString()))
  assert.equal(isSigned(plain, signatureOf(escaped, secret), [secret]), false)
})
