import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Audience } from '#commerce/contract/price-list.ts'
import { choose, inOrder } from '#commerce/server/prices/choice.ts'

const list = (id: string, audience: Audience = 'everybody', priority = 0, createdAt = '2026-01-01T00:00:00.000Z') => ({
  id,
  audience,
  priority,
  createdAt,
  includesTax: true,
})

test("a customer's list counts before a segment's, a brand's or door's, and everybody's; then priority, then age", () => {
  const lists = [
    list('main'),
    list('newer', 'everybody', 0, '2026-02-01T00:00:00.000Z'),
    list('raised', 'everybody', 5, '2026-03-01T00:00:00.000Z'),
    list('door', 'door'),
    list('brand', 'brand', 1),
    list('segment', 'segment'),
    list('customer', 'customers'),
  ]
  const order = ['customer', 'segment', 'brand', 'door', 'raised', 'main', 'newer']
  assert.deepEqual(
    inOrder(lists).map(({ id }) => id),
    order,
  )
  assert.deepEqual(
    inOrder(lists.toReversed()).map(({ id }) => id),
    order,
  )
})

const offers = [
  { listId: 'wholesale', leastMilli: 10_000, amountMinor: 700 },
  { listId: 'main', leastMilli: 0, amountMinor: 1000 },
  { listId: 'main', leastMilli: 6_000, amountMinor: 900 },
  { listId: 'main', leastMilli: 12_000, amountMinor: 850 },
]
const lists = [{ id: 'wholesale' }, { id: 'main' }]
const cases: [string, number, [string, number, number] | null][] = [
  ['one unit is not wholesale, so that the next list counts', 1_000, ['main', 1000, 1000]],
  ['just below six it is still the price of one', 5_999, ['main', 1000, 1000]],
  ['from six on the price of six', 6_000, ['main', 1000, 900]],
  ['from ten on the first list has a price, although the second one has more steps', 12_000, ['wholesale', 700, 700]],
]
for (const [sentence, quantity, wanted] of cases)
  test(sentence, () =>
    assert.deepEqual(
      choose(offers, lists, quantity),
      wanted && { listId: wanted[0], listPriceMinor: wanted[1], unitPriceMinor: wanted[2] },
    ),
  )

test('what has no price in any list has none', () => {
  assert.equal(choose(offers, [{ id: 'other' }], 1_000), null)
  assert.equal(choose([], lists, 1_000), null)
})
