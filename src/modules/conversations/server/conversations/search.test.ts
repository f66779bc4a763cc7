import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
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

type Viewer = { id: string | null; teams: readonly string[] | null }
const everybody: Viewer = { id: null, teams: null }

/** All of them, one after the other, as no index is asked. */
const counted = (ctx: Ctx, text: string, most = 500, { id, teams }: Viewer = everybody): Promise<{ id: string }[]> =>
  ctx.sql`
    select m.id from conversations.message m join conversations.conversation c on c.org_id = m.org_id and c.id = m.conversation_id
    where m.search_words @@ to_tsquery('spanish', ${text}) and (${id}::uuid is null or c.assignee_id = ${id}::uuid
      or c.team_id = any(${teams}::uuid[]) or (${teams !== null} and c.assignee_id is null and c.team_id is null))
    order by m.at desc, m.id desc limit ${most}`

const found = (ctx: Ctx, text: string, most = 500, { id, teams }: Viewer = everybody): Promise<{ id: string }[]> => {
  const words = text.split(' & ')
  return ctx.sql`
    select message_id as id
    from conversations.search_newest_messages(${words.slice(0, -1).join(' & ')}, ${words.at(-1)}, ${most}, ${id}::uuid, ${teams}::uuid[])`
}

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

test('whatever the words and the rights, the newest that may be seen are found, in order, ties included, as without an index', async (t) => {
  const [shop, other] = [await aShop(t), await aShop(t)]
  const [me, colleague, mine, theirs] = Array.from({ length: 4 }, () => newId())
  for (const [org, count] of [
    [shop, 60_000],
    [other, 2_000],
  ] as const)
    await fill(org, [me, colleague, mine, theirs] as string[], count)
  const viewers: Viewer[] = [everybody, { id: me ?? '', teams: null }, { id: me ?? '', teams: [mine ?? ''] }, { id: me ?? '', teams: [] }]
  const texts =
    'half,third & tenth,third & fiftieth,half & hundredth,rare,tenth & rare,fiftieth & t:*,hundredth & h:*,wo:*,half & oddly,lately,lately & h:*'
  for (const text of texts.split(','))
    for (const viewer of viewers)
      await shop.read(async (ctx) => {
        const wanted = await counted(ctx, text, 500, viewer)
        assert.ok(wanted.length > 0 || text.includes('rare'), text)
        for (const most of [7, 60, 500])
          assert.deepEqual(await found(ctx, text, most, viewer), wanted.slice(0, most), `${text} for ${JSON.stringify(viewer)}, ${most}`)
      })
})

/**
 * Forty conversations of all kinds of holders with a thousand messages a day, three of each moment: words that every
 * second, third, tenth ... has, beginnings of many words, one that was frequent only long ago and one that is so lately.
 */
async function fill(shop: Shop, [me, colleague, mine, theirs]: readonly string[], count: number): Promise<void> {
  for (let n = 0; n < 40; n++) await shop.hear({ from: `54911555503${String(n).padStart(2, '0')}`, text: 'Hola' })
  await shop.run(async (ctx) => {
    await ctx.sql`
      update conversations.conversation c
      set assignee_id = case when k % 5 = 0 then ${me}::uuid when k % 5 = 1 then ${colleague}::uuid end,
        assignee_name = case when k % 5 < 2 then 'Paula' end,
        team_id = case when k % 7 < 2 then ${mine}::uuid when k % 7 < 4 then ${theirs}::uuid end
      from (select id, row_number() over (order by contact_address) as k from conversations.conversation) numbered where numbered.id = c.id`
    await ctx.sql`
      insert into conversations.message (id, conversation_id, channel_id, seq, direction, kind, content, preview, search_text, author_kind, author_name, at, created_at)
      select uuidv7(), c.ids[1 + (hashint4(n) & 65535) % 40], ${shop.channel.id}, 10 + n, 'in', 'text', '{}', '', concat_ws(' ', 'word' || n % 500,
          case when (hashint4(n * 2 + 1) & 65535) % 2 = 0 then 'half' end, case when (hashint4(n * 3 + 1) & 65535) % 3 = 0 then 'third' end, case when (hashint4(n * 10 + 1) & 65535) % 10 = 0 then 'tenth' end,
          case when (hashint4(n * 50 + 1) & 65535) % 50 = 0 then 'fiftieth' end, case when (hashint4(n * 100 + 1) & 65535) % 100 = 0 then 'hundredth' end, case when n % 1700 = 0 then 'rare' end,
          case when n < 900 then 'oddly' end, case when n > ${count} - 1000 and n % 250 = 0 or n % 700 = 0 then 'lately' end),
        'contact', 'Ana', ${ctx.now}::timestamptz - interval '4 minutes' * ((${count}::int - n) / 3 + 1), ${ctx.now}
      from generate_series(1, ${count}::int) n, (select array_agg(id order by contact_address) as ids from conversations.conversation) c`
  })
}

test('the words of one organization are not found in another', async (t) => {
  const [shop, other] = [await aShop(t), await aShop(t)]
  await shop.hear({ from: ana, text: 'alcaucil' })
  assert.equal((await shop.read((ctx) => search.messages(ctx, { settled: '', unfinished: 'alcaucil' }, 500))).length, 1)
  assert.equal((await other.read((ctx) => search.messages(ctx, { settled: '', unfinished: 'alcaucil' }, 500))).length, 0)
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
