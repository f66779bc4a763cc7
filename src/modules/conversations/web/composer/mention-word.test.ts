import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mentionWord } from '#conversations/web/composer/mention-word.ts'

const cases: [string, string, ReturnType<typeof mentionWord>][] = [
  ['an @ alone offers everybody', 'Mirá @', { word: '', from: 5 }],
  ['at the beginning', '@be', { word: 'be', from: 0 }],
  ['a surname may follow', '@Beto Gó', { word: 'Beto Gó', from: 0 }],
  ['after a bracket', '(@ana', { word: 'ana', from: 1 }],
  ['an address is no mention', 'ana@correo', null],
  ['what was finished is over', '@Beto Gómez ya', null],
  ['no @ at all', 'hola', null],
]
for (const [name, text, expected] of cases)
  test(`while a note is written: ${name}`, () => assert.deepEqual(mentionWord(text, text.length), expected))
