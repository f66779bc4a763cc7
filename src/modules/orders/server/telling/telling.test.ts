import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordConsents } from '#crm/server/public.ts'
import { createForDemo, DemoTemplate } from '#conversations/server/templates/demo-templates.ts'
import { only, type Shop } from '#conversations/server/testing/stage.ts'
import type { OrderEvent } from '#orders/contract/order.ts'
import { line } from '#orders/server/testing/shop.ts'
import { type Given, type Kitchened, aKitchen, place, prepare, move } from '#orders/server/testing/kitchen.ts'

const said = async (shop: Kitchened): Promise<string[]> => {
  await shop.settle()
  const all = (await shop.messages(shop.conversationId)).toReversed()
  return all.flatMap(({ content, direction }) =>
    content.kind === 'activity' && content.what === 'order-moved'
      ? [`* ${String(content.values['state'])}`]
      : direction === 'out'
        ? [content.kind === 'text' ? content.text.replaceAll('\u00a0', ' ') : `(${content.kind})`]
        : [],
  )
}

const history = async (shop: Shop, id: string): Promise<OrderEvent[]> => {
  const { items } = (await shop.http.get(`/orders/${id}/events`)).body as { items: OrderEvent[] }
  return items.filter(({ kind }) => kind === 'told').toReversed()
}

async function tells(shop: Shop, notices: Given[]): Promise<void> {
  const [before] = (await shop.http.get('/order-notices')).body.items
  const put = await shop.http.put(`/order-notices/${shop.brandId}`, { notices }, { headers: { 'if-match': `"${before.version}"` } })
  assert.equal(put.status, 200, JSON.stringify(put.body))
}

const notice = (state: string, text: string, more: Given = {}) => ({ state, isOn: true, text, ...more })

test('a customer is told of each step that somebody wants told, once, and of none that was taken back', async (t) => {
  const shop = await aKitchen(t)
  const quiet = await place(shop, [line(shop.chicken)])
  assert.deepEqual(await said(shop), ['* Confirmado'], 'nothing is told before somebody wants it told')
  await move(shop, quiet.id, 'cancelled', 'Prueba')
  await tells(shop, [
    notice('confirmed', 'Hola {{clientName}}: {{orderNumber}}, {{total}}, {{minutes}} min'),
    notice('ready', 'Listo, lo lleva {{deliveryName}}'),
    notice('delivered', 'Gracias'),
  ])
  await said(shop)
  const order = await place(shop, [line(shop.chicken)])
  const since = async () => (await said(shop)).slice(2)
  assert.deepEqual(await since(), ['* Confirmado', `Hola Martina: ${order.number}, $ 9.500, 30 min`])
  const [chicken] = order.lines.map(({ id }) => id)
  await prepare(shop, order.id, [chicken ?? ''])
  await since()
  await prepare(shop, order.id, [chicken ?? ''], false)
  shop.clock.advance({ seconds: 30 })
  assert.equal((await since()).includes('Listo, lo lleva nuestro repartidor'), false, 'it was not ready after all')
  await prepare(shop, order.id, [chicken ?? ''])
  await since()
  shop.clock.advance({ seconds: 6 })
  assert.equal((await since()).at(-1), 'Listo, lo lleva nuestro repartidor')
  await move(shop, order.id, 'preparing')
  await move(shop, order.id, 'ready')
  await since()
  shop.clock.advance({ seconds: 30 })
  const ready = (await since()).filter((text) => text.startsWith('Listo, '))
  assert.equal(ready.length, 1, 'never twice, whatever is pressed back and forth')
  const optOut = {
    contactId: order.contactId ?? '',
    channel: 'whatsapp',
    purpose: 'service',
    state: 'denied',
    source: 'message',
    evidence: 'BAJA',
  } as const
  await shop.run((ctx) => recordConsents(ctx, [optOut]))
  await move(shop, order.id, 'delivered')
  await since()
  shop.clock.advance({ seconds: 6 })
  assert.equal((await since()).includes('Gracias'), false, 'who asked not to be told is not told')
  assert.deepEqual(
    (await history(shop, order.id)).map(({ toState, detail }) => [toState, detail['via'] ?? detail['refusal']]),
    [
      ['confirmed', 'chat'],
      ['ready', 'chat'],
      ['delivered', 'opted_out'],
    ],
  )
})

