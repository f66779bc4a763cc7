import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import pg from 'pg'
import { aSecondNumber } from '#conversations/server/testing/second-number.ts'
import { aShop, only } from '#conversations/server/testing/stage.ts'
import { newId } from '#kernel/contract/ids.ts'
import { testPostgres } from '#kernel/testing/postgres.ts'

const ana = '5491155550101'

/** The database as it was: one conversation for each number that a customer wrote to. */
const before = `
  drop index conversations.one_alive_per_contact;
  create unique index one_alive_per_contact on conversations.conversation (org_id, contact_id, channel_id) where state <> 'resolved'`

test('conversations of one customer through several numbers become one thread, and nothing of them is lost', async (t) => {
  const shop = await aShop(t)
  const delivery = await aSecondNumber(shop)
  const { server, urls } = await testPostgres()
  const owner = new pg.Client({ ...server.admin, database: urls.owner.database })
  await owner.connect()
  t.after(() => owner.end())

  await shop.hear({ from: ana, text: 'Ventas, uno' })
  const first = only(await shop.list())
  await shop.http.post(`/conversations/${first.id}/messages`, { content: { kind: 'text', text: 'Ventas, dos' } })
  await shop.http.patch(`/conversations/${first.id}/labels`, { add: ['pedido'] })
  await shop.http.put(`/conversations/${first.id}/draft`, { text: 'A medias', isNote: false, replyToId: null, fileIds: [] })
  shop.clock.advance({ minutes: 10 })
  // Somebody else, who wrote to one number only, is left alone.
  await shop.hear({ from: '5491155550199', text: 'Otra persona' })

  await owner.query(before)
  const second = newId()
  await owner.query(
    `insert into conversations.address (org_id, id, channel_id, contact_id, wa_id, name, last_inbound_at, created_at)
     select org_id, $2, $3, contact_id, wa_id, name, $4, $4 from conversations.address where contact_id = $1`,
    [first.contactId, newId(), delivery.channel.id, shop.clock.now()],
  )
  await owner.query(
    `insert into conversations.conversation (org_id, id, channel_id, channel_kind, brand_id, contact_id, address_id, contact_name, contact_address, search_text,
       state, labels, unread_count, last_seq, waiting_since, answer_due_at, opened_at, first_inbound_at, last_inbound_at, last_message_at,
       last_message_id, shown_message_id, window_expires_at)
     select c.org_id, $2, a.channel_id, 'whatsapp', c.brand_id, c.contact_id, a.id, c.contact_name, c.contact_address, c.search_text,
       'open', array['envío'], 1, 1, $3, $3::timestamptz + interval '30 minutes', $3, $3, $3, $3, $4, $4, $3::timestamptz + interval '24 hours'
     from conversations.conversation c join conversations.address a on a.contact_id = c.contact_id and a.channel_id = $5 where c.id = $1`,
    [first.id, second, shop.clock.now(), newId(), delivery.channel.id],
  )
  await owner.query(
    `insert into conversations.message (org_id, id, conversation_id, channel_id, seq, direction, kind, content, preview, author_kind, author_name, at, provider_id, created_at)
     select org_id, last_message_id, id, channel_id, 1, 'in', 'text', '{"kind":"text","text":"Delivery, uno"}', 'Delivery, uno', 'contact', 'Ana', $2, 'wamid.second', $2
     from conversations.conversation where id = $1`,
    [second, shop.clock.now()],
  )
  assert.equal((await shop.list()).length, 3)

  await owner.query('begin')
  await owner.query(await readFile(new URL('0040-one-thread-per-customer.sql', import.meta.url), 'utf8'))
  await owner.query('commit')

  const cards = await shop.list()
  assert.equal(cards.length, 2)
  const joined = only(cards.filter(({ contactId }) => contactId === first.contactId))
  assert.deepEqual(
    [joined.id, joined.channelId, joined.labels.toSorted(), joined.unreadCount, joined.lastMessage?.preview, joined.waitingSince],
    [first.id, delivery.channel.id, ['envío', 'pedido'], 1, 'Delivery, uno', shop.clock.now().toISOString()],
  )
  const said = (await shop.messages(joined.id)).filter(({ direction }) => direction === 'in' || direction === 'out')
  assert.deepEqual(
    said.map(({ content }) => (content as { text: string }).text),
    ['Delivery, uno', 'Ventas, dos', 'Ventas, uno'],
  )
  assert.equal((await shop.http.get(`/conversations/${joined.id}`)).body.draft.text, 'A medias')

  // It goes on: through either number, in the one thread, with every row still behind its tenant.
  await shop.hear({ from: ana, text: 'Y otra más' })
  assert.equal((await shop.list()).length, 2)
  const { rows } = await owner.query<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'conversations'::regnamespace and relkind = 'r' and not relforcerowsecurity`,
  )
  assert.deepEqual(rows, [])
})
