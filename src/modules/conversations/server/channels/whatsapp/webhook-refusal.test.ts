import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { LIMITS, readJson } from './webhook-json.ts'
import { read } from './webhook.ts'

const receivedAt = '2026-11-20T12:00:00.000Z'
const refusalOf = (body: string | Uint8Array) => {
  const reading = read(typeof body === 'string' ? Buffer.from(body) : body, receivedAt)
  return reading.ok ? 'accepted' : reading.refusal
}
const wrap = (inner: string) => `{"object":"whatsapp_business_account","entry":[${inner}]}`

const refused: [string, string | Uint8Array, string][] = [
  ['nothing', '', 'not-json'],
  ['half a body', '{"object":"whatsapp_business_account","ent', 'not-json'],
  ['another product', '{"object":"page","entry":[]}', 'not-whatsapp'],
  ['a list', '[]', 'not-whatsapp'],
  ['a bare string', '"x"', 'not-whatsapp'],
  ['an object where the list of entries belongs', '{"object":"whatsapp_business_account","entry":{"0":1}}', 'not-whatsapp'],
  ['bytes that are not UTF-8', Buffer.concat([Buffer.from('{"object":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]), 'not-utf8'],
  ['more than 3 MB', wrap(`"${'x'.repeat(LIMITS.bytes)}"`), 'too-large'],
  ['a hundred thousand nested lists', wrap('['.repeat(100_000) + ']'.repeat(100_000)), 'too-deep'],
  ['nested lists that never close', '['.repeat(1_000_000), 'too-deep'],
]
for (const [name, body, refusal] of refused) {
  test(`${name} is refused as ${refusal}`, () => assert.equal(refusalOf(body), refusal))
}

test('a million keys are refused before they are parsed', () => {
  const keys = Array.from({ length: 300_000 }, (_, index) => `"${index.toString(36)}":1`).join(',')
  const body = Buffer.from(wrap(`{${keys}}`))
  assert.ok(body.length < LIMITS.bytes)
  assert.equal(refusalOf(body), 'too-many-members')
})

test('the largest acceptable batch is read', () => {
  const message = (index: number) =>
    `{"from":"54911555${String(10_000 + index)}","id":"wamid.${index}","timestamp":"1790000000","type":"text","text":{"body":"${'pollo '.repeat(40)}"}}`
  const contacts = Array.from({ length: 5_000 }, (_, index) => `{"wa_id":"54911555${String(10_000 + index)}","profile":{"name":"N"}}`)
  const body = wrap(
    `{"id":"W","changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"PN"},"contacts":[${contacts}],"messages":[${Array.from({ length: 5_000 }, (_, index) => message(index))}]}}]}`,
  )
  const reading = read(Buffer.from(body), receivedAt)
  assert.ok(reading.ok)
  assert.equal(reading.facts.length, 5_000)
})

test('a forged __proto__ changes no object and is not kept', () => {
  const body = wrap(
    `{"id":"W","__proto__":{"polluted":1},"changes":[{"field":"messages","value":{"__proto__":{"polluted":1},"metadata":{"phone_number_id":"PN"},"messages":[{"from":"5491155550101","id":"wamid.1","type":"text","\\u005f_proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"text":{"body":"hola"}}]}}]}`,
  )
  const reading = read(Buffer.from(body), receivedAt)
  assert.ok(reading.ok)
  const [fact] = reading.facts
  assert.equal(fact?.kind, 'message')
  assert.equal(Object.hasOwn(fact.raw as object, '__proto__'), false)
  assert.equal(({} as Record<string, unknown>).polluted, undefined)
  assert.equal((fact.raw as Record<string, unknown>).polluted, undefined)
})

test('characters that the database cannot store are removed everywhere', () => {
  const read = readJson(Buffer.from('{"a\\u0000b":"x\\u0000y","c":["\\ud83d","\\ud83d\\ude00"]}'))
  assert.deepEqual(read, { ok: true, value: { ab: 'xy', c: ['\ufffd', '😀'] } })
})

const json = fc.jsonValue({ maxDepth: 6 })
const adversarial = fc.oneof(json, fc.constantFrom('', null, 0, -1, 1e308, [], {}, [[]], 'wamid.x', '__proto__', true))
const message = fc.record(
  {
    id: adversarial,
    from: adversarial,
    from_user_id: adversarial,
    timestamp: adversarial,
    type: fc.oneof(
      fc.constantFrom('text', 'image', 'contacts', 'interactive', 'order', 'system', 'edit', 'location', 'unsupported'),
      adversarial,
    ),
    text: adversarial,
    image: adversarial,
    contacts: adversarial,
    interactive: fc.oneof(
      adversarial,
      fc.record({ type: fc.constantFrom('button_reply', 'nfm_reply', 'x'), button_reply: adversarial, nfm_reply: adversarial }),
    ),
    order: adversarial,
    system: adversarial,
    edit: fc.oneof(adversarial, fc.record({ original_message_id: adversarial, message: adversarial })),
    location: adversarial,
    context: adversarial,
    referral: adversarial,
    errors: adversarial,
  },
  { requiredKeys: [] },
)
const change = fc.record(
  {
    field: fc.oneof(
      fc.constantFrom('messages', 'user_id_update', 'user_preferences', 'message_template_status_update', 'account_update'),
      adversarial,
    ),
    value: fc.oneof(
      adversarial,
      fc.record(
        {
          metadata: fc.oneof(fc.constant({ phone_number_id: 'PN' }), adversarial),
          contacts: fc.oneof(fc.array(adversarial), adversarial),
          messages: fc.oneof(fc.array(fc.oneof(message, adversarial)), adversarial),
          statuses: fc.oneof(fc.array(adversarial), adversarial),
          user_id_update: fc.oneof(fc.array(adversarial), adversarial),
          user_preferences: fc.oneof(fc.array(adversarial), adversarial),
          errors: adversarial,
        },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: [] },
)

test('no shape of a signed body makes the reader throw, and what it yields can be stored', () => {
  let facts = 0
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.record({ id: adversarial, changes: fc.array(fc.oneof(change, adversarial)) }), adversarial)),
      (entry) => {
        const reading = read(Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry })), receivedAt)
        assert.ok(reading.ok)
        for (const fact of reading.facts) {
          facts++
          const text = JSON.stringify(fact)
          assert.ok(!text.includes('\\u0000') && !/\\ud[89a-f]/.test(text))
          if (fact.kind === 'message') assert.ok(fact.from.waId !== null || fact.from.userId !== null)
          if ('at' in fact) assert.ok(!Number.isNaN(Date.parse(fact.at)))
        }
      },
    ),
    { numRuns: 1_500, seed: 20261120 },
  )
  assert.ok(facts > 50, `the generator reached only ${facts} facts`)
})

test('no bytes at all make the reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      assert.equal(read(bytes, receivedAt).ok, false)
    }),
    { numRuns: 500 },
  )
})
