import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Counted, tallied, wantsSecondLook, worthOf } from '#inventory/contract/count-tally.ts'

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 10, minute)).toISOString()
const set = (minute: number, quantityMilli: number): Counted => ({ quantityMilli, how: 'set', countedAt: at(minute) })
const add = (minute: number, quantityMilli: number): Counted => ({ quantityMilli, how: 'add', countedAt: at(minute) })

test('what several people counted comes to one quantity, in the order in which they counted', () => {
  const cases: [string, Counted[], number | null, number?][] = [
    ['nobody', [], null],
    ['one', [set(0, 5000)], 5000, 0],
    ['none is a count too', [set(0, 0)], 0, 0],
    ['the later one is believed', [set(0, 5000), set(4, 6000)], 6000, 4],
    ['though it arrived first', [set(4, 6000), set(0, 5000)], 6000, 4],
    ['found elsewhere too', [set(0, 5000), add(2, 3000)], 8000, 2],
    ['reader by reader', [add(0, 1000), add(1, 1000), add(2, 1000)], 3000, 2],
    ['counted anew after that', [add(0, 1000), set(3, 4000), add(5, 1000)], 5000, 5],
    ['taken back', [add(0, 1000), add(1, -1000)], 0, 1],
    ['there is no less than nothing', [set(0, 1000), add(1, -4000)], 0, 1],
  ]
  for (const [what, entries, quantityMilli, minute] of cases) {
    const expected = quantityMilli === null ? null : { quantityMilli, countedAt: at(minute ?? 0) }
    assert.deepEqual(tallied(entries), expected, what)
    assert.deepEqual(tallied(entries.toReversed()), expected, `${what}, arriving the other way round`)
  }
})

test('a difference is worth its share of the unit cost, and asks for a second look above the threshold alone', () => {
  const cases: [number, number, number][] = [
    [-2000, 150_000, -300_000],
    [1, 500, 1],
    [-1, 500, -1],
    [1, 499, 0],
    [1234, 8_950, 11_044],
    [-5000, 0, 0],
    [0, 900, 0],
  ]
  for (const [differenceMilli, unitCostMinor, worth] of cases) assert.equal(worthOf(differenceMilli, unitCostMinor), worth)
  assert.equal(wantsSecondLook(-2000, 150_000, 300_000), false, 'at the threshold it is believed')
  assert.equal(wantsSecondLook(-2000, 150_000, 299_999), true)
  assert.equal(wantsSecondLook(2000, 150_000, 299_999), true, 'too much is as strange as too little')
  assert.equal(wantsSecondLook(-2000, 150_000, null), false)
  assert.equal(wantsSecondLook(0, 150_000, 0), false)
  assert.equal(wantsSecondLook(1000, 1, 0), true)
})
