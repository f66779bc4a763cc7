import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filled, minutesUntil, unknownIn } from '#orders/contract/notice-text.ts'

const known = {
  clientName: 'Ana',
  orderNumber: 'EG26-00042',
  total: '$ 9.500',
  minutes: '25',
  deliveryName: '',
  brandName: 'El Gallo',
  reason: '',
}

const texts: [string, string, string][] = [
  ['every variable is put in its place', 'Hola {{clientName}}: {{orderNumber}}, {{total}}', 'Hola Ana: EG26-00042, $ 9.500'],
  ['blanks inside of the braces do not matter', '{{ clientName }}', 'Ana'],
  ['what has no value leaves no gap', 'Lo lleva {{deliveryName}}. Va {{deliveryName}} en camino', 'Lo lleva. Va en camino'],
  ['lines stay lines', 'Hola {{clientName}}\n\nGracias', 'Hola Ana\n\nGracias'],
  ['a name is never read as a variable again', '{{clientName}}', 'Ana'],
  ['what stands for nothing stays as it was written', '{{precio}}', '{{precio}}'],
]
for (const [name, text, expected] of texts) test(`a notice is filled in: ${name}`, () => assert.equal(filled(text, known), expected))

test('a customer who calls themselves like a variable changes nothing else', () =>
  assert.equal(filled('{{clientName}} {{total}}', { ...known, clientName: '{{total}} $&' }), '{{total}} $& $ 9.500'))

test('variables that stand for nothing are named', () =>
  assert.deepEqual(unknownIn('{{clientName}} {{precio}} {{}} {{total}}'), ['{{precio}}', '{{}}']))

const minutes: [string | null, number | null][] = [
  [null, null],
  ['2026-11-21T12:00:00.000Z', 5],
  ['2026-11-21T11:30:00.000Z', 5],
  ['2026-11-21T12:05:01.000Z', 10],
  ['2026-11-21T12:23:00.000Z', 25],
]
for (const [promisedAt, expected] of minutes)
  test(`minutes are whole fives, and never none: ${promisedAt ?? 'nothing promised'}`, () =>
    assert.equal(minutesUntil(promisedAt, '2026-11-21T12:00:00.000Z'), expected))
