import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import type { FaultEffect, FaultPlace } from '#simulators/whatsapp/faults.ts'
import type { Message } from '#conversations/contract/message.ts'
import { upload } from '#conversations/server/messages/media.ts'
import { columns, rows, type Column } from '#conversations/server/testing/fault-cells.ts'
import { aWiredShop, type WiredShop } from '#conversations/server/testing/wired-shop.ts'

const ana = '5491155550101'
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

type Where = { calls: FaultPlace; webhooks: boolean }
const where: Record<Column, Where> = {
  inbound: { calls: 'receipt', webhooks: true },
  status: { calls: 'receipt', webhooks: true },
  text: { calls: 'send', webhooks: false },
  template: { calls: 'send', webhooks: false },
  fileOut: { calls: 'upload', webhooks: false },
  fileIn: { calls: 'media-info', webhooks: false },
}

/** Brings a fault about, for the column that it is to strike. What it returns ends it. */
type Strike = (shop: WiredShop, column: Column) => void | (() => void | Promise<void>)

const call = (shop: WiredShop, column: Column, effect: FaultEffect): void =>
  void shop.simulator.setFault({ at: where[column].calls, effect, times: 1 })
const webhook = (shop: WiredShop, effect: FaultEffect, times?: number): void =>
  void shop.simulator.setFault({ at: 'webhook', effect, ...(times !== undefined && { times }) })

/** The same trouble on either side: the provider's answer to us, or its delivery to us. */
const onEither =
  (toCalls: FaultEffect, toWebhooks: (shop: WiredShop) => void): Strike =>
  (shop, column) =>
    where[column].webhooks ? toWebhooks(shop) : call(shop, column, toCalls)

const strikes: Record<string, Strike> = {
  'provider down': (shop, column) => {
    if (where[column].webhooks) webhook(shop, { kind: 'delay', ms: hourMs })
    else shop.edge.isProviderDown = true
    return () => void (shop.edge.isProviderDown = false)
  },
  // The deadline is scaled down with the delay: what matters is that it passes first.
  '30 s slow': (shop, column) => {
    if (where[column].webhooks) return webhook(shop, { kind: 'delay', ms: 30_000 })
    shop.edge.patienceMs = 1_000
    call(shop, column, { kind: 'latency', ms: 4_000 })
    return () => void delete shop.edge.patienceMs
  },
  'reset in the middle of a body': onEither({ kind: 'reset', when: 'mid-body' }, ({ edge }) => {
    edge.lostAnswers = 2
  }),
  '429': onEither({ kind: 'error', code: 130429 }, ({ edge }) => {
    edge.refusals = { status: 429, times: 12 }
  }),
  '500': onEither({ kind: 'error', code: 131000 }, ({ edge }) => {
    edge.refusals = { status: 500, times: 12 }
  }),
  malformed: onEither({ kind: 'garbled' }, (shop) => {
    for (const text of ['{"object":', '[]', '{"object":"page"}', '\u0000'])
      shop.simulator.postRaw(shop.number.phoneNumberId, Buffer.from(text))
  }),
  'duplicated x5': (shop) => webhook(shop, { kind: 'duplicate', copies: 4 }),
  shuffled: (shop) => webhook(shop, { kind: 'shuffle', withinMs: 10 * 60_000 }),
  'three days late': (shop, column) => {
    webhook(shop, { kind: 'delay', ms: 3 * dayMs })
    if (!where[column].webhooks && column !== 'fileIn')
      shop.simulator.setFault({ at: 'send', effect: { kind: 'reset', when: 'after' }, times: 1 })
  },
  'wrong signature': (shop) => webhook(shop, { kind: 'bad-signature' }),
  'media gone': (shop, column) => {
    if (column === 'fileOut') call(shop, column, { kind: 'error', code: 131053 })
    if (column === 'fileIn') shop.simulator.setFault({ at: 'media-info', effect: { kind: 'error', code: 100 } })
  },
  'token revoked': (shop) => {
    shop.simulator.setToken(shop.number.token, { isRevoked: true })
    return async () => {
      shop.simulator.setToken(shop.number.token, { isRevoked: false })
      await shop.http.delete(`/channels/${shop.channel.id}/stop`)
    }
  },
}

/** Everything that falls due in the next days, in steps that no window or deadline of ours is blind to. */
async function time(shop: WiredShop): Promise<void> {
  await shop.pass(1_000)
  await shop.pass(31_000)
  await shop.pass(5 * 60_000)
  await shop.pass(2 * hourMs)
}

const inbound = async (shop: WiredShop): Promise<Message[]> => {
  const [card] = await shop.list()
  return card ? (await shop.messages(card.id)).filter(({ direction }) => direction === 'in').toReversed() : []
}

const textIn = ({ content }: Message): string => (content.kind === 'text' ? content.text : '')

async function templateOf(shop: WiredShop): Promise<string> {
  shop.simulator.addHelloWorld(shop.number.phoneNumberId)
  await shop.http.post('/template-syncs', {})
  await shop.settle()
  const { items } = (await shop.http.get('/templates')).body
  return items[0].id
}

async function contentFor(shop: WiredShop, column: Column): Promise<Record<string, unknown>> {
  if (column === 'template') return { kind: 'template', templateId: await templateOf(shop) }
  if (column === 'text') return { kind: 'text', text: 'Sí, tenemos' }
  const file = { name: 'carta.png', declaredMime: 'image/png', stream: Readable.from([png]) }
  const { fileId } = await shop.run((ctx) => upload(ctx, { isVoice: false }), { upload: file })
  return { kind: 'media', fileId }
}

