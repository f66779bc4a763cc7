import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shownPhone } from './phone-text.ts'

const shown: [string, string][] = [
  ['+5491151234567', '+54 9 11 5123-4567'],
  ['+5493515123456', '+54 9 351 512-3456'],
  ['+5492966512345', '+54 9 2966 51-2345'],
  ['+541151234567', '+54 11 5123-4567'],
  ['+525512345678', '+52 55 1234 5678'],
  ['+529981234567', '+52 998 123 4567'],
  ['+5511912345678', '+55 11 91234-5678'],
  ['+551133334444', '+55 11 3333-4444'],
  ['+56961234567', '+56 9 6123 4567'],
  ['+573001234567', '+57 300 123 4567'],
  ['+51987654321', '+51 987 654 321'],
  ['+59899123456', '+598 99 123 456'],
  ['+595981123456', '+595 981 123 456'],
  ['+18095550101', '+1 809 555-0101'],
  ['+34612345678', '+34 612 345 678'],
  // No plan here for it: blocks from the end, never a guess.
  ['+4915123456789', '+4 9151 2345 6789'],
  ['+548005551234567', '+548 0055 5123 4567'],
  ['no es un número', 'no es un número'],
  ['', ''],
]

for (const [e164, text] of shown) test(`${e164} is shown as ${text}`, () => assert.equal(shownPhone(e164), text))

test('showing a number never changes its digits', () => {
  for (const [e164, text] of shown) assert.equal(text.replace(/\D/g, ''), e164.replace(/\D/g, ''))
})
