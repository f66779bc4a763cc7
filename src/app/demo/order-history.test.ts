import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trade } from '../../../demos/chicken-shop/trade.ts'
import { orderHistoryOf } from '#app/demo/order-history.ts'

const now = new Date('2026-11-21T15:00:00Z')
const orders = orderHistoryOf(7, now, trade)
const shareOf = (is: (order: (typeof orders)[number]) => boolean): number => orders.filter(is).length / orders.length
const between = (value: number, least: number, most: number): void => assert.ok(value >= least && value <= most, String(value))
const wall = (at: string): Date => new Date(Date.parse(at) - 3 * 3_600_000)

test('the same seed sells the same, and another one something else', () => {
  assert.deepEqual(orderHistoryOf(7, now, trade), orders)
  assert.notDeepEqual(orderHistoryOf(8, now, trade).slice(0, 20), orders.slice(0, 20))
})

test('eighteen months of orders end now, each with its steps one after the other', () => {
  between(orders.length, 4_500, 8_500)
  assert.ok(Date.parse(orders[0]?.at ?? '') < now.getTime() - 530 * 86_400_000)
  for (const { at, steps, paid, claim } of orders) {
    const moments = [at, ...steps.map((step) => step.at), ...(paid ? [paid.at] : []), ...(claim ? [claim.at] : [])]
    assert.deepEqual(moments, moments.toSorted())
    assert.ok((moments.at(-1) ?? '') < now.toISOString())
  }
})

test('people order at meal times, on weekends and when there are two for one', () => {
  const hours = orders.map(({ at }) => wall(at).getUTCHours() + wall(at).getUTCMinutes() / 60)
  between(hours.filter((hour) => Math.abs(hour - 12.5) < 5 / 3).length / hours.length, 0.3, 0.45)
  between(hours.filter((hour) => Math.abs(hour - 21.5) < 5 / 3).length / hours.length, 0.48, 0.66)
  const perWeekday = [0, 1, 2, 3, 4, 5, 6].map((day) => orders.filter(({ at }) => wall(at).getUTCDay() === day).length)
  const mean = orders.length / 7
  between((perWeekday[5] ?? 0) / mean, 1.15, 1.5)
  between((perWeekday[2] ?? 0) / mean, 0.95, 1.25)
  between((perWeekday[3] ?? 0) / mean, 0.6, 0.85)
  const bucketsOn = (day: number): number =>
    orders.filter(({ at, items }) => wall(at).getUTCDay() === day && items.some(({ key }) => key.startsWith('balde'))).length
  assert.ok(bucketsOn(2) > 1.8 * bucketsOn(4))
})

test('orders are delivered, called off and complained of as often as it is usual', () => {
  between(
    shareOf(({ fulfilment }) => fulfilment === 'delivery'),
    0.15,
    0.25,
  )
  between(
    shareOf(({ steps }) => steps.at(-1)?.state === 'cancelled'),
    0.03,
    0.05,
  )
  between(
    shareOf(({ claim }) => claim !== null),
    0.065,
    0.095,
  )
  between(orders.reduce((sum, { items }) => sum + items.length, 0) / orders.length, 2.1, 2.8)
})

test('a third of the customers came once, few bring most of it, and some are new', () => {
  const byCustomer = Map.groupBy(
    orders.filter(({ customer }) => customer !== null),
    ({ customer }) => customer,
  )
  const times = [...byCustomer.values()].map(({ length }) => length).toSorted((a, b) => b - a)
  between(times.filter((count) => count === 1).length / times.length, 0.25, 0.45)
  const all = times.reduce((sum, count) => sum + count, 0)
  const best = times.slice(0, Math.round(times.length / 5)).reduce((sum, count) => sum + count, 0)
  between(best / all, 0.5, 0.8)
  const lately = [...byCustomer.values()].filter(([first]) => Date.parse(first?.at ?? '') > now.getTime() - 120 * 86_400_000)
  between(lately.length / times.length, 0.1, 0.35)
})
