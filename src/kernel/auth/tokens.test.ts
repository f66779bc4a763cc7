import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashToken, isSameHash, newToken } from './tokens.ts'

test('a token is 256 bits in letters that survive an address bar, and only its hash is to be kept', () => {
  const { token, hash } = newToken()
  assert.match(token, /^[A-Za-z0-9_-]{43}$/)
  assert.equal(Buffer.from(token, 'base64url').length, 32)
  assert.match(hash, /^[0-9a-f]{64}$/)
  assert.equal(hashToken(token), hash)
  assert.notEqual(newToken().token, token)
})

test('hashes are the same only as a whole', () => {
  const { hash } = newToken()
  assert.equal(isSameHash(hash, hash), true)
  assert.equal(isSameHash(hash, `${hash.slice(0, -1)}${hash.endsWith('0') ? '1' : '0'}`), false)
  assert.equal(isSameHash(hash, hash.slice(0, -1)), false)
  assert.equal(isSameHash(hash, ''), false)
})

test('the hash is SHA-256', () => {
  assert.equal(hashToken('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})
