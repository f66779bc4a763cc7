import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeBursts } from './burst.ts'
import { makeSight } from './camera.ts'

/** Presses keys with so many milliseconds between them; what comes of it. */
function press(keys: readonly string[], gapMs: number, startMs = 0): string[] {
  const feed = makeBursts()
  return keys.flatMap((key, i) => feed(key, startMs + i * gapMs)?.code ?? [])
}

test('a code that a reader types in one go is taken for one', () => {
  assert.deepEqual(press([...'7790895000997', 'Enter'], 4), ['7790895000997'])
  assert.deepEqual(press([...'7790895000997', 'Enter'], 45), ['7790895000997'])
  assert.deepEqual(press(['Shift', 'P', 'Shift', 'A', '-', '0', '7', 'Enter'], 10), ['PA-07'])
})

test('what a person types is none, however short the word', () => {
  assert.deepEqual(press([...'coca', 'Enter'], 120), [])
  assert.deepEqual(press(['1', '2', 'Enter'], 10), [])
  assert.deepEqual(press([...'7790895', 'Backspace', ...'99', 'Enter'], 4), [])
  assert.deepEqual(press(['Enter'], 4), [])
})

test('a code in the middle of typing is the code alone', () => {
  const feed = makeBursts()
  feed('1', 0)
  feed('2', 150)
  const keys = [...'20004217', 'Enter']
  const codes = keys.flatMap((key, i) => feed(key, 900 + i * 5) ?? [])
  assert.deepEqual(codes, [{ code: '20004217', startedAtMs: 900 }])
})

test('a pause before Enter leaves nothing behind for the next code', () => {
  const feed = makeBursts()
  ;[...'7790895'].forEach((key, i) => feed(key, i * 5))
  assert.equal(feed('Enter', 500), null)
  const codes = [...'20004217', 'Enter'].flatMap((key, i) => feed(key, 2_000 + i * 5)?.code ?? [])
  assert.deepEqual(codes, ['20004217'])
})

test('a package before the camera is one code, and another one when it was away', () => {
  const look = makeSight()
  assert.deepEqual(look(['779']), ['779'])
  assert.deepEqual(look(['779']), [])
  assert.deepEqual(look([]), [], 'a hand shakes')
  assert.deepEqual(look(['779', '780']), ['780'])
  for (let i = 0; i < 12; i++) look(['780'])
  assert.deepEqual(look(['779', '780']), ['779'])
})
