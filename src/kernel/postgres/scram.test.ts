import assert from 'node:assert/strict'
import test from 'node:test'
import { matches, verifierOf } from './scram.ts'

test('the verifier is the one of RFC 7677', () => {
  const verifier = verifierOf('pencil', Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'), 4096)
  assert.equal(
    verifier,
    'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
  )
})

test('a verifier knows its password and no other', () => {
  const verifier = verifierOf('clave')
  assert.ok(matches(verifier, 'clave'))
  assert.ok(!matches(verifier, 'Clave'))
  assert.ok(!matches('md5d41d8cd98f00b204e9800998ecf8427e', 'clave'))
})
