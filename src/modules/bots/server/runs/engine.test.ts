import assert from 'node:assert/strict'
import { test } from 'node:test'
import { faultsOf } from '#bots/contract/flow-check.ts'
import { FlowDocument } from '#bots/contract/flow.ts'
import { newRun, RunState, type Understood } from '#bots/contract/run.ts'
import { chickenFlow } from '#bots/server/testing/chicken-flow.ts'
import { mostTimes, step } from './engine.ts'
import { phrase } from './phrases.ts'
import type { Facts, Heard, Incoming, Said } from './heard.ts'
import { noon, factsAt, shown, what } from '#bots/server/testing/chat.ts'

/** Somebody who talks to a flow, a minute between messages. */
function chat(flow: FlowDocument = chickenFlow(), more: Partial<Facts> = {}) {
  let state = newRun
  let minute = 0
  const take = (incoming: Incoming, now: string): string[] => {
    const stepped = step(flow, state, incoming, factsAt(now, more))
    state = RunState.parse(stepped.state)
    return stepped.effects.map(shown)
  }
  const hear = (said: Said, understood: Understood | null = null, options: { known?: Heard['known']; late?: number } = {}): string[] => {
    const at = new Date(noon + ++minute * 60_000 - (options.late ?? 0)).toISOString()
    const heard: Heard = { id: String(minute), at, said, understood, known: options.known ?? null }
    return take({ kind: state.at === null ? 'begin' : 'heard', heard }, new Date(noon + minute * 60_000).toISOString())
  }
  return {
    hear,
    says: (text: string, understood: Understood | null = null) => hear({ kind: 'text', text }, understood),
    acted: (ok: boolean, n = state.calling ?? 0) =>
      take({ kind: 'acted', n, ok, values: {} }, new Date(noon + minute * 60_000).toISOString()),
    state: () => state,
  }
}

const greeting = 'Hola Marta, ¿en qué te ayudo?'

test('a whole order: menu, number words, a name, an action, a person', () => {
  const marta = chat()
  assert.deepEqual(marta.says('buenas'), [greeting])
  assert.deepEqual(marta.says('2'), ['¿Cuántos pollos?'])
  assert.deepEqual(marta.says('dos y medio'), ['¿A nombre de quién?'])
  assert.deepEqual(marta.says('  Marta   Díaz '), ['act crm.add-tag {"tag":"Pedido de 2,5"}'])
  assert.deepEqual(marta.acted(true), ['Anoté 2,5 para Marta Díaz.', 'hand-off flow'])
  assert.deepEqual([marta.state().over, marta.state().values], ['handed-off', { pollos: 2.5, nombre: 'Marta Díaz' }])
  assert.deepEqual(marta.says('¿y?'), [], 'what is over says nothing')
})

test('whoever says at once what they want is not asked for it', () => {
  assert.deepEqual(chat().says('Hola, quiero hacer un pedido'), ['¿Cuántos pollos?'])
  assert.deepEqual(chat().says('¿a qué hora abren?'), ['Estamos abiertos: todos los días de 11 a 23.', greeting])
  assert.deepEqual(chat(chickenFlow(), { isOpen: false }).says('¿abren hoy?'), [
    'Ahora está cerrado. Abrimos todos los días de 11 a 23.',
    greeting,
  ])
})

test('an action that fails goes the other way, and one that ends twice goes on once', () => {
  const toTheAction = () => {
    const marta = chat()
    for (const text of ['pedido', '3', 'Marta']) marta.says(text)
    return marta
  }
  assert.deepEqual(toTheAction().acted(false), ['hand-off flow'])
  const twice = toTheAction()
  const n = twice.state().calling ?? 0
  assert.equal(twice.acted(true, n).length, 2)
  assert.deepEqual(twice.acted(true, n), [])
})

test('two misunderstandings in a row bring a person, and an understood one in between begins anew', () => {
  const marta = chat()
  marta.says('hola')
  assert.deepEqual(marta.says('asdf'), [phrase('not_choice', null, 'es')])
  assert.deepEqual(marta.says('qwerty'), ['hand-off misunderstood'])
  const other = chat()
  other.says('hola')
  other.says('asdf')
  other.says('pedido')
  assert.deepEqual(other.says('muchos'), [phrase('not_number', null, 'es')])
  assert.deepEqual(other.says('muchísimos'), ['hand-off misunderstood'])
})

test('each thing that is no answer is answered by what would be one', () => {
  const cases: [Said, string][] = [
    [{ kind: 'voice' }, 'voice'],
    [{ kind: 'text', text: '🍗🍗🍗' }, 'no_words'],
    [{ kind: 'sticker' }, 'no_words'],
    [{ kind: 'text', text: 'a'.repeat(4096) }, 'not_choice'],
    [{ kind: 'other' }, 'no_words'],
    [{ kind: 'place', latitude: 0, longitude: 0, name: '' }, 'not_choice'],
  ]
  for (const [said, why] of cases) {
    const marta = chat()
    marta.says('hola')
    assert.deepEqual(marta.hear(said), [phrase(why as 'voice', null, 'es')], JSON.stringify(said).slice(0, 60))
  }
  const asked: [question: string[], said: Said, why: string][] = [
    [['pedido', '3'], { kind: 'voice' }, 'voice'],
    [['pedido', '3'], { kind: 'text', text: '🙏🙏' }, 'no_words'],
    [['pedido'], { kind: 'voice' }, 'voice'],
    [['pedido'], { kind: 'text', text: 'bastantes' }, 'not_number'],
    [['pedido'], { kind: 'text', text: 'quinientos' }, 'out_of_range'],
  ]
  for (const [before, said, why] of asked) {
    const marta = chat()
    for (const text of before) marta.says(text)
    assert.deepEqual(marta.hear(said), [phrase(why as 'voice', null, 'es')], `${before.at(-1)} ${JSON.stringify(said)}`)
    assert.deepEqual(marta.hear(said), ['hand-off misunderstood'])
  }
  const english = chat()
  english.says('hola')
  assert.deepEqual(english.says('what time do you close', { ...what(null), language: 'en' }), [phrase('not_choice', 'en', 'es')])
})

