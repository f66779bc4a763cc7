import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillCanned, unknownCanned } from './canned-text.ts'

const values = { clientName: 'Martina', agentName: 'Paula', companyName: 'Pollos El Gallo' }
const cases: [string, Parameters<typeof fillCanned>[1], string][] = [
  ['¡Hola {{clientName}}! Soy {{agentName}}, de {{companyName}}.', values, '¡Hola Martina! Soy Paula, de Pollos El Gallo.'],
  ['Hola {{ clientName }}, ¿cómo estás?', {}, 'Hola, ¿cómo estás?'],
  ['{{clientName}}: son $ 9.800', values, 'Martina: son $ 9.800'],
  ['{{somethingElse}} queda', values, '{{somethingElse}} queda'],
  ['{{clientName}}', { clientName: '{{agentName}} $& $1' }, '{{agentName}} $& $1'],
  ['{{constructor}}', values, '{{constructor}}'],
  ['sin variables', values, 'sin variables'],
]
for (const [text, given, expected] of cases) test(`"${text}" becomes "${expected}"`, () => assert.equal(fillCanned(text, given), expected))

test('a text says which of its names stand for nothing', () => {
  assert.deepEqual(unknownCanned('Hola {{clientName}}, {{ nombre }}: {{otra cosa}} y {{nombre}} de {{companyName}}'), [
    'nombre',
    'otra cosa',
  ])
})
