import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unitWord } from '#purchasing/web/fields/unit-word.ts'

test('eight of something are said in the plural, a half and none too; one is not', () => {
  for (const [unit, many] of [
    ['bulto', 'bultos'],
    ['caja', 'cajas'],
    ['cajón', 'cajones'],
    ['cajón de 10', 'cajones de 10'],
    ['unidad', 'unidades'],
    ['barril', 'barriles'],
    ['kg', 'kg'],
    ['lts', 'lts'],
    ['pack', 'pack'],
    ['6x500', '6x500'],
  ] as const) {
    assert.equal(unitWord(unit, 8000), many)
    assert.equal(unitWord(unit, 500), many)
    assert.equal(unitWord(unit, 1000), unit)
  }
})
