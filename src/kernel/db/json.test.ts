import assert from 'node:assert/strict'
import { test } from 'node:test'
import { storableJson } from '#kernel/db/json.ts'
import { anOrg } from '#kernel/testing/org.ts'

const cases: [what: string, value: unknown, kept: unknown][] = [
  ['a text that was cut in the middle of a letter', '¡Qué rico! 🌶'.slice(0, -1), '¡Qué rico! \ufffd'],
  ['the end of such a letter alone', ['\udd25 fuego'], ['\ufffd fuego']],
  ['halves in the wrong order, also as a name', { '\udf36\ud83c': 1 }, { '\ufffd\ufffd': 1 }],
  ['whole letters', { text: '🌶🔥 ñandú' }, { text: '🌶🔥 ñandú' }],
  ['a path that only looks like one', String.raw`C:\ud83d\\ud83d`, String.raw`C:\ud83d\\ud83d`],
]

for (const [what, value, kept] of cases)
  test(`${what} can be kept`, async (t) => {
    const shop = await anOrg(t)
    const [row] = await shop.run((ctx) => ctx.sql<{ value: unknown }>`select ${JSON.stringify({ value })}::jsonb -> 'value' as value`)
    assert.deepEqual(row?.value, kept)
  })

test('letters that were written as two escapes stay whole', () => {
  assert.equal(storableJson(String.raw`"\ud83c\udf36\ud83c"`), String.raw`"\ud83c\udf36\ufffd"`)
})
