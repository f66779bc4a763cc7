import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readRate, writtenRate } from '#web/rate-text.ts'

test('a rate is read as people of our countries write it', () => {
  const cases: [string, number | null][] = [
    ['1500', 1500],
    ['1.234,56', 1234.56],
    ['1,234.56', 1234.56],
    ['1.500', 1500],
    ['0,195', 0.195],
    ['0.195', 0.195],
    ['1234,5', 1234.5],
    ['$ 1.480,50', 1480.5],
    ['1200', 1200],
    ['0,0052', 0.0052],
    ['mil', null],
    ['0', null],
    ['', null],
    ['abc', null],
    ['-5', null],
    ['1,2,3', null],
  ]
  for (const [text, value] of cases) {
    const read = readRate(text)
    assert.equal(read === null ? null : read / 1e9, value, text)
  }
})

test('a rate that is offered is read as what it is, up to the sixth decimal', () => {
  for (const [nanos, text] of [
    [1_234_560_000_000, '1234,56'],
    [1_350_000_000_000, '1350'],
    [1_234_000_000, '1,2340'],
    [740_741, '0,000741'],
    [1_500_000_000, '1,50'],
  ] as const) {
    assert.equal(writtenRate(nanos, ','), text)
    assert.equal(readRate(text), Math.round(nanos / 1_000) * 1_000)
  }
  assert.deepEqual([writtenRate(400, ','), writtenRate(1_000_000_000_000_000, ',')], [null, null])
})
