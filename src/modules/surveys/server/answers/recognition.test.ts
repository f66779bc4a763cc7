import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Content } from '#conversations/contract/content.ts'
import type { SurveyKind } from '#surveys/contract/scale.ts'
import { readingOf } from '#surveys/server/answers/recognition.ts'

const id = 'surveys:01900000-0000-7000-8000-000000000001:'
const read = (kind: SurveyKind, said: string | Content) =>
  readingOf(kind, typeof said === 'string' ? { kind: 'text', text: said } : said, id)
const button = (choice: string, title: string, from: 'list' | 'button' | 'template' = 'list'): Content => ({
  kind: 'choice',
  from,
  id: choice,
  title,
  description: null,
})

const scores: [SurveyKind, string, number][] = [
  ['csat', '5', 5],
  ['csat', ' 4 ', 4],
  ['csat', 'cinco', 5],
  ['csat', 'Tres', 3],
  ['csat', 'un 4', 4],
  ['csat', 'Le pongo un cuatro!', 4],
  ['csat', '5 estrellas', 5],
  ['csat', '4 de 5', 4],
  ['csat', '5/5', 5],
  ['csat', '5, gracias', 5],
  ['csat', '⭐⭐⭐⭐', 4],
  ['csat', '⭐️ ⭐️', 2],
  ['csat', '5️⃣', 5],
  ['csat', 'dou um quatro', 4],
  ['csat', 'I give it a five', 5],
  ['nps', '10', 10],
  ['nps', '🔟', 10],
  ['nps', '0', 0],
  ['nps', 'diez', 10],
  ['nps', 'un diez', 10],
  ['nps', 'Te pongo un ocho', 8],
  ['nps', 'cero', 0],
  ['nps', 'nueve de diez', 9],
  ['nps', 'Siete!!', 7],
  ['nps', 'dou um dez', 10],
  ['nps', 'Mi nota es 9', 9],
  ['nps', 'nueve puntos', 9],
  ['ces', '7', 7],
  ['ces', 'seis', 6],
]
for (const [kind, text, score] of scores)
  test(`"${text}" is ${score} for ${kind}`, () => assert.deepEqual(read(kind, text), { what: 'score', score, comment: '' }))

const normal: [SurveyKind, string | Content][] = [
  ['csat', '6'],
  ['csat', '0'],
  ['csat', '10'],
  ['csat', '4.5'],
  ['csat', '-3'],
  ['nps', '11'],
  ['csat', '⭐⭐⭐⭐⭐⭐'],
  ['csat', '👍'],
  ['csat', '😡😡'],
  ['csat', 'Hola'],
  ['csat', 'Buenas tardes!'],
  ['csat', ''],
  ['csat', '2026'],
  ['csat', button('otra-cosa', 'Ver menú', 'button')],
  ['csat', button(`${id}9`, '9')],
  ['csat', { kind: 'location', latitude: 0, longitude: 0, name: null, address: null, url: null }],
]
for (const [kind, said] of normal)
  test(`${typeof said === 'string' ? `"${said}"` : said.kind} is no answer to ${kind}`, () =>
    assert.deepEqual(read(kind, said), { what: 'nothing' }))

test('what is pressed says its score, and the quick answer of a template by its words', () => {
  assert.deepEqual(read('csat', button(`${id}2`, '2 · Mala')), { what: 'score', score: 2, comment: '' })
  assert.deepEqual(read('csat', button('5', '5', 'template')), { what: 'score', score: 5, comment: '' })
})

test('a score with a reason behind it is both', () => {
  assert.deepEqual(read('csat', '5, todo muy rico'), { what: 'score', score: 5, comment: 'todo muy rico' })
  assert.deepEqual(read('nps', '3. tardaron una hora'), { what: 'score', score: 3, comment: 'tardaron una hora' })
})

const wanting = [
  '2, por favor',
  '2 pollos y una coca',
  '3 empanadas de carne',
  '¿Están abiertos?',
  'Quiero hacer otro pedido',
  '5, y mandame otro combo',
  'cuánto sale el balde familiar',
]
for (const text of wanting)
  test(`"${text}" wants something of a person`, () => assert.deepEqual(read('csat', text), { what: 'words', text, asksMore: true }))

test('praise and blame are words that ask for nothing', () => {
  for (const text of ['Todo excelente', 'La comida llegó fría y tarde', 'muito bom', 'Gracias!'])
    assert.deepEqual(read('csat', text), { what: 'words', text, asksMore: false })
})
