import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Line, lineAt, shiftOf, topsOf } from '#conversations/web/inbox/list-window.ts'

const list = (...names: string[]): { lines: Line[]; tops: number[] } => {
  const lines = names.map((name) => {
    const [key = '', place = 'same'] = name.split('@')
    return { key, height: 60, place }
  })
  return { lines, tops: topsOf(lines) }
}

test('the line at a height is found, also at its edges and past the end', () => {
  const { tops } = list('a', 'b', 'c')
  for (const [height, line] of [
    [0, 0],
    [59, 0],
    [60, 1],
    [119, 1],
    [120, 2],
    [5000, 2],
    [-10, 0],
  ] as const)
    assert.equal(lineAt(tops, height), line, `${height}`)
  assert.equal(lineAt([0], 10), 0)
})

test('the line under the pointer stays put when others come in above it or go', () => {
  assert.equal(shiftOf(list('a', 'b', 'c'), list('new', 'a', 'b', 'c'), 70), 60)
  assert.equal(shiftOf(list('a', 'b', 'c'), list('b', 'c'), 70), -60)
  assert.equal(shiftOf(list('a', 'b', 'c'), list('a', 'b', 'c', 'new'), 70), 0)
})

test('a line that moved by itself is not followed: the nearest one that stayed is', () => {
  // b was answered and went to another segment; a did not move, so neither does the list.
  assert.equal(shiftOf(list('a', 'b@now', 'c', 'd'), list('a', 'c', 'd', 'b@customer'), 70), -60)
  assert.equal(shiftOf(list('a', 'b@now'), list('a', 'x', 'y', 'b@customer'), 70), 0)
})

test('when nothing of what was there is left, nothing is held', () => {
  assert.equal(shiftOf(list('a', 'b'), list('c', 'd'), 10), 0)
})
