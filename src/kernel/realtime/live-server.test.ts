import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { medianMs, until } from '#kernel/jobs/testing/bench.ts'
import { aStage } from '#kernel/realtime/testing/stage.ts'

test('what happens in a shop appears on the screens of that shop that follow it, in order', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const relay = stage.relay()
  const [shop, other] = [newId(), newId()]
  const [ana, beto, stranger] = await Promise.all([shop, shop, other].map((org) => stage.open(port, stage.person(org))))
  await Promise.all([ana, beto, stranger].map((browser) => browser?.follow(['notes.inbox'])))
  for (const words of ['one', 'two', 'three']) await stage.write(shop, words)
  relay.wake()
  await until(() => ana?.words().length === 3 && beto?.words().length === 3)
  assert.deepEqual(ana?.words(), ['one', 'two', 'three'])
  assert.deepEqual(stranger?.words(), [])
  const [message] = ana?.received.filter((one) => 'type' in one) ?? []
  assert.deepEqual(Object.keys(message ?? {}), ['type', 'at', 'topics', 'patch'])
  assert.match(message?.at, /^\d+-\d+$/)
})

test('a message names only those topics that this screen follows', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const [shop, thread] = [newId(), newId()]
  const [inbox, both] = await Promise.all([stage.open(port, stage.person(shop)), stage.open(port, stage.person(shop))])
  await inbox.follow(['notes.inbox'])
  await both.follow(['notes.inbox', `notes.thread:${thread}`])
  await stage.write(shop, 'hello', { thread })
  await stage.relay({ isManual: true }).catchUp()
  assert.deepEqual((await inbox.get((one) => 'type' in one)).topics, ['notes.inbox'])
  assert.deepEqual((await both.get((one) => 'type' in one)).topics, ['notes.inbox', `notes.thread:${thread}`])
  assert.equal(both.words().length, 1)
})

test('a viewer is shown only what they may see of it', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const shop = newId()
  const [ana, beto] = await Promise.all([stage.open(port, stage.person(shop)), stage.open(port, stage.person(shop))])
  await Promise.all([ana, beto].map((browser) => browser.follow(['notes.inbox'])))
  await stage.write(shop, 'for Ana', { onlyFor: ana.person })
  await stage.write(shop, 'for all')
  await stage.relay({ isManual: true }).catchUp()
  await until(() => beto.words().length > 0 && ana.words().length > 1)
  assert.deepEqual(ana.words(), ['for Ana', 'for all'])
  assert.deepEqual(beto.words(), ['for all'])
})

for (const [what, topic, permissions] of [
  ['without the right', 'notes.inbox', []],
  ['that nobody declared', 'kernel.secrets', ['notes.read']],
  ['whose id is no id', "notes.thread:' or true --", ['notes.read']],
  ['that only begins like a declared one', 'notes.inbox.more', ['notes.read']],
] as const)
  test(`a topic ${what} is denied, and nothing of it arrives`, async (t) => {
    const stage = await aStage(t)
    const server = await stage.server()
    const shop = newId()
    const browser = await stage.open(server.port, stage.person(shop, { permissions: [...permissions] }))
    await browser.follow([topic])
    assert.deepEqual((await browser.get((one) => 'denied' in one)).denied, [topic])
    await stage.write(shop, 'secret')
    await stage.shown(server)
    // Its answer comes after everything that was sent before.
    await browser.follow([topic])
    assert.deepEqual(browser.words(), [])
  })

test('after a gap the browser gets what it missed, once, before what happens now', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const relay = stage.relay()
  const shop = newId()
  const token = stage.person(shop)
  const first = await stage.open(port, token)
  await first.follow(['notes.inbox'])
  await stage.write(shop, 'seen')
  relay.wake()
  const { at } = await first.get((one) => 'type' in one)
  first.socket.terminate()
  for (let i = 0; i < 20; i++) await stage.write(shop, `missed ${i}`)
  await relay.catchUp()
  let isWriting = true
  const writing = (async () => {
    for (let i = 0; isWriting; i++) {
      await stage.write(shop, `now ${i}`)
      relay.wake()
    }
  })()
  const second = await stage.open(port, token)
  await second.follow(['notes.inbox'], at)
  await until(() => second.words().filter((words) => words.startsWith('now')).length > 20)
  isWriting = false
  await writing
  await stage.write(shop, 'end')
  relay.wake()
  await until(() => second.words().includes('end'))
  const words = second.words()
  assert.equal(new Set(words).size, words.length, 'nothing twice')
  assert.deepEqual(
    words.slice(0, 20),
    Array.from({ length: 20 }, (_, i) => `missed ${i}`),
  )
  const count = words.filter((one) => one.startsWith('now')).length
  assert.deepEqual(words.slice(20), [...Array.from({ length: count }, (_, i) => `now ${i}`), 'end'])
  assert.ok(!words.includes('seen'))
})

