import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { intents, type Intent, type Language, type Mood } from '#bots/contract/understanding.ts'
import { evaluate, scoreOf } from './evaluation.ts'
import { keptModel, packed } from './model.ts'
import kept from './model.json' with { type: 'json' }
import { halves, phrases } from './phrases.ts'
import { train } from './training.ts'
import { tokensOf } from './tokens.ts'
import { understand } from './understand.ts'

test('words are compared as people mean them: without accents, stretched letters and shortenings, but ñ stays ñ', () => {
  const words = (text: string) => tokensOf(text).map(({ word }) => word)
  assert.deepEqual(words('Holaaaa, q tal?? xq no vinieron tmb'), ['hola', 'que', 'tal', '??', 'porque', 'no', 'vinieron', 'tambien'])
  assert.deepEqual(words('¿Cuánto sale el año?'), ['¿', 'cuanto', 'sale', 'el', 'año', '?'])
  assert.deepEqual(words('mirá https://ejemplo.com/oferta'), ['mira'])
  assert.deepEqual(words('dale 👍🏽'), ['dale', '👍🏽'])
})

test('the language is told from few words, and nothing is claimed where there are none', () => {
  const told: readonly (readonly [string, Language])[] = [
    ['cuanto sale el pollo', 'es'],
    ['xq no contestan', 'es'],
    ['quanto custa o frango?', 'pt'],
    ['vocês entregam hoje?', 'pt'],
    ['how much is the chicken', 'en'],
    ["I'd like to order", 'en'],
    ['bonjour, combien ça coûte', 'other'],
    ['здравствуйте', 'other'],
    ['1234', 'unknown'],
    ['👍', 'unknown'],
    ['', 'unknown'],
  ]
  for (const [text, language] of told) assert.equal(understand(text).language, language, text)
})

test('the mood comes with the words that made it, as they were written', () => {
  const felt: readonly (readonly [string, Mood, string])[] = [
    ['Riquísimo todo', 'positive', 'Riquísimo'],
    ['el pedido nunca llegó', 'negative', 'nunca llegó'],
    ['no me gustó nada', 'negative', 'no me gustó'],
    ['no está mal', 'neutral', ''],
    ['qué lindo quedó 😍', 'positive', '😍'],
    ['🤬', 'negative', '🤬'],
    ['buenas tardes', 'neutral', ''],
    ['cuánto sale?', 'neutral', ''],
  ]
  for (const [text, mood, word] of felt) {
    const found = understand(text)
    assert.equal(found.mood, mood, `${text}: ${found.sentiment}`)
    if (word)
      assert.ok(
        found.words.some((one) => one.text === word),
        `${text}: ${JSON.stringify(found.words)}`,
      )
    if (mood === 'neutral' && word === '') assert.ok(Math.abs(found.sentiment) < 0.2)
  }
})

test('degrees weigh more, laughter a little, and a complaint turns the praise beside it into irony', () => {
  const value = (text: string) => understand(text).sentiment
  assert.ok(value('muy rico') > value('rico'))
  assert.ok(value('RICO') > value('rico'))
  assert.ok(value('jajaja') > 0 && value('jajaja') < value('genial'))
  const bitter = understand('excelente, otra vez sin papas 🙄')
  assert.equal(bitter.mood, 'negative')
  assert.deepEqual(
    bitter.words.filter(({ isIrony }) => isIrony).map(({ text }) => text),
    ['excelente'],
  )
  assert.equal(
    understand('nunca llegó el pedido, gracias').words.some(({ isIrony }) => isIrony),
    false,
  )
})

test('what somebody wants is found in the Spanish of several countries, in Portuguese and in English', () => {
  const wanted: readonly (readonly [string, Intent])[] = [
    ['buenas', 'greeting'],
    ['cuanto sale el pollo', 'price'],
    ['a cómo el kilo de alitas', 'price'],
    ['tenés empanadas?', 'stock'],
    ['quiero pedir dos pizzas', 'order'],
    ['llegó todo frío, una vergüenza', 'complaint'],
    ['a q hora abren', 'schedule'],
    ['quiero sacar un turno', 'schedule'],
    ['quiero hablar con una persona', 'human'],
    ['pasame el alias para transferir', 'payment'],
    ['aceita cartão?', 'payment'],
    ['how much does it cost', 'price'],
    ['👋', 'greeting'],
    ['❤️', 'other'],
  ]
  for (const [text, intent] of wanted) assert.equal(understand(text).intent, intent, text)
})

