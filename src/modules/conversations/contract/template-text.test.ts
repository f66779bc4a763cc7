import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filledIn } from './template-text.ts'

test('what was written down beforehand gets what is known by then, and a token that nobody knows stays', () => {
  const values = { 'body:1': 'Hola {{cliente}}, soy {{quien}}', 'button:0': '{{cliente}}-{{cliente}}', 'body:2': '10 % de {{ esto }}' }
  assert.deepEqual(filledIn({ templateId: 'a', values }, { '{{cliente}}': 'Ana $1' }), {
    templateId: 'a',
    values: { 'body:1': 'Hola Ana $1, soy {{quien}}', 'button:0': 'Ana $1-Ana $1', 'body:2': '10 % de {{ esto }}' },
  })
})
