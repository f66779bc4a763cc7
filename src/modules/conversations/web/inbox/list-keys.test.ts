import assert from 'node:assert/strict'
import { test } from 'node:test'
import { neighbourOf } from '#conversations/web/inbox/list-keys.ts'

test('the first step opens the first conversation, the next ones its neighbours', () => {
  const ids = ['a', 'b', 'c']
  assert.equal(neighbourOf(ids, undefined, null, 1), 'a')
  assert.equal(neighbourOf(ids, 'a', { id: 'a', index: 0, neighbours: ids }, 1), 'b')
  assert.equal(neighbourOf(ids, 'b', { id: 'b', index: 1, neighbours: ids }, -1), 'a')
  assert.equal(neighbourOf(ids, 'c', { id: 'c', index: 2, neighbours: ids }, 1), undefined)
})

test('going through what is urgent leaves none out, although each one moves away when it is read', () => {
  const urgent = ['a', 'b', 'c']
  // a was opened first and then went to the end, because it was read.
  assert.equal(neighbourOf(['b', 'c', 'a'], 'a', { id: 'a', index: 0, neighbours: urgent }, 1), 'b')
})

test('after one was resolved and left the list, the next step goes to the one that followed it', () => {
  assert.equal(neighbourOf(['a', 'c'], 'b', { id: 'b', index: 1, neighbours: ['a', 'b', 'c'] }, 1), 'c')
  assert.equal(neighbourOf(['a', 'd'], 'b', { id: 'b', index: 1, neighbours: ['a', 'b', 'c', 'd'] }, 1), 'd')
})
