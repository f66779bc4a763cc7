import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OrderState, PaymentState } from '#orders/contract/order-state.ts'
import { excessMinor, owedMinor, paymentStateOf } from '#orders/server/payments/payment-state.ts'

const cases: [
  string,
  OrderState,
  [total: number, returned: number, paid: number, refunded: number],
  PaymentState,
  owed: number,
  excess: number,
][] = [
  ['nothing paid', 'received', [1000, 0, 0, 0], 'none', 1000, 0],
  ['a part', 'received', [1000, 0, 400, 0], 'partial', 600, 0],
  ['all of it', 'delivered', [1000, 0, 1000, 0], 'paid', 0, 0],
  ['it costs nothing', 'received', [0, 0, 0, 0], 'paid', 0, 0],
  ['edited to less afterwards', 'confirmed', [700, 0, 1000, 0], 'paid', 0, 300],
  ['the difference given back', 'confirmed', [700, 0, 1000, 300], 'paid', 0, 0],
  ['edited to more afterwards', 'confirmed', [1200, 0, 1000, 0], 'partial', 200, 0],
  ['a part came back', 'delivered', [1000, 400, 1000, 0], 'paid', 0, 400],
  ['and its money too', 'delivered', [1000, 400, 1000, 400], 'paid', 0, 0],
  ['everything given back', 'returned', [1000, 1000, 1000, 1000], 'refunded', 0, 0],
  ['called off, unpaid', 'cancelled', [1000, 0, 0, 0], 'none', 0, 0],
  ['called off, paid', 'cancelled', [1000, 0, 1000, 0], 'paid', 0, 1000],
  ['called off, given back', 'cancelled', [1000, 0, 1000, 1000], 'refunded', 0, 0],
]
for (const [name, state, [totalMinor, returnedMinor, paidMinor, refundedMinor], expected, owed, excess] of cases)
  test(`what is paid of an order: ${name}`, () => {
    const order = { state, totalMinor, returnedMinor, paidMinor, refundedMinor }
    assert.deepEqual([paymentStateOf(order), owedMinor(order), excessMinor(order)], [expected, owed, excess])
  })
