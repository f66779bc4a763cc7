import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aheadIn } from './ahead.ts'
import { newPlace, type Facts, type Place, type Said } from './place.ts'
import { start, flavours, categories, turn } from '#orders/server/testing/bot-talk.ts'

/** Somebody who talks, a minute between messages. What is offered is pressed by its words. */
function chat(more: Partial<Facts> = {}) {
  let [place, minute]: [Place, number] = [newPlace, 0]
  const take = (said: Said, other: Partial<Facts> = {}) => {
    const made = turn(place, said, start + minute * 60_000, minute === 0, { ...more, ...other })
    minute += 1
    place = made.place
    return made
  }
  return {
    says: (text: string, other: Partial<Extract<Said, { kind: 'text' }>> = {}, facts: Partial<Facts> = {}) =>
      take({ kind: 'text', text, isEarly: false, ...other }, facts),
    taps: (label: string, facts: Partial<Facts> = {}) => {
      const found = place.offered.find(({ title }) => title === label)
      assert.ok(found, `${label} is not offered: ${place.offered.map(({ title }) => title).join(', ')}`)
      return take({ kind: 'choice', ...found }, facts)
    },
    place: () => place,
    goods: () => place.lines.map(({ quantityMilli, variantId }) => `${quantityMilli / 1000} ${variantId}`),
    offered: () => place.offered.map(({ title }) => title),
  }
}

test('who calls for the menu, and says what they want in the same moment, has ordered nothing that is called like it', () => {
  const begun: [text: string, goods: string[], says: RegExp][] = [
    ['menú', [], /greeting/],
    ['menú\nhacer un pedido', [], /greeting/],
    ['hacer un pedido\nel menú', [], /greeting/],
    ['menú\n2 fantas', ['2 fanta'], /hello/],
    ['hola\nquiero un flan\nmenú', ['1 flan'], /hello/],
    ['un menú del mediodía', ['1 noon'], /hello/],
  ]
  for (const [text, goods, says] of begun) {
    const marta = chat()
    assert.match(marta.says(text).said.join(), says, text)
    assert.deepEqual(marta.goods(), goods, text)
  }
  const later = chat()
  later.says('2 fantas')
  assert.match(later.says('menú').said.join(), /says\.menu/)
  assert.deepEqual(later.goods(), ['2 fanta'])
})

test('what is said before it is asked is kept: how it gets there, where to, how it is paid', () => {
  const read: [text: string, fulfilment: string | null, address: string | null, payment: string | null, rest: string][] = [
    ['efectivo', null, null, 'cash', ''],
    ['2 pollos para retirar en efectivo', 'pickup', null, 'cash', '2 pollos'],
    ['una coca, paso a buscarlo y pago con transferencia', 'pickup', null, 'transfer', 'una coca'],
    ['2 fantas con envío a Av. San Martín 1200, depto 4, pago con tarjeta', 'delivery', 'Av. San Martín 1200, depto 4', 'card', '2 fantas'],
    ['me lo mandás', 'delivery', null, null, ''],
    ['2 pollos con papas', null, null, null, '2 pollos con papas'],
    ['¿puedo pagar con tarjeta?', null, null, null, '¿puedo pagar con tarjeta?'],
    ['busco algo picante', null, null, null, 'busco algo picante'],
  ]
  for (const [text, fulfilment, address, payment, rest] of read)
    assert.deepEqual(aheadIn(text), { fulfilment, address, payment, rest }, text)

  const near = aheadIn('2 fantas con envío a San Martín 1200, Nueva Córdoba, pago en efectivo', ['Nueva Córdoba'])
  assert.deepEqual([near.address, near.rest], ['San Martín 1200, Nueva Córdoba', '2 fantas'])

  const all = chat()
  all.says('2 fantas con envío a San Martín 1200, pago con tarjeta')
  assert.deepEqual([all.goods(), all.place().step], [['2 fanta'], 'confirm'])
  const marta = chat()
  marta.says('2 fantas')
  assert.match(marta.says('pago en efectivo').said.join(), /noted/)
  const quick = chat()
  quick.says('2 fantas')
  assert.match(quick.says('listo, paso a buscarlo').said.join(), /says\.payment/)
  assert.match(marta.says('listo').said.join(), /fulfilment/)
  assert.match(marta.says('con envío a Belgrano 33').said.join(), /says\.cash/)
  marta.says('justo')
  assert.match(marta.says('mejor paso a buscarlo y pago con transferencia').said.join(), /confirm/)
  const { fulfilment, address, payment, paysWithMinor } = marta.place()
  assert.deepEqual([fulfilment, address, payment, paysWithMinor], ['pickup', null, 'transfer', null])
})

