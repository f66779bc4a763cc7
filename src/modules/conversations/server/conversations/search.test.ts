import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Ctx } from '#kernel/ctx.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import * as search from './search.store.ts'

const ana = '5491155550101'

/** Messages of one conversation, a minute apart, oldest first: as many of each text as is said. */
async function write(shop: Shop, conversationId: string, parts: readonly { text: string; times: number }[]): Promise<void> {
  let seq = 100
  for (const { text, times } of parts) {
    await shop.run(
      (ctx) => ctx.sql`
        insert into conversations.message (id, conversation_id, channel_id, seq, direction, kind, content, preview, search_text, author_kind, author_name, at, created_at)
        select uuidv7(), ${conversationId}, ${shop.channel.id}, n, 'in', 'text', jsonb_build_object('kind', 'text', 'text', ${text}::text), ${text}, ${text}, 'contact', 'Ana',
          ${ctx.now}::timestamptz - interval '200 days' + interval '1 minute' * n, ${ctx.now}
        from generate_series(${seq}::int, ${seq + times - 1}::int) n`,
    )
    seq += times
  }
}

/** All of them, one after the other, as no index is asked. */
const counted = (ctx: Ctx, text: string): Promise<{ id: string }[]> =>
  ctx.sql`
    select m.id from conversations.message m where to_tsvector('spanish', m.search_text) @@ to_tsquery('spanish', ${text})
    order by m.at desc, m.id desc limit 500`

const found = (ctx: Ctx, text: string): Promise<{ id: string }[]> =>
  ctx.sql`select message_id as id from conversations.search_newest_messages(${text}, 500)`

async function aConversation(shop: Shop): Promise<string> {
  await shop.hear({ from: ana, text: 'Hola' })
  return only(await shop.list()).id
}

for (const [said, asked] of [
  ['¿Tienen empanadas?', 'empanada'],
  ['Una empanada de jamón', 'EMPANADAS'],
  ['Llegó la transferéncia', 'transferencias'],
  ['La heladería está cerrada', 'heladeria cerrado'],
  ['Quería ñoquis', 'noqui'],
] as const)
  test(`«${said}» is found by «${asked}»`, async (t) => {
    const shop = await aShop(t)
    await shop.hear({ from: ana, text: said })
    await shop.hear({ from: '5491155550102', text: 'Nada que ver' })
    const { items } = (await shop.http.get(`/conversations?scope=all&search=${encodeURIComponent(asked)}`)).body
    assert.deepEqual(
      items.map((item: { match: { excerpt: string } }) => item.match.excerpt),
      [said],
    )
  })

test('the newest five hundred are found, whether a word is frequent, rare, or was frequent once', async (t) => {
  const shop = await aShop(t)
  await write(shop, await aConversation(shop), [
    { text: 'bombones para regalo', times: 700 },
    { text: 'un pollo entero', times: 600 },
    { text: 'pollo con papas', times: 900 },
    { text: 'media docena de medialunas', times: 1 },
    { text: 'gracias', times: 400 },
  ])
  for (const text of ['pollo', 'papas', 'bombon', 'regalo', 'medialuna', 'gracias', 'p:*', 'pollo & papas', 'nadie', 'pollo & bombon'])
    assert.deepEqual(await shop.read((ctx) => found(ctx, text)), await shop.read((ctx) => counted(ctx, text)), text)
})

test('what is older than the walk through the newest messages is found as well', async (t) => {
  const shop = await aShop(t)
  await write(shop, await aConversation(shop), [
    { text: 'locro', times: 30 },
    { text: 'ok', times: 50_000 },
    { text: 'locro', times: 12 },
  ])
  assert.equal((await shop.read((ctx) => found(ctx, 'locro'))).length, 42)
})

test('the words of one organization are not found in another', async (t) => {
  const [shop, other] = [await aShop(t), await aShop(t)]
  await shop.hear({ from: ana, text: 'alcaucil' })
  assert.equal((await shop.read((ctx) => search.messages(ctx, 'alcaucil', 500))).length, 1)
  assert.equal((await other.read((ctx) => search.messages(ctx, 'alcaucil', 500))).length, 0)
})

test('a search by a piece of the name finds the newest of each state first, and then all others', async (t) => {
  const shop = await aShop(t)
  for (let n = 0; n < 12; n++) await shop.hear({ from: `54911555502${String(n).padStart(2, '0')}`, name: `Marta ${n}`, text: 'Hola' })
  const ids = await shop.read((ctx) => search.conversations(ctx, 'ma', 5))
  const newest = (await shop.list()).map(({ id }) => id).slice(0, 5)
  assert.deepEqual(ids.toSorted(), newest.toSorted())
  assert.equal((await shop.read((ctx) => search.conversations(ctx, 'ma', 500))).length, 12)
  assert.equal((await shop.read((ctx) => search.conversations(ctx, 'marta 11', 500))).length, 1)
  assert.deepEqual(await shop.read((ctx) => search.conversations(ctx, '100%_', 500)), [])
})
