import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { IncomingStatus } from '#conversations/server/channels/channel-adapter.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import { noting } from '#kernel/testing/statements.ts'
import { send } from './send.ts'
import { apply } from './statuses.ts'

const ana = '5491155550101'

const saying = (shop: Shop, providerId: string, state: IncomingStatus['state'], second: number, messageId: string | null = null) => ({
  kind: 'status' as const,
  providerId,
  messageId,
  state,
  at: new Date(shop.clock.now().getTime() + second * 1000).toISOString(),
  failure: null,
})

/** Answers of ours whose ids the provider has told already. */
async function answers(shop: Shop, count: number): Promise<string[]> {
  await shop.hear({ from: ana })
  const { id } = only(await shop.list())
  const made: string[] = []
  for (let i = 0; i < count; i++) {
    const { id: messageId } = await shop.run((ctx) => send(ctx, { id, content: { kind: 'text', text: `Va ${i}` }, replyToId: null }))
    await shop.tell({ id: `wamid.ours.${i}`, status: 'sent', callback: messageId })
    made.push(messageId)
  }
  return made
}

/** How many statements it takes to hear all of these. */
const costOf = (shop: Shop, statuses: readonly IncomingStatus[]): Promise<number> =>
  shop.run(async (ctx) => {
    const noted = noting(ctx)
    await apply(noted.ctx, shop.channel.id, statuses)
    return noted.statements.length
  })

const kept = (shop: Shop) =>
  shop.read(
    (ctx) => ctx.sql<{ providerId: string; fact: IncomingStatus }>`
      select f.provider_id as "providerId", f.fact from conversations.early_fact f order by f.id`,
  )

test('thousands of statuses cost as many statements as two, of messages of ours and of messages that nobody knows', async (t) => {
  const shop = await aShop(t)
  const [first = '', second = ''] = await answers(shop, 2)
  const cost = await costOf(shop, [saying(shop, 'wamid.strange', 'read', 3), saying(shop, 'wamid.ours.0', 'delivered', 1)])
  const many = Array.from({ length: 1_500 }, (_, i) => [
    saying(shop, `wamid.strange.${i}`, 'read', 3),
    saying(shop, i % 2 ? 'wamid.ours.1' : 'wamid.new-name', 'delivered', 2, i % 3 ? second : null),
    saying(shop, `wamid.strange.${i}`, 'sent', 1),
    saying(shop, 'wamid.ours.0', i % 2 ? 'read' : 'sent', 5),
  ]).flat()
  assert.equal(await costOf(shop, many), cost)
  const { id } = only(await shop.list())
  const shown = new Map((await shop.messages(id)).map((message) => [message.id, message]))
  assert.deepEqual([shown.get(first)?.state, shown.get(second)?.state], ['read', 'delivered'])
  assert.equal((await kept(shop)).filter(({ providerId }) => providerId.startsWith('wamid.strange.')).length, 3_000)
})

test('however many messages nobody knows, hearing of them leaves room among the locks of the server for others', async (t) => {
  const shop = await aShop(t)
  const many = Array.from({ length: 5_000 }, (_, i) => saying(shop, `wamid.strange.${i}`, 'read', 3))
  const locks = await shop.run(async (ctx) => {
    await apply(ctx, shop.channel.id, many)
    const [held] = await ctx.sql<{ count: number }>`
      select count(*) as count from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()`
    return held?.count ?? 0
  })
  assert.ok(locks > 0 && locks < 1_000, `${locks} locks`)
})

test('what is told of strangers and of our own in one breath is kept in its order, and moves each message once', async (t) => {
  const shop = await aShop(t)
  const [ours = ''] = await answers(shop, 1)
  const before = (await shop.events()).length
  const told = [
    saying(shop, 'wamid.b', 'read', 9),
    saying(shop, 'wamid.ours.0', 'read', 8),
    saying(shop, 'wamid.a', 'delivered', 2),
    saying(shop, 'wamid.b', 'delivered', 3),
    saying(shop, 'wamid.ours.0', 'delivered', 4),
    saying(shop, 'wamid.b', 'delivered', 3),
    saying(shop, 'wamid.ours.0', 'read', 9),
  ]
  await shop.run((ctx) => apply(ctx, shop.channel.id, told))
  const waiting = Map.groupBy(await kept(shop), ({ providerId }) => providerId)
  assert.deepEqual(
    waiting.get('wamid.a')?.map(({ fact }) => fact),
    [told[2]],
  )
  assert.deepEqual(
    waiting.get('wamid.b')?.map(({ fact }) => fact),
    [told[0], told[3], told[5]],
  )
  assert.deepEqual([...waiting.keys()].toSorted(), ['wamid.a', 'wamid.b'])
  const { type, data } = only((await shop.events()).slice(before))
  assert.equal(type, 'conversations.message.status-changed')
  assert.deepEqual([data.messageId, data.state], [ours, 'read'])
  const { delivered, read } = data.times as Record<string, string>
  assert.deepEqual([delivered, read], [told[4]?.at, told[1]?.at])
  assert.equal(
    await costOf(
      shop,
      told.filter(({ providerId }) => providerId === 'wamid.ours.0'),
    ),
    1,
    'nothing is written that is known',
  )
})
