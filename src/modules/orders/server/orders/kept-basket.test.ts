import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keptValue, returnedMinorOf, splitValue } from '#orders/server/orders/kept-basket.ts'

const line = (totalMinor: number, quantity: number, returned: number) => ({
  id: 'line',
  totalMinor,
  quantityMilli: quantity * 1000,
  returnedMilli: returned * 1000,
  discounts: [],
})

test('what comes back one by one is worth what was paid for all, to the cent', () => {
  for (const total of [1000, 999, 100, 1])
    for (const quantity of [1, 3, 7]) {
      let sum = 0
      for (let returned = 1; returned <= quantity; returned++)
        sum += splitValue([line(total, quantity, returned - 1)], [line(total, quantity, returned)])
      assert.equal(sum, total, `${total} over ${quantity}`)
    }
  assert.equal(returnedMinorOf(line(1000, 3, 2)), 667)
  assert.equal(returnedMinorOf({ ...line(1_104_492, 1, 0), quantityMilli: 1234, returnedMilli: 234 }), 209_442, 'by weight too')
})

test('of two for the price of one the one that is kept costs its price: nothing goes back', () => {
  const worth = (keptMinor: number, returnedBeforeMinor: number, splitMinor: number) =>
    keptValue({ goodsMinor: 1000, keptMinor, returnedBeforeMinor, splitMinor })
  assert.equal(worth(1000, 0, 500), 0)
  assert.equal(worth(600, 0, 500), 400, 'the rest costs 600 by itself')
  assert.equal(worth(0, 400, 1000), 600, 'and then the rest of it')
  assert.equal(worth(100, 0, 500), 500, 'never more than was paid for it')
  assert.equal(worth(1200, 0, 500), 0, 'nor less than nothing')
})
