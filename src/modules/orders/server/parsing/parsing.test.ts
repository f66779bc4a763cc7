import assert from 'node:assert/strict'
import { test } from 'node:test'
import { indexOf } from './catalogue-index.ts'
import { evaluate } from './evaluation.ts'
import { parseOrder } from './parse.ts'
import { shelf } from './phrases/shelf.ts'

const index = indexOf(shelf)
const read = (text: string) =>
  parseOrder(text, index).lines.map(({ act, productId, variantId, quantityMilli, note }) =>
    [act, productId ?? '?', ...(variantId?.includes(':') ? [variantId] : []), quantityMilli, ...(note ? [note] : [])].join(' '),
  )

test('what is published of the reading of orders is what it does, on phrases that nothing was chosen by', () => {
  const { heldOut, tuning, all } = evaluate()
  assert.ok(all >= 200)
  assert.equal(heldOut.phrases + tuning.phrases, all)
  assert.ok(heldOut.exact / heldOut.lines >= 0.85, `${heldOut.exact} of ${heldOut.lines} lines`)
  assert.ok(heldOut.whole / heldOut.phrases >= 0.8, `${heldOut.whole} of ${heldOut.phrases} phrases`)
})

test('amounts are thousandths of what a thing is sold by, however they are said', () => {
  const table: [string, string[]][] = [
    ['medio kilo de helado', ['add helado 500']],
    ['dos kilos y medio de banana', ['add banana 2500']],
    ['250 g de queso cremoso', ['add cremoso 250']],
    ['media docena de empanadas de carne', ['add carne 6000']],
    ['un par de flanes', ['add flan 2000']],
    ['2 cocas de litro y medio', ['add coca coca:1500 2000']],
    ['treinta y dos sprites', ['add sprite 32000']],
    ['2 balde de 8', ['add balde8 2000']],
  ]
  for (const [text, lines] of table) assert.deepEqual(read(text), lines, text)
})

test('a word that every object of the language knows is a word like any other', () => {
  assert.deepEqual(read('constructor'), [])
  assert.deepEqual(read('dos fanta para el constructor'), ['add fanta 2000'])
})

test('second thoughts change what was said before, and what cannot be told apart is asked for', () => {
  assert.deepEqual(read('dos fanta, no, mejor tres'), ['add fanta 3000'])
  assert.deepEqual(read('mejor tres'), ['last ? 3000'])
  assert.deepEqual(read('sacá las papas con cheddar y agregá un flan'), ['remove cheddar ', 'add flan 1000'])
  const [line] = parseOrder('una cerveza', index).lines
  assert.equal(line?.productId, null)
  assert.deepEqual(line?.candidates.map(({ productId }) => productId).toSorted(), ['ipa', 'quilmes'])
  assert.deepEqual(parseOrder('tenés ravioles?', index), { isUsual: false, lines: [], unknown: ['ravioles'] })
})

test('nothing that is typed breaks it, and the same words say the same', () => {
  const pieces = [
    '2',
    'coca',
    'sin',
    'y',
    ',',
    'con',
    'medio',
    'docena',
    'de',
    'mejor',
    'no',
    '1/0',
    '99999999999',
    'x',
    '🍗',
    'saca',
    'otra',
    'kilo',
    '\n',
    '%',
  ]
  let seed = 7
  const next = (): number => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff)
  for (let i = 0; i < 3_000; i++) {
    const text = Array.from({ length: 1 + (next() % 9) }, () => pieces[next() % pieces.length]).join(' ')
    const parsed = parseOrder(text, index)
    assert.deepEqual(parsed, parseOrder(text, index))
    for (const { quantityMilli } of parsed.lines)
      assert.ok(quantityMilli === null || (Number.isSafeInteger(quantityMilli) && quantityMilli >= 0), text)
  }
})
