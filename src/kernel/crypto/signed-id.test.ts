import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { readSignedId, signId } from './signed-id.ts'

const crypto = { mac: (purpose: string, text: string) => createHmac('sha256', `key ${purpose}`).update(text).digest() }
const named = { orgId: '01900000-0000-7000-8000-0000000000ff', id: '01900000-0000-7000-8000-000000000001' }

test('a link says whose it is to nobody but us, and one changed letter makes it nobody’s', () => {
  const token = signId(crypto, 'surveys.link', named)
  assert.deepEqual(readSignedId(crypto, 'surveys.link', token), named)
  for (let i = 0; i < token.length; i++) {
    const changed = token.slice(0, i) + (token[i] === 'a' ? 'b' : 'a') + token.slice(i + 1)
    assert.equal(readSignedId(crypto, 'surveys.link', changed), undefined, String(i))
  }
  for (const bad of ['', 'x', `${token}a`, token.slice(1), '../../etc']) assert.equal(readSignedId(crypto, 'surveys.link', bad), undefined)
})

test('a link that was given out for one thing opens nothing else', () => {
  assert.equal(readSignedId(crypto, 'orders.shop-order', signId(crypto, 'surveys.link', named)), undefined)
})
