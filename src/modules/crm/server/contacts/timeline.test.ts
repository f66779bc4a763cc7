import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TimelineEntry } from '#kernel/module.ts'
import { cut } from './timeline.ts'

const entry = (id: string, at: string): TimelineEntry => ({
  id,
  at: `2026-11-21T${at}Z`,
  kind: 'crm.updated',
  words: '',
  values: {},
  href: null,
  actorName: null,
})

test('entries of several modules are told newest first', () => {
  const page = cut([entry('a', '10:00:00.000'), entry('b', '12:00:00.000'), entry('c', '11:00:00.000')], 5)
  assert.deepEqual(page, { items: [entry('b', '12:00:00.000'), entry('c', '11:00:00.000'), entry('a', '10:00:00.000')], next: null })
})

test('a page tells where the next one starts', () => {
  const page = cut([entry('a', '10:00:00.000'), entry('b', '12:00:00.000'), entry('c', '11:00:00.000')], 2)
  assert.deepEqual(
    page.items.map(({ id }) => id),
    ['b', 'c'],
  )
  assert.equal(page.next, '2026-11-21T11:00:00.000Z')
})

test('entries of the same instant stay on the same page, or the next one would skip them', () => {
  const page = cut([entry('a', '12:00:00.000'), entry('b', '12:00:00.000'), entry('c', '12:00:00.000'), entry('d', '11:00:00.000')], 2)
  assert.deepEqual(
    page.items.map(({ id }) => id),
    ['c', 'b', 'a'],
  )
  assert.equal(page.next, '2026-11-21T12:00:00.000Z')
})
