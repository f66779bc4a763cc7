import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bucketsOf, spanOf } from '#analytics/server/board/period.ts'

const cordoba = 'America/Argentina/Cordoba'

test('today runs from midnight in the shop to now, and is compared with yesterday up to the same moment', () => {
  const span = spanOf({ period: 'today' }, new Date('2026-11-21T02:30:00Z'), cordoba)
  assert.deepEqual(span, {
    from: '2026-11-20T03:00:00.000Z',
    to: '2026-11-21T02:30:00.000Z',
    previousFrom: '2026-11-19T03:00:00.000Z',
    previousTo: '2026-11-20T02:30:00.000Z',
    bucket: 'hour',
  })
})

test('yesterday is a whole day and is compared with the whole day before', () => {
  const span = spanOf({ period: 'yesterday' }, new Date('2026-11-21T15:00:00Z'), cordoba)
  assert.deepEqual(
    [span.from, span.to, span.previousFrom, span.previousTo],
    ['2026-11-20T03:00:00.000Z', '2026-11-21T03:00:00.000Z', '2026-11-19T03:00:00.000Z', '2026-11-20T03:00:00.000Z'],
  )
})

test('a week is cut into days and ends now', () => {
  const span = spanOf({ period: 'last-7-days' }, new Date('2026-11-21T15:00:00Z'), cordoba)
  assert.equal(span.from, '2026-11-15T03:00:00.000Z')
  assert.equal(span.bucket, 'day')
})

test('a period of years is refused in words', () => {
  assert.throws(() => spanOf({ period: 'custom', from: '2020-01-01', to: '2026-01-01' }, new Date('2026-11-21T15:00:00Z'), cordoba), {
    code: 'analytics.period_too_long',
  })
})

test('every hour of today has its bar, up to the one that is running', () => {
  const span = spanOf({ period: 'today' }, new Date('2026-11-20T06:30:00Z'), cordoba)
  assert.deepEqual(bucketsOf(span, cordoba), [
    '2026-11-20T03:00:00.000Z',
    '2026-11-20T04:00:00.000Z',
    '2026-11-20T05:00:00.000Z',
    '2026-11-20T06:00:00.000Z',
  ])
})

test('days begin at midnight of the shop, also when the clocks change in between', () => {
  const span = spanOf({ period: 'custom', from: '2026-09-04', to: '2026-09-07' }, new Date('2026-11-20T06:30:00Z'), 'America/Santiago')
  assert.deepEqual(bucketsOf(span, 'America/Santiago'), [
    '2026-09-04T04:00:00.000Z',
    '2026-09-05T04:00:00.000Z',
    '2026-09-06T04:00:00.000Z',
    '2026-09-07T03:00:00.000Z',
  ])
})
