import assert from 'node:assert/strict'
import { test } from 'node:test'
import { convert } from '#kernel/contract/conversion.ts'

test('an amount is converted exactly and rounded once, whatever the digits of both currencies', () => {
  const cases: [number, string, string, number, number][] = [
    [100, 'USD', 'ARS', 1_234_560_000_000, 123_456],
    [1, 'USD', 'ARS', 1_500_000_000, 2],
    [-1, 'USD', 'ARS', 1_500_000_000, -2],
    [1_000, 'PYG', 'ARS', 195_000_000, 19_500],
    [19_500, 'ARS', 'PYG', 5_128_205_128, 1_000],
    [100_000_000_000, 'USD', 'ARS', 1_000_000_000_000, 100_000_000_000_000],
  ]
  for (const [amount, from, into, rate, converted] of cases) assert.equal(convert(amount, from, into, rate), converted, `${amount} ${from}`)
})