test('outside of the window the template of the step goes out, and where there is none it is said that nothing did', async (t) => {
  const shop = await aKitchen(t)
  const design = { body: 'Hola {{1}}, tu pedido está listo.', examples: { 'body:1': 'Ana' } }
  const declared = DemoTemplate.parse({ name: 'pedido_listo', category: 'utility', design })
  await shop.run((ctx) => createForDemo(ctx, shop.channel.wabaId ?? '', [declared]))
  const { id: templateId } = only((await shop.http.get('/templates')).body.items as { id: string }[])
  await tells(shop, [
    notice('confirmed', 'Confirmado'),
    notice('ready', 'Listo', { template: { templateId, values: { 'body:1': '{{clientName}}' } } }),
  ])
  shop.clock.advance({ hours: 25 })
  const order = await place(shop, [line(shop.chicken)])
  await shop.settle()
  await prepare(shop, order.id, [order.lines[0]?.id ?? ''])
  await said(shop)
  shop.clock.advance({ seconds: 6 })
  assert.equal((await said(shop)).at(-1), '(template)')
  assert.deepEqual(
    (await history(shop, order.id)).map(({ toState, detail }) => [toState, detail['via'] ?? detail['refusal']]),
    [
      ['confirmed', 'window_closed'],
      ['ready', 'template'],
    ],
  )
})

test('a variable that stands for nothing is refused at each field that has it, and nothing is saved', async (t) => {
  const shop = await aKitchen(t)
  const template = { templateId: shop.brandId, values: { 'body:1': '{{clientName}}', 'body:2': '{{pedido}}' } }
  const notices = [notice('ready', 'Va.', { template }), notice('delivered', 'Son {{precio}}, o {{costo}}')]
  const wrong = await shop.http.put(`/order-notices/${shop.brandId}`, { notices }, { headers: { 'if-match': '"0"' } })
  assert.deepEqual([wrong.status, wrong.body.code, wrong.body.details.variable], [422, 'orders.notice_variable_unknown', '{{pedido}}'])
  assert.deepEqual(wrong.body.issues, [
    { path: 'notices.0.template.values.body:2', message: '{{pedido}} no quiere decir nada: elegí una variable de la lista.' },
    { path: 'notices.1.text', message: '{{precio}} no quiere decir nada: elegí una variable de la lista.' },
    { path: 'notices.1.text', message: '{{costo}} no quiere decir nada: elegí una variable de la lista.' },
  ])
  assert.equal((await shop.http.get('/order-notices')).body.items[0].version, 0)
})

test('who got their order is asked how it was, once, in the conversation that it came out of', async (t) => {
  const shop = await aKitchen(t)
  const texts = { question: '¿Cómo estuvo?', good: 'Gracias', middle: 'Gracias', bad: 'Perdón', followUp: '' }
  const survey = { name: 'Entrega', kind: 'csat', language: 'es', texts, about: 'delivery', delayMinutes: 20, isActive: true }
  assert.equal((await shop.http.post('/surveys', survey)).status, 200)
  const order = await place(shop, [line(shop.chicken)])
  await move(shop, order.id, 'delivered')
  await shop.settle()
  const asked = async () => (await said(shop)).filter((text) => text === '(interactive)').length
  assert.equal(await asked(), 0, 'not with the food in their mouth')
  shop.clock.advance({ minutes: 21 })
  assert.equal(await asked(), 1)
  await move(shop, order.id, 'ready')
  await move(shop, order.id, 'delivered')
  await shop.settle()
  shop.clock.advance({ hours: 1 })
  assert.equal(await asked(), 1, 'of one order once, whatever is pressed')
})
