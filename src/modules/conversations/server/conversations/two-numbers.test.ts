import assert from 'node:assert/strict'
import { test } from 'node:test'
import pg from 'pg'
import * as store from '#conversations/server/messages/receive.store.ts'
import { aSecondNumber } from '#conversations/server/testing/second-number.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import { newId } from '#kernel/contract/ids.ts'
import { testPostgres } from '#kernel/testing/postgres.ts'

const ana = '5491155550101'

const open = async (shop: Shop, id: string) => (await shop.http.get(`/conversations/${id}`)).body
const answer = (shop: Shop, id: string, channelId: string | undefined, text = 'Va') =>
  shop.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text }, ...(channelId && { channelId }) })

test('who writes to two numbers of a brand is one row and one thread, and each message says its number', async (t) => {
  const shop = await aShop(t)
  const delivery = await aSecondNumber(shop)
  await shop.hear({ from: ana, text: 'Quiero un balde' })
  shop.clock.advance({ minutes: 5 })
  await delivery.hear(ana, '¿Hacen envíos?')
  const card = only(await shop.list())
  assert.deepEqual(
    [card.channelId, card.unreadCount, card.lastMessage?.preview, card.contactName],
    [delivery.channel.id, 2, '¿Hacen envíos?', 'Martina Quiroga'],
  )
  assert.deepEqual(
    (await shop.messages(card.id)).map(({ channelId }) => channelId),
    [delivery.channel.id, shop.channel.id],
  )
  // The list by number follows where the customer wrote last.
  const by = async (channelId: string) => (await shop.http.get(`/conversations?scope=all&channelId=${channelId}`)).body.items.length
  assert.deepEqual([await by(delivery.channel.id), await by(shop.channel.id)], [1, 0])
})

test('a message that is delivered late does not take the conversation back to its number', async (t) => {
  const shop = await aShop(t)
  const delivery = await aSecondNumber(shop)
  const before = shop.clock.now()
  shop.clock.advance({ hours: 3 })
  await delivery.hear(ana, 'Después')
  await shop.hear({ from: ana, text: 'Antes', at: before })
  const card = only(await shop.list())
  assert.equal(card.channelId, delivery.channel.id)
  assert.equal(card.windowExpiresAt, new Date(Math.floor(shop.clock.now().getTime() / 1000) * 1000 + 24 * 3_600_000).toISOString())
})

test('the twenty-four hours are counted for each number, and the writer chooses among those that are open', async (t) => {
  const shop = await aShop(t)
  const delivery = await aSecondNumber(shop)
  await aSecondNumber(shop, { name: 'Mayorista' })
  await shop.hear({ from: ana, text: 'Hola' })
  shop.clock.advance({ hours: 20 })
  await delivery.hear(ana, 'Hola de nuevo')
  shop.clock.advance({ hours: 5 })
  const { id } = only(await shop.list())
  const { numbers, block } = await open(shop, id)
  assert.equal(block, null)
  assert.deepEqual(
    numbers.map(({ name, block: here }: { name: string; block: string | null }) => [name, here]),
    [
      ['Delivery', null],
      ['Ventas', 'window-closed'],
      ['Mayorista', 'never-wrote'],
    ],
  )
  const byDefault = await answer(shop, id, undefined)
  assert.deepEqual([byDefault.status, byDefault.body.channelId], [200, delivery.channel.id])
  assert.equal((await answer(shop, id, shop.channel.id)).body.code, 'conversations.window_closed')
  assert.equal((await answer(shop, id, numbers[2].channelId)).body.code, 'conversations.never_wrote')
  await shop.hear({ from: ana, text: 'Acá también' })
  const chosen = await answer(shop, id, delivery.channel.id)
  assert.deepEqual([chosen.status, chosen.body.channelId], [200, delivery.channel.id])
  assert.equal(only(await shop.list()).channelId, shop.channel.id, 'an answer does not move the conversation')
})

test('a message can be quoted and reacted to through the number where it was written, and through no other', async (t) => {
  const shop = await aShop(t)
  const delivery = await aSecondNumber(shop)
  await shop.hear({ from: ana, text: 'Esto' })
  await delivery.hear(ana, 'Lo otro')
  const { id } = only(await shop.list())
  const first = (await shop.messages(id)).find(({ channelId }) => channelId === shop.channel.id)
  const quote = (channelId: string) =>
    shop.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text: 'Sí' }, replyToId: first?.id, channelId })
  assert.equal((await quote(delivery.channel.id)).body.code, 'conversations.cannot_quote')
  const quoted = await quote(shop.channel.id)
  assert.deepEqual([quoted.status, quoted.body.replyTo?.preview], [200, 'Esto'])
  const reacted = await shop.http.put(`/messages/${first?.id}/reaction`, { emoji: '👍' })
  assert.deepEqual([reacted.status, reacted.body.reactions.length], [200, 1])
})

