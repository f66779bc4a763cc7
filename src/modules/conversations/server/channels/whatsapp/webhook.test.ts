import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fact, MessageFact, StatusFact } from './webhook-facts.ts'
import { read } from './webhook.ts'
import { receivedAt, metadata, ana, bytes, envelope, messages, inbound, factsOf } from '#conversations/server/testing/webhook-body.ts'

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
