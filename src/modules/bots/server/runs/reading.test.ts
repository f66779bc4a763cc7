import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asksForPerson } from './answers.ts'
import { dateIn } from './date-words.ts'
import { hoursInWords } from './facts.ts'
import { fill } from './fill.ts'
import { choiceIn, type Choice } from './match.ts'
import { numberIn } from './number-words.ts'
import { effectId } from './say.ts'
import { whoseTurn } from './whose-turn.ts'

test('numbers are read as people write them', () => {
  const written: [string, number | null][] = [
    ['3', 3],
    ['quiero 3', 3],
    ['2,5', 2.5],
    ['2.5 kg', 2.5],
    ['1.500', 1500],
    ['$ 1.500,50', 1500.5],
    ['1/2', 0.5],
    ['dos', 2],
    ['dos y medio', 2.5],
    ['2 y medio', 2.5],
    ['dos kilos y medio', 2.5],
    ['Uno, por favor', 1],
    ['media docena', 6],
    ['una docena', 12],
    ['tres docenas y media', 42],
    ['2 docenas', 24],
    ['un par', 2],
    ['treinta y dos', 32],
    ['veintitrés', 23],
    ['ciento veinte', 120],
    ['mil quinientos', 1500],
    ['dos mil', 2000],
    ['medio kilo', 0.5],
    ['muchos', null],
    ['dos o tres', null],
    ['2 o 3', null],
    ['', null],
    ['🍗🍗', null],
    ['soy constructor', null],
    ['un constructor y dos ayudantes', null],
  ]
  for (const [text, value] of written) assert.equal(numberIn(text), value, text)
})

test('days are read as people write them, and the next one is meant', () => {
  // A Saturday.
  const today = '2026-11-21'
  const written: [string, string | null][] = [
    ['hoy', '2026-11-21'],
    ['mañana', '2026-11-22'],
    ['pasado mañana', '2026-11-23'],
    ['el viernes', '2026-11-27'],
    ['sábado', '2026-11-28'],
    ['25/12', '2026-12-25'],
    ['1/2', '2027-02-01'],
    ['25-12-26', '2026-12-25'],
    ['el 3 de enero', '2027-01-03'],
    ['2026-12-25', '2026-12-25'],
    ['31/2', null],
    ['cuando puedas', null],
  ]
  for (const [text, day] of written) assert.equal(dateIn(text, today), day, text)
})

test('who says a day without its year means the next one that there is, also at the end of a month and of a year', () => {
  const written: [string, string, string | null][] = [
    ['29/2', '2026-11-21', '2028-02-29'],
    ['29 de febrero', '2028-02-29', '2028-02-29'],
    ['29/2', '2028-03-01', '2032-02-29'],
    ['29/2', '2096-03-01', '2104-02-29'],
    ['31/2', '2026-11-21', null],
    ['1/1', '2026-12-31', '2027-01-01'],
    ['mañana', '2026-12-31', '2027-01-01'],
    ['pasado mañana', '2027-02-27', '2027-03-01'],
    ['el lunes', '2027-02-28', '2027-03-01'],
    ['el domingo', '2027-02-28', '2027-03-07'],
  ]
  for (const [text, today, day] of written) assert.equal(dateIn(text, today), day, `${text}, ${today}`)
})

const options: Choice[] = [
  { id: 'hours', title: 'Horarios', words: ['abren', 'cierran'], intent: 'schedule' },
  { id: 'promos', title: 'Promos de hoy', words: ['ofertas', 'descuento'], intent: 'price' },
  { id: 'order', title: 'Hacer un pedido', words: ['pedir', 'pedido', 'encargar'], intent: 'order' },
]

test('an option is known by its number, its name, its words, a slip of a letter, or what the message is about', () => {
  const about = (intent: string, confidence: number) => ({ language: 'es', sentiment: 0, intent, confidence })
  const written: [string, string | null, Parameters<typeof choiceIn>[2]?][] = [
    ['1', 'hours'],
    ['la 2', 'promos'],
    ['opción tres', 'order'],
    ['la segunda', 'promos'],
    ['HORARIOS', 'hours'],
    ['¿a qué hora abren?', 'hours'],
    ['horaios', 'hours'],
    ['quiero encargar un pollo', 'order'],
    ['4', null],
    ['buenas', null],
    ['¿hasta qué hora están?', 'hours', about('schedule', 0.9)],
    ['¿hasta qué hora están?', null, about('schedule', 0.4)],
    ['🙏', null],
  ]
  for (const [text, id, understood] of written) {
    assert.equal(choiceIn(text, options, understood ?? null), id, text)
  }
  assert.equal(choiceIn('2', options, null, true), null, 'before anything was offered a number means nothing')
})

