import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { test, type TestContext } from 'node:test'
import Fastify, { type FastifyInstance } from 'fastify'
import { prepareLeave } from '#kernel/http/farewell.ts'

const slowMs = 150
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

type House = { app: FastifyInstance; leave: () => Promise<number>; open: () => Promise<Socket> }

async function aServer(t: TestContext, patienceMs = 60_000): Promise<House> {
  const app = Fastify({ return503OnClosing: false })
  const leave = prepareLeave(app.server, patienceMs)
  app.addHook('preClose', async () => void (await leave()))
  app.get('/quick', () => Promise.resolve({ done: true }))
  app.get('/slow', async () => {
    await pause(slowMs)
    return { done: true }
  })
  app.get('/stuck', () => new Promise(() => {}))
  await app.listen({ host: '127.0.0.1', port: 0 })
  t.after(() => app.server.closeAllConnections())
  const { port } = app.server.address() as { port: number }
  const open = async (): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    return socket
  }
  return { app, leave, open }
}

/** Everything that comes back until the other side ends the connection, also by resetting it. */
const restOf = (socket: Socket): Promise<string> =>
  new Promise((resolve) => {
    let text = ''
    socket.on('data', (chunk: Buffer) => (text += chunk))
    socket.once('close', () => resolve(text))
  })

const ask = (socket: Socket, path: string): void => void socket.write(`GET ${path} HTTP/1.1\r\nHost: shop\r\n\r\n`)

/** A connection that was used, is idle, and has just been sent a request that the server has not read. */
async function askUnread({ open }: House): Promise<Socket> {
  const socket = await open()
  ask(socket, '/quick')
  await once(socket, 'data')
  await pause(20)
  ask(socket, '/quick')
  for (const until = performance.now() + 20; performance.now() < until;);
  return socket
}

test('a request that is being answered when the server stops gets its answer', async (t) => {
  const { app, open } = await aServer(t)
  const socket = await open()
  const answer = restOf(socket)
  ask(socket, '/slow')
  await pause(30)
  await app.close()
  assert.match(await answer, /^HTTP\/1\.1 200 /)
})

test('a request that was sent and not read when the server stops is answered, and the connection closed with it', async (t) => {
  const house = await aServer(t)
  const socket = await askUnread(house)
  const closed = house.app.close()
  assert.match(await restOf(socket), /^HTTP\/1\.1 200 [\s\S]*connection: close/i)
  await closed
})

test('control: the server of Node alone loses that request', async (t) => {
  const house = await aServer(t)
  const socket = await askUnread(house)
  house.app.server.close()
  assert.equal(await restOf(socket), '')
})

test('connections that ask nothing, or never did, do not hold up the stop', async (t) => {
  const house = await aServer(t, 600_000)
  const used = await house.open()
  ask(used, '/quick')
  await once(used, 'data')
  await house.open()
  // Were one of them waited for, it would take ten minutes.
  await house.app.close()
})

test('whoever is never done is cut off, and counted', async (t) => {
  const { leave, open } = await aServer(t, 300)
  const socket = await open()
  ask(socket, '/stuck')
  await pause(30)
  assert.equal(await leave(), 1)
  assert.equal(await restOf(socket), '')
})