const words = JSON.parse(readFileSync(new URL('./failure-words.es.json', import.meta.url), 'utf8')).failures as Record<string, unknown>

const scenarios: Record<Column, (t: TestContext, fault: string) => Promise<void>> = {
  async inbound(t, fault) {
    const expected = rows[fault]?.inbound
    const shop = await aWiredShop(t)
    const end = strikes[fault]?.(shop, 'inbound')
    for (const text of ['uno', 'dos', 'tres']) {
      await shop.customer(ana, { type: 'text', text })
      shop.clock.advance({ ms: 1_000 })
      shop.simulator.settings.sentAfter = [1, 1]
      await shop.simulator.advance(1_000)
    }
    const soon = (await inbound(shop)).length
    await end?.()
    if (fault === 'three days late') await shop.pass(3 * dayMs)
    await time(shop)
    const heard = await inbound(shop)
    const [card] = await shop.list()
    assert.deepEqual(
      { soon, later: heard.length, ...(expected?.isOrdered && { isOrdered: heard.map(textIn).join() === 'uno,dos,tres' }) },
      { soon: expected?.soon, later: expected?.later, ...(expected?.isOrdered && { isOrdered: true }) },
    )
    if (expected?.isWindowOpen !== undefined)
      assert.equal(Date.parse(card?.windowExpiresAt ?? '') > shop.clock.now().getTime(), expected.isWindowOpen)
  },

  async status(t, fault) {
    const expected = rows[fault]?.status
    const shop = await aWiredShop(t)
    await shop.customer(ana)
    const id = await shop.say(ana, 'Sí, tenemos')
    await shop.settle()
    const end = strikes[fault]?.(shop, 'status')
    await shop.pass(2_000)
    const soon = (await shop.message(ana, id)).state
    await end?.()
    if (fault === 'three days late') await shop.pass(3 * dayMs)
    await time(shop)
    assert.deepEqual({ soon, later: (await shop.message(ana, id)).state }, expected)
    assert.equal(shop.onThePhone(ana).length, 1)
  },

  text: (t, fault) => outbound(t, fault, 'text'),
  template: (t, fault) => outbound(t, fault, 'template'),
  fileOut: (t, fault) => outbound(t, fault, 'fileOut'),

  async fileIn(t, fault) {
    const expected = rows[fault]?.fileIn
    const shop = await aWiredShop(t)
    await shop.customer(ana)
    const end = strikes[fault]?.(shop, 'fileIn')
    await shop.customer(ana, { type: 'image', bytes: png, mimeType: 'image/png', caption: 'mi comprobante' })
    await shop.settle()
    const media = async (): Promise<{ state: string; failure: string | null }> => {
      const content = (await inbound(shop)).map((message) => message.content).find(({ kind }) => kind === 'image')
      const found = content && 'media' in content ? content : undefined
      return { state: found?.media.state ?? 'absent', failure: found?.media.failure ?? null }
    }
    const soon = (await media()).state
    await end?.()
    if (fault === 'three days late') await shop.pass(3 * dayMs)
    await time(shop)
    const then = await media()
    // Before its message came there is nothing to show.
    assert.equal(soon === 'absent' ? 'downloading' : soon, expected?.soon)
    assert.deepEqual(then, { state: expected?.later, failure: expected?.failure ?? null })
  },
}

async function outbound(t: TestContext, fault: string, column: 'text' | 'template' | 'fileOut'): Promise<void> {
  const expected = rows[fault]?.[column]
  const shop = await aWiredShop(t)
  await shop.customer(ana)
  const content = await contentFor(shop, column)
  const end = strikes[fault]?.(shop, column)
  const messageId = '01a1f000-0000-7000-8000-000000000001'
  const conversation = await shop.conversationOf(ana)
  // Somebody whose connection breaks presses again: it is the same message.
  for (let i = 0; i < (fault === 'duplicated x5' ? 5 : 1); i++) {
    const sent = await shop.http.post(`/conversations/${conversation}/messages`, { content, messageId })
    assert.equal(sent.status, 200, JSON.stringify(sent.body))
  }
  await shop.settle()
  const soon = await shop.message(ana, messageId)
  const channel = (await shop.http.get(`/channels/${shop.channel.id}`)).body
  assert.deepEqual(
    { soon: soon.state, reason: soon.failure?.reason ?? null, stops: channel.state === 'stopped' },
    { soon: expected?.soon, reason: expected?.reason, stops: expected?.stops ?? false },
  )
  if (soon.failure) assert.ok(soon.failure.reason in words, `${soon.failure.reason} has no words`)
  await end?.()
  if (fault === 'three days late') await shop.pass(3 * dayMs)
  await time(shop)
  const then = await shop.message(ana, messageId)
  assert.deepEqual({ later: then.state, copies: shop.onThePhone(ana).length }, { later: expected?.later, copies: expected?.copies })
}

test('every fault has an expectation for everything it can strike', () => {
  assert.deepEqual(Object.keys(rows), Object.keys(strikes))
  assert.equal(Object.keys(rows).length * columns.length, 72)
})

for (const fault of Object.keys(rows)) for (const column of columns) test(`${fault} × ${column}`, (t) => scenarios[column](t, fault))
