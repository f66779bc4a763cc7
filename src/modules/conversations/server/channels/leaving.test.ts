import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop, type Shop } from '#conversations/server/testing/stage.ts'
import { aWiredShop, type WiredShop } from '#conversations/server/testing/wired-shop.ts'
import * as healthStore from './health.store.ts'
import { mayLeave, rearrange, usage } from './leaving.ts'

const ana = '5491155550101'
const beto = '5493515550142'

const textsOf = (shop: WiredShop, waId: string): (string | null)[] => shop.onThePhone(waId).map(({ text }) => text)

test('sixty messages to one customer leave forty-five at once and the rest one each six seconds; another customer waits for none of them', async (t) => {
  const shop = await aWiredShop(t)
  await shop.customer(ana)
  await shop.customer(beto)
  const ids: string[] = []
  for (let i = 0; i < 60; i++) ids.push(await shop.say(ana, `mensaje ${i}`))
  await shop.say(beto, 'Sí, abrimos')
  await shop.settle()
  assert.equal(textsOf(shop, beto).length, 1)
  for (let i = 0; i < 2; i++) await shop.pass(1_000)
  assert.equal(textsOf(shop, ana).length, 45)
  const waiting = await shop.message(ana, ids[45] ?? '')
  assert.deepEqual([waiting.state, waiting.failure?.reason], ['queued', 'pair-limit'])
  for (let i = 0; i < 15; i++) await shop.pass(6_000)
  assert.deepEqual(
    textsOf(shop, ana),
    Array.from({ length: 60 }, (_, i) => `mensaje ${i}`),
  )
})

test('what was sent before a restart counts: without the memory in the database the provider has to refuse', async (t) => {
  const shop = await aWiredShop(t)
  await shop.customer(ana)
  for (let i = 0; i < 45; i++) await shop.say(ana, `mensaje ${i}`)
  await shop.settle()
  for (let i = 0; i < 2; i++) await shop.pass(1_000)
  const kept = await shop.say(ana, 'uno más')
  await shop.settle()
  assert.deepEqual((await shop.message(ana, kept)).failure, { reason: 'pair-limit', code: null, canRetry: false })

  await shop.run((ctx) => ctx.sql`delete from conversations.send_pace`)
  await shop.pass(1_000)
  const lost = await shop.say(ana, 'y otro')
  await shop.pass(5_000)
  const states = [await shop.message(ana, kept), await shop.message(ana, lost)]
  assert.ok(
    states.some(({ failure }) => failure?.code === 131056),
    JSON.stringify(states.map(({ state, failure }) => ({ state, failure }))),
  )
})

async function aBusyNumber(shop: WiredShop, ours: number): Promise<{ refusals: number; seconds: number; sent: number }> {
  const customers = Array.from({ length: 30 }, (_, i) => `54911555502${String(i).padStart(2, '0')}`)
  for (const customer of customers) await shop.customer(customer)
  await shop.run(async (ctx) => {
    const health = await healthStore.lock(ctx, shop.channel.id)
    await healthStore.write(ctx, { ...health, throughputPerSecond: ours })
  })
  // The provider counts what comes in too: that second is over.
  await shop.pass(2_000)
  for (const customer of customers) await shop.say(customer, 'Ya sale')
  await shop.settle()
  let seconds = 0
  let refusals = 0
  while (seconds < 60 && customers.some((customer) => shop.onThePhone(customer).length === 0)) {
    const [row] = await shop.read(
      (ctx) => ctx.sql<{ count: number }>`select count(*) as count from conversations.message m where m.failure->>'code' = '130429'`,
    )
    refusals = Math.max(refusals, row?.count ?? 0)
    await shop.pass(1_000)
    seconds++
  }
  return { refusals, seconds, sent: customers.filter((customer) => shop.onThePhone(customer).length === 1).length }
}

test('a number never sends faster than the provider lets it', async (t) => {
  const shop = await aWiredShop(t, { throughput: 8 })
  const { refusals, seconds, sent } = await aBusyNumber(shop, 8)
  assert.deepEqual([refusals, sent], [0, 30])
  assert.ok(seconds <= 6, `${seconds} seconds`)
})

test('and without that measure it is refused', async (t) => {
  const shop = await aWiredShop(t, { throughput: 8 })
  const { refusals } = await aBusyNumber(shop, 1_000)
  assert.ok(refusals > 0)
})

async function limitedTo(shop: Shop, dailyLimit: number | null): Promise<void> {
  await shop.run(async (ctx) =>
    healthStore.write(ctx, { ...(await healthStore.lock(ctx, shop.channel.id)), dailyLimit, portfolioId: 'B1' }),
  )
}

const person = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

const approach = (shop: Shop, n: number) =>
  shop.run((ctx) =>
    mayLeave(ctx, {
      messageId: person(n),
      channelId: shop.channel.id,
      addressId: person(n),
      personId: person(n),
      isApproach: true,
      sendAfter: null,
    }),
  )

test('a business writes first to as many people a day as it may; whoever is beyond waits for the first place that gets free', async (t) => {
  const shop = await aShop(t)
  await limitedTo(shop, 3)
  for (const n of [1, 2, 3, 1, 2]) assert.equal(await approach(shop, n), null)
  const fourth = await approach(shop, 4)
  assert.equal(fourth?.reason, 'daily-limit')
  assert.deepEqual(await shop.read((ctx) => usage(ctx, 'B1')), { approached: 3, waiting: 1 })
  shop.clock.advance({ hours: 23 })
  assert.equal((await approach(shop, 4))?.reason, 'daily-limit')
  shop.clock.advance({ hours: 1 })
  assert.equal(await approach(shop, 4), null)
})

test('when the limit grows, whoever waits goes at once, in order', async (t) => {
  const shop = await aShop(t)
  await limitedTo(shop, 2)
  for (const n of [1, 2]) await approach(shop, n)
  for (const n of [3, 4, 5]) assert.ok(await approach(shop, n))
  await limitedTo(shop, 4)
  await shop.run((ctx) => rearrange(ctx, 'B1', 4))
  assert.deepEqual(await Promise.all([3, 4, 5].map(async (n) => (await approach(shop, n)) === null)), [true, true, false])
})

test('forty processes at once do not write to more people than allowed', async (t) => {
  const shop = await aShop(t)
  await limitedTo(shop, 7)
  const ends = await Promise.all(Array.from({ length: 40 }, (_, n) => approach(shop, n)))
  assert.equal(ends.filter((end) => end === null).length, 7)
})

test('an answer inside the window counts for nobody’s limit', async (t) => {
  const shop = await aWiredShop(t)
  await limitedTo(shop, 1)
  for (const waId of [ana, beto]) await shop.customer(waId)
  for (const waId of [ana, beto]) await shop.say(waId, 'Hola')
  await shop.settle()
  assert.deepEqual([shop.onThePhone(ana).length, shop.onThePhone(beto).length], [1, 1])
  assert.deepEqual(await shop.read((ctx) => usage(ctx, 'B1')), { approached: 0, waiting: 0 })
})
