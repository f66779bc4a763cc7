import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recount } from '#crm/server/activities/activities.ts'
import { engagementOf } from '#crm/server/activities/activities.ts'
import { recordPast } from '#conversations/server/activities/activities.ts'
import * as states from '#conversations/server/conversations/states.ts'
import { send } from '#conversations/server/messages/send.ts'
import { aShop, type Shop } from '#conversations/server/testing/stage.ts'
import { deskOf } from '#kernel/context.ts'

const ana = '5491151234567'
const sums = (shop: Shop, contactId: string) => shop.read((ctx) => engagementOf(ctx, contactId))

/** She asks, is answered, asks again. */
async function talk(shop: Shop): Promise<{ id: string; contactId: string }> {
  await shop.hear({ from: ana, text: '¿Cuánto sale?' })
  const [conversation] = await shop.list()
  assert.ok(conversation)
  const { id, contactId } = conversation
  shop.clock.advance({ minutes: 5 })
  const content = { kind: 'text' as const, text: 'Hola, $ 9.500' }
  await shop.run((ctx) => send(ctx, { id, content, replyToId: null }))
  shop.clock.advance({ minutes: 5 })
  await shop.hear({ from: ana, text: 'Dale, quiero uno' })
  return { id, contactId }
}

test('what is said in a conversation is activity of the contact, and who has no answer waits until there is one', async (t) => {
  const shop = await aShop(t)
  const { id, contactId } = await talk(shop)
  assert.equal(await sums(shop, contactId), null, 'the delivery itself waits for none of it')
  await shop.settle()
  const now = await sums(shop, contactId)
  assert.deepEqual([now?.inboundCount, now?.outboundCount, now?.replyCount], [2, 1, 1])
  assert.equal(now?.waitingSince, now?.lastInboundAt)
  await shop.run((ctx) => states.change(ctx, { id, state: 'resolved' }))
  await shop.settle()
  assert.equal((await sums(shop, contactId))?.waitingSince, null)
})

test('what was said before activity was kept is told once, and gives the same sums', async (t) => {
  const shop = await aShop(t)
  const { contactId } = await talk(shop)
  await shop.settle()
  const told = await sums(shop, contactId)
  await shop.run(async (ctx) => {
    await ctx.sql`delete from crm.activity`
    await ctx.sql`insert into conversations.past_activity default values`
    await recount(ctx, [contactId])
  })
  assert.equal(await sums(shop, contactId), null)
  const signal = new AbortController().signal
  const desk = deskOf(shop.kernel, { org: shop.id, requestId: 'test', signal, attempt: 1, lastAttempt: false })
  for (let times = 0; times < 2; times++) await recordPast.work?.(desk, {})
  assert.deepEqual(await sums(shop, contactId), told)
})
