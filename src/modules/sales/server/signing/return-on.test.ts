import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conversionOf, returnOn } from '#sales/server/signing/return-on.ts'

test('the return on proposals is what they brought beyond what preparing them cost', () => {
  const cases: [{ wonMinor: number; count: number; costMinor: number | null }, number | null][] = [
    [{ wonMinor: 500_000, count: 10, costMinor: 10_000 }, 4],
    [{ wonMinor: 100_000, count: 10, costMinor: 10_000 }, 0],
    [{ wonMinor: 0, count: 10, costMinor: 10_000 }, -1],
    [{ wonMinor: 500_000, count: 10, costMinor: null }, null],
    [{ wonMinor: 500_000, count: 10, costMinor: 0 }, null],
    [{ wonMinor: 0, count: 0, costMinor: 10_000 }, null],
  ]
  for (const [given, expected] of cases) assert.equal(returnOn(given), expected)
})

test('conversion is the part of those sent that were accepted', () => {
  assert.equal(conversionOf({ sent: 8, accepted: 3 }), 0.375)
  assert.equal(conversionOf({ sent: 0, accepted: 0 }), null)
})
