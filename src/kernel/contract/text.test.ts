import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { firstNameOf, searchable } from './text.ts'

const rows: [string, string, string][] = [
  ['accents do not matter', 'Juan Pérez', 'juan perez'],
  ['ñ is found as n', 'Señora Muñoz', 'senora munoz'],
  ['ü of Spanish and ç, ã of Portuguese too', 'Pingüino João Conceição', 'pinguino joao conceicao'],
  ['an accent typed as a separate mark is the same letter', 'Pe\u0301rez', 'perez'],
  ['blanks collapse and the ends are trimmed', '  Distribuidora \t El\u00a0Sol\n', 'distribuidora el sol'],
  ['ligatures and full-width letters unfold', 'ﬁlm ＡＢＣ', 'film abc'],
  ['signs and digits stay', "O'Higgins 742, 3º B", "o'higgins 742, 3o b"],
  ['emoji stay', 'Pollo 🍗', 'pollo 🍗'],
  ['nothing stays nothing', ' \n ', ''],
]

for (const [name, text, expected] of rows) test(name, () => assert.equal(searchable(text), expected))

test('normalising what is normalised changes nothing', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => assert.equal(searchable(searchable(text)), searchable(text))))
})

test('nobody is called by their number, nor by all of their names', () => {
  for (const [name, called] of [
    ['Marta Díaz', 'Marta'],
    ['  Ana\tRuiz ', 'Ana'],
    ['+54 9 11 5555-0101', ''],
    ['(351) 555 0101', ''],
    ['', ''],
    ['3D Impresiones', '3D'],
  ] as const)
    assert.equal(firstNameOf(name), called)
})
