import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact, MessageFact, StatusFact } from './webhook-facts.ts'
import { read } from './webhook.ts'

const receivedAt = '2026-11-20T12:00:00.000Z'
const metadata = { display_phone_number: '5491150000001', phone_number_id: 'PN_1' }
const ana = { profile: { name: 'Ana', username: 'ana.p' }, wa_id: '5491155550101', user_id: 'AR.90011223344', parent_user_id: 'AR.ENT.77' }

const bytes = (body: unknown) => Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
const envelope = (...changes: { field: string; value: unknown }[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: 'WABA_1', changes }],
})
const messages = (list: unknown[], contacts: unknown = [ana]) => ({
  field: 'messages',
  value: { messaging_product: 'whatsapp', metadata, contacts, messages: list },
})
const inbound = (message: object) => ({
  from: '5491155550101',
  from_user_id: 'AR.90011223344',
  id: 'wamid.A1',
  timestamp: '1790000000',
  ...message,
})

function factsOf(body: unknown): Fact[] {
  const reading = read(bytes(body), receivedAt)
  assert.ok(reading.ok)
  assert.deepEqual(reading.ignored, [])
  return reading.facts
}
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

test('a person without a phone number is known by the user id alone', () => {
  const contacts = [{ profile: { name: 'Leo', username: 'leo' }, user_id: 'AR.123' }]
  const [fact] = factsOf(
    envelope(
      messages([{ from_user_id: 'AR.123', id: 'wamid.L', timestamp: '1790000000', type: 'text', text: { body: 'hola' } }], contacts),
    ),
  )
  assert.deepEqual((fact as MessageFact).from, { waId: null, userId: 'AR.123', parentUserId: null, username: 'leo', name: 'Leo' })
})

test('a message without a sender is attributed to the only profile beside it, never to one of two', () => {
  const message = { id: 'wamid.N', timestamp: '1790000000', type: 'text', text: { body: 'hola' } }
  assert.equal((factsOf(envelope(messages([message])))[0] as MessageFact).from.waId, '5491155550101')
  const two = read(bytes(envelope(messages([message], [ana, { wa_id: '5491155550102' }]))), receivedAt)
  assert.ok(two.ok)
  assert.deepEqual([two.facts.length, two.ignored[0]?.why], [0, 'message without a sender'])
})

test('one POST may bring several accounts, messages of several people and their ticks', () => {
  const beto = { profile: { name: 'Beto' }, wa_id: '5491155550102' }
  const first = messages(
    [
      inbound({ type: 'text', text: { body: 'a' } }),
      { from: '5491155550102', id: 'wamid.B', timestamp: '1', type: 'text', text: { body: 'b' } },
    ],
    [ana, beto],
  )
  const second = {
    field: 'messages',
    value: { metadata, statuses: [{ id: 'wamid.O', status: 'read', timestamp: '1790000009', recipient_id: '5491155550101' }] },
  }
  const facts = factsOf({
    object: 'whatsapp_business_account',
    entry: [
      { id: 'W1', changes: [first] },
      { id: 'W2', changes: [second] },
    ],
  })
  assert.deepEqual(
    facts.map((fact) => [fact.kind, fact.wabaId]),
    [
      ['message', 'W1'],
      ['message', 'W1'],
      ['status', 'W2'],
    ],
  )
  assert.deepEqual(
    (facts.slice(0, 2) as MessageFact[]).map((fact) => fact.from.name),
    ['Ana', 'Beto'],
  )
})

test('a status carries our reference, its price and its errors', () => {
  const status = {
    id: 'wamid.O',
    status: 'failed',
    timestamp: '1790000009',
    recipient_user_id: 'AR.900',
    biz_opaque_callback_data: 'outbox:812',
    pricing: { billable: false, pricing_model: 'PMP', type: 'free_entry_point', category: 'service' },
    errors: [{ code: 131026, title: 'Message undeliverable', error_data: { details: 'Not on WhatsApp' } }],
  }
  const [fact] = factsOf(envelope({ field: 'messages', value: { metadata, statuses: [status] } }))
  const { raw: _, ...rest } = fact as StatusFact
  assert.deepEqual(rest, {
    kind: 'status',
    wabaId: 'WABA_1',
    phoneNumberId: 'PN_1',
    displayPhone: '5491150000001',
    messageId: 'wamid.O',
    status: 'failed',
    at: '2026-09-21T14:13:29.000Z',
    recipient: { waId: null, userId: 'AR.900' },
    callbackData: 'outbox:812',
    pricing: { isBillable: false, model: 'PMP', type: 'free_entry_point', category: 'service' },
    errors: [{ code: 131026, title: 'Message undeliverable', details: 'Not on WhatsApp' }],
  })
})

