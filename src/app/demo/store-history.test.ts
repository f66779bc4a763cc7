import assert from 'node:assert/strict'
import { test } from 'node:test'
import { menu as ecoMenu } from '../../../demos/eco-store/menu.ts'
import { trade as ecoTrade } from '../../../demos/eco-store/trade.ts'
import { menu as techMenu } from '../../../demos/tech-store/menu.ts'
import { trade as techTrade } from '../../../demos/tech-store/trade.ts'
import { orderHistoryOf, type PastOrder } from '#app/demo/order-history.ts'
import type { Trade } from '#app/demo/trade.ts'

const now = new Date('2026-11-21T15:00:00Z')
const seed = 20_261_121
type Menu = { products: readonly { key: string; price?: number; variants?: readonly { key: string; price: number }[] }[] }

/** What they come to at the prices of the menu: whoever prices them at each of their moments begins from the same. */
const totalOf = (orders: readonly PastOrder[], { products }: Menu): number => {
  const prices = new Map(
    products.flatMap(({ key, price, variants }) =>
      variants ? variants.map((one) => [`${key} ${one.key}`, one.price] as const) : [[key, price ?? 0] as const],
    ),
  )
  return orders.flatMap(({ items }) => items).reduce((sum, { key, quantity }) => sum + (prices.get(key) ?? Number.NaN) * quantity, 0)
}
const between = (value: number, least: number, most: number): void => assert.ok(value >= least && value <= most, String(value))
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
const wall = ({ at }: PastOrder): Date => new Date(Date.parse(at) - 3 * 3_600_000)
const shareOf = (orders: readonly PastOrder[], is: (one: PastOrder) => boolean): number => orders.filter(is).length / orders.length
/** How many there are on a day of the week, of a day of the week on average. */
const weekdayOf = (orders: readonly PastOrder[], day: number): number => shareOf(orders, (one) => wall(one).getUTCDay() === day) * 7

const stores: [name: string, trade: Trade, menu: Menu, count: number, totalMinor: number][] = [
  ['the computer shop', techTrade, techMenu, 2343, 46_998_460_000],
  ['the shop of goods by weight', ecoTrade, ecoMenu, 2594, 5_203_060_000],
]

for (const [name, trade, menu, count, totalMinor] of stores)
  test(`${name} has sold the same at every run of a seed, for eighteen months until now`, () => {
    const orders = orderHistoryOf(seed, now, trade)
    assert.deepEqual([orders.length, totalOf(orders, menu)], [count, totalMinor])
    assert.notEqual(totalOf(orderHistoryOf(seed + 1, now, trade), menu), totalMinor)
    assert.ok(Date.parse(orders[0]?.at ?? '') < now.getTime() - 530 * 86_400_000)
    assert.ok(orders.every(({ steps }) => (steps.at(-1)?.at ?? '') < now.toISOString()))
  })

test('computers are sold one at a time, in the afternoon, on Saturdays and in the Hot Sale of May, and six of a hundred come back', () => {
  const orders = orderHistoryOf(seed, now, techTrade)
  between(mean(orders.map(({ items }) => items.length)), 1.15, 1.45)
  between(
    shareOf(orders, (one) => Math.abs(wall(one).getUTCHours() - 17.5) < 2),
    0.4,
    0.75,
  )
  between(weekdayOf(orders, 6), 1.2, 1.6)
  between(weekdayOf(orders, 0), 0.35, 0.65)
  const inMonth = (month: string): number => orders.filter(({ at }) => at.startsWith(month)).length
  assert.ok(inMonth('2026-05') > 1.2 * inMonth('2026-04'))
  between(
    shareOf(orders, ({ claim }) => claim !== null),
    0.04,
    0.08,
  )
})

test('of what is sold by weight much is the same for the same customer every month', () => {
  const orders = orderHistoryOf(seed, now, ecoTrade)
  between(mean(orders.map(({ items }) => items.length)), 2.6, 3.5)
  const baskets = Map.groupBy(
    orders.filter(({ customer }) => customer !== null),
    ({ customer, items }) => `${customer} ${JSON.stringify(items)}`,
  )
  const monthly = [...baskets.values()].filter(({ length }) => length >= 4)
  between(monthly.length, 35, 42)
  const gaps = monthly.flatMap((same) => same.slice(1).map((one, i) => (Date.parse(one.at) - Date.parse(same[i]?.at ?? '')) / 86_400_000))
  between(mean(gaps), 29, 32)
})
