import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leadTimeOf } from '#purchasing/contract/supplier-figures.ts'

const delivery = (days: number) => ({
  sentAt: '2026-11-01T12:00:00.000Z',
  receivedAt: new Date(Date.parse('2026-11-01T12:00:00.000Z') + days * 86_400_000).toISOString(),
})

test('a supplier is as quick as their deliveries were, and as reliable as these were alike', () => {
  assert.equal(leadTimeOf([]), null)
  assert.deepEqual(leadTimeOf([delivery(3)]), { count: 1, meanDays: 3, deviationDays: 0 })
  assert.deepEqual(
    leadTimeOf([delivery(4), delivery(5), delivery(6)]),
    { count: 3, meanDays: 5, deviationDays: 1 },
    'L 5, sd_L 1 as in TV6.2',
  )
  assert.deepEqual(leadTimeOf([delivery(-1)]), { count: 1, meanDays: 0, deviationDays: 0 }, 'written down late')
})
