import assert from 'node:assert/strict'
import { test } from 'node:test'
import { orderInput, orderSearch } from '#orders/web/orders/order-search.ts'

const filterOf = (periodo: string, place: { zone: string; today: string }) => orderInput(orderSearch({ periodo }), place).filter

test('today, yesterday, the week and the month begin at midnight where the organization is', () => {
  const place = { zone: 'America/Argentina/Buenos_Aires', today: '2027-01-01' }
  assert.deepEqual(filterOf('hoy', place), ['createdAt:gte:2027-01-01T03:00:00.000Z'])
  assert.deepEqual(filterOf('ayer', place), ['createdAt:gte:2026-12-31T03:00:00.000Z', 'createdAt:lt:2027-01-01T03:00:00.000Z'])
  assert.deepEqual(filterOf('semana', place), ['createdAt:gte:2026-12-26T03:00:00.000Z'])
  assert.deepEqual(filterOf('mes', place), ['createdAt:gte:2026-12-03T03:00:00.000Z'])
  assert.deepEqual(filterOf('', place), [])
})

test('a day of 23 hours is one day', () => {
  // When the 4th of September ends, Santiago puts its clocks forward from midnight to one.
  const place = { zone: 'America/Santiago', today: '2027-09-06' }
  assert.deepEqual(filterOf('ayer', place), ['createdAt:gte:2027-09-05T04:00:00.000Z', 'createdAt:lt:2027-09-06T03:00:00.000Z'])
  assert.deepEqual(filterOf('semana', place), ['createdAt:gte:2027-08-31T04:00:00.000Z'])
})
