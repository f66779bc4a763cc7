import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as crm from '#crm/server/public.ts'
import { newId } from '#kernel/contract/ids.ts'
import { untilSomebodyWaits } from '#kernel/testing/waiting.ts'
import { canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'

const ana = '5491155550101'

const aQuestion = async (shop: Shop) => {
  await shop.hear({ from: ana, text: '¿Me guardan un pollo?' })
  return only(await shop.list())
}
const inHours = (shop: Shop, hours: number): string => new Date(shop.clock.now().getTime() + hours * 3_600_000).toISOString()
const later = (shop: Shop, hours: number, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  content: { kind: 'text', text: '¿Pudiste pasar a buscarlo?' },
  sendAt: inHours(shop, hours),
  ...more,
})
const schedule = async (shop: Shop, id: string, hours: number, more: Record<string, unknown> = {}) => {
  const made = await shop.http.post(`/conversations/${id}/scheduled-messages`, later(shop, hours, more))
  assert.equal(made.status, 200, JSON.stringify(made.body))
  return made.body
}
const waiting = async (shop: Shop, id: string) => (await shop.http.get(`/conversations/${id}/scheduled-messages`)).body.items
const texts = async (shop: Shop, id: string) =>
  (await shop.messages(id)).flatMap(({ direction, content }) => (direction === 'out' && 'text' in content ? [content.text] : []))
const lines = async (shop: Shop, id: string) =>
  (await shop.messages(id)).flatMap(({ content }) => (content.kind === 'activity' && content.what.startsWith('scheduled') ? [content] : []))

test('a message for later leaves at its moment, once, in the name of who wrote it', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  const paula = shop.as({ name: 'Paula Gómez', permissions: [canReadOwn, canReply, 'conversations.read-all'] })
  const body = later(shop, 3, { scheduledId: newId() })
  for (let i = 0; i < 3; i++) assert.equal((await paula.http.post(`/conversations/${card.id}/scheduled-messages`, body)).status, 200)
  assert.equal((await waiting(shop, card.id)).length, 1)
  shop.clock.advance({ hours: 2, minutes: 59 })
  await shop.settle()
  assert.deepEqual(await texts(shop, card.id), [])
  shop.clock.advance({ minutes: 2 })
  await shop.settle()
  await shop.settle()
  const [sent] = (await shop.messages(card.id)).filter(({ direction }) => direction === 'out')
  assert.deepEqual([sent?.id, sent?.author.name], [body['scheduledId'], 'Paula Gómez'])
  assert.deepEqual(await texts(shop, card.id), ['¿Pudiste pasar a buscarlo?'])
  assert.deepEqual(await waiting(shop, card.id), [])
})

test('it is not sent when the customer answers first, and the thread says why', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  await schedule(shop, card.id, 3)
  await schedule(shop, card.id, 4, { cancelsOnReply: false, content: { kind: 'text', text: 'Cerramos a las 23' } })
  await shop.hear({ from: ana, text: 'Ya paso' })
  assert.deepEqual(
    (await waiting(shop, card.id)).map((one: { preview: string }) => one.preview),
    ['Cerramos a las 23'],
  )
  assert.deepEqual(
    (await lines(shop, card.id)).map(({ values }) => values['reason']),
    ['customer_answered'],
  )
  shop.clock.advance({ hours: 5 })
  await shop.settle()
  assert.deepEqual(await texts(shop, card.id), ['Cerramos a las 23'])
})

const bought = (contactId: string, at: Date, kind: 'order.placed' | 'deal.won' = 'order.placed') => ({
  contactId,
  kind,
  at: at.toISOString(),
  source: `${kind}:1`,
  value: { amountMinor: 1_250_000, currency: 'ARS' },
})

test('what was bought long ago and is only told now takes nothing back', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  await schedule(shop, card.id, 3)
  await shop.run((ctx) => crm.recordActivities(ctx, [bought(card.contactId, ctx.now)], { isPast: true }))
  const lastWeek = new Date(shop.clock.now().getTime() - 7 * 86_400_000)
  await shop.run((ctx) => crm.recordActivities(ctx, [{ ...bought(card.contactId, lastWeek), source: 'order:late' }]))
  assert.equal((await waiting(shop, card.id)).length, 1)
})

test('it is not sent to who opted out or who bought meanwhile, whatever was ticked', async (t) => {
  for (const [reason, happen] of [
    [
      'opted_out',
      (shop: Shop, contactId: string) =>
        shop.run((ctx) =>
          crm.recordConsents(ctx, [
            { contactId, channel: 'whatsapp', purpose: 'service', state: 'denied', source: 'person', evidence: 'Lo pidió' },
          ]),
        ),
    ],
    // Whoever takes the order at the counter reads no conversations.
    [
      'bought',
      (shop: Shop, contactId: string) => shop.as({ permissions: [] }).run((ctx) => crm.recordActivities(ctx, [bought(contactId, ctx.now)])),
    ],
    ['bought', (shop: Shop, contactId: string) => shop.run((ctx) => crm.recordActivities(ctx, [bought(contactId, ctx.now, 'deal.won')]))],
  ] as const) {
    const shop = await aShop(t)
    const card = await aQuestion(shop)
    await schedule(shop, card.id, 3, { cancelsOnReply: false })
    await happen(shop, card.contactId)
    assert.deepEqual(
      (await lines(shop, card.id)).map(({ values }) => values['reason']),
      [reason],
    )
    shop.clock.advance({ hours: 4 })
    await shop.settle()
    assert.deepEqual(await texts(shop, card.id), [])
  }
})

