import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MessageFact } from './webhook-facts.ts'
import { receivedAt, envelope, messages, inbound, factsOf } from '#conversations/server/testing/webhook-body.ts'

const onlyMessage = (message: object): MessageFact => {
  const [fact] = factsOf(envelope(messages([inbound(message)])))
  assert.equal(fact?.kind, 'message')
  return fact as MessageFact
}

test('a text arrives with its sender, channel and instant', () => {
  const fact = onlyMessage({ type: 'text', text: { body: 'Hola, ¿tenés pollo? 🍗' } })
  const { raw, ...rest } = fact
  assert.deepEqual(rest, {
    kind: 'message',
    wabaId: 'WABA_1',
    phoneNumberId: 'PN_1',
    displayPhone: '5491150000001',
    direction: 'inbound',
    messageId: 'wamid.A1',
    at: '2026-09-21T14:13:20.000Z',
    from: { waId: '5491155550101', userId: 'AR.90011223344', parentUserId: 'AR.ENT.77', username: 'ana.p', name: 'Ana' },
    content: { type: 'text', body: 'Hola, ¿tenés pollo? 🍗' },
    context: null,
    referral: null,
  })
  assert.equal((raw as { id: string }).id, 'wamid.A1')
})

const media = { id: '77', mime_type: 'image/jpeg', sha256: 'q1w2=' }
const mediaRef = { id: '77', mimeType: 'image/jpeg', sha256: 'q1w2=', url: null }

const contents: [string, object, object][] = [
  ['an image', { type: 'image', image: { ...media, caption: 'mirá' } }, { type: 'image', media: mediaRef, caption: 'mirá' }],
  [
    'a video',
    { type: 'video', video: { ...media, url: 'https://x/1' } },
    { type: 'video', media: { ...mediaRef, url: 'https://x/1' }, caption: null },
  ],
  ['a voice note', { type: 'audio', audio: { ...media, voice: true } }, { type: 'audio', media: mediaRef, isVoice: true }],
  ['an audio file', { type: 'audio', audio: media }, { type: 'audio', media: mediaRef, isVoice: false }],
  [
    'a document',
    { type: 'document', document: { ...media, filename: 'menú.pdf', caption: '' } },
    { type: 'document', media: mediaRef, caption: null, fileName: 'menú.pdf' },
  ],
  ['a sticker', { type: 'sticker', sticker: { ...media, animated: true } }, { type: 'sticker', media: mediaRef, isAnimated: true }],
  [
    'a location',
    { type: 'location', location: { latitude: -31.42, longitude: -64.18, name: 'Casa' } },
    { type: 'location', latitude: -31.42, longitude: -64.18, name: 'Casa', address: null, url: null },
  ],
  [
    'a shared contact',
    {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Tío Beto', first_name: 'Beto' },
          phones: [{ phone: '+1 809 555 0102', type: 'CELL', wa_id: '18095550102' }],
        },
      ],
    },
    {
      type: 'contacts',
      contacts: [
        { name: 'Tío Beto', organization: null, phones: [{ phone: '+1 809 555 0102', waId: '18095550102', label: 'CELL' }], emails: [] },
      ],
    },
  ],
  [
    'a reaction',
    { type: 'reaction', reaction: { message_id: 'wamid.B', emoji: '👍' } },
    { type: 'reaction', messageId: 'wamid.B', emoji: '👍' },
  ],
  [
    'a reaction taken back',
    { type: 'reaction', reaction: { message_id: 'wamid.B', emoji: '' } },
    { type: 'reaction', messageId: 'wamid.B', emoji: null },
  ],
  [
    'a reaction without emoji',
    { type: 'reaction', reaction: { message_id: 'wamid.B' } },
    { type: 'reaction', messageId: 'wamid.B', emoji: null },
  ],
  ['a quick reply', { type: 'button', button: { payload: 'YES', text: 'Sí' } }, { type: 'button', text: 'Sí', payload: 'YES' }],
  [
    'a pressed button',
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'b1', title: 'Confirmar' } } },
    { type: 'interactive', reply: { kind: 'button_reply', id: 'b1', title: 'Confirmar' } },
  ],
  [
    'a chosen row',
    { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Balde', description: '12 piezas' } } },
    { type: 'interactive', reply: { kind: 'list_reply', id: 'r1', title: 'Balde', description: '12 piezas' } },
  ],
  [
    'a filled form',
    {
      type: 'interactive',
      interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"people":8,"__proto__":{"x":1}}' } },
    },
    { type: 'interactive', reply: { kind: 'nfm_reply', name: 'flow', summary: 'Sent', answers: { people: 8 } } },
  ],
  [
    'a call permission',
    {
      type: 'interactive',
      interactive: { type: 'call_permission_reply', call_permission_reply: { response: 'accept', expiration_timestamp: 1790000000 } },
    },
    {
      type: 'interactive',
      reply: { kind: 'call_permission_reply', isAccepted: true, isPermanent: false, expiresAt: '2026-09-21T14:13:20.000Z' },
    },
  ],
  [
    'an interactive kind of next year',
    { type: 'interactive', interactive: { type: 'hologram_reply', hologram_reply: {} } },
    { type: 'interactive', reply: { kind: 'other', name: 'hologram_reply' } },
  ],
  [
    'an order',
    {
      type: 'order',
      order: {
        catalog_id: 'C1',
        text: 'sin picante',
        product_items: [
          { product_retailer_id: 'bucket-12', quantity: 2, item_price: 15700.5, currency: 'ARS' },
          { product_retailer_id: 'broken', quantity: -1 },
        ],
      },
    },
    {
      type: 'order',
      catalogId: 'C1',
      note: 'sin picante',
      items: [{ retailerId: 'bucket-12', quantity: 2, shownPrice: '15700.5', currency: 'ARS' }],
    },
  ],
  [
    'an edit',
    { type: 'edit', edit: { original_message_id: 'wamid.0', message: { type: 'text', text: { body: 'dos' } } } },
    { type: 'edit', originalId: 'wamid.0', content: { type: 'text', body: 'dos' } },
  ],
  ['a deletion', { type: 'revoke', revoke: { original_message_id: 'wamid.0' } }, { type: 'revoke', originalId: 'wamid.0' }],
  [
    'a kind the provider does not hand over',
    { type: 'unsupported', errors: [{ code: 131051, title: 'Message type unknown' }], unsupported: { type: 'poll' } },
    { type: 'unsupported', originalType: 'poll', reason: 'not-supported-by-provider', errorCodes: [131051] },
  ],
  [
    'a kind nobody has seen',
    { type: 'telepathy', telepathy: {} },
    { type: 'unsupported', originalType: 'telepathy', reason: 'unknown-type', errorCodes: [] },
  ],
  [
    'a kind named like an object method',
    { type: 'constructor' },
    { type: 'unsupported', originalType: 'constructor', reason: 'unknown-type', errorCodes: [] },
  ],
  ['a text without a body', { type: 'text', text: [] }, { type: 'unsupported', originalType: 'text', reason: 'malformed', errorCodes: [] }],
  [
    'an image without an id',
    { type: 'image', image: { caption: 1 } },
    { type: 'unsupported', originalType: 'image', reason: 'malformed', errorCodes: [] },
  ],
]

