import assert from 'node:assert/strict'
import { test } from 'node:test'
import { numberOf, prefixOf } from '#orders/server/ordering/prefix.ts'

test('the letters of a number come from the name of the brand, and no two brands have the same', () => {
  const none = new Set<string>()
  assert.equal(prefixOf('Pollos El Gallo', none), 'PEG')
  assert.equal(prefixOf('Ñandú', none), 'NAN')
  assert.equal(prefixOf('1810', none), 'P')
  assert.equal(prefixOf('日本', none), 'P')
  assert.equal(prefixOf('Pollos El Gallo', new Set(['PEG', 'PEG2'])), 'PEG3')
})

test('a number says the year, and does not end at 99,999', () => {
  assert.equal(numberOf('PEG', 2026, 42), 'PEG26-00042')
  assert.equal(numberOf('P', 2100, 123_456), 'P00-123456')
})
