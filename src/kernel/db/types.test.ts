import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parserOf } from '#kernel/db/types.ts'

const [textList, bigintList, instantList, text, instant] = [1009, 1016, 1185, 25, 1184]

const read: [oid: number, written: string, value: unknown][] = [
  [textList, '{}', []],
  [textList, '{customer,lead}', ['customer', 'lead']],
  [textList, '{"NULL",NULL,"a,b","say \\"hi\\"",ñandú}', ['NULL', null, 'a,b', 'say "hi"', 'ñandú']],
  [textList, '{"null",x}', ['null', 'x']],
  [bigintList, '{1,-2}', [1, -2]],
  [instantList, '{"2026-11-21 00:15:27.12+00"}', ['2026-11-21T00:15:27.120Z']],
  [text, '{a,b}', '{a,b}'],
  [instant, '2026-11-21 00:15:27+00', '2026-11-21T00:15:27.000Z'],
  [instant, '2026-11-21 00:15:27.123456+00', '2026-11-21T00:15:27.123456Z'],
  [instant, 'infinity', 'infinity'],
]
for (const [oid, written, value] of read)
  test(`what the database writes as ${written} (type ${oid}) is read as it was`, () => assert.deepEqual(parserOf(oid)(written), value))

test('a list handed out is the receiver’s own', () => {
  const first = parserOf(textList)('{}') as string[]
  first.push('x')
  assert.deepEqual(parserOf(textList)('{}'), [])
})

test('a number that would lose digits is refused', () => assert.throws(() => parserOf(20)('9007199254740993'), RangeError))