test('one that waits for an answer is refused for a moment at which the window is over', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  const refused = await shop.http.post(`/conversations/${card.id}/scheduled-messages`, later(shop, 25))
  assert.deepEqual([refused.status, refused.body.code], [409, 'conversations.window_over_by_then'])
  await schedule(shop, card.id, 23)
  assert.equal((await waiting(shop, card.id)).length, 1)
})

test('one that could not leave at its moment stays in sight with the reason until somebody puts it away', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  const made = await schedule(shop, card.id, 30, { cancelsOnReply: false })
  shop.clock.advance({ hours: 31 })
  await shop.settle()
  const [failed] = await waiting(shop, card.id)
  assert.deepEqual([failed.state, failed.reason], ['failed', 'conversations.window_closed'])
  assert.deepEqual(
    (await lines(shop, card.id)).map(({ what }) => what),
    ['scheduled-failed'],
  )
  assert.equal((await shop.http.post(`/scheduled-messages/${made.id}/departure`)).body.code, 'conversations.window_closed')
  assert.equal((await shop.http.delete(`/scheduled-messages/${made.id}`)).status, 200)
  assert.deepEqual(await waiting(shop, card.id), [])
})

test('it can be moved, sent at once or taken back, and each only while it waits', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  const moved = await schedule(shop, card.id, 2)
  const after = await shop.http.patch(`/scheduled-messages/${moved.id}`, { sendAt: inHours(shop, 6) }, { headers: { 'if-match': '1' } })
  assert.equal(after.status, 200)
  const stale = await shop.http.patch(`/scheduled-messages/${moved.id}`, { sendAt: inHours(shop, 7) }, { headers: { 'if-match': '1' } })
  assert.equal(stale.status, 409)
  shop.clock.advance({ hours: 3 })
  await shop.settle()
  assert.deepEqual(await texts(shop, card.id), [])
  assert.equal((await shop.http.post(`/scheduled-messages/${moved.id}/departure`)).body.state, 'sent')
  assert.equal((await shop.http.post(`/scheduled-messages/${moved.id}/departure`)).body.state, 'sent')
  assert.equal((await shop.http.delete(`/scheduled-messages/${moved.id}`)).status, 409)
  const gone = await schedule(shop, card.id, 5)
  assert.equal((await shop.http.delete(`/scheduled-messages/${gone.id}`)).body.state, 'cancelled')
  assert.equal((await shop.http.post(`/scheduled-messages/${gone.id}/departure`)).status, 409)
  shop.clock.advance({ hours: 10 })
  await shop.settle()
  assert.equal((await texts(shop, card.id)).length, 1)
})

test('a purchase at the very moment of departure and the departure never both win', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  for (let i = 0; i < 8; i++) {
    const made = await schedule(shop, card.id, 1, { cancelsOnReply: false, content: { kind: 'text', text: `vuelta ${i}` } })
    const [left] = await Promise.all([
      shop.http.post(`/scheduled-messages/${made.id}/departure`),
      shop.run((ctx) => crm.recordActivities(ctx, [{ ...bought(card.contactId, ctx.now), source: `order:${i}` }])),
    ])
    const wasSent = (await texts(shop, card.id)).includes(`vuelta ${i}`)
    const wasCancelled = (await lines(shop, card.id)).some(({ values }) => values['preview'] === `vuelta ${i}`)
    assert.notEqual(wasSent, wasCancelled)
    assert.equal(left.status, wasSent ? 200 : 409)
  }
})

test('who buys while the message is leaving waits for it, and neither for the other', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  const made = await schedule(shop, card.id, 1)
  let begin = (): void => {}
  const hasBegun = new Promise<void>((resolve) => (begin = resolve))
  // As the departure holds them: the conversation, and then what leaves.
  let tries = 0
  const leaving = shop.run(async (ctx) => {
    tries++
    await ctx.sql`select c.id from conversations.conversation c where c.id = ${card.id} for update`
    begin()
    await untilSomebodyWaits(ctx)
    await ctx.sql`select s.id from conversations.scheduled_message s where s.id = ${made.id} for update`
  })
  await hasBegun
  const buying = shop.run((ctx) => {
    tries++
    return crm.recordActivities(ctx, [bought(card.contactId, ctx.now)])
  })
  await Promise.all([leaving, buying])
  assert.equal(tries, 2, 'the database had to end one of them')
  assert.deepEqual(await waiting(shop, card.id), [])
})

test('an answer at the very moment of departure and the departure never both win', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  for (let i = 0; i < 8; i++) {
    const made = await schedule(shop, card.id, 1, { content: { kind: 'text', text: `vuelta ${i}` } })
    const before = (await texts(shop, card.id)).length
    await Promise.all([shop.http.post(`/scheduled-messages/${made.id}/departure`), shop.hear({ from: ana, text: `contesto ${i}` })])
    const wasSent = (await texts(shop, card.id)).length > before
    const wasCancelled = (await lines(shop, card.id)).some(({ values }) => values['preview'] === `vuelta ${i}`)
    assert.notEqual(wasSent, wasCancelled)
  }
})

test('who does not see the conversation sees nothing of what is going to be said in it', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  const made = await schedule(shop, card.id, 3)
  const lautaro = shop.as({ name: 'Lautaro', permissions: [canReadOwn, canReply] })
  assert.equal((await lautaro.http.get(`/conversations/${card.id}/scheduled-messages`)).status, 404)
  assert.equal((await lautaro.http.delete(`/scheduled-messages/${made.id}`)).status, 404)
  assert.equal((await lautaro.http.post(`/scheduled-messages/${made.id}/departure`)).status, 404)
  assert.equal((await waiting(shop, card.id)).length, 1)
})
