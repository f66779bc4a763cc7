import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Id, newId } from '#kernel/contract/ids.ts'

test('ids made in the same millisecond sort in the order in which they were made', () => {
  const ids = Array.from({ length: 3_000 }, () => newId(1_790_000_000_000))
  assert.deepEqual(ids.toSorted(), ids)
  assert.equal(new Set(ids).size, ids.length)
})

test('ids of a moment sort in the order in which they were made, also when others are made in between', () => {
  const ids = Array.from({ length: 100 }, (_, i) => {
    newId(1_790_000_001_000 + i)
    return newId(1_790_000_000_500)
  })
  assert.deepEqual(ids.toSorted(), ids)
})

test('an id carries its moment, and the next millisecond starts elsewhere', () => {
  const [first, second] = [newId(1_790_000_000_000), newId(1_790_000_000_001)]
  assert.ok(Id.safeParse(first).success)
  assert.equal(Number.parseInt(first.replaceAll('-', '').slice(0, 12), 16), 1_790_000_000_000)
  assert.ok(first < second)
})

test('more ids in a millisecond than can be counted are still different', () => {
  const ids = Array.from({ length: 20_000 }, () => newId(1_790_000_000_002))
  assert.equal(new Set(ids).size, ids.length)
})