test('whoever asks for a person is told by the words', () => {
  for (const text of [
    'quiero hablar con una persona',
    'pasame con alguien por favor',
    'humano',
    'un asesor',
    'no quiero hablar con un bot',
    'can I talk to a human?',
  ])
    assert.ok(asksForPerson(text), text)
  for (const text of ['es para una persona', 'dos personas', 'somos cuatro personas mañana', 'el vendedor me dijo que hoy había'])
    assert.ok(!asksForPerson(text), text)
})

test('values fill texts, and what they say is not read again', () => {
  assert.equal(
    fill('Hola {{ nombre }}, van {{cuantos}} {{nada}} .', { nombre: '{{cuantos}}', cuantos: 2.5 }),
    'Hola {{cuantos}}, van 2,5 .',
  )
})

test('opening hours are said in words', () => {
  const week = (days: number[], ...shifts: [number, number][]) =>
    days.flatMap((weekday) => shifts.map(([from, to]) => ({ weekday, from: from * 60, to: to * 60 })))
  assert.equal(
    hoursInWords({ weekly: [...week([1, 2, 3, 4, 5], [9, 13], [16, 20]), ...week([6], [9, 13])] }, 'es'),
    'lunes a viernes de 9 a 13 y de 16 a 20, sábado de 9 a 13',
  )
  assert.equal(hoursInWords({ weekly: week([1, 2, 3, 4, 5, 6, 7], [11, 25]) }, 'es'), 'todos los días de 11 a 1')
})

test('an effect has one id, whoever carries it out', () => {
  const run = '0190c7a2-7c53-7000-8000-000000000001'
  assert.equal(effectId(run, 3), effectId(run, 3))
  assert.notEqual(effectId(run, 3), effectId(run, 4))
  assert.match(effectId(run, 3), /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('who has the word when a customer writes', () => {
  const now = new Date('2026-11-21T15:00:00.000Z')
  const open = { state: 'open', assigneeId: null, firstReplyAt: null }
  const run = (state: 'active' | 'paused' | 'handed-off' | 'ended', personAt: string | null = null, isOver = false) => ({
    state,
    personAt,
    isOver,
  })
  const rule = (name: 'minutes' | 'resolved' | 'never') => ({ rule: name, minutes: 60 })
  const anHourAgo = '2026-11-21T14:00:00.000Z'
  const justNow = '2026-11-21T14:00:00.001Z'
  assert.equal(whoseTurn(open, undefined, undefined, now), 'begin')
  assert.equal(whoseTurn({ ...open, assigneeId: 'ana' }, undefined, undefined, now), 'people')
  assert.equal(whoseTurn({ ...open, firstReplyAt: anHourAgo }, undefined, undefined, now), 'people')
  assert.equal(whoseTurn({ ...open, state: 'pending' }, run('active'), rule('never'), now), 'go-on')
  assert.equal(whoseTurn({ ...open, state: 'pending' }, run('ended'), rule('never'), now), 'begin')
  assert.equal(whoseTurn(open, run('paused', anHourAgo), rule('minutes'), now), 'resume')
  assert.equal(whoseTurn(open, run('paused', justNow), rule('minutes'), now), 'people')
  assert.equal(whoseTurn(open, run('handed-off', anHourAgo), rule('minutes'), now), 'begin')
  assert.equal(whoseTurn(open, run('handed-off'), rule('minutes'), now), 'people', 'nobody answered yet: a person has to')
  assert.equal(whoseTurn(open, run('paused', anHourAgo), rule('resolved'), now), 'people')
  assert.equal(whoseTurn(open, run('ended', anHourAgo, true), rule('resolved'), now), 'begin')
  assert.equal(whoseTurn(open, run('ended', anHourAgo, true), rule('never'), now), 'people')
  assert.equal(whoseTurn(open, run('paused', anHourAgo), undefined, now), 'people', 'the flow is off')
})
