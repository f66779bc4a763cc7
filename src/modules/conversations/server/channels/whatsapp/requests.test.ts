import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { OutboundContent } from './outbound.ts'
import { build, readReceipt } from './requests.ts'

const to = { waId: '5491155550101' }
const long = (length: number) => 'x'.repeat(length)
const bodyOf = (content: OutboundContent) => {
  const built = build({ to, content })
  assert.ok(built.ok, JSON.stringify(built))
  const { messaging_product, recipient_type, to: address, ...rest } = built.body
  assert.deepEqual([messaging_product, recipient_type, address], ['whatsapp', 'individual', '5491155550101'])
  return rest
}

const shapes: [string, OutboundContent, object][] = [
  ['a text', { type: 'text', body: 'Hola' }, { type: 'text', text: { body: 'Hola', preview_url: false } }],
  ['an uploaded image', { type: 'image', media: { id: '7' }, caption: 'mirá' }, { type: 'image', image: { id: '7', caption: 'mirá' } }],
  [
    'a linked video',
    { type: 'video', media: { link: 'https://x.test/v.mp4' } },
    { type: 'video', video: { link: 'https://x.test/v.mp4' } },
  ],
  ['a voice note', { type: 'audio', media: { id: '7' }, isVoice: true }, { type: 'audio', audio: { id: '7', voice: true } }],
  [
    'a document',
    { type: 'document', media: { id: '7' }, fileName: 'menú.pdf' },
    { type: 'document', document: { id: '7', filename: 'menú.pdf' } },
  ],
  ['a sticker', { type: 'sticker', media: { id: '7' } }, { type: 'sticker', sticker: { id: '7' } }],
  [
    'a location',
    { type: 'location', latitude: -31.4, longitude: -64.2, name: 'Local' },
    { type: 'location', location: { latitude: -31.4, longitude: -64.2, name: 'Local' } },
  ],
  [
    'a contact',
    { type: 'contacts', contacts: [{ name: { formatted: 'Beto' }, phones: [{ phone: '+1 809 555 0102', waId: '18095550102' }] }] },
    {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Beto', first_name: 'Beto' },
          phones: [{ phone: '+1 809 555 0102', type: 'CELL', wa_id: '18095550102' }],
        },
      ],
    },
  ],
  [
    'a reaction',
    { type: 'reaction', messageId: 'wamid.1', emoji: '👍' },
    { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } },
  ],
  [
    'buttons',
    { type: 'buttons', body: '¿Confirmás?', footer: 'El Gallo', buttons: [{ id: 'y', title: 'Sí' }] },
    {
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: '¿Confirmás?' },
        footer: { text: 'El Gallo' },
        action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Sí' } }] },
      },
    },
  ],
  [
    'a list',
    { type: 'list', body: 'Elegí', button: 'Ver', sections: [{ rows: [{ id: 'r', title: 'Balde', description: '12 piezas' }] }] },
    {
      type: 'interactive',
      interactive: {
        type: 'list',
        body: { text: 'Elegí' },
        action: { button: 'Ver', sections: [{ rows: [{ id: 'r', title: 'Balde', description: '12 piezas' }] }] },
      },
    },
  ],
  [
    'a link button',
    { type: 'link-button', body: 'Pagá acá', text: 'Pagar', url: 'https://x.test/p' },
    {
      type: 'interactive',
      interactive: {
        type: 'cta_url',
        body: { text: 'Pagá acá' },
        action: { name: 'cta_url', parameters: { display_text: 'Pagar', url: 'https://x.test/p' } },
      },
    },
  ],
  [
    'a product',
    { type: 'product', catalogId: 'C', retailerId: 'balde' },
    { type: 'interactive', interactive: { type: 'product', action: { catalog_id: 'C', product_retailer_id: 'balde' } } },
  ],
  [
    'a form',
    {
      type: 'flow',
      body: 'Reservá',
      flow: { id: '9' },
      text: 'Abrir',
      token: 't',
      start: { action: 'navigate', screen: 'A', data: { n: 1 } },
    },
    {
      type: 'interactive',
      interactive: {
        type: 'flow',
        body: { text: 'Reservá' },
        action: {
          name: 'flow',
          parameters: {
            flow_message_version: '3',
            flow_id: '9',
            flow_cta: 'Abrir',
            flow_token: 't',
            mode: 'published',
            flow_action: 'navigate',
            flow_action_payload: { screen: 'A', data: { n: 1 } },
          },
        },
      },
    },
  ],
  [
    'a template',
    {
      type: 'template',
      name: 'aviso',
      language: 'es_AR',
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', name: 'nombre', text: 'Ana' },
            { type: 'currency', fallback: '$ 10,50', code: 'ARS', amountMinor: 1050, minorDigits: 2 },
          ],
        },
        { type: 'button', subType: 'url', index: 0, parameters: [{ type: 'text', text: 'abc' }] },
      ],
    },
    {
      type: 'template',
      template: {
        name: 'aviso',
        language: { code: 'es_AR' },
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', parameter_name: 'nombre', text: 'Ana' },
              { type: 'currency', currency: { fallback_value: '$ 10,50', code: 'ARS', amount_1000: 10_500 } },
            ],
          },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'abc' }] },
        ],
      },
    },
  ],
]
for (const [name, content, expected] of shapes) {
  test(`${name} is written as the provider reads it`, () => assert.deepEqual(bodyOf(content), expected))
}

