import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Interactive } from '#conversations/contract/interactive.ts'
import { checkContent } from '#simulators/whatsapp/outbound-rules.ts'
import { interactiveOut } from './content-interactive.ts'
import { build } from './requests.ts'

const framed = { header: 'Pollos El Gallo', body: '¿Qué preferís?', footer: 'Hasta las 23' }
const every: Interactive[] = [
  { type: 'buttons', ...framed, buttons: [{ id: 'a', title: 'Retiro' }] },
  {
    type: 'list',
    ...framed,
    button: 'Ver',
    sections: [{ title: null, rows: [{ id: 'r', title: 'Clásico', description: 'Con papas' }] }],
  },
  { type: 'link', ...framed, text: 'El menú', url: ' https://elgallo.example/menu ' },
  { type: 'product', body: null, footer: null, catalogId: '309', product: { sku: 'BALDE-8', name: 'Balde' } },
  { type: 'product-list', ...framed, catalogId: '309', sections: [{ title: 'Baldes', products: [{ sku: 'BALDE-8', name: null }] }] },
  { type: 'catalog', body: 'El menú', footer: null, cover: { sku: 'BALDE-8', name: null } },
  { type: 'location-request', body: '¿A dónde?' },
  { type: 'flow', ...framed, text: 'Completar', flowId: '777', screen: 'INICIO', isDraft: true },
]

for (const interactive of every)
  test(`${interactive.type} breaks no limit of ours and is taken by the provider`, () => {
    const built = build({ to: { waId: '5491155550101' }, content: interactiveOut(interactive, 'token-1') })
    assert.ok(built.ok, JSON.stringify(built))
    assert.doesNotThrow(() => checkContent('interactive', built.body.interactive))
    const json = JSON.stringify(built.body)
    assert.ok(!json.includes('null') && !json.includes(' https'), json)
  })

test('a form carries the message it belongs to, so that its answers find it', () => {
  const flow = every.at(-1) as Interactive
  const built = build({ to: { waId: '5491155550101' }, content: interactiveOut(flow, 'message-1') })
  assert.match(
    JSON.stringify(built),
    /"flow_token":"message-1","mode":"draft","flow_action":"navigate","flow_action_payload":\{"screen":"INICIO"\}/,
  )
})