test('nothing that somebody may write breaks it, and it always says something sensible', () => {
  const odd = [
    '',
    ' ',
    '\u0000',
    'a'.repeat(70_000),
    '😀'.repeat(5_000),
    '¿?¡!',
    '\uD800',
    'no '.repeat(3_000),
    '{{clientName}}',
    '-'.repeat(4_096),
    'busco un constructor',
  ]
  for (const text of odd) {
    const { sentiment, confidence, words, intent } = understand(text)
    assert.ok(sentiment >= -1 && sentiment <= 1 && confidence >= 0 && confidence <= 1 && words.length <= 12 && intents.includes(intent))
  }
})

test('there are at least 300 labelled phrases, no two of them equal, of every intent, mood and language', () => {
  const all = phrases()
  assert.ok(all.length >= 300)
  const twice = all.filter(({ text }, i) => all.findIndex((other) => other.text.toLowerCase() === text.toLowerCase()) !== i)
  assert.deepEqual(twice, [])
  for (const half of Object.values(halves(all))) {
    assert.deepEqual(new Set(half.map(({ intent }) => intent)), new Set(intents))
    assert.equal(new Set(half.map(({ mood }) => mood)).size, 3)
    assert.ok(half.length > all.length * 0.4)
  }
})

test('no phrase of the training half is nearly one of the held-out half', () => {
  const { training, heldOut } = halves(phrases())
  const near = (one: string, other: string): boolean =>
    Math.abs(one.length - other.length) <= 0.2 * Math.max(one.length, other.length) &&
    distanceOf(one, other) <= 0.2 * Math.max(one.length, other.length)
  // The measure of the split is pieces of three letters; this one is another: how many letters have to be changed.
  const leaks = heldOut.flatMap(({ text }) =>
    training.filter((seen) => near(plain(text), plain(seen.text))).map((seen) => `${text} ~ ${seen.text}`),
  )
  assert.deepEqual(leaks, [])
  assert.ok(near('cuanto sale el pollo', 'cuanto sale un pollo'), 'the measure itself')
})

test('the kept model is what training gives of the training half alone, and is small', () => {
  assert.deepEqual(packed(train(halves(phrases()).training)), kept)
  assert.ok(readFileSync(new URL('model.json', import.meta.url)).length < 200_000)
})

test('the held-out half is understood better than by chance, and no intent is given up', () => {
  const { intent, mood } = evaluate()
  assert.ok(intent.macroF1 >= 0.8, `intent ${intent.macroF1}`)
  assert.ok(mood.macroF1 >= 0.8, `mood ${mood.macroF1}`)
  for (const { name, f1 } of intent.perName) assert.ok(f1 >= 0.6, `${name} ${f1}`)
  // Weights that know nothing take everything for the first intent: the figure above is not one that anything would reach.
  const nothing = evaluate({ weights: new Float32Array(keptModel.weights.length) })
  assert.ok(nothing.intent.macroF1 < 0.1)
})

test('F1 is counted as it is defined', () => {
  const score = scoreOf(
    ['a', 'b', 'c'],
    [
      ['a', 'a'],
      ['a', 'b'],
      ['b', 'b'],
      ['b', 'b'],
    ],
  )
  assert.deepEqual(score.matrix, [
    [1, 1, 0],
    [0, 2, 0],
    [0, 0, 0],
  ])
  assert.equal(score.accuracy, 0.75)
  // a: 1/1 and 1/2 make 2/3; b: 2/3 and 1 make 4/5; c never occurs.
  assert.ok(Math.abs(score.macroF1 - (2 / 3 + 4 / 5) / 2) < 1e-12)
})

const plain = (text: string): string =>
  tokensOf(text)
    .map(({ word }) => word)
    .join(' ')

function distanceOf(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_none, i) => i)
  for (let i = 1; i <= one.length; i++) {
    const next = [i]
    for (let j = 1; j <= other.length; j++)
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1)))
    row = next
  }
  return row.at(-1) ?? 0
}