test('a gap in a shop does not bring what happened in another one', async (t) => {
  const stage = await aStage(t)
  const server = await stage.server()
  const [shop, other] = [newId(), newId()]
  await stage.write(shop, 'before')
  await stage.shown(server)
  const browser = await stage.open(server.port, stage.person(shop))
  const { ready } = await browser.follow(['notes.inbox'])
  browser.socket.terminate()
  await stage.write(other, 'not ours')
  await stage.write(shop, 'for one', { onlyFor: newId() })
  await stage.write(shop, 'ours')
  await stage.shown(server)
  const back = await stage.open(server.port, stage.person(shop))
  await back.follow(['notes.inbox'], ready)
  assert.deepEqual(back.words(), ['ours'])
})

for (const [what, cursor] of [
  ['of events that are no longer kept', '3-1'],
  ['that is no cursor', 'yesterday'],
  ['from a time that a restored backup does not know', '9223372036854775807-1'],
] as const)
  test(`a cursor ${what} means asking for everything again`, async (t) => {
    const stage = await aStage(t)
    const shop = newId()
    await stage.write(shop, 'before')
    await stage.relay({ isManual: true }).catchUp()
    const { port } = await stage.server()
    const browser = await stage.open(port, stage.person(shop))
    await browser.follow(['notes.inbox'], cursor)
    assert.ok(browser.received.some((one) => one.reset === true))
    assert.deepEqual(browser.words(), [])
  })

test('a gap of more than two thousand events means asking for everything again', async (t) => {
  const stage = await aStage(t)
  const server = await stage.server()
  const { port } = server
  const shop = newId()
  await stage.write(shop, 'before')
  await stage.shown(server)
  const { ready } = await (await stage.open(port, stage.person(shop))).follow(['notes.inbox'])
  await stage.run(
    shop,
    (ctx) => ctx.sql`
    insert into kernel.event (type, data, actor, request_id)
    select 'notes.note.written', '{"thread":"x","words":"flood","onlyFor":null}', '{}', 'x' from generate_series(1, 2001)`,
  )
  await stage.shown(server)
  const browser = await stage.open(port, stage.person(shop))
  await browser.follow(['notes.inbox'], ready)
  assert.ok(browser.received.some((one) => one.reset === true))
  assert.deepEqual(browser.words(), [])
})

test('several server processes show the same, whoever relays', async (t) => {
  const stage = await aStage(t)
  const servers = [await stage.server(), await stage.server(), await stage.server()]
  const relays = servers.map(({ kernel }) => stage.relay({ db: kernel.db }))
  const shop = newId()
  const browsers = await Promise.all(servers.map(({ port }) => stage.open(port, stage.person(shop))))
  await Promise.all(browsers.map((browser) => browser.follow(['notes.inbox'])))
  const words = Array.from({ length: 60 }, (_, i) => `note ${i}`)
  for (const [i, one] of words.entries()) {
    await stage.write(shop, one)
    relays[i % 3]?.wake()
  }
  await until(() => browsers.every((browser) => browser.words().length >= 60))
  for (const browser of browsers) assert.deepEqual(browser.words(), words)
})

test('a browser hears of a commit by its notice, and need not wait for the look of every second', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const relay = stage.relay()
  const shop = newId()
  const browser = await stage.open(port, stage.person(shop))
  await browser.follow(['notes.inbox'])
  const heardMs = await medianMs(24, async (n) => {
    await stage.write(shop, `note ${n}`)
    relay.wake()
    await until(() => browser.words().length > n)
  })
  assert.ok(heardMs < 500, `${heardMs} ms`)
})

test('a server that stops tells its browsers to come back', async (t) => {
  const stage = await aStage(t)
  const server = await stage.server()
  const browser = await stage.open(server.port, stage.person(newId()))
  await browser.follow(['notes.inbox'])
  await server.stop()
  await until(() => browser.closed() !== undefined)
  assert.equal(browser.closed()?.code, 1012)
})
