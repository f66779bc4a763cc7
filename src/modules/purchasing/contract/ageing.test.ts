import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aged, bucketOf, dueOn, type AgeingBucket } from '#purchasing/contract/ageing.ts'

const edges: [string, AgeingBucket][] = [
  ['2026-12-01', 'current'],
  ['2026-11-21', 'current'],
  ['2026-11-20', 'to30'],
  ['2026-10-22', 'to30'],
  ['2026-10-21', 'to60'],
  ['2026-09-22', 'to60'],
  ['2026-09-21', 'to90'],
  ['2026-08-23', 'to90'],
  ['2026-08-22', 'over90'],
  ['2025-11-21', 'over90'],
]
for (const [due, bucket] of edges)
  test(`what was due on ${due} is ${bucket} on 2026-11-21`, () => assert.equal(bucketOf(due, '2026-11-21'), bucket))

test('what is owed adds up by currency, credits against it', () => {
  const owed = aged(
    [
      { dueOn: '2026-12-01', owedMinor: 1000, currency: 'ARS' },
      { dueOn: '2026-11-01', owedMinor: 500, currency: 'ARS' },
      { dueOn: '2026-11-02', owedMinor: -200, currency: 'ARS' },
      { dueOn: '2026-01-01', owedMinor: 7, currency: 'USD' },
    ],
    '2026-11-21',
  )
  assert.deepEqual(owed.get('ARS'), { current: 1000, to30: 300, to60: 0, to90: 0, over90: 0, totalMinor: 1300, overdueMinor: 300 })
  assert.deepEqual(owed.get('USD'), { current: 0, to30: 0, to60: 0, to90: 0, over90: 7, totalMinor: 7, overdueMinor: 7 })
})

test('terms count calendar days, over the ends of months and years', () => {
  assert.equal(dueOn('2026-11-21', { days: 0, isFromMonthEnd: false }), '2026-11-21')
  assert.equal(dueOn('2026-11-21', { days: 30, isFromMonthEnd: false }), '2026-12-21')
  assert.equal(dueOn('2026-12-15', { days: 30, isFromMonthEnd: true }), '2027-01-30')
  assert.equal(dueOn('2028-02-10', { days: 0, isFromMonthEnd: true }), '2028-02-29')
})
