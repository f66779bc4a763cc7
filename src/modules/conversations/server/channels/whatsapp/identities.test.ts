import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Person } from '#simulators/whatsapp/state.ts'
import { only } from '#conversations/server/testing/stage.ts'
import { aWiredShop, type WiredShop } from '#conversations/server/testing/wired-shop.ts'

const ana = '5491155550101'
const moved = '5491155550999'

const write = async (shop: WiredShop, text: string, facts: Partial<Person> = {}, waId = ana): Promise<void> => {
  shop.simulator.receive({
    phoneNumberId: shop.number.phoneNumberId,
    from: { waId, name: 'Ana', ...facts },
    content: { type: 'text', text },
  })
  await shop.simulator.settle()
}

const answer = async (shop: WiredShop, text: string): Promise<string> => {
  const { id } = only(await shop.list())
  const sent = await shop.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text } })
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
  await shop.settle()
  await shop.pass(2_000)
  return sent.body.id
}

const threadOf = async (shop: WiredShop) => (await shop.messages(only(await shop.list()).id)).toReversed()
const identitiesOf = async (shop: WiredShop): Promise<string[]> => {
  const { contactId } = only(await shop.list())
  const { body } = await shop.http.get(`/contacts/${contactId}`)
  return body.identities.map(({ kind, value }: { kind: string; value: string }) => `${kind} ${value}`).toSorted()
}

test('a customer who hides the telephone is shown by the name they chose, answered, and ticked', async (t) => {
  const shop = await aWiredShop(t)
  await write(shop, 'hola', { hidesPhone: true, username: 'ana.p', userId: 'AR.90011223344' })
  const card = only(await shop.list())
  assert.deepEqual([card.contactName, card.contactAddress], ['Ana', '@ana.p'])
  const id = await answer(shop, 'Hola, Ana')
  assert.equal(shop.onThePhone(ana).length, 1)
  assert.equal((await threadOf(shop)).find((message) => message.id === id)?.state, 'delivered')
  // An id in the field of the number would have been lost without a word.
  assert.deepEqual(shop.simulator.lost(), [])
})

test('who gets another id goes on in the same thread, whichever way the provider tells', async (t) => {
  for (const way of ['webhook', 'system message'] as const) {
    const shop = await aWiredShop(t)
    await write(shop, 'uno', { hidesPhone: true, userId: 'AR.111' })
    if (way === 'webhook') shop.simulator.changeUserId(shop.number.phoneNumberId, ana, 'AR.222')
    else await shop.customer(ana, { type: 'user_changed_user_id', newUserId: 'AR.222' })
    await shop.simulator.settle()
    await write(shop, 'dos')
    const texts = (await threadOf(shop))
      .filter(({ direction }) => direction === 'in')
      .map(({ content }) => (content.kind === 'text' ? content.text : ''))
    assert.deepEqual(texts, ['uno', 'dos'], way)
    assert.ok((await identitiesOf(shop)).includes('bsuid AR.222'))
    const id = await answer(shop, 'tres')
    assert.equal((await threadOf(shop)).find((message) => message.id === id)?.state, 'delivered')
  }
})

test('who changes the number is linked under the new one: a line in the thread, the same contact, and answers that arrive', async (t) => {
  const shop = await aWiredShop(t)
  await write(shop, 'uno')
  await shop.customer(ana, { type: 'user_changed_number', newWaId: moved })
  await write(shop, 'dos', {}, moved)
  const thread = await threadOf(shop)
  assert.deepEqual(
    thread.map(({ direction, content }) => (content.kind === 'text' ? content.text : direction)),
    ['uno', 'activity', 'dos'],
  )
  assert.equal(only(await shop.list()).contactAddress, '+54 9 11 5555-0999')
  assert.ok((await identitiesOf(shop)).some((identity) => identity.endsWith(moved)))
  const id = await answer(shop, 'tres')
  assert.equal((await threadOf(shop)).find((message) => message.id === id)?.state, 'delivered')
  assert.equal(shop.onThePhone(moved).length, 1)
})

test('what the owner writes on the telephone of the same number is in the thread, marked, once, and nobody answers it', async (t) => {
  const shop = await aWiredShop(t)
  await write(shop, '¿hay pollo?')
  shop.simulator.setFault({ at: 'webhook', effect: { kind: 'duplicate', copies: 4 } })
  shop.simulator.echo(shop.number.phoneNumberId, ana, 'sí, hay')
  await shop.pass(10_000)
  const echo = only((await threadOf(shop)).filter(({ direction }) => direction === 'out'))
  assert.deepEqual([echo.author.kind, echo.content], ['phone-app', { kind: 'text', text: 'sí, hay' }])
  assert.equal(only(await shop.list()).waitingSince, null)
  assert.equal(shop.simulator.sent(shop.number.phoneNumberId).length, 1)
})
