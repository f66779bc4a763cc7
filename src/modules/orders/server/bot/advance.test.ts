import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MenuCategory, OfferedProduct, SaleModifierGroup } from '#commerce/contract/product-sale.ts'
import { indexOf } from '#orders/server/parsing/catalogue-index.ts'
import { shelf as goods } from '#orders/server/parsing/phrases/shelf.ts'
import { advance } from './advance.ts'
import { aheadIn } from './ahead.ts'
import { newPlace, type Facts, type Place, type Said } from './place.ts'
import { spoken } from './speaking.ts'

const start = Date.parse('2026-11-21T15:00:00.000Z')
const one = (productId: string, name: string, category: string) => ({
  productId,
  name,
  category,
  unit: 'piece',
  variants: [{ id: productId, name: '' }],
  modifiers: [],
})
const flavours = 'durazno menta jengibre mango maracuyá arándano frambuesa pomelo hibisco canela vainilla cereza'.split(' ')
/** With a thing that is called like the list of all things, and more drinks than a list has rows. */
const shelf = [
  ...goods,
  one('noon', 'Menú del mediodía', 'Combos'),
  ...flavours.map((flavour) => one(`tea-${flavour}`, `Té helado de ${flavour}`, 'Tés')),
]
const groups: SaleModifierGroup[] = shelf.flatMap(({ productId, modifiers }) => {
  const heat = modifiers.filter(({ name }) => name.includes('picante'))
  const rest = modifiers.filter(({ name }) => !name.includes('picante'))
  const group = (name: string, least: number, most: number, own: typeof modifiers): SaleModifierGroup => ({
    id: `${productId}-${name}`,
    name,
    least,
    most,
    modifiers: own.map((one) => ({ ...one, priceMinor: 0, variantId: null, isAvailable: true })),
  })
  return [...(heat.length > 0 ? [group('Picante', 1, 1, heat)] : []), ...(rest.length > 0 ? [group('Extras', 0, 2, rest)] : [])]
})
const products: OfferedProduct[] = shelf.map(({ productId, category, name, unit, variants }) => ({
  id: productId,
  categoryId: category,
  kind: 'good',
  name,
  description: '',
  unit: unit as 'piece',
  labels: [],
  imageUrl: null,
  variants: variants.map((one) => ({ ...one, sku: null, refusal: productId === 'zero' ? 'sold-out' : null })),
  modifierGroupIds: groups.flatMap(({ id }) => (id.startsWith(`${productId}-`) ? [id] : [])),
}))
const categories: MenuCategory[] = [...Map.groupBy(products, ({ categoryId }) => categoryId ?? '')].map(([name, own]) => ({
  id: name,
  parentId: null,
  name,
  imageUrl: null,
  products: own,
}))
const index = indexOf(shelf)
const factsAt = (now: number, more: Partial<Facts> = {}): Facts => ({
  now: new Date(now).toISOString(),
  key: 'cart-0001',
  customerName: 'Marta',
  categories,
  productById: new Map(products.map((one) => [one.id, one])),
  groupById: new Map(groups.map((one) => [one.id, one])),
  index,
  zones: [],
  usual: [{ variantId: 'sprite', quantityMilli: 2000, modifierIds: [], note: '' }],
  lastAddress: null,
  digits: 2,
  isOpen: true,
  opensAt: null,
  takesLater: true,
  silentMs: 0,
  ...more,
})
const voice = { t: ((key: string) => key.replace('orders.bot.options.', '')) as never, locale: 'es' as const, zone: 'UTC' }
const noSums = { quoted: null, priceById: new Map<string, number>(), currency: 'ARS' }

/** A turn as `taking.ts` makes it, with a sum that never changes. */
function turn(before: Place, said: Said | null, now: number, isBeginning = false, more: Partial<Facts> = {}) {
  const facts = factsAt(now, more)
  const { place, screens, deed, why } = advance(before, said, facts, isBeginning)
  const words = spoken(voice, place, facts, screens, noSums)
  place.shownMinor = screens.some(({ shows }) => shows === 'summary') ? 1 : null
  return { place, deed, why, said: words.map(({ text, options }) => [text, ...options.map(({ title }) => title)].join(' | ')) }
}

/** A number between 0 and 1, the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type World = { place: Place; heard: number; said: string[]; orders: number }

/** Messages arrive one by one and are told of once or oftener, jobs come in any order, and the power goes before or after a commit. */
function run(texts: readonly string[], seed: number, guard = true): World {
  const random = chance(seed)
  let arrived = 0
  let jobs = 0
  let world: World = { place: newPlace, heard: 0, said: [], orders: 0 }
  for (let steps = 0; steps < 2_000 && (arrived < texts.length || jobs > 0); steps++) {
    if (arrived < texts.length && (jobs === 0 || random() < 0.4)) {
      arrived += 1
      jobs += 1 + Math.floor(random() * 2)
      continue
    }
    const after: World = { ...world, said: [...world.said] }
    for (let i = guard ? after.heard : 0; i < arrived; i++) {
      const made = turn(after.place, { kind: 'text', text: texts[i] ?? '', isEarly: false }, start + i * 60_000, i === 0)
      Object.assign(after, { place: made.deed === 'place' ? newPlace : made.place, heard: i + 1 })
      after.said.push(...made.said)
      if (made.deed === 'place') after.orders += 1
    }
    const fate = random()
    if (fate < 0.25) continue
    world = after
    if (fate > 0.4) jobs -= 1
  }
  return world
}

