import assert from 'node:assert/strict'
import { test } from 'node:test'
import { engagementOf } from '#crm/server/activities/activities.ts'
import { aShop as anInbox, only } from '#conversations/server/testing/stage.ts'
import { anOrg } from '#kernel/testing/org.ts'
import type { Order } from '#orders/contract/order.ts'
import { aProduct, aShop, line } from '#orders/server/testing/shop.ts'
import { place, move, all } from '#orders/server/testing/placed.ts'

test('orders follow their customer: a new name, two contacts that are one, and one that is two again', async (t) => {
  const { shop, chicken } = await aShop(t)
  const contact = async (name: string) => (await shop.http.post('/contacts', { kind: 'person', name })).body.id as string
  const [ana, anita] = [await contact('Ana'), await contact('Anita')]
  const [one, two] = [
    (await place(shop, [line(chicken)], { contactId: ana })).body,
    (await place(shop, [line(chicken)], { contactId: anita })).body,
  ]
  const merged = await shop.http.post(`/contacts/${ana}/merges`, { otherId: anita })
  const ofAna = async () => (await all(shop, `&contactId=${ana}`)).map(({ id }) => id).toSorted()
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.deepEqual(await ofAna(), [one.id, two.id].toSorted())
  const undone = await shop.http.put(`/contact-merges/${merged.body.id}/undo`)
  assert.equal(undone.status, 200, JSON.stringify(undone.body))
  assert.deepEqual(await ofAna(), [one.id])
  assert.deepEqual(
    (await all(shop, '&search=anita')).map(({ id }) => id),
    [two.id],
  )
  const other = await anOrg(t)
  assert.equal((await other.http.get('/orders')).body.items.length, 0)
})

test('who orders is a customer from then on and is reminded no more; what is cancelled is not counted, and a draft never was', async (t) => {
  const shop = await anInbox(t)
  const chicken = await aProduct(shop, { name: 'Pollo entero' }, 950_000)
  await shop.hear({ from: '5493515550142', text: '¿Cuánto sale el pollo?' })
  const { id, contactId } = only(await shop.list())
  const sendAt = new Date(shop.clock.now().getTime() + 3 * 3_600_000).toISOString()
  const later = { content: { kind: 'text', text: '¿Te lo guardo?' }, sendAt, cancelsOnReply: true }
  assert.equal((await shop.http.post(`/conversations/${id}/scheduled-messages`, later)).status, 200)
  const waiting = async () => (await shop.http.get(`/conversations/${id}/scheduled-messages`)).body.items.length
  const bought = async () => {
    await shop.settle()
    const sums = await shop.read((ctx) => engagementOf(ctx, contactId))
    return [sums?.ordersCount, sums?.ordersTotalMinor]
  }
  const draft = (await place(shop, [line(chicken)], { contactId, state: 'draft' })).body as Order
  assert.equal(draft.number, null)
  await move(shop, draft.id, 'cancelled', 'Se arrepintió')
  assert.deepEqual([await bought(), await waiting()], [[0, 0], 1])

  const order = (await place(shop, [line(chicken, 2)], { contactId })).body as Order
  assert.deepEqual([await bought(), await waiting()], [[1, 1_900_000], 0])
  assert.equal((await shop.http.get(`/contacts/${contactId}/standing`)).body.stage, 'customer')
  assert.equal((await move(shop, order.id, 'cancelled', 'No vino')).status, 200)
  assert.deepEqual(await bought(), [0, 0])
  shop.clock.advance({ hours: 4 })
  await shop.settle()
  const out = (await shop.messages(id)).filter(({ direction }) => direction === 'out')
  assert.deepEqual(out, [], 'what was taken back stays so')
})