test('out of hours it says when it opens: what is wanted is left for then, or nothing is where the shop does not want that', () => {
  const opensAt = '2026-11-21T23:00:00.000Z'
  const closed = { isOpen: false, opensAt }
  const marta = chat(closed)
  assert.match(marta.says('2 fantas').said.join(), /says\.closed \|.*book.*leave/)
  assert.deepEqual(marta.says('y un flan').said.length, 1)
  marta.taps('book')
  assert.deepEqual([marta.goods(), marta.place().wantedAt, marta.place().step], [['2 fanta', '1 flan'], opensAt, 'cart'])
  // Open by then: nobody wants it for an hour that is over.
  marta.says('listo', {}, { isOpen: true, now: '2026-11-21T23:00:01.000Z' })
  assert.equal(marta.place().wantedAt, null)

  const late = chat()
  for (const text of ['2 fantas', 'listo', 'paso a buscarlo']) late.says(text)
  assert.match(late.says('tarjeta', {}, closed).said.join(), /says\.closed /, 'it shut meanwhile')
  assert.match(late.taps('book', closed).said.join(), /confirm/)
  const shut = chat()
  for (const text of ['2 fantas', 'listo', 'paso a buscarlo', 'tarjeta']) shut.says(text)
  assert.match(shut.says('dale', {}, closed).said.join(), /says\.closed /, 'between the summary and the yes')

  const refused = chat({ ...closed, takesLater: false }).says('2 fantas')
  assert.deepEqual([refused.deed, refused.said], ['wait', ['orders.bot.says.closed_until']])
  const kept = chat()
  kept.says('2 fantas')
  for (const text of ['listo', 'paso a buscarlo']) kept.says(text)
  assert.equal(kept.says('tarjeta', {}, { ...closed, takesLater: false }).deed, 'wait')
  assert.deepEqual(kept.goods(), ['2 fanta'], 'it is there when they come back')
})

test('a list has ten rows: what does not fit stands on the next page, of goods, of choices and of the basket', () => {
  const marta = chat()
  marta.says('menú')
  marta.taps('see_menu')
  const seen = new Set<string>()
  for (let page = 0; page < 2; page++) {
    marta.offered().forEach((title) => seen.add(title))
    assert.equal(marta.offered().at(-1), page === 0 ? 'next_page' : 'first_page')
    marta.taps(page === 0 ? 'next_page' : 'first_page')
  }
  assert.equal(seen.size, categories.length + 2, 'all of them, and the two ways')
  marta.says('un té helado')
  assert.deepEqual([marta.offered().length, marta.offered().at(-1), marta.offered().at(-2)], [10, 'none_of_these', 'next_page'])
  marta.taps('next_page')
  marta.taps('Té helado de cereza')
  assert.deepEqual(marta.goods(), ['1 tea-cereza'])
  marta.says(flavours.map((flavour) => `un té helado de ${flavour}`).join(', '))
  marta.taps('edit')
  assert.deepEqual(marta.offered().slice(-2), ['next_page', 'back'])
})

test('a basket that is changed three times whole is what was said last, each time with another sum before it is ordered', () => {
  const marta = chat()
  marta.says('2 fantas y un flan')
  marta.says('mejor tres')
  assert.deepEqual(marta.goods(), ['2 fanta', '3 flan'])
  marta.says('sacá el flan y la fanta')
  marta.says('dos sprite')
  for (const text of ['listo', 'con envío', 'San Martín 1200', 'tarjeta']) marta.says(text)
  assert.equal(marta.place().step, 'confirm')
  for (const [text, goods] of [
    ['cambiá la sprite por una fanta', ['1 fanta']],
    ['agregale un flan', ['1 fanta', '1 flan']],
    ['sacá la fanta', ['1 flan']],
  ] as const) {
    const made = marta.says(text)
    assert.deepEqual([marta.goods(), marta.place().step], [goods, 'confirm'], text)
    assert.match(made.said.join(), /says\.confirm/)
  }
  marta.says('mejor paso a buscarlo')
  marta.taps('change')
  marta.taps('edit')
  marta.taps('Flan casero con dulce d…')
  assert.match(marta.says('dos pollos enteros sin picante').said.join(), /confirm/)
  assert.equal(marta.says('dale').deed, 'place')
})

test('what it cannot make an order of is answered as the shop would, asked twice at most, or brings a person who reads why', () => {
  const after = (...texts: string[]) => {
    const marta = chat()
    for (const text of texts) marta.says(text)
    return marta
  }
  const known = after('2 fantas').says('¿tienen menú para celíacos?', { answer: 'Sí, sin gluten.' })
  assert.match(known.said.join(), /says\.answer[^]*says\.cart/)
  assert.deepEqual([known.place.misses, known.place.lines.length], [0, 1])
  const cross = after('2 fantas').says('sos un inútil', { orElse: 'negative' })
  assert.deepEqual([cross.deed, cross.why], ['person', 'negative'])
  const fine = after('hola').says('2 fantas, inútil', { orElse: 'negative' })
  assert.deepEqual([fine.deed, fine.place.lines.length], ['none', 1], 'who says what they want gets it')
  for (const said of ['🍗🍗', 'mxyzptlk', 'x'.repeat(4096)]) {
    const marta = after('2 fantas')
    for (let i = 0; i < 2; i++) assert.equal(marta.says(said).deed, 'none', said.slice(0, 10))
    const third = marta.says(said)
    assert.deepEqual([third.deed, third.why, third.place.lines.length], ['person', 'misunderstood', 1])
  }
})
