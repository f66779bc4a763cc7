import assert from 'node:assert/strict'
import { test } from 'node:test'
import { delimiterOf, encodingOf, encodingOfAll, looksBinary, textOf } from './file-text.ts'

const text = 'Nombre;Teléfono\nÁlvaro Muñoz;011 15-5123-4567\n'
const utf16 = (big: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le')
  return big ? bytes.swap16() : bytes
}
const files: [string, Buffer, string][] = [
  ['UTF-8', Buffer.from(text), 'utf-8'],
  ['UTF-8 with a mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(text)]), 'utf-8'],
  ['Latin-1', Buffer.from(text, 'latin1'), 'windows-1252'],
  ['UTF-16 with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(false)]), 'utf-16le'],
  ['UTF-16 without a mark', utf16(false), 'utf-16le'],
  ['big-endian UTF-16', Buffer.concat([Buffer.from([0xfe, 0xff]), utf16(true)]), 'utf-16be'],
  ['big-endian UTF-16 without a mark', utf16(true), 'utf-16be'],
]
/** In pieces that cut letters in two. */
async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}
for (const [name, bytes, encoding] of files) {
  test(`a file in ${name} is read letter by letter`, async () => {
    for (const size of [7, 64, 4_096]) {
      const found = await encodingOfAll(pieces(bytes, Math.max(size, 8)))
      if (size >= 64) assert.equal(found, encoding)
      let read = ''
      for await (const piece of textOf(pieces(bytes, size), encoding as never)) read += piece
      assert.equal(read, text)
    }
  })
}

test('an accent in the last line of a long Latin-1 file is enough to know', async () => {
  const long = Buffer.concat([Buffer.from('Ana;1\n'.repeat(40_000)), Buffer.from('Muñoz;2\n', 'latin1')])
  assert.equal(encodingOf(long.subarray(0, 65_536)), null)
  assert.equal(await encodingOfAll(pieces(long, 65_536)), 'windows-1252')
})

test('a picture or a workbook is not a text', () => {
  assert.ok(looksBinary(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3])))
  assert.ok(!looksBinary(Buffer.from(text)))
  assert.ok(!looksBinary(utf16(false)))
})

const separated: [string, string][] = [
  ['a,b,c\n1,2,3', ','],
  ['a;b;c\n1;2,5;3', ';'],
  ['a\tb\n1\t2', '\t'],
  ['a|b\n1|2', '|'],
  ['"a;b";c\n"1;2;3";4', ';'],
  ['"Pérez, Ana";1\n"Gómez, Bea";2', ';'],
  ['sep=|\na|b', '|'],
  ['solo una columna\nAna', ','],
  ['', ','],
]
for (const [head, delimiter] of separated)
  test(`${JSON.stringify(head)} is separated by ${JSON.stringify(delimiter)}`, () => assert.equal(delimiterOf(head), delimiter))
