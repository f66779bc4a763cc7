import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newPlace, type Place, type Said } from './place.ts'
import { start, groups, products, turn, talks } from '#orders/server/testing/bot-talk.ts'

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