const row = (index: number) => ({ id: `r${index}`, title: 'Fila' })
const breaches: [string, OutboundContent, string][] = [
  ['an empty text', { type: 'text', body: '  ' }, 'required body'],
  ['a text of 4097', { type: 'text', body: long(4097) }, 'text.body body'],
  ['a caption of 1025', { type: 'image', media: { id: '1' }, caption: long(1025) }, 'media.caption caption'],
  ['a caption on an audio', { type: 'audio', media: { id: '1' }, caption: 'x' }, 'format caption'],
  ['a file without an id', { type: 'image', media: { id: '' } }, 'format media'],
  ['a link that is no address', { type: 'image', media: { link: 'javascript:1' } }, 'format media'],
  ['a latitude of 91', { type: 'location', latitude: 91, longitude: 0 }, 'format latitude'],
  ['no contact at all', { type: 'contacts', contacts: [] }, 'required contacts'],
  [
    '258 contacts',
    { type: 'contacts', contacts: Array.from({ length: 258 }, () => ({ name: { formatted: 'A' } })) },
    'contacts.count contacts',
  ],
  [
    'four buttons',
    { type: 'buttons', body: 'b', buttons: [1, 2, 3, 4].map((n) => ({ id: `${n}`, title: `${n}` })) },
    'buttons.count buttons',
  ],
  ['a button of 21', { type: 'buttons', body: 'b', buttons: [{ id: '1', title: long(21) }] }, 'buttons.title buttons[0].title'],
  [
    'two buttons with one id',
    {
      type: 'buttons',
      body: 'b',
      buttons: [
        { id: '1', title: 'a' },
        { id: '1', title: 'b' },
      ],
    },
    'format buttons.id',
  ],
  [
    'a header of 61',
    { type: 'buttons', body: 'b', header: { type: 'text', text: long(61) }, buttons: [{ id: '1', title: 'a' }] },
    'interactive.header header',
  ],
  ['an interactive body of 1025', { type: 'location-request', body: long(1025) }, 'interactive.body body'],
  [
    'eleven rows over two sections',
    {
      type: 'list',
      body: 'b',
      button: 'v',
      sections: [
        { title: 'A', rows: [1, 2, 3, 4, 5, 6].map(row) },
        { title: 'B', rows: [7, 8, 9, 10, 11].map(row) },
      ],
    },
    'list.rows sections.rows',
  ],
  [
    'a second section without title',
    { type: 'list', body: 'b', button: 'v', sections: [{ title: 'A', rows: [row(1)] }, { rows: [row(2)] }] },
    'required sections[1].title',
  ],
  [
    'a row title of 25',
    { type: 'list', body: 'b', button: 'v', sections: [{ rows: [{ id: '1', title: long(25) }] }] },
    'list.row-title sections[0].rows[0].title',
  ],
  [
    'thirty-one products',
    {
      type: 'product-list',
      body: 'b',
      header: 'h',
      catalogId: 'C',
      sections: [{ title: 'A', retailerIds: Array.from({ length: 31 }, String) }],
    },
    'product-list.products sections.retailerIds',
  ],
  ['a link without host', { type: 'link-button', body: 'b', text: 't', url: 'https://' }, 'format url'],
  [
    'a carousel of one',
    {
      type: 'carousel',
      body: 'b',
      cards: [{ header: { type: 'image', media: { id: '1' } }, buttons: { kind: 'link', text: 't', url: 'https://x.test' } }],
    },
    'required cards',
  ],
  ['a template name with capitals', { type: 'template', name: 'Promo', language: 'es_AR' }, 'format name'],
  [
    'a line break in a template value',
    { type: 'template', name: 'p', language: 'es', components: [{ type: 'body', parameters: [{ type: 'text', text: 'a\nb' }] }] },
    'format components[0].parameters[0]',
  ],
]
for (const [name, content, expected] of breaches) {
  test(`${name} is refused before it is sent`, () => {
    const built = build({ to, content })
    assert.ok(!built.ok)
    assert.deepEqual(
      built.breaches.map((breach) => `${breach.limit} ${breach.where}`),
      [expected],
    )
  })
}

test('a person without a phone is addressed by the user id, never in the field of the phone', () => {
  const built = build({ to: { userId: 'AR.90011223344' }, content: { type: 'text', body: 'x' } })
  assert.ok(built.ok)
  assert.deepEqual([built.body.recipient, 'to' in built.body], ['AR.90011223344', false])
  assert.equal(build({ to: { waId: 'AR.90011223344' }, content: { type: 'text', body: 'x' } }).ok, false)
})

test('an answer and our own reference travel with the message', () => {
  const built = build({ to, content: { type: 'text', body: 'x' }, replyToId: 'wamid.1', callbackData: 'outbox:812' })
  assert.ok(built.ok)
  assert.deepEqual([built.body.context, built.body.biz_opaque_callback_data], [{ message_id: 'wamid.1' }, 'outbox:812'])
  const tooLong = build({ to, content: { type: 'text', body: 'x' }, callbackData: long(513) })
  assert.ok(!tooLong.ok)
})

test('reading, with and without typing', () => {
  assert.deepEqual(readReceipt('wamid.1'), { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.1' })
  assert.deepEqual(readReceipt('wamid.1', true).typing_indicator, { type: 'text' })
})

test('all breaches of a message are told at once', () => {
  const built = build({ to, content: { type: 'buttons', body: '', footer: long(61), buttons: [{ id: '', title: long(30) }] } })
  assert.ok(!built.ok)
  assert.equal(built.breaches.length, 4)
})

test('a text is accepted exactly up to its limit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), (length) => {
      assert.equal(build({ to, content: { type: 'text', body: long(length) } }).ok, length <= 4096)
    }),
  )
})
