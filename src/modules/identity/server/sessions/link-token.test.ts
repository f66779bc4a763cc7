import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { newKeySecret, newOrgToken, readKeySecret, readOrgToken } from '#identity/server/sessions/link-token.ts'

test('a link says which organization it belongs to, and what is stored does not contain it', () => {
  const org = newId()
  const { token, hash } = newOrgToken(org)
  assert.deepEqual(readOrgToken(token), { org, hash })
  assert.ok(!token.includes(hash) && /^[0-9a-f]{64}$/.test(hash))
})

test('an API key is told from a link and the other way round', () => {
  const org = newId()
  const { secret, hash, prefix } = newKeySecret(org)
  assert.deepEqual(readKeySecret(secret), { org, hash })
  assert.ok(secret.startsWith('yapa_') && secret.includes(`_${prefix}`))
  assert.equal(readOrgToken(secret), null)
  assert.equal(readKeySecret(newOrgToken(org).token), null)
})

for (const text of [
  '',
  'yapa_',
  'yapa_x_y',
  `yapa_${'a'.repeat(22)}_${'b'.repeat(42)}`,
  `yapa_${'a'.repeat(22)}_${'b'.repeat(43)}\n`,
  '../../etc/passwd',
  '%00'.repeat(30),
]) {
  test(`${JSON.stringify(text.slice(0, 20))} is no key and no link`, () => {
    assert.equal(readKeySecret(text), null)
    assert.equal(readOrgToken(text), null)
  })
}
