import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FieldValue } from '#crm/contract/contact.ts'
import type { Field, FieldType } from '#crm/contract/field.ts'
import { indexRowsOf, readValue } from './field-value.ts'
import { keyFrom } from './fields.ts'

const field = (type: FieldType): Field => ({
  id: '0193b3a0-0000-7000-8000-000000000001',
  key: 'campo',
  label: 'Campo',
  type,
  options: [
    { id: 'rojo', label: 'Rojo' },
    { id: 'azul', label: 'Azul' },
  ],
  currency: type === 'money' ? 'ARS' : null,
  position: 1,
  isArchived: false,
  version: 1,
})
const person = '0193b3a0-0000-7000-8000-000000000002'

const accepted: [FieldType, FieldValue, FieldValue | null][] = [
  ['text', '  <b>hola</b> ', '<b>hola</b>'],
  ['text', '', null],
  ['number', -1.75, -1.75],
  ['money', { amountMinor: 150_000, currency: 'ARS' }, { amountMinor: 150_000, currency: 'ARS' }],
  ['date', '2024-02-29', '2024-02-29'],
  ['choice', 'rojo', 'rojo'],
  ['multi-choice', ['azul', 'rojo', 'azul'], ['azul', 'rojo']],
  ['multi-choice', [], null],
  ['boolean', false, false],
  ['user', person, person],
  ['link', ' https://example.com/a?b=c ', 'https://example.com/a?b=c'],
]
for (const [type, given, kept] of accepted) {
  test(`a field of type ${type} keeps ${JSON.stringify(given)}`, () => assert.deepEqual(readValue(field(type), given), { value: kept }))
}

const refused: [FieldType, FieldValue, string][] = [
  ['text', 5, 'not-a-text'],
  ['number', '5', 'not-a-number'],
  ['number', 1e300, 'not-a-number'],
  ['number', Number.NaN, 'not-a-number'],
  ['money', 100, 'not-an-amount'],
  ['money', { amountMinor: 1, currency: 'USD' }, 'other-currency'],
  ['date', '2023-02-29', 'not-a-day'],
  ['date', '29/02/2024', 'not-a-day'],
  ['date', '1899-12-31', 'not-a-day'],
  ['date', '2500-01-01', 'not-a-day'],
  ['choice', 'verde', 'not-an-option'],
  ['choice', ['rojo'], 'not-an-option'],
  ['multi-choice', 'rojo', 'not-an-option'],
  ['multi-choice', ['rojo', 'verde'], 'not-an-option'],
  ['boolean', 'sí', 'not-yes-or-no'],
  ['user', 'ana', 'not-a-person'],
  ['link', 'javascript:alert(1)', 'not-a-link'],
  ['link', 'data:text/html,<script>', 'not-a-link'],
  ['link', 'https://user:pass@example.com', 'not-a-link'],
  ['link', '/contactos', 'not-a-link'],
]
for (const [type, given, reason] of refused) {
  test(`a field of type ${type} refuses ${JSON.stringify(given)}: ${reason}`, () =>
    assert.deepEqual(readValue(field(type), given), { invalid: reason }))
}

test('values are indexed in a type whose order is theirs', () => {
  const row = (textValue: string | null, numberValue: number | null, ordinal = 0) => ({
    fieldId: field('text').id,
    ordinal,
    textValue,
    numberValue,
  })
  assert.deepEqual(indexRowsOf(field('text'), 'Barrio Ñuñoa'), [row('barrio nunoa', null)])
  assert.deepEqual(indexRowsOf(field('number'), 2.5), [row(null, 2.5)])
  assert.deepEqual(indexRowsOf(field('money'), { amountMinor: 9_900, currency: 'ARS' }), [row(null, 9_900)])
  assert.deepEqual(indexRowsOf(field('multi-choice'), ['rojo', 'azul']), [row('rojo', null, 0), row('azul', null, 1)])
  assert.deepEqual(indexRowsOf(field('boolean'), false), [row('false', null)])
})

const keys: [string, string[], string][] = [
  ['Fecha de cumpleaños', [], 'fecha_de_cumpleanos'],
  ['Fecha de cumpleaños', ['fecha_de_cumpleanos'], 'fecha_de_cumpleanos_2'],
  ['3 últimos pedidos', [], 'ultimos_pedidos'],
  ['¿?', [], 'campo'],
  ['__proto__', [], 'proto'],
  ['Constructor', [], 'constructor_1'],
  ['Una etiqueta larguísima que no termina nunca y sigue', [], 'una_etiqueta_larguisima_que_no_termi'],
]
for (const [label, taken, key] of keys)
  test(`"${label}" is known to programs as ${key}`, () => assert.equal(keyFrom(label, new Set(taken)), key))
