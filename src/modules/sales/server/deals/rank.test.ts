import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keyBetween, keysBetween, longestKey } from '#sales/server/deals/rank.ts'

test('a card put between two others gets a key between theirs', () => {
  const cases: [string | null, string | null, string][] = [
    [null, null, 'a0'],
    ['a0', null, 'a1'],
    [null, 'a0', 'Zz'],
    ['a0', 'a1', 'a0V'],
    ['a0', 'a0V', 'a0G'],
  ]
  for (const [above, below, key] of cases) assert.equal(keyBetween(above, below), key)
  assert.deepEqual(keysBetween(null, null, 3), ['a0', 'a1', 'a2'])
})

test('the order of keys is the order of bytes', () => {
  const byBytes = ['aG', 'a0', 'Zz', 'ag', 'a1', 'a0V'].toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
  assert.deepEqual(byBytes, ['Zz', 'a0', 'a0V', 'a1', 'aG', 'ag'])
})

test('a thousand cards put into one gap make keys that are too long; what is put at an end stays short', () => {
  const gap: string[] = ['a0', 'a1']
  for (let i = 0; i < 1000; i++) gap.splice(1, 0, keyBetween(gap[0] ?? null, gap[1] ?? null))
  const longest = Math.max(...gap.map((key) => key.length))
  assert.ok(longest > longestKey && longest < 500, String(longest))
  let top = 'a0'
  for (let i = 0; i < 1000; i++) top = keyBetween(null, top)
  assert.ok(top.length < 5)
})
