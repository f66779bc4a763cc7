import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TypedIdentity } from '#crm/contract/contact.ts'
import { nameFrom, readReceived, readTyped, type Received } from './identity.ts'

const AR = { country: 'AR' }

const accepted: [TypedIdentity['kind'], string, string][] = [
  ['phone', '011 15-5123-4567', '+5491151234567'],
  ['phone', '5491151234567', '+5491151234567'],
  ['phone', '+52 1 55 1234 5678', '+525512345678'],
  ['email', '  Ana.Ruiz@Example.COM ', 'ana.ruiz@example.com'],
  ['email', 'ana+pollos@example.com', 'ana+pollos@example.com'],
  ['email', 'ana@ñandú.example', 'ana@xn--and-6ma2c.example'],
  ['email', 'josé@example.com', 'josé@example.com'],
  ['instagram', '@Ana.Ruiz', 'ana.ruiz'],
  ['instagram', 'https://www.instagram.com/ana_ruiz/?hl=es', 'ana_ruiz'],
]
for (const [kind, typed, value] of accepted) {
  test(`the ${kind} "${typed}" is kept as ${value}`, () => {
    assert.deepEqual(readTyped({ kind, value: typed }, AR), { kind, value, raw: typed })
  })
}

const refused: [TypedIdentity['kind'], string, string][] = [
  ['phone', '15 5123-4567', 'area-code-missing'],
  ['phone', 'llamar a Juan', 'not-a-number'],
  ['phone', '11', 'too-short'],
  ['email', 'ana', 'not-an-address'],
  ['email', 'ana@', 'not-an-address'],
  ['email', 'ana@example', 'not-an-address'],
  ['email', 'ana ruiz@example.com', 'not-an-address'],
  ['email', '.ana@example.com', 'not-an-address'],
  ['email', 'ana..ruiz@example.com', 'not-an-address'],
  ['email', '<script>@example.com', 'not-an-address'],
  ['email', `ana@${'a'.repeat(64)}.com`, 'not-an-address'],
  ['email', 'ana@example.com\u0000', 'not-an-address'],
  ['instagram', 'ana ruiz', 'not-a-user-name'],
  ['instagram', '@ana..ruiz', 'not-a-user-name'],
  ['instagram', 'x'.repeat(31), 'not-a-user-name'],
]
for (const [kind, typed, reason] of refused) {
  test(`the ${kind} "${typed.slice(0, 40)}" is refused: ${reason}`, () => {
    assert.deepEqual(readTyped({ kind, value: typed }, AR), { invalid: reason })
  })
}

const received: [string, Received[], string[]][] = [
  ['a WhatsApp id stands for its phone', [{ kind: 'wa_id', value: '5491151234567' }], ['wa_id 5491151234567', 'phone +5491151234567']],
  [
    'a Mexican id is kept as received and matched as it is dialled',
    [{ kind: 'wa_id', value: '5215512345678' }],
    ['wa_id 5215512345678', 'phone +525512345678'],
  ],
  ['a Brazilian id without the ninth digit', [{ kind: 'wa_id', value: '551187654321' }], ['wa_id 551187654321', 'phone +5511987654321']],
  [
    'the business-scoped id decides first',
    [
      { kind: 'wa_id', value: '5491151234567' },
      { kind: 'bsuid', value: 'AR.900112233' },
    ],
    ['bsuid AR.900112233', 'wa_id 5491151234567', 'phone +5491151234567'],
  ],
  ['an id that is no number is an id all the same', [{ kind: 'wa_id', value: '123' }], ['wa_id 123']],
  [
    'a phone that makes no sense is left out',
    [
      { kind: 'phone', value: 'casa' },
      { kind: 'email', value: 'ana@example.com' },
    ],
    ['email ana@example.com'],
  ],
  [
    'blank, overlong and null-carrying values are left out',
    [
      { kind: 'psid', value: ' ' },
      { kind: 'psid', value: 'x'.repeat(255) },
      { kind: 'psid', value: 'a\u0000b' },
    ],
    [],
  ],
  [
    'the same thing said twice',
    [
      { kind: 'wa_id', value: '5491151234567' },
      { kind: 'phone', value: '+54 9 11 5123-4567' },
    ],
    ['wa_id 5491151234567', 'phone +5491151234567'],
  ],
]
for (const [name, given, expected] of received) {
  test(`what a channel reports: ${name}`, () => {
    assert.deepEqual(
      readReceived(given, AR).map(({ kind, value }) => `${kind} ${value}`),
      expected,
    )
  })
}

test('who gave no name is called by what is known of them', () => {
  assert.equal(nameFrom(readReceived([{ kind: 'wa_id', value: '5491151234567' }], AR)), '+54 9 11 5123-4567')
  assert.equal(nameFrom([{ kind: 'instagram', value: 'ana.ruiz' }]), '@ana.ruiz')
  assert.equal(nameFrom([{ kind: 'bsuid', value: 'AR.900112233' }]), 'AR.900112233')
})
