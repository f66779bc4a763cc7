import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deliveriesOf, storedOf } from './deliveries.ts'
import type { Ground } from './ground.ts'
import { asSuperuser, type Product } from './product.ts'
import { pace, untilGone } from './raw-client.ts'
import { aLoadStage, isQuick } from './stage.ts'
import { asVariant } from './variants.ts'

const rate = 300
/** After so many new messages the provider delivers the last of them once more, while the first may still be under way. */
const repeatsEach = 10

let marks = 0
const newMark = (): string => `w${Date.now().toString(36)}${marks++}`

/** Deliveries at the rate, repeats included; every one must be answered with 200. Resolves to what is stored of how many messages. */
async function deliver(product: Product, ground: Ground, seconds: number): Promise<{ sent: number; stored: number[]; announced: number }> {
  const mark = newMark()
  const total = rate * seconds
  const numberOf = (i: number): number => i - Math.floor(i / (repeatsEach + 1)) - (i % (repeatsEach + 1) === repeatsEach ? 1 : 0)
  const sent = numberOf(total - 1) + 1
  const request = deliveriesOf(product.target, ground, { mark, count: sent })
  const { statuses } = await pace(product.target, { connections: 64, seconds, perSecond: rate, request: (i) => request(numberOf(i)) })
  assert.deepEqual([...statuses], [[200, total]])
  const { messages, announced } = await storedOf(product, mark)
  return { sent, stored: messages, announced }
}

const doubled = (stored: readonly number[]): number => stored.length - new Set(stored).size

/** Customers write as fast as they are answered until the process is killed; which of the acknowledged messages are gone afterwards. */
async function lostByKill(
  stage: Awaited<ReturnType<typeof aLoadStage>>,
  settings: Record<string, string>,
): Promise<{ acknowledged: number; lost: number }> {
  const { product, ground } = stage
  const mark = newMark()
  const request = deliveriesOf(product.target, ground, { mark, count: 30_000 })
  let isLeaving = false
  const writing = untilGone(product.target, { connections: 32, request, isLeaving: () => isLeaving })
  await new Promise((resolve) => setTimeout(resolve, 1_000 + Math.random() * 500))
  isLeaving = true
  await product.kill()
  const { taken } = await writing
  await stage.restart(settings)
  const kept = new Set((await storedOf(stage.product, mark)).messages)
  return { acknowledged: taken.length, lost: taken.filter((i) => !kept.has(i)).length }
}

test(`of ${rate} signed webhooks a second, some delivered twice, none is lost and none is doubled`, async (t) => {
  const { product, ground } = await aLoadStage(t)
  const { sent, stored, announced } = await deliver(product, ground, isQuick ? 6 : 60)
  assert.equal(new Set(stored).size, sent, 'messages were lost')
  assert.equal(doubled(stored), 0)
  assert.equal(announced, sent, 'each message is told of once')
})

test('control: without the memory of deliveries and its keys, repeats are doubled', async (t) => {
  const stage = await aLoadStage(t)
  await asSuperuser(stage.product, (client) =>
    client.query('drop index conversations.message_by_provider_id; alter table conversations.delivery drop constraint delivery_pkey'),
  )
  await stage.restart(asVariant('forgetsDeliveries'))
  const { stored } = await deliver(stage.product, stage.ground, 2)
  assert.ok(doubled(stored) > 0, 'a control that doubles nothing proves nothing')
})

test('of messages that were acknowledged none is lost when the process is killed', async (t) => {
  const stage = await aLoadStage(t)
  for (let round = 0; round < (isQuick ? 2 : 5); round++) {
    const { acknowledged, lost } = await lostByKill(stage, {})
    assert.ok(acknowledged > 100, `only ${acknowledged} were acknowledged`)
    assert.equal(lost, 0)
  }
})

test('control: a product that answers before its commit loses messages when it is killed', async (t) => {
  const stage = await aLoadStage(t)
  const settings = asVariant('answersEarly')
  await stage.restart(settings)
  const { lost } = await lostByKill(stage, settings)
  assert.ok(lost > 0, 'a control that loses nothing proves nothing')
})
