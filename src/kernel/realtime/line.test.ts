import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test } from 'node:test'
import { WebSocket, WebSocketServer } from 'ws'
import type { Principal } from '#kernel/auth/principal.ts'
import { newId } from '#kernel/contract/ids.ts'
import { until } from '#kernel/jobs/testing/bench.ts'
import { openLine } from '#kernel/realtime/line.ts'
import { limits } from '#kernel/realtime/protocol.ts'
import { aStage } from '#kernel/realtime/testing/stage.ts'

const long = 'x'.repeat(60_000)
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

test('a browser that does not keep up misses messages, is told so when it does again, and holds up nobody', async (t) => {
  // However long it takes here, it is not too long for the server.
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const stage = await aStage(t)
  const { port } = await stage.server()
  const relay = stage.relay()
  const shop = newId()
  const [slow, quick] = await Promise.all([stage.open(port, stage.person(shop)), stage.open(port, stage.person(shop))])
  await Promise.all([slow, quick].map((browser) => browser.follow(['notes.inbox'])))
  slow.socket.pause()
  for (let i = 0; i < 200; i++) {
    await stage.write(shop, long)
    relay.wake()
  }
  await until(() => quick.words().length === 200)
  slow.socket.resume()
  await until(() => slow.received.some((one) => one.reset === true))
  const afterReset = slow.received.slice(slow.received.findIndex((one) => one.reset === true))
  assert.ok(slow.words().length < 200)
  assert.ok('ready' in (afterReset[1] ?? {}))
  await stage.write(shop, 'now')
  relay.wake()
  await until(() => slow.words().includes('now'))
})

test('a browser that never reads is let go', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const address = server.address()
  const browser = new WebSocket(`ws://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
  t.after(() => {
    browser.terminate()
    server.close()
  })
  const [[socket]] = (await Promise.all([once(server, 'connection'), once(browser, 'open')])) as [[WebSocket], unknown]
  browser.pause()
  const person = { id: newId(), name: 'Ana', email: 'ana@pollos.test', locale: 'es' as const }
  const principal: Principal & { person: typeof person } = {
    person,
    actor: { kind: 'system', name: 'test' },
    orgId: newId(),
    locale: 'es',
    zone: 'UTC',
  }
  const line = openLine(socket, principal, {})
  const bytes = Buffer.from(long)
  for (let i = 0; i < 500 && !line.isBehind(); i++) {
    line.sendBytes(bytes)
    await pause(1)
  }
  assert.ok(line.isBehind())
  assert.ok(socket.bufferedAmount < 1_000_000, `${socket.bufferedAmount} bytes are held for it`)
  line.relieve(() => assert.fail('it did not catch up'))
  assert.equal(socket.readyState, WebSocket.OPEN)
  t.mock.timers.tick(11_000)
  line.relieve(() => assert.fail('it did not catch up'))
  assert.equal(socket.readyState, WebSocket.CLOSING)
  await once(socket, 'close')
})

for (const [what, message, code] of [
  ['that is not JSON', '{"subscribe":', 1008],
  ['of an unknown kind', { shout: 'hello' }, 1008],
  ['with a forged prototype', '{"__proto__":{"subscribe":["notes.inbox"]}}', 1008],
  ['with a topic that is no text', { subscribe: [{ a: 1 }] }, 1008],
  ['with too many topics', { subscribe: Array.from({ length: 201 }, (_, i) => `a${i}`) }, 1008],
  ['of more than 4 KiB', { subscribe: ['x'.repeat(5_000)] }, 1009],
] as const)
  test(`a message ${what} ends the socket with ${code}`, async (t) => {
    const stage = await aStage(t)
    const server = await stage.server()
    const browser = await stage.open(server.port, stage.person(newId()))
    browser.say(message)
    await until(() => browser.closed() !== undefined)
    assert.equal(browser.closed()?.code, code)
    await until(() => server.sockets() === 0)
  })

test('bytes instead of text end the socket', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const browser = await stage.open(port, stage.person(newId()))
  browser.socket.send(Buffer.from([0xff, 0x00]))
  await until(() => browser.closed() !== undefined)
  assert.equal(browser.closed()?.code, 1003)
})

test('a browser that talks without end is let go', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  const stage = await aStage(t)
  const { port } = await stage.server()
  const browser = await stage.open(port, stage.person(newId()))
  for (let i = 0; i < limits.burst + 20; i++) browser.say({ unsubscribe: ['notes.inbox'] })
  await until(() => browser.closed() !== undefined)
  assert.equal(browser.closed()?.code, 1008)
})

test('one socket follows two hundred topics, and the rest is denied', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const browser = await stage.open(port, stage.person(newId()))
  const topics = Array.from({ length: 201 }, () => `notes.thread:${newId()}`)
  for (let i = 0; i < topics.length; i += 50) await browser.follow(topics.slice(i, i + 50))
  assert.deepEqual((await browser.get((one) => 'denied' in one)).denied, topics.slice(200))
})

test('one person holds thirty sockets and no more', async (t) => {
  const stage = await aStage(t)
  const { port } = await stage.server()
  const token = stage.person(newId())
  await Promise.all(Array.from({ length: limits.socketsPerPerson }, () => stage.open(port, token)))
  await assert.rejects(stage.open(port, token), /429/)
})

test('many connections that break off leave nothing behind', async (t) => {
  const stage = await aStage(t)
  const server = await stage.server()
  const shop = newId()
  for (let round = 0; round < 3; round++) {
    const browsers = await Promise.all(Array.from({ length: 20 }, () => stage.open(server.port, stage.person(shop))))
    for (const browser of browsers) browser.say({ subscribe: ['notes.inbox'] })
    for (const browser of browsers) browser.socket.terminate()
  }
  await until(() => server.sockets() === 0)
})
