import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import type { Activity } from '#crm/contract/activity.ts'
import * as activities from '#crm/server/activities/activities.ts'
import { engagementOf } from '#crm/server/activities/activities.ts'
import * as crm from '#crm/server/public.ts'

const day = (n: number, hour = 12): string => `2026-11-${String(n).padStart(2, '0')}T${hour}:00:00.000Z`
const met = async (shop: TestOrg): Promise<string> => {
  const input = { identities: [{ kind: 'wa_id' as const, value: '5491151234567' }], name: 'Ana', source: 'whatsapp', country: 'AR' }
  return (await shop.run((ctx) => crm.findOrCreateByIdentity(ctx, input))).id
}
const told = (shop: TestOrg, ...all: Activity[]) => shop.run((ctx) => crm.recordActivities(ctx, all))
const sums = (shop: TestOrg, contactId: string) => shop.read((ctx) => engagementOf(ctx, contactId))

test('what a contact wrote and was answered is summed up, whatever the order in which it is told', async (t) => {
  const shop = await anOrg(t)
  const contactId = await met(shop)
  const asked: Activity = { contactId, kind: 'message.in', at: day(1), source: 'message:1' }
  const answered: Activity = { contactId, kind: 'message.out', at: day(2), source: 'message:2', value: { endsWait: true } }
  const again: Activity = { contactId, kind: 'message.in', at: day(3), source: 'message:3' }
  const more: Activity = { contactId, kind: 'message.in', at: day(3, 13), source: 'message:4' }
  await told(shop, more)
  await told(shop, asked, answered)
  await told(shop, again)
  const now = await sums(shop, contactId)
  assert.equal(now?.inboundCount, 3)
  assert.equal(now?.outboundCount, 1)
  assert.deepEqual([now?.firstInboundAt, now?.lastInboundAt], [day(1), day(3, 13)])
  assert.equal(now?.waitingSince, day(3), 'the first that nobody answered')
  await told(shop, { contactId, kind: 'message.out', at: day(4), source: 'message:5', value: { endsWait: false } })
  assert.equal((await sums(shop, contactId))?.waitingSince, day(3), 'what a bot says is no answer')
  await told(shop, { contactId, kind: 'conversation.resolved', at: day(5), source: 'resolution:1', value: { endsWait: true } })
  assert.equal((await sums(shop, contactId))?.waitingSince, null)
})

test('a fact told twice counts once, and counting again from the rows gives the same sums', async (t) => {
  const shop = await anOrg(t)
  const contactId = await met(shop)
  const facts: Activity[] = [
    { contactId, kind: 'message.in', at: day(1), source: 'message:1' },
    { contactId, kind: 'message.out', at: day(2), source: 'message:2', value: { endsWait: true } },
    { contactId, kind: 'message.in', at: day(3), source: 'message:3' },
    { contactId, kind: 'order.placed', at: day(4), source: 'order:1', value: { amountMinor: 950_000, currency: 'ARS' } },
    { contactId, kind: 'order.placed', at: day(5), source: 'order:2', value: { amountMinor: 1_000, currency: 'USD' } },
  ]
  for (const fact of facts) await told(shop, fact)
  await Promise.all(facts.map((fact) => told(shop, fact)))
  const now = await sums(shop, contactId)
  assert.deepEqual(
    { ins: now?.inboundCount, outs: now?.outboundCount, replies: now?.replyCount, orders: now?.ordersCount, total: now?.ordersTotalMinor },
    { ins: 2, outs: 1, replies: 1, orders: 2, total: 950_000 },
  )
  await shop.run((ctx) => activities.recount(ctx, [contactId]))
  assert.deepEqual(await sums(shop, contactId), now)
  const recorded = (await shop.events()).filter(({ type }) => type === 'crm.activity.recorded')
  assert.equal(recorded.length, facts.length)
})

test('twenty that record for one contact at once lose nothing', async (t) => {
  const shop = await anOrg(t)
  const contactId = await met(shop)
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => told(shop, { contactId, kind: 'message.in', at: day(1 + i), source: `message:${i}` })),
  )
  const now = await sums(shop, contactId)
  assert.deepEqual([now?.inboundCount, now?.waitingSince, now?.lastInboundAt], [20, day(1), day(20)])
})

test('what is told about somebody of another organization, or about nobody, is passed over', async (t) => {
  const [shop, other] = [await anOrg(t), await anOrg(t)]
  const contactId = await met(shop)
  await told(other, { contactId, kind: 'message.in', at: day(1), source: 'message:1' })
  assert.equal(await sums(other, contactId), null)
  assert.equal(await sums(shop, contactId), null)
})