test('several brands stay apart: each has its own conversation with the same person, and its own numbers', async (t) => {
  const shop = await aShop(t)
  const brand = await shop.http.post('/brands', {
    name: 'La Vegana',
    color: '#15803d',
    zone: 'America/Argentina/Buenos_Aires',
    currency: 'ARS',
    locale: 'es',
  })
  const other = await aSecondNumber(shop, { brandId: brand.body.id, name: 'Vegana' })
  await shop.hear({ from: ana, text: 'Pollo' })
  await other.hear(ana, 'Tofu')
  const cards = await shop.list()
  assert.equal(cards.length, 2)
  assert.equal(new Set(cards.map(({ contactId }) => contactId)).size, 1)
  const mine = cards.find(({ channelId }) => channelId === shop.channel.id)
  assert.equal((await open(shop, mine?.id ?? '')).numbers.length, 1)
  assert.equal((await answer(shop, mine?.id ?? '', other.channel.id)).body.code, 'conversations.channel_not_found')
})

test('a number of another organization is no number of this one', async (t) => {
  const [shop, neighbour] = [await aShop(t), await aShop(t)]
  await shop.hear({ from: ana })
  const { id } = only(await shop.list())
  const refused = await answer(shop, id, neighbour.channel.id)
  assert.deepEqual([refused.status, refused.body.code], [404, 'conversations.channel_not_found'])
})

test('first messages through two numbers at the same moment open one conversation', async (t) => {
  const shop = await aShop(t)
  const delivery = await aSecondNumber(shop)
  for (let i = 0; i < 20; i++) {
    const from = `54911555502${String(i).padStart(2, '0')}`
    const answers = await Promise.all([shop.hear({ from, text: 'a' }), delivery.hear(from, 'b')])
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    )
    // They are known by now, and the conversation is over: again both look for one at the same time.
    const { id } = only((await shop.list()).filter(({ contactAddress }) => contactAddress.replace(/\D/g, '').endsWith(from.slice(3))))
    await shop.http.put(`/conversations/${id}/state`, { state: 'resolved' })
  }
  shop.clock.advance({ hours: 100 })
  for (let i = 0; i < 20; i++) {
    const from = `54911555502${String(i).padStart(2, '0')}`
    await Promise.all([shop.hear({ from, text: 'a' }), delivery.hear(from, 'b'), shop.hear({ from, text: 'c' })])
  }
  const alive = await shop.list()
  assert.equal(alive.length, 20)
  for (const { id } of alive) assert.equal((await shop.messages(id)).filter(({ direction }) => direction === 'in').length, 3)
})

test('control: whoever looks without taking a turn finds no conversation while another is opening it', async (t) => {
  const shop = await aShop(t)
  const delivery = await aSecondNumber(shop)
  await shop.hear({ from: ana })
  const { id, contactId } = only(await shop.list())
  await shop.http.put(`/conversations/${id}/state`, { state: 'resolved' })
  const brandId = shop.brandId
  const aliveTo = async (channelId: string) =>
    shop.run(async (ctx) => {
      const found = (await store.standing(ctx, contactId, { id: channelId, brandId }, [])).conversation
      return found?.state ?? null
    })
  // Both look, then both would write: each would open its own.
  const both = await Promise.all([aliveTo(shop.channel.id), aliveTo(delivery.channel.id)])
  assert.deepEqual(both, ['resolved', 'resolved'])
  const { server, urls } = await testPostgres()
  const owner = new pg.Client({ ...server.admin, database: urls.owner.database })
  await owner.connect()
  t.after(() => owner.end())
  const copy = (id: string): Promise<unknown> =>
    owner.query(
      `insert into conversations.conversation (org_id, id, channel_id, channel_kind, brand_id, contact_id, address_id, contact_name, contact_address,
         search_text, state, opened_at, last_message_at)
       select org_id, $2, channel_id, channel_kind, brand_id, contact_id, address_id, contact_name, contact_address, search_text, 'open', now(), now()
       from conversations.conversation where id = $1`,
      [id, newId()],
    )
  await copy(id)
  // What stands behind the turns: the key itself lets no second one live.
  await assert.rejects(copy(id), /one_alive_per_contact/)
})
