import assert from 'node:assert/strict'
import { test } from 'node:test'
import { daysOfCover, demandOf, reorderPoint, safetyStock, usualZ } from '#inventory/server/alerts/reordering.ts'

const demand = { perDay: 20, deviation: 6, leadDays: 5, leadDeviation: 1, z: usualZ }

test('more is ordered when what is left sells while it comes, with something kept for bad luck', () => {
  assert.equal(safetyStock(demand).toFixed(2), '39.61')
  assert.equal(reorderPoint(demand).toFixed(2), '139.61')
  assert.equal(Math.ceil(reorderPoint(demand)), 140)
  assert.equal(safetyStock({ ...demand, leadDeviation: 0 }).toFixed(2), '22.07')
})

test('what is there lasts so many days, and what does not sell lasts for ever', () => {
  assert.equal(daysOfCover(45, 6.5)?.toFixed(1), '6.9')
  assert.equal(daysOfCover(45, 0), null)
})

test('what sells is the mean of its days and how much they differ', () => {
  assert.deepEqual(demandOf([14, 20, 26]), { perDay: 20, deviation: 6 })
  assert.deepEqual(demandOf([]), { perDay: 0, deviation: 0 })
})