for (const [name, message, content] of contents) {
  test(`${name} is read`, () => assert.deepEqual(onlyMessage(message).content, content))
}

test('a reply, a forward and a question about a product keep what they hang on', () => {
  const of = (context: object) => onlyMessage({ type: 'text', text: { body: 'x' }, context }).context
  const nothing = { replyToId: null, isForwarded: false, isFrequentlyForwarded: false, product: null }
  assert.deepEqual(of({ from: '54911', id: 'wamid.7' }), { ...nothing, replyToId: 'wamid.7' })
  assert.deepEqual(of({ forwarded: true }), { ...nothing, isForwarded: true })
  assert.deepEqual(of({ frequently_forwarded: true }), { ...nothing, isForwarded: true, isFrequentlyForwarded: true })
  assert.deepEqual(of({ referred_product: { catalog_id: 'C', product_retailer_id: 'p' } }), {
    ...nothing,
    product: { catalogId: 'C', retailerId: 'p' },
  })
  assert.equal(of({}), null)
})

test('the advertisement that brought the customer is kept with its click id', () => {
  const referral = {
    source_type: 'ad',
    source_id: '9',
    source_url: 'https://fb.me/x',
    headline: 'Promo',
    ctwa_clid: 'ARAk',
    welcome_message: { text: '¡Hola!' },
  }
  const read = onlyMessage({ type: 'text', text: { body: 'vi la promo' }, referral }).referral
  assert.equal(read?.clickId, 'ARAk')
  assert.equal(read?.welcomeText, '¡Hola!')
})

test('an unusable timestamp is replaced by the instant of arrival', () => {
  for (const timestamp of [undefined, '', 'soon', '-1', '99999999999', 1.5, {}, null]) {
    assert.equal(onlyMessage({ type: 'text', text: { body: 'x' }, timestamp }).at, receivedAt)
  }
})
