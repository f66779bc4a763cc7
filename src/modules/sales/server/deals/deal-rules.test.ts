import assert from 'node:assert/strict'
import { test } from 'node:test'
import { amountOfLines, lineAmount, totalsOf } from '#sales/contract/deal-amount.ts'
import { minorIn } from '#sales/server/deals/actions.ts'
import { missingFields } from '#sales/server/deals/requirements.ts'
import { rottenAt, waiting } from '#sales/server/deals/waiting.ts'

const line = (quantityMilli: number, unitPriceMinor: number, currency = 'ARS') => ({ quantityMilli, unitPriceMinor, currency })

test('a line is its quantity by its price, half a cent rounded away from zero', () => {
  const cases: [number, number, number][] = [
    [1000, 9_500_00, 9_500_00],
    [1500, 333, 500],
    [500, 1, 1],
    [499, 1, 0],
    [1_000_000, 100_000_000_000, 100_000_000_000_000],
  ]
  for (const [quantity, price, amount] of cases) assert.equal(lineAmount(line(quantity, price)), amount)
})

test('a deal is worth its lines in its own currency; others are not added to it', () => {
  const lines = [line(2000, 100_00), line(1000, 50_00), line(1000, 10_00, 'USD')]
  assert.equal(amountOfLines(lines, 'ARS'), 250_00)
  assert.equal(amountOfLines(lines, 'USD'), 10_00)
  assert.equal(amountOfLines(lines, 'BRL'), null)
})

test('a weighted total is each amount by its chance, rounded once', () => {
  const deals = [
    [100_000, 10],
    [250_000, 35],
    [80_000, 60],
    [500_000, 80],
  ].map(([amountMinor = 0, probability = 0]) => ({ amountMinor, currency: 'ARS', probability }))
  assert.deepEqual(
    totalsOf(deals, () => 0),
    [{ currency: 'ARS', amountMinor: 930_000, weightedMinor: 545_500, count: 4 }],
  )
})

test('totals keep currencies apart, count what has an amount, and take the chance of the stage where a deal has none', () => {
  const deals = [
    { amountMinor: 100, currency: 'ARS', probability: null },
    { amountMinor: 101, currency: 'ARS', probability: null },
    { amountMinor: 1_000, currency: 'USD', probability: 100 },
    { amountMinor: null, currency: 'USD', probability: 50 },
  ]
  assert.deepEqual(
    totalsOf(deals, () => 50),
    [
      { currency: 'ARS', amountMinor: 201, weightedMinor: 101, count: 2 },
      { currency: 'USD', amountMinor: 1_000, weightedMinor: 1_000, count: 1 },
    ],
  )
})

test('a stage names everything that a deal does not say yet', () => {
  const nothing = { amountMinor: null, expectedClose: null, nextStep: null, contactId: null, ownerId: null, hasLines: false }
  const all = ['amount', 'expectedClose', 'nextStep', 'contact', 'owner', 'products'] as const
  assert.deepEqual(missingFields(all, nothing), all)
  assert.deepEqual(missingFields(all, { ...nothing, amountMinor: 0, hasLines: true, nextStep: 'Llamar' }), [
    'expectedClose',
    'contact',
    'owner',
  ])
  assert.deepEqual(missingFields([], nothing), [])
})

test('a deal waits from a day before its next step, or from when it is too long in its stage', () => {
  const deal = {
    closedAt: null,
    archivedAt: null,
    nextStepAt: null,
    createdAt: '2026-11-01T12:00:00.000Z',
    stageEnteredAt: '2026-11-03T12:00:00.000Z',
    rottingDays: null,
  }
  assert.equal(waiting(deal), null)
  assert.equal(rottenAt({ ...deal, rottingDays: 7 }), '2026-11-10T12:00:00.000Z')
  assert.deepEqual(waiting({ ...deal, rottingDays: 7 }), { waitingSince: '2026-11-10T12:00:00.000Z', promise: null })
  const due = { ...deal, nextStepAt: '2026-11-12T12:00:00.000Z' }
  const promise = { startedAt: '2026-11-11T12:00:00.000Z', dueAt: '2026-11-12T12:00:00.000Z' }
  assert.deepEqual(waiting(due), { waitingSince: promise.startedAt, promise })
  assert.deepEqual(waiting({ ...due, rottingDays: 7 }), { waitingSince: '2026-11-10T12:00:00.000Z', promise })
  assert.deepEqual(waiting({ ...due, rottingDays: 60 })?.waitingSince, promise.startedAt)
  const past = waiting({ ...deal, nextStepAt: '2026-10-01T12:00:00.000Z' })
  assert.equal(past?.waitingSince, '2026-10-01T12:00:00.000Z')
  assert.equal(waiting({ ...due, closedAt: '2026-11-05T12:00:00.000Z' }), null)
  assert.equal(waiting({ ...due, archivedAt: '2026-11-05T12:00:00.000Z' }), null)
})

test('an amount that somebody says in a chat is read as it is written here, and what is none is left out', () => {
  const said: [string, number | null][] = [
    ['15000', 15_000_00],
    ['$ 15.000,50', 15_000_50],
    ['1.500', 1_500_00],
    ['unos 12,5', 12_50],
    ['2500.', 2_500_00],
    ['mucho', null],
    ['', null],
    ['9'.repeat(30), null],
  ]
  for (const [text, minor] of said) assert.equal(minorIn(text, 'ARS'), minor, text)
  assert.equal(minorIn('1.500', 'CLP'), 1_500)
})
