import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomFrom } from './clock-and-random.ts'
import { openings } from './people-openings.ts'
import { impatient, pushes, replies, restated, thanks } from './people-replies.ts'
import { MOST_CUSTOMERS, cueOf, customerAt, nextUtterance, plainOf, topicOf } from './people.ts'
import type { Turn } from './people.ts'

const skeletons = [openings, replies, restated, pushes, { impatient, thanks }].flatMap((group) => Object.values(group).flat())
const neat = { typos: 0, accents: true, capitals: true, openers: true, shortens: false, stretches: false, emoji: 0 }

test('there are at least 150 different sentences to fill in', () => {
  assert.ok(new Set(skeletons.map(plainOf)).size >= 150, String(new Set(skeletons).size))
})

test('every blank of every sentence is filled', () => {
  for (let index = 0; index < 3_000; index++) {
    const said = nextUtterance(randomFrom(`fill ${index}`), { lastOutbound: null, history: [] })
    assert.ok(said && !/[{}]/.test(said.text) && !said.text.includes('undefined') && said.text.length > 0, said?.text)
  }
})

test('the same seed writes the same words', () => {
  const talk = () =>
    Array.from({ length: 20 }, (_, index) => nextUtterance(randomFrom(`s${index}`), { lastOutbound: null, history: [] })?.text)
  assert.deepEqual(talk(), talk())
})

test('openings cover all topics, in every way of writing', () => {
  const said = Array.from({ length: 2_000 }, (_, index) => nextUtterance(randomFrom(`o${index}`), { lastOutbound: null, history: [] }))
  assert.deepEqual([...new Set(said.map((one) => one?.topic))].toSorted(), Object.keys(openings).toSorted())
  const texts = said.map((one) => one?.text ?? '')
  assert.ok(
    texts.some((text) => text.includes('¿')) && texts.some((text) => /^[a-z]/.test(text)) && texts.some((text) => /\bq\b/.test(text)),
  )
  assert.ok(new Set(texts).size > 1_200, `${new Set(texts).size} different`)
  assert.ok(texts.some((text) => /(tenés|podés|pasás|decís|mandás|hacés)/.test(text)))
})

const answers: [string, string, RegExp][] = [
  ['¿A qué dirección te lo enviamos?', 'asks-address', /\d{3}|busc/],
  ['¿Cómo querés pagar?', 'asks-payment', /efectivo|transf|debito|mercado|pago/],
  ['Perfecto. ¿A nombre de quién lo dejo?', 'asks-name', /[a-z]{4}/],
  ['¿Para qué hora lo querés?', 'asks-time', /\d|las|nueve|antes|puedan|manana/],
  ['¿Me pasás el número de pedido?', 'asks-order-number', /\d|mano/],
  ['¡Hola, Martina! ¿En qué te puedo ayudar?', 'greeting', /./],
  ['El balde de 12 piezas sale $ 15.700.', 'price', /./],
  ['Te queda en $ 118.036. ¿A qué dirección lo enviamos?', 'asks-address', /\d{3}|busc/],
  ['Uy, por hoy no nos queda.', 'no-stock', /./],
  ['Abrimos todos los días de 11 a 15 y de 19 a 0:30.', 'hours', /./],
  ['Te pedimos disculpas, te lo reponemos hoy sin cargo.', 'apology', /./],
  ['Dame un minuto que consulto.', 'wait', /./],
  ['¡Tu pedido ya salió! Llega en 15 minutos.', 'on-the-way', /./],
  ['¿Te lo confirmamos así?', 'asks-to-confirm', /./],
  ['Gracias a vos, ¡que lo disfrutes!', 'goodbye', /./],
]
for (const [said, cue, expected] of answers) {
  test(`"${said}" is heard as ${cue} and answered`, () => {
    assert.equal(cueOf(said), cue)
    const history: Turn[] = [
      { from: 'customer', text: 'Hola, quería pedir un balde' },
      { from: 'business', text: said },
    ]
    for (let index = 0; index < 40; index++) {
      const answer = nextUtterance(randomFrom(`a${index}`), { lastOutbound: said, history, style: neat })
      if (answer === null) assert.equal(cue, 'goodbye')
      else assert.match(plainOf(answer.text), expected)
    }
  })
}

test('what a talk is about is understood from the customer’s words', () => {
  const wrong: string[] = []
  let right = 0
  for (const topic of Object.keys(openings) as (keyof typeof openings)[]) {
    for (const sentence of openings[topic]) {
      if (topicOf([sentence]) === topic) right++
      else wrong.push(`${topic}: ${sentence} → ${topicOf([sentence])}`)
    }
  }
  assert.ok(right / (right + wrong.length) > 0.7, wrong.join('\n'))
})

test('a customer without an answer insists a few times and then leaves', () => {
  const history: Turn[] = [{ from: 'customer', text: 'Hola, ¿cuánto sale el balde?' }]
  for (let index = 0; index < 3; index++) {
    const again = nextUtterance(randomFrom(`i${index}`), { lastOutbound: null, history })
    assert.equal(again?.intent, 'impatient')
    history.push({ from: 'customer', text: again.text })
  }
  assert.equal(nextUtterance(randomFrom('i'), { lastOutbound: null, history }), null)
})

test('talks end, without anybody repeating a sentence', () => {
  const business = [
    '¡Hola! ¿En qué te puedo ayudar?',
    'Sale $ 9.500.',
    '¿A qué dirección?',
    '¿Cómo querés pagar?',
    '¿Lo confirmamos?',
    '¡Tu pedido ya salió!',
    '¡Que lo disfrutes!',
  ]
  for (let index = 0; index < 200; index++) {
    const { random, style } = customerAt('talks', index % MOST_CUSTOMERS)
    const history: Turn[] = []
    let turns = 0
    for (; turns < 40; turns++) {
      const said = nextUtterance(random, { lastOutbound: history.at(-1)?.text ?? null, history, style })
      if (!said) break
      history.push({ from: 'customer', text: said.text }, { from: 'business', text: business[Math.min(turns, business.length - 1)] ?? '' })
    }
    assert.ok(turns < 40, JSON.stringify(history))
    const mine = history.filter((turn) => turn.from === 'customer').map((turn) => turn.text)
    assert.ok(new Set(mine).size >= mine.length - 1, mine.join(' | '))
  }
})

test('customers have numbers kept for fiction, each its own, and always the same name', () => {
  const all = Array.from({ length: MOST_CUSTOMERS }, (_, index) => customerAt('demo', index))
  assert.equal(new Set(all.map((one) => one.waId)).size, MOST_CUSTOMERS)
  assert.ok(all.every((one) => /^1(809|829|849|787|939)55501\d\d$/.test(one.waId)))
  assert.equal(customerAt('demo', 7).name, all[7]?.name)
  assert.throws(() => customerAt('demo', MOST_CUSTOMERS), RangeError)
})
