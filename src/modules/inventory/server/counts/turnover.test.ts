import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classesOf, isDue } from '#inventory/server/counts/turnover.ts'

const classes = (values: Record<string, number>) => Object.fromEntries(classesOf(new Map(Object.entries(values))))

test('what moves most is an A, what hardly moves a C', () => {
  assert.deepEqual(classes({ chicken: 700, soda: 150, chips: 100, salt: 40, toothpick: 10, old: 0 }), {
    chicken: 'a',
    soda: 'a',
    chips: 'b',
    salt: 'c',
    toothpick: 'c',
    old: 'c',
  })
  assert.deepEqual(classes({ only: 5 }), { only: 'a' })
  assert.deepEqual(classes({ one: 0, other: 0 }), { one: 'c', other: 'c' })
  assert.deepEqual(classes({}), {})
  assert.deepEqual(classes({ a: 80, b: 15, c: 5 }), { a: 'a', b: 'b', c: 'c' }, 'a share that is exactly full is full')
  assert.deepEqual(classes({ b: 50, a: 50 }), { a: 'a', b: 'a' }, 'of equals the order does not depend on luck')
})

test('an A is due after a month, a C after half a year, and what was never counted at once', () => {
  const now = new Date('2026-11-21T12:00:00.000Z')
  const daysAgo = (days: number): string => new Date(now.getTime() - days * 86_400_000).toISOString()
  assert.deepEqual(
    [isDue('a', daysAgo(29), now), isDue('a', daysAgo(30), now), isDue('b', daysAgo(90), now), isDue('b', daysAgo(91), now)],
    [false, true, false, true],
  )
  assert.deepEqual([isDue('c', daysAgo(181), now), isDue('c', daysAgo(182), now), isDue('c', null, now)], [false, true, true])
})