const talks = [
  ['hola', '2 pollos enteros sin picante y una fanta', 'no, mejor tres', 'listo', 'paso a buscarlo', 'efectivo', '80 mil', 'dale'],
  [
    'dos sprite y una coca zero',
    'agregale medio kilo de helado',
    'sacá la sprite',
    'listo',
    'con envío',
    'San Martín 1200',
    'tarjeta',
    'si',
  ],
  ['lo de siempre', 'listo', 'paso a buscarlo', 'transferencia', 'y un flan', 'confirmar'],
]

test('crashes at any step, repetitions and any order of jobs give the same transcript and one order', () => {
  for (const texts of talks) {
    const expected = run(texts, 1)
    assert.equal(expected.orders, 1, texts.join(' / '))
    for (let seed = 2; seed < 60; seed++) assert.deepEqual(run(texts, seed), expected, `seed ${seed}`)
  }
})

test('the control: without what remembers how far was heard, some order says something twice', () => {
  const expected = run(talks[0] ?? [], 1).said.length
  assert.ok(Array.from({ length: 20 }, (_, seed) => run(talks[0] ?? [], seed, false)).some(({ said }) => said.length > expected))
})

test('whatever is said or pressed, what is in the basket can be had as it stands, and nothing is ordered that was not shown', () => {
  const words = [
    'hola',
    '2 combos',
    'una coca',
    'coca zero',
    'sin picante',
    'listo',
    'menu',
    'efectivo',
    '3',
    'sacá la coca',
    'medio kilo de pan',
    'x',
    'dale',
    'paso a buscarlo',
    'cancelar',
    'mejor 2',
    'mejor 1,5',
    '100 mil',
    'Calle 12',
    'lo de siempre',
    '-1 pollo',
    '99999999 sprite',
  ]
  let orders = 0
  for (let seed = 1; seed < 120; seed++) {
    const random = chance(seed)
    let place = newPlace
    for (let i = 0; i < 40; i++) {
      const option = place.offered[Math.floor(random() * place.offered.length)]
      const said: Said =
        option && random() < 0.6
          ? { kind: 'choice', id: option.id, title: option.title }
          : random() < 0.05
            ? { kind: 'place', latitude: -31.4, longitude: -64.2, name: '' }
            : { kind: 'text', text: words[Math.floor(random() * words.length)] ?? '', isEarly: random() < 0.1 }
      const wasShown = place.shownMinor !== null
      const made = turn(place, said, start + i * 60_000, i === 0)
      if (made.deed === 'place') {
        assert.ok(wasShown && place.lines.length > 0)
        orders += 1
      }
      place = made.deed === 'none' ? made.place : newPlace
      for (const line of place.lines) requireSound(line)
      for (const text of made.said) assert.ok(text.split(' | ').length <= 11, 'a list has ten rows at most')
    }
  }
  assert.ok(orders > 10, 'some of it is ordered')
})

function requireSound({ productId, variantId, quantityMilli, modifierIds }: Place['lines'][number]): void {
  const product = products.find(({ id }) => id === productId)
  assert.equal(product?.variants.find(({ id }) => id === variantId)?.refusal, null)
  assert.ok(Number.isInteger(quantityMilli) && quantityMilli > 0 && quantityMilli <= 999_000)
  if (product?.unit === 'piece') assert.equal(quantityMilli % 1000, 0)
  for (const group of groups.filter(({ id }) => product?.modifierGroupIds.includes(id))) {
    const chosen = modifierIds.filter((id) => group.modifiers.some((one) => one.id === id)).length
    assert.ok(chosen >= group.least && chosen <= group.most, `${productId}: ${chosen} of ${group.name}`)
  }
}

test('what is pressed twice in one message is done once, and what belongs to another order not at all', () => {
  const begun = turn(newPlace, { kind: 'text', text: 'una fanta', isEarly: false }, start, true).place
  const more = begun.offered.find(({ id }) => id.endsWith('.menu'))
  assert.ok(more)
  const opened = turn(begun, { kind: 'choice', ...more }, start + 1000)
  const twice = turn(opened.place, { kind: 'choice', ...more }, start + 2000)
  assert.deepEqual([twice.said, twice.place.lines], [[], opened.place.lines])
  const late = turn(begun, { kind: 'choice', id: 'abcdef.1.product-flan', title: 'Flan' }, start + 3000)
  assert.deepEqual(late.place.lines, begun.lines)
  assert.match(late.said.join(), /too_late/)
})

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
