import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, dayIn, startOfDay } from '#kernel/contract/calendar-day.ts'
import { anniversaries } from './days.ts'
import { estimate } from './count.store.ts'
import { circleFrom, conditionsOf, referencesOf } from './tree.ts'

const inSegment = (...ids: string[]) => ({ term: 'segment', operator: 'in' as const, value: ids })
const tagged = { term: 'tags', operator: 'has' as const, value: ['x'] }

test('the conditions of a tree are read in order, whatever the depth', () => {
  const tree = {
    match: 'all' as const,
    conditions: [
      tagged,
      { match: 'any' as const, conditions: [inSegment('b'), { match: 'all' as const, conditions: [inSegment('c', 'B')] }] },
    ],
  }
  assert.deepEqual(conditionsOf(tree), [tagged, inSegment('b'), inSegment('c', 'B')])
  assert.deepEqual(referencesOf(tree), ['b', 'c'])
})

const circles: [string, Record<string, string[]>, string[] | null][] = [
  ['itself', { a: ['a'] }, ['a', 'a']],
  ['another that comes back', { a: ['b'], b: ['a'] }, ['a', 'b', 'a']],
  ['a long way back', { a: ['b', 'x'], b: ['c'], c: ['d'], d: ['a'], x: [] }, ['a', 'b', 'c', 'd', 'a']],
  ['a circle of others', { a: ['b'], b: ['c'], c: ['b'] }, null],
  ['the same one twice', { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, null],
  ['nobody', { a: [] }, null],
  ['one that is gone', { a: ['gone'] }, null],
]
for (const [what, references, way] of circles)
  test(`a segment that refers to ${what} ${way ? 'is' : 'is not'} in a circle`, () => {
    assert.deepEqual(circleFrom('a', new Map(Object.entries(references))), way)
  })

test('the day is that of the zone, and begins when its midnight is', () => {
  const now = new Date('2026-11-21T02:30:00Z')
  assert.equal(dayIn('America/Argentina/Cordoba', now), '2026-11-20')
  assert.equal(dayIn('UTC', now), '2026-11-21')
  assert.equal(startOfDay('America/Argentina/Cordoba', '2026-11-20'), '2026-11-20T03:00:00.000Z')
  assert.equal(addDays('2026-12-31', 1), '2027-01-01')
  assert.equal(addDays('2026-03-01', -1), '2026-02-28')
})

test('birthdays go over the end of the year, and the 29th of February is kept on the 28th when there is none', () => {
  assert.deepEqual(anniversaries('2026-12-30', 3), ['12-30', '12-31', '01-01', '01-02'])
  assert.deepEqual(anniversaries('2026-02-27', 1), ['02-27', '02-28', '02-29'])
  assert.deepEqual(anniversaries('2028-02-27', 2), ['02-27', '02-28', '02-29'])
  assert.deepEqual(anniversaries('2028-02-28', 0), ['02-28'])
})

test('an estimate is as round as its margin allows, and no hit is not nobody', () => {
  assert.deepEqual(estimate(123, 1), { count: 123, margin: 0 })
  assert.deepEqual(estimate(0, 0.02), { count: 0, margin: 150 })
  const { count, margin } = estimate(6_250, 0.02)
  assert.ok(count === 313_000 || count === 312_000 || count === 312_500, String(count))
  assert.equal(margin, 7_700)
})
