import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wantedOf } from '#inventory/web/restock/wanted.ts'

test('what is ordered fills the shelf again, counting what is promised and what is on its way', () => {
  const row = { unit: 'piece' as const, availableMilli: 4000, incomingMilli: 0, reorderPointMilli: 10_000, reorderUpToMilli: 40_000 }
  const cases: [string, Partial<Parameters<typeof wantedOf>[0]>, number][] = [
    ['up to the bound', {}, 36_000],
    ['some is on its way', { incomingMilli: 24_000 }, 12_000],
    ['enough is on its way', { incomingMilli: 60_000 }, 0],
    ['more is promised than there is', { availableMilli: -3000 }, 43_000],
    ['no bound: twice the point', { reorderUpToMilli: null }, 16_000],
    ['neither', { reorderUpToMilli: null, reorderPointMilli: null, availableMilli: 0 }, 1000],
    ['whole pieces', { availableMilli: 3500 }, 37_000],
    ['what is weighed is not rounded', { unit: 'kg', availableMilli: 3500 }, 36_500],
  ]
  for (const [what, more, wanted] of cases) assert.equal(wantedOf({ ...row, ...more }), wanted, what)
})
