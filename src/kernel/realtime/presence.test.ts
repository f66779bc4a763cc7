import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { until } from '#kernel/jobs/testing/bench.ts'
import { packed } from '#kernel/realtime/presence.ts'
import { aStage, type Browser } from '#kernel/realtime/testing/stage.ts'

const seen = (browser: Browser, topic: string): Record<string, string> => {
  const last = browser.received.findLast((message) => message.presence?.topic === topic)
  return Object.fromEntries((last?.presence.people ?? []).map(({ name, state }: { name: string; state: string }) => [name, state]))
}
const sees = (browser: Browser, topic: string, people: Record<string, string>): Promise<void> =>
  until(() => JSON.stringify(seen(browser, topic)) === JSON.stringify(people)).catch(() => assert.deepEqual(seen(browser, topic), people))

test('agents see who else is in a conversation and who types, on whatever server each is', async (t) => {
  const stage = await aStage(t)
  const [one, two] = [await stage.server(), await stage.server()]
  const shop = newId()
  const topic = `notes.thread:${newId()}`
  const ana = await stage.open(one.port, stage.person(shop, { name: 'Ana' }))
  const beto = await stage.open(two.port, stage.person(shop, { name: 'Beto' }))
  await Promise.all([ana, beto].map((browser) => browser.follow([topic])))
  ana.say({ presence: { topic, state: 'viewing' } })
  await sees(beto, topic, { Ana: 'viewing' })
  beto.say({ presence: { topic, state: 'typing' } })
  await sees(ana, topic, { Ana: 'viewing', Beto: 'typing' })
  beto.say({ presence: { topic, state: 'idle' } })
  await sees(ana, topic, { Ana: 'viewing' })
  ana.socket.terminate()
  await sees(beto, topic, {})
})

test('who comes later sees who was there already, also when their server has just started', async (t) => {
  const stage = await aStage(t)
  const one = await stage.server()
  const shop = newId()
  const topic = `notes.thread:${newId()}`
  const ana = await stage.open(one.port, stage.person(shop, { name: 'Ana' }))
  await ana.follow([topic])
  ana.say({ presence: { topic, state: 'viewing' } })
  await sees(ana, topic, { Ana: 'viewing' })
  const two = await stage.server()
  for (const { port } of [one, two]) {
    const late = await stage.open(port, stage.person(shop, { name: 'Late' }))
    await late.follow([topic])
    await sees(late, topic, { Ana: 'viewing' })
  }
})

test('a person with two tabs is one person, typing if they type in either', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const [shop, id] = [newId(), newId()]
  const topic = `notes.thread:${newId()}`
  const tabs = await Promise.all([0, 1].map(() => stage.open(port, stage.person(shop, { id, name: 'Ana' }))))
  await Promise.all(tabs.map((tab) => tab.follow([topic])))
  tabs[0]?.say({ presence: { topic, state: 'typing' } })
  tabs[1]?.say({ presence: { topic, state: 'viewing' } })
  await sees(tabs[1] as Browser, topic, { Ana: 'typing' })
  tabs[0]?.socket.terminate()
  await sees(tabs[1] as Browser, topic, { Ana: 'viewing' })
})

test('presence in a topic that one may not follow reaches nobody, nor that of another shop', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const shop = newId()
  const topic = `notes.thread:${newId()}`
  const [ana, uninvited, stranger] = await Promise.all([
    stage.open(port, stage.person(shop, { name: 'Ana' })),
    stage.open(port, stage.person(shop, { name: 'Uninvited', permissions: [] })),
    stage.open(port, stage.person(newId(), { name: 'Stranger' })),
  ])
  await Promise.all([ana, uninvited, stranger].map((browser) => browser.follow([topic])))
  for (const browser of [uninvited, stranger, ana]) browser.say({ presence: { topic, state: 'viewing' } })
  await sees(ana, topic, { Ana: 'viewing' })
  await sees(stranger, topic, { Stranger: 'viewing' })
  assert.equal(uninvited.received.filter((one) => 'presence' in one).length, 0)
})

test('leaving a topic ends the presence in it', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const shop = newId()
  const topic = `notes.thread:${newId()}`
  const [ana, beto] = await Promise.all(['Ana', 'Beto'].map((name) => stage.open(port, stage.person(shop, { name }))))
  await Promise.all([ana, beto].map((browser) => browser?.follow([topic])))
  ana?.say({ presence: { topic, state: 'viewing' } })
  await sees(beto as Browser, topic, { Ana: 'viewing' })
  ana?.say({ unsubscribe: [topic] })
  await sees(beto as Browser, topic, {})
})

test('news of five hundred people fits into notifications of less than 8,000 bytes, and none is lost', () => {
  const items = Array.from({ length: 500 }, (_, i) => ({
    o: newId(),
    t: `t${i}`,
    l: `x-${i}`,
    p: newId(),
    n: 'Íñigo Ñandú 🐔'.repeat(5),
    s: 'viewing' as const,
  }))
  const notices = packed('me', items)
  assert.ok(notices.every((notice) => Buffer.byteLength(notice) < 8_000))
  assert.deepEqual(
    notices.flatMap((notice) => (JSON.parse(notice) as { news: typeof items }).news),
    items,
  )
})
