import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateAfter, dateFrom } from '#orders/server/recurring/dates.ts'

test('dates are counted from the first one, and a short month shortens only itself', () => {
  for (const [rhythm, startsOn, from, next] of [
    ['week', '2026-11-23', '2026-11-01', '2026-11-23'],
    ['week', '2026-11-23', '2026-11-24', '2026-11-30'],
    ['week', '2026-11-23', '2026-11-30', '2026-11-30'],
    ['two_weeks', '2026-11-23', '2026-11-24', '2026-12-07'],
    ['two_weeks', '2026-12-28', '2027-01-12', '2027-01-25'],
    ['month', '2026-11-05', '2026-11-06', '2026-12-05'],
    ['month', '2027-01-31', '2027-02-01', '2027-02-28'],
    ['month', '2027-01-31', '2027-03-01', '2027-03-31'],
    ['month', '2027-01-31', '2027-04-30', '2027-04-30'],
    ['month', '2028-01-30', '2028-02-01', '2028-02-29'],
    ['month', '2026-12-31', '2027-01-01', '2027-01-31'],
  ] as const)
    assert.equal(dateFrom(rhythm, startsOn, from), next, `${rhythm} of ${startsOn} from ${from}`)
})

test('what passed while nothing ran is not made up for, and after the last date there is none', () => {
  const monthly = { rhythm: 'month' as const, startsOn: '2026-08-31', endsOn: null }
  assert.equal(dateAfter(monthly, '2026-08-31', '2026-08-31'), '2026-09-30')
  assert.equal(dateAfter(monthly, '2026-08-31', '2026-11-21'), '2026-11-30')
  assert.equal(dateAfter({ ...monthly, endsOn: '2026-09-29' }, '2026-08-31', '2026-08-31'), null)
  assert.equal(dateAfter({ ...monthly, endsOn: '2026-09-30' }, '2026-08-31', '2026-08-31'), '2026-09-30')
})
