import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isClosed, orderStates, type OrderState } from '#orders/contract/order-state.ts'
import { needsReason, nextState, refusalOf, statesFrom, stepKind, type BrandSteps, type Standing } from '#orders/contract/order-step.ts'

const all: BrandSteps = { isUsed: () => true, mayGoBack: true }
const strict: BrandSteps = { isUsed: () => true, mayGoBack: false }
const short: BrandSteps = { isUsed: (state) => state !== 'confirmed' && state !== 'ready' && state !== 'on_the_way', mayGoBack: true }
const at = (state: OrderState, more: Partial<Standing> = {}): Standing => ({
  state,
  fulfilment: 'delivery',
  hasHandedOver: false,
  hasReturned: false,
  ...more,
})

test('an order goes its way step by step, and what a brand does not use is passed over', () => {
  const way = (brand: BrandSteps, fulfilment: Standing['fulfilment']): OrderState[] => {
    const passed: OrderState[] = []
    for (let state = nextState(at('draft', { fulfilment }), brand); state; state = nextState(at(state, { fulfilment }), brand))
      passed.push(state)
    return passed
  }
  assert.deepEqual(way(all, 'delivery'), ['received', 'confirmed', 'preparing', 'ready', 'on_the_way', 'delivered'])
  assert.deepEqual(way(all, 'pickup'), ['received', 'confirmed', 'preparing', 'ready', 'delivered'])
  assert.deepEqual(way(short, 'delivery'), ['received', 'preparing', 'delivered'])
})

const refusals: [string, Standing, OrderState, BrandSteps, ReturnType<typeof refusalOf>][] = [
  ['a draft is not prepared', at('draft'), 'preparing', all, 'no_step'],
  ['what was called off stays so', at('cancelled'), 'received', all, 'no_step'],
  ['what came back stays so', at('returned'), 'delivered', all, 'no_step'],
  ['what was not handed over cannot come back', at('ready'), 'returned', all, 'no_step'],
  ['an order is no draft again', at('received'), 'draft', all, 'no_step'],
  ['a step that the brand does not use', at('received'), 'confirmed', short, 'unused'],
  ['what is fetched is not on its way', at('ready', { fulfilment: 'pickup' }), 'on_the_way', all, 'not_delivery'],
  ['back where the brand does not allow it', at('preparing'), 'confirmed', strict, 'no_way_back'],
  ['back after something came back', at('delivered', { hasReturned: true, hasHandedOver: true }), 'ready', all, 'taken_back'],
  ['called off after a part was handed over', at('ready', { hasHandedOver: true }), 'cancelled', all, 'handed_over'],
  ['forward over several steps', at('received'), 'delivered', strict, null],
  ['back several steps', at('ready'), 'received', all, null],
  ['delivered by mistake', at('delivered', { hasHandedOver: true }), 'on_the_way', all, null],
  ['all of it came back', at('delivered', { hasHandedOver: true }), 'returned', strict, null],
]
for (const [name, standing, to, brand, expected] of refusals)
  test(`a step is allowed or refused with its reason: ${name}`, () => assert.equal(refusalOf(standing, to, brand), expected))

test('only who calls off or takes back is asked why, and a draft is nobody’s', () => {
  assert.equal(needsReason('received', 'cancelled'), true)
  assert.equal(needsReason('delivered', 'returned'), true)
  assert.equal(needsReason('draft', 'cancelled'), false)
  assert.equal(needsReason('received', 'delivered'), false)
})

/** Numbers that are the same at every run of a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

test('whatever people press in whatever order, an order never leaves an end that is one, and never reaches what was not offered', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = seeded(seed)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
    const brand: BrandSteps = {
      isUsed: (
        (unused) => (state: OrderState) =>
          state !== unused
      )(pick(['none', 'confirmed', 'preparing', 'ready', 'on_the_way'])),
      mayGoBack: random() < 0.5,
    }
    let standing = at('draft', { fulfilment: pick(['delivery', 'pickup', 'table'] as const) })
    let ends = 0
    for (let press = 0; press < 60; press++) {
      const wanted = pick(orderStates)
      const offered = statesFrom(standing, brand)
      const refusal = refusalOf(standing, wanted, brand)
      assert.equal(offered.includes(wanted), refusal === null, `seed ${seed}: ${standing.state} to ${wanted}`)
      if (refusal !== null) continue
      const kind = stepKind(standing.state, wanted)
      assert.ok(kind !== null && standing.state !== 'cancelled' && standing.state !== 'returned', `seed ${seed}`)
      assert.ok(kind !== 'back' || brand.mayGoBack, `seed ${seed}: back where nobody may`)
      assert.ok(wanted !== 'on_the_way' || standing.fulfilment === 'delivery', `seed ${seed}`)
      if (wanted === 'cancelled' || wanted === 'returned') ends++
      const hasHandedOver = wanted === 'delivered' || wanted === 'returned'
      standing = { ...standing, state: wanted, hasHandedOver, hasReturned: wanted === 'returned' }
    }
    assert.ok(ends <= 1, `seed ${seed}: ended twice`)
    const isOver = standing.state === 'cancelled' || standing.state === 'returned'
    assert.equal(
      statesFrom(standing, brand).length === 0,
      isOver || (standing.state === 'delivered' && !brand.isUsed('returned')),
      `seed ${seed}`,
    )
    assert.equal(isOver && !isClosed(standing.state), false)
  }
})
