import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Uploaded } from '#conversations/contract/content.ts'
import { blockAt, longestText, maySend, partsOf, seenLastId, slashWord } from '#conversations/web/composer/parts.ts'
import { aMessage } from '#conversations/web/testing/samples.ts'

const file = (kind: Uploaded['kind'], name = 'a') =>
  ({
    key: name,
    name,
    sizeBytes: 1,
    mimeType: '',
    previewUrl: null,
    state: 'ready',
    progress: 1,
    uploaded: { fileId: name, kind } as Uploaded,
    problem: null,
  }) as const
const draft = (text: string, files: ReturnType<typeof file>[] = [], isNote = false) => ({
  text,
  isNote,
  replyTo: null,
  files,
  cannedReplyId: null,
})
const shape = (parts: ReturnType<typeof partsOf>) => parts.map(({ text, file: one }) => [one?.fileId ?? null, text])

test('words stand below a single picture, follow an audio, and follow several files', () => {
  assert.deepEqual(shape(partsOf(draft(' Mirá ', [file('image', 'foto')]))), [['foto', 'Mirá']])
  assert.deepEqual(shape(partsOf(draft('Escuchá', [file('audio', 'voz')]))), [
    ['voz', ''],
    [null, 'Escuchá'],
  ])
  assert.deepEqual(shape(partsOf(draft('Las dos', [file('image', 'a'), file('document', 'b')]))), [
    ['a', ''],
    ['b', ''],
    [null, 'Las dos'],
  ])
  assert.deepEqual(shape(partsOf(draft('x'.repeat(1025), [file('image', 'a')]))), [
    ['a', ''],
    [null, 'x'.repeat(1025)],
  ])
})

test('a note never carries files to anybody', () => {
  assert.deepEqual(shape(partsOf(draft('Ojo con este', [file('image')], true))), [[null, 'Ojo con este']])
})

test('nothing, too much, or a file that is not up yet cannot be sent', () => {
  assert.equal(maySend(draft('  ')), false)
  assert.equal(maySend(draft('x'.repeat(longestText))), true)
  assert.equal(maySend(draft('x'.repeat(longestText + 1))), false)
  assert.equal(maySend(draft('', [file('image')])), true)
  assert.equal(maySend(draft('hola', [{ ...file('image'), state: 'uploading' } as never])), false)
  assert.equal(maySend(draft('hola', [{ ...file('image'), state: 'refused' } as never])), false)
  assert.equal(maySend(draft('nota', [{ ...file('image'), state: 'uploading' } as never], true)), true)
})

test('the last message seen is the newest of either side, notes apart, whichever of card and thread knows it first', () => {
  const [hers, mine] = [aMessage('hola', { seq: 1 }), aMessage('buenas', { seq: 2, direction: 'out' })]
  const note = aMessage('ojo', { seq: 3, direction: 'note', state: null })
  assert.equal(seenLastId({ lastMessageId: hers.id }, [hers, mine, note]), mine.id)
  assert.equal(seenLastId({ lastMessageId: 'newer than the thread' }, [hers, mine]), 'newer than the thread')
  assert.equal(seenLastId({ lastMessageId: null }, []), null)
})

test('the window closes by itself at its very instant and opens again when the customer writes', () => {
  const at = '2026-11-21T15:00:00.000Z'
  const open = { block: null, windowExpiresAt: at }
  assert.equal(blockAt(open, new Date('2026-11-21T14:59:59.999Z')), null)
  assert.equal(blockAt(open, new Date(at)), 'window-closed')
  assert.equal(blockAt({ block: 'window-closed', windowExpiresAt: '2026-11-22T15:00:00.000Z' }, new Date(at)), null)
  assert.equal(blockAt({ block: null, windowExpiresAt: null }, new Date(at)), 'never-wrote')
  assert.equal(blockAt({ block: 'channel-stopped', windowExpiresAt: '2026-11-22T15:00:00.000Z' }, new Date(at)), 'channel-stopped')
})

test('a slash asks for canned replies at the beginning or after a space, where the caret is', () => {
  for (const [text, caret, expected] of [
    ['/', 1, ''],
    ['/ho', 3, 'ho'],
    ['Hola /prom', 10, 'prom'],
    ['/años_2', 7, 'años_2'],
    ['1/2', 3, null],
    ['https://x', 9, null],
    ['/hola todo', 10, null],
    ['/hola todo', 3, 'ho'],
  ] as const)
    assert.equal(slashWord(text, caret)?.word ?? null, expected, `${text} at ${caret}`)
})