test('a changed number is shown in the chat and moves the person', () => {
  const system = { type: 'user_changed_number', body: 'Ana changed', wa_id: '5491155550999', user_id: 'AR.2' }
  const facts = factsOf(
    envelope(messages([{ from: '5491155550101', id: 'wamid.S', timestamp: '1790000000', type: 'system', system }], undefined)),
  )
  assert.deepEqual(
    facts.map((fact) => fact.kind),
    ['message', 'number-changed'],
  )
  const { raw: _, ...change } = facts[1] as Extract<Fact, { kind: 'number-changed' }>
  assert.deepEqual([change.previousWaId, change.waId, change.userId], ['5491155550101', '5491155550999', 'AR.2'])
})

test('a changed user id arrives as its own field or as a system message', () => {
  const update = {
    field: 'user_id_update',
    value: {
      metadata,
      user_id_update: [{ wa_id: '5491155550101', user_id: { previous: 'AR.1', current: 'AR.2' }, timestamp: '1790000000' }],
    },
  }
  const system = {
    id: 'wamid.S',
    timestamp: '1790000000',
    type: 'system',
    system: { type: 'user_changed_user_id', previous_user_id: 'AR.1', user_id: 'AR.2' },
  }
  for (const body of [envelope(update), envelope(messages([system], []))]) {
    const [fact] = factsOf(body)
    assert.equal(fact?.kind, 'user-id-changed')
    assert.deepEqual(fact?.kind === 'user-id-changed' && [fact.previousUserId, fact.userId], ['AR.1', 'AR.2'])
  }
})

test('what the owner writes on the phone app is an echo addressed to the customer', () => {
  const echo = {
    from: '5491150000001',
    to: '5491155550101',
    to_user_id: 'AR.90011223344',
    id: 'wamid.E',
    timestamp: '1790000000',
    type: 'text',
    text: { body: 'ya va' },
  }
  const [fact] = factsOf(envelope({ field: 'smb_message_echoes', value: { metadata, contacts: [ana], message_echoes: [echo] } }))
  assert.deepEqual([(fact as MessageFact).direction, (fact as MessageFact).from.waId], ['echo', '5491155550101'])
})

test('a customer who stops marketing is heard', () => {
  const value = {
    metadata,
    contacts: [ana],
    user_preferences: [{ wa_id: '5491155550101', category: 'marketing_messages', value: 'stop', timestamp: 1790000000 }],
  }
  const [fact] = factsOf(envelope({ field: 'user_preferences', value }))
  assert.deepEqual(fact?.kind === 'preference' && [fact.of.name, fact.category, fact.value], ['Ana', 'marketing_messages', 'stop'])
})

test('template and account fields are routed by account', () => {
  const [review, category, quality, account, error] = factsOf(
    envelope(
      {
        field: 'message_template_status_update',
        value: {
          event: 'REJECTED',
          message_template_id: 12,
          message_template_name: 'promo',
          message_template_language: 'es_AR',
          reason: 'PROMOTIONAL',
        },
      },
      {
        field: 'template_category_update',
        value: { message_template_id: '12', message_template_name: 'promo', previous_category: 'UTILITY', new_category: 'MARKETING' },
      },
      { field: 'message_template_quality_update', value: { message_template_name: 'promo', new_quality_score: 'RED' } },
      { field: 'account_update', value: { event: 'ACCOUNT_RESTRICTION', ban_info: {} } },
      { field: 'messages', value: { metadata, errors: [{ code: 130429, title: 'Rate limit hit' }] } },
    ),
  )
  assert.deepEqual(review?.kind === 'template' && [review.aspect, review.event, review.templateId, review.reason], [
    'status',
    'REJECTED',
    '12',
    'PROMOTIONAL',
  ])
  assert.deepEqual(category?.kind === 'template' && [category.event, category.previous], ['MARKETING', 'UTILITY'])
  assert.deepEqual(quality?.kind === 'template' && quality.event, 'RED')
  assert.deepEqual(account?.kind === 'account' && [account.field, account.event, account.wabaId], [
    'account_update',
    'ACCOUNT_RESTRICTION',
    'WABA_1',
  ])
  assert.deepEqual(error?.kind === 'error' && error.errors[0]?.code, 130429)
})

test('a broken piece is put aside and its neighbours are kept', () => {
  const body = {
    object: 'whatsapp_business_account',
    entry: [
      null,
      {
        id: 'W',
        changes: [
          7,
          { field: 'messages', value: { messages: [] } },
          messages([{ type: 'text' }, inbound({ type: 'text', text: { body: 'sigo acá' } }), 'x']),
        ],
      },
    ],
  }
  const reading = read(bytes(body), receivedAt)
  assert.ok(reading.ok)
  assert.deepEqual(
    reading.facts.map((fact) => fact.kind),
    ['message'],
  )
  assert.deepEqual(
    reading.ignored.map((piece) => piece.why),
    ['entry without changes', 'change without field or value', 'no phone_number_id', 'message without an id', 'message without an id'],
  )
})

test('an unusable timestamp is replaced by the instant of arrival', () => {
  for (const timestamp of [undefined, '', 'soon', '-1', '99999999999', 1.5, {}, null]) {
    assert.equal(onlyMessage({ type: 'text', text: { body: 'x' }, timestamp }).at, receivedAt)
  }
})
