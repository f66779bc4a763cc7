import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readMarks, withoutMarks, type Marked } from '#web/message-marks.ts'

const tags = { bold: 'b', italic: 'i', struck: 's' }
const shown = (parts: readonly Marked[]): string =>
  parts
    .map((one) => {
      if ('parts' in one) return `<${tags[one.kind]}>${shown(one.parts)}</${tags[one.kind]}>`
      return one.kind === 'code' ? `<code>${one.text}</code>` : one.text
    })
    .join('')

const messages: [string, string][] = [
  ['Hoy *2x1* en baldes', 'Hoy <b>2x1</b> en baldes'],
  ['*Promo:* _solo hoy_ ~$ 9.900~ $ 7.900', '<b>Promo:</b> <i>solo hoy</i> <s>$ 9.900</s> $ 7.900'],
  ['*_Últimos lugares_*', '<b><i>Últimos lugares</i></b>'],
  ['¡*ojo*!', '¡<b>ojo</b>!'],
  ['tu código es ```4821-A``` o `B_2_`', 'tu código es <code>4821-A</code> o <code>B_2_</code>'],
  ['```dos\nlíneas```', '<code>dos\nlíneas</code>'],
  ['2*3*4 son 24', '2*3*4 son 24'],
  ['snake_case_name', 'snake_case_name'],
  ['* no es negrita *', '* no es negrita *'],
  ['**', '**'],
  ['*sin cerrar', '*sin cerrar'],
  ['*una\nlínea*', '*una\nlínea*'],
  ['*ñandú*es', '*ñandú*es'],
  ['https://elgallo.example/_menu_/hoy', 'https://elgallo.example/_menu_/hoy'],
  ['escribí a _ana_@elgallo.example', 'escribí a _ana_@elgallo.example'],
  ['*mirá* https://elgallo.example/*a*', '<b>mirá</b> https://elgallo.example/*a*'],
  ['*uno* y *dos*', '<b>uno</b> y <b>dos</b>'],
]
for (const [text, expected] of messages)
  test(`${JSON.stringify(text)} is read as WhatsApp shows it`, () => assert.equal(shown(readMarks(text)), expected))

test('a line that has no room for more says the words without their signs', () =>
  assert.equal(withoutMarks('*Promo:* _solo *hoy*_ `A1`'), 'Promo: solo hoy A1'))

test('the longest message, full of signs that close nothing, stays as it was typed', () => {
  const text = '*a _b ~c `d '.repeat(340)
  assert.ok(withoutMarks(text) === text)
})
