import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop as anInbox, only } from '#conversations/server/testing/stage.ts'
import { createForDemo, DemoTemplate } from '#conversations/server/templates/demo-templates.ts'
import { forgetBaskets } from '#orders/server/shop/forgetting.job.ts'
import { aProduct, line } from '#orders/server/testing/shop.ts'
import { newSlug, token, terms, put, keep, order } from '#orders/server/testing/web-shop.ts'

test('who left a basket and wants to be reminded is, once, by the template; after thirty days nobody remembers', async (t) => {
  const inbox = await anInbox(t)
  const drink = await aProduct(inbox, { name: 'Coca 1,5' }, 180_000)
  const examples = { 'body:1': 'Ana', 'body:2': 'https://ejemplo', 'body:3': '$ 100' }
  const design = { body: 'Hola {{1}}, tu pedido te espera en {{2}} por {{3}}.', examples }
  const declared = DemoTemplate.parse({ name: 'carrito', category: 'marketing', design })
  await inbox.run((ctx) => createForDemo(ctx, inbox.channel.wabaId ?? '', [declared]))
  const { id: templateId } = only((await inbox.http.get('/templates')).body.items as { id: string }[])
  const values = { 'body:1': '{{clientName}}', 'body:2': '{{link}}', 'body:3': '{{total}}' }
  const reminder = { isOn: true, afterMinutes: 60, template: { templateId, values } }
  const phoned = { kind: 'person', name: 'Ana Paz', identities: [{ kind: 'phone', value: '+34600000204' }] }
  const { id: anaId } = (await inbox.http.post('/contacts', phoned)).body
  const agreed = { name: 'De Ana', currency: 'ARS', includesTax: true, priority: 0, audience: 'customers' }
  const { id: list } = (await inbox.http.post('/price-lists', agreed)).body
  await inbox.http.post(`/price-lists/${list}/customer-changes`, { add: [anaId] })
  await inbox.http.post(`/price-lists/${list}/prices`, { items: [{ variantId: drink, amountMinor: 150_000 }] })
  const [own] = (await inbox.http.get('/shops')).body.items
  const slug = newSlug()
  assert.equal((await put(inbox, { ...own, slug, isOn: true, terms: { ...terms, reminder } })).status, 200)
  const left = async () => (await inbox.http.get('/left-baskets')).body.items as { name: string; remindedAt: string | null }[]
  const draft = { lines: [line(drink, 2)], name: 'Ana Paz', phone: '+34 600 000 204' }
  await keep(inbox, slug, token(), { ...draft, phone: '+34 600 000 205' })
  const kept = token()
  await keep(inbox, slug, kept, { ...draft, wantsReminder: true })
  const finished = token()
  const { offer } = await keep(inbox, slug, finished, { ...draft, phone: '+34 600 000 206', wantsReminder: true })
  await order(inbox, slug, finished, { ...draft, phone: '+34 600 000 206', expectedTotalMinor: offer?.totalMinor })
  inbox.clock.advance({ minutes: 30 })
  await keep(inbox, slug, kept, { ...draft, lines: [line(drink, 3)], wantsReminder: true })
  await inbox.settle()
  inbox.clock.advance({ minutes: 40 })
  await inbox.settle()
  assert.deepEqual(
    (await left()).map(({ name, remindedAt }) => [name, remindedAt]),
    [['Ana Paz', null]],
    'they were still at it; who did not say so is not here',
  )
  inbox.clock.advance({ minutes: 30 })
  await inbox.settle()
  assert.notEqual((await left())[0]?.remindedAt, null)
  const all = await Promise.all(
    ['open', 'pending', 'snoozed', 'resolved'].map((state) => inbox.http.get(`/conversations?scope=all&state=${state}`)),
  )
  const items = all.flatMap(({ body }) => body.items as { id: string }[])
  assert.equal(items.length, 1, 'nobody else was written to')
  await keep(inbox, slug, kept, { ...draft, wantsReminder: true })
  inbox.clock.advance({ hours: 3 })
  await inbox.settle()
  const { body: said } = await inbox.http.get(`/conversations/${only(items).id}/messages`)
  const sent = (said.items as { direction: string; content: { body: string } }[]).filter(({ direction }) => direction === 'out')
  const text = only(sent).content.body
  const link = new URL(/https?:\S+/.exec(text)?.[0] ?? '')
  assert.deepEqual([link.searchParams.get('canasta'), /por \$\s4\.500\.$/.test(text)], [kept, true], text)
  const { searchParams } = link
  assert.equal(
    (await keep(inbox, slug, token(), { lines: [line(drink, 3)], customerKey: searchParams.get('para') })).offer?.totalMinor,
    450_000,
    'they find the prices that were agreed on with them',
  )
  const back = (await inbox.http.get(`/public-shops/${slug}/baskets/${kept}`)).body.draft
  assert.deepEqual([back.name, back.lines[0].quantityMilli], ['Ana Paz', 2000], 'the link of the message leads to what was left')
  inbox.clock.advance({ hours: 31 * 24 })
  await inbox.settle()
  await inbox.run((ctx) => Promise.resolve(ctx.enqueue(forgetBaskets, {})))
  await inbox.settle()
  assert.equal((await inbox.http.get(`/public-shops/${slug}/baskets/${kept}`)).body.draft, null)
})
