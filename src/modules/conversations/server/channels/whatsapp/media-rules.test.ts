import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bareMime, kindFor, problemOf } from './media-rules.ts'
import type { MediaKind, MediaProblem } from './media-rules.ts'

const MB = 1024 * 1024
const cases: [MediaKind, string, number, MediaProblem | null][] = [
  ['image', 'image/jpeg', 5 * MB, null],
  ['image', 'image/jpeg', 5 * MB + 1, 'too_large'],
  ['image', 'image/webp', 1000, 'mime_not_accepted'],
  ['image', 'image/png', 0, 'empty'],
  ['audio', 'audio/ogg; codecs=opus', 16 * MB, null],
  ['audio', 'audio/webm', 1000, 'mime_not_accepted'],
  ['audio', 'audio/x-m4a', 1000, null],
  ['video', 'video/mp4', 16 * MB, null],
  ['video', 'video/quicktime', 1000, 'mime_not_accepted'],
  ['document', 'application/x-anything', 100 * MB, null],
  ['document', 'application/pdf', 100 * MB + 1, 'too_large'],
  ['sticker', 'image/webp', 100 * 1024, null],
  ['sticker', 'image/webp', 100 * 1024 + 1, 'too_large'],
  ['sticker', 'image/png', 1000, 'mime_not_accepted'],
]
for (const [kind, mime, size, problem] of cases) {
  test(`${mime} of ${size} bytes as ${kind}: ${problem ?? 'accepted'}`, () => assert.equal(problemOf(kind, mime, size), problem))
}

test('a sticker that moves may weigh five times more', () => {
  assert.equal(problemOf('sticker', 'image/webp', 500 * 1024, true), null)
  assert.equal(problemOf('sticker', 'image/webp', 500 * 1024 + 1, true), 'too_large')
})

test('a file is shown as what it is while it fits, else as a document', () => {
  assert.equal(kindFor('image/jpg', 1000), 'image')
  assert.equal(kindFor('image/png', 6 * MB), 'document')
  assert.equal(kindFor('audio/mpeg', 1000), 'audio')
  assert.equal(kindFor('image/svg+xml', 1000), 'document')
  assert.equal(kindFor('', 1000), 'document')
  assert.equal(bareMime('Audio/OGG; codecs=opus'), 'audio/ogg')
})
