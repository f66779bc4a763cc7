import assert from 'node:assert/strict'
import { test } from 'node:test'
import { FlowDocument } from '#bots/contract/flow.ts'
import { newRun, RunState, type Understood } from '#bots/contract/run.ts'
import { step } from './engine.ts'
import type { DialogueTurn } from '#kernel/dialogue.ts'
import type { Effect, Heard, Incoming, Said } from './heard.ts'
import { noon, factsAt, shown, words, what } from '#bots/server/testing/chat.ts'

const anOrder = (): FlowDocument =>
  FlowDocument.parse({
    start: 'menu',
    nodes: [
      { id: 'menu', kind: 'menu', text: '¿Qué querés?', options: [{ id: 'order', title: 'Pedir', words: ['pedido'], next: 'order' }] },
      { id: 'order', kind: 'action', action: 'orders.take-order', next: 'bye', failed: 'menu' },
      { id: 'bye', kind: 'end', text: 'Chau' },
    ],
  })

test('a module that has taken the conversation over hears what is said until it gives the word back', () => {
  const flow = anOrder()
  let state = newRun
  const heard = (said: Said): Heard => ({ id: '1', at: new Date(noon).toISOString(), said, understood: null, known: null })
  const take = (incoming: Incoming): Effect[] => {
    const stepped = step(flow, state, incoming, factsAt(new Date(noon).toISOString()))
    state = RunState.parse(stepped.state)
    return stepped.effects
  }
  const acted = (talk: DialogueTurn) => take({ kind: 'acted', n: state.calling ?? 0, ok: true, values: {}, talk })
  const listening = { next: 'listen', note: '', values: {} } as const

  const [begun] = take({ kind: 'begin', heard: heard({ kind: 'text', text: 'quiero hacer un pedido de dos pollos' }) })
  assert.deepEqual(begun, {
    kind: 'act',
    n: 1,
    nodeId: 'order',
    action: 'orders.take-order',
    input: {},
    said: { kind: 'text', text: 'quiero hacer un pedido de dos pollos', isEarly: false, answer: null, orElse: null },
    goesOn: false,
  })
  assert.deepEqual(take({ kind: 'heard', heard: heard({ kind: 'text', text: '¿hola?' }) }), [], 'it is at it')
  const [asked] = acted({ ...listening, says: [words('¿Algo más?', ['a1', 'a2'])] })
  assert.deepEqual(asked?.kind === 'ask' && asked.options.map(({ id }) => id), ['order:a1', 'order:a2'])
  const [pressed] = take({ kind: 'heard', heard: heard({ kind: 'choice', id: 'order:a2', title: 'a2' }) })
  assert.deepEqual(pressed?.kind === 'act' && [pressed.goesOn, pressed.said], [true, { kind: 'choice', id: 'a2', title: 'a2' }])
  acted({ ...listening, says: [] })
  const [person] = take({ kind: 'heard', heard: heard({ kind: 'text', text: 'quiero hablar con una persona' }) })
  assert.deepEqual(person?.kind === 'act' && person.said, { kind: 'person', why: 'asked' }, 'whoever talks says what is known so far')
  const [handed] = acted({ says: [], next: 'person', note: 'Quería dos pollos', values: {} })
  assert.deepEqual(handed?.kind === 'hand-off' && [handed.reason, handed.note], ['asked', 'Quería dos pollos'])

  state = newRun
  take({ kind: 'begin', heard: heard({ kind: 'text', text: 'pedido' }) })
  assert.deepEqual(acted({ says: [words('Listo')], next: 'done', note: '', values: {} }).map(shown), ['Listo', 'Chau', 'end'])
})

test('a module that would say the same a third time fetches a person, with what it knows, and a reason that is true', () => {
  const flow = anOrder()
  let [state, minute] = [newRun, 0]
  const take = (incoming: Incoming): Effect[] => {
    const stepped = step(flow, state, incoming, factsAt(new Date(noon + minute * 60_000).toISOString()))
    state = RunState.parse(stepped.state)
    return stepped.effects
  }
  const says = (text: string, talk: DialogueTurn, understood: Understood | null = null) => {
    const at = new Date(noon + ++minute * 60_000).toISOString()
    const heard: Heard = { id: at, at, said: { kind: 'text', text }, understood, known: { text: 'Sí, {{clientName}}.', file: null } }
    const [asked] = take({ kind: state.at === null ? 'begin' : 'heard', heard })
    const told = asked?.kind === 'act' ? asked.said : null
    return { told, effects: take({ kind: 'acted', n: state.calling ?? 0, ok: true, values: {}, talk }) }
  }
  const same: DialogueTurn = { says: [words('¿Algo más?')], next: 'listen', note: '', values: {} }
  says('pedido', same)
  const { told } = says('llegó frío', same, what('complaint', -0.4))
  assert.deepEqual(told, { kind: 'text', text: 'llegó frío', isEarly: false, answer: 'Sí, Marta.', orElse: 'complaint' })
  assert.deepEqual(says('eh', same).effects.map(shown), ['¿Algo más?'])
  assert.deepEqual(says('eh', same).effects.map(shown), ['¿Algo más?'])
  const [third] = says('eh', same).effects
  assert.deepEqual(third?.kind === 'act' && [third.goesOn, third.said], [true, { kind: 'person', why: 'repeats' }])
  const gone = take({
    kind: 'acted',
    n: state.calling ?? 0,
    ok: true,
    values: {},
    talk: { says: [], next: 'person', note: 'Dos pollos', why: 'repeats', values: {} },
  })
  assert.deepEqual(
    gone.map((one) => one.kind === 'hand-off' && [one.reason, one.note]),
    [['repeats', 'Dos pollos']],
  )
})