test('a person comes when asked for, for claims, payments and whoever is cross, unless the menu knows what they want', () => {
  const after = (text: string, understood: Understood | null) => {
    const marta = chat()
    marta.says('hola')
    return marta.says(text, understood)
  }
  assert.deepEqual(after('quiero hablar con una persona', null), ['hand-off asked'])
  assert.deepEqual(after('el pollo llegó frío', what('complaint', -0.4)), ['hand-off complaint'])
  assert.deepEqual(after('¿les llegó la transferencia?', what('payment')), ['hand-off payment'])
  assert.deepEqual(after('son unos inútiles', what(null, -0.8)), ['hand-off negative'])
  assert.deepEqual(after('quiero hacer un pedido de una vez, inútiles', what(null, -0.8)), ['¿Cuántos pollos?'])
  assert.deepEqual(
    chat(FlowDocument.parse({ ...chickenFlow(), rules: { onVip: true } }), {
      contact: { name: 'Marta', isReturning: true, tags: ['VIP'] },
    }).says('hola'),
    ['hand-off vip'],
  )
})

test('who is VIP the shop says by a tag of its own, and a condition may ask for it or for any other tag', () => {
  const asks = (test: Record<string, unknown>, tags: string[], vipTag?: string) =>
    chat(
      FlowDocument.parse({
        start: 'who',
        nodes: [
          { id: 'who', kind: 'condition', cases: [{ id: 'yes', tests: [test], next: 'known' }], otherwise: 'new' },
          { id: 'known', kind: 'end', text: 'sí' },
          { id: 'new', kind: 'end', text: 'no' },
        ],
        rules: vipTag === undefined ? {} : { vipTag },
      }),
      { contact: { name: 'Marta', isReturning: true, tags } },
    ).says('hola')[0]
  const isVip = { subject: 'customer', value: 'vip' }
  assert.deepEqual(
    [asks(isVip, ['vip']), asks(isVip, ['Premium']), asks(isVip, ['Premium'], 'premium'), asks(isVip, ['VIP'], 'premium')],
    ['sí', 'no', 'sí', 'no'],
  )
  assert.deepEqual(
    [asks({ subject: 'tag', value: 'mayorista' }, ['Mayorista']), asks({ subject: 'tag', op: 'is-not', value: 'mayorista' }, [])],
    ['sí', 'sí'],
  )
})

test('what was written before the question is no answer to it, and no misunderstanding either', () => {
  const marta = chat()
  marta.says('pedido')
  marta.says('3')
  assert.deepEqual(marta.hear({ kind: 'text', text: 'para hoy' }, null, { late: 120_000 }), [])
  assert.equal(marta.state().misses, 0)
  assert.deepEqual(marta.says('Marta'), ['act crm.add-tag {"tag":"Pedido de 3"}'])
})

test('a button of before still means what it said', () => {
  const marta = chat()
  marta.says('hola')
  marta.says('pedido')
  assert.deepEqual(marta.hear({ kind: 'choice', id: 'menu:place', title: 'Ubicación' }), ['San Martín 1200.', '¡Gracias!', 'end'])
})

test('a known answer is given and the question put again, without counting as a misunderstanding', () => {
  const marta = chat()
  marta.says('hola')
  assert.deepEqual(marta.hear({ kind: 'text', text: '¿aceptan tarjeta?' }, null, { known: { text: 'Sí, todas.', file: null } }), [
    'Sí, todas.',
    greeting,
  ])
  assert.equal(marta.state().misses, 0)
})

test('nothing is said a third time to the same message', () => {
  const marta = chat()
  const said = Array.from({ length: mostTimes + 2 }, () => marta.says('¿abren?').join(' | '))
  assert.deepEqual(said.slice(mostTimes), ['hand-off repeats', ''])
})

test('a flow that talks to itself ends with a person, and the check says so before it is published', () => {
  const circle = FlowDocument.parse({
    start: 'a',
    nodes: [
      { id: 'a', kind: 'answer', text: 'uno', next: 'b' },
      { id: 'b', kind: 'go-to', to: 'a' },
      { id: 'c', kind: 'answer', text: '', next: null },
    ],
  })
  const said = chat(circle).says('hola')
  assert.equal(said.at(-1), 'hand-off loop')
  assert.ok(said.length < 70)
  const found = faultsOf(circle).map(({ rule, nodeId }) => `${rule} ${nodeId}`)
  for (const fault of ['loop a', 'dead_end c', 'text_missing c', 'unreachable c']) assert.ok(found.includes(fault), fault)
  const around = { actions: new Map([['crm.add-tag', { required: ['tag'] }]]), teamIds: new Set<string>() }
  assert.deepEqual(faultsOf(chickenFlow(), around), [])
})

test('texts that the channel would refuse are found by the check', () => {
  const long = FlowDocument.parse({
    start: 'menu',
    nodes: [{ id: 'menu', kind: 'menu', text: 'a'.repeat(1025), options: [{ id: 'x', title: 'b'.repeat(21), next: 'menu' }] }],
  })
  assert.deepEqual(
    faultsOf(long).map(({ rule, max }) => [rule, max]),
    [
      ['text_too_long', 1024],
      ['option_long', 20],
    ],
  )
})
