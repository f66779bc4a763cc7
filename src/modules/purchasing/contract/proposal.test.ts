import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bestOffer, proposedSupplyMilli } from '#purchasing/contract/proposal.ts'

const of24 = { pack: { supplyMilli: 1000, stockMilli: 24_000 }, isWholeSupply: true, leastSupplyMilli: 0 }
const milli = 1000

test('TV6.3: up to 300 with 95 there and 20 on the way, in packs of 24, is eight packs', () => {
  const packs = proposedSupplyMilli({ mostMilli: 300 * milli, availableMilli: 95 * milli, incomingMilli: 20 * milli }, of24)
  assert.equal(packs, 8 * milli)
  assert.equal((packs / milli) * 24, 192)
})

test('nothing is proposed of what is there or on its way, and never less than a supplier sells', () => {
  const shelf = (availableMilli: number, incomingMilli = 0) => ({ mostMilli: 300 * milli, availableMilli, incomingMilli })
  assert.equal(proposedSupplyMilli(shelf(300 * milli), of24), 0)
  assert.equal(proposedSupplyMilli(shelf(95 * milli, 205 * milli), of24), 0)
  assert.equal(proposedSupplyMilli(shelf(299 * milli), of24), 1 * milli)
  assert.equal(proposedSupplyMilli(shelf(299 * milli), { ...of24, leastSupplyMilli: 5 * milli }), 5 * milli)
  assert.equal(proposedSupplyMilli(shelf(-12 * milli), of24), 13 * milli, 'what was sold beyond the shelf is missing too')
})

test('it is bought of who is preferred, else of who is cheapest by unit', () => {
  const dear = { name: 'dear', isPreferred: false, priceMinor: 24_000, pack: of24.pack, leadDays: 1 }
  const cheap = { name: 'cheap', isPreferred: false, priceMinor: 11_000, pack: { supplyMilli: 1000, stockMilli: 12_000 }, leadDays: 9 }
  assert.equal(bestOffer([dear, cheap])?.name, 'cheap', '917 a unit, not 1,000')
  assert.equal(bestOffer([{ ...dear, isPreferred: true }, cheap])?.name, 'dear')
  assert.equal(bestOffer([cheap, { ...cheap, name: 'quick', leadDays: 2 }])?.name, 'quick')
  assert.equal(bestOffer([]), undefined)
})
