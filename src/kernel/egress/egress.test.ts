import assert from 'node:assert/strict'
import type { ServerResponse } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { aNet, failing, listen } from './testing/net.ts'

const net = aNet()

test('a call brings the answer, whatever its status', async () => {
  net.answer = (_request, response) => response.writeHead(422, { 'x-trace': 'a', 'content-type': 'application/json' }).end('{"error":1}')
  const { status, headers, body } = await net.call('/messages', {
    method: 'POST',
    headers: { Authorization: 'Bearer x', 'content-type': 'application/json' },
    body: '{"to":"1"}',
  })
  assert.equal(status, 422)
  assert.equal(headers['x-trace'], 'a')
  assert.equal(body.toString(), '{"error":1}')
  assert.equal(net.seen[0]?.headers.authorization, 'Bearer x')
  assert.equal(net.seen[0]?.headers.host, `api.test:${net.port}`)
  assert.equal(net.seen[0]?.headers['content-length'], '10')
  assert.equal(net.seen[0]?.body, '{"to":"1"}')
})

test('redirects are followed three times and no more', async () => {
  net.answer = (request, response) => {
    const left = Number(request.url?.slice(1))
    if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end()
    else response.end('arrived')
  }
  assert.equal((await net.call('/3')).body.toString(), 'arrived')
  await assert.rejects(net.call('/4'), failing('refused', true))
})

test('another origin sees neither the authorization nor the cookie nor our own headers', async () => {
  net.names['other.test'] = ['127.1.0.1']
  net.answer = (request, response) =>
    request.url === '/start' ? response.writeHead(302, { location: `http://other.test:${net.port}/end` }).end() : response.end()
  await net.call('/start', { headers: { authorization: 'Bearer x', cookie: 'a=b', 'x-api-key': 'k', accept: 'image/*' } })
  assert.equal(net.seen[0]?.headers['x-api-key'], 'k')
  assert.equal(net.seen[1]?.url, '/end')
  for (const name of ['authorization', 'cookie', 'x-api-key']) assert.equal(net.seen[1]?.headers[name], undefined, name)
  assert.equal(net.seen[1]?.headers.accept, 'image/*')
})

test('a body does not follow a redirect to another origin, and a POST becomes a GET where it must', async () => {
  net.names['other.test'] = ['127.1.0.1']
  net.answer = (_request, response) => response.writeHead(307, { location: `http://other.test:${net.port}/end` }).end()
  assert.equal((await net.call('/start', { method: 'POST', body: 'secret' })).status, 307)
  assert.equal(net.seen.length, 1)
  net.answer = (request, response) => (request.url === '/start' ? response.writeHead(303, { location: '/end' }).end() : response.end())
  await net.call('/start', { method: 'POST', body: 'secret', headers: { 'content-type': 'text/plain' } })
  assert.deepEqual([net.seen[2]?.method, net.seen[2]?.body, net.seen[2]?.headers['content-type']], ['GET', '', undefined])
  net.answer = (request, response) => (request.url === '/start' ? response.writeHead(308, { location: '/end' }).end() : response.end())
  await net.call('/start', { method: 'PUT', body: 'same' })
  assert.deepEqual([net.seen[4]?.method, net.seen[4]?.body], ['PUT', 'same'])
})

test('an answer larger than allowed is broken off, announced or not', async () => {
  net.answer = (_request, response) => response.end(Buffer.alloc(5_000))
  await assert.rejects(net.call('/', { maxBytes: 4_999 }), failing('too-large', true))
  assert.equal((await net.call('/', { maxBytes: 5_000 })).body.length, 5_000)
  net.answer = (_request, response) => {
    const timer = setInterval(() => response.write(Buffer.alloc(1_000)), 1)
    response.on('close', () => clearInterval(timer))
  }
  await assert.rejects(net.call('/', { maxBytes: 4_999 }), failing('too-large', true))
})

test('a stream gives the body as it comes and can be left', async () => {
  net.answer = (_request, response) => response.end(Buffer.alloc(300_000, 'a'))
  const { status, stream } = await net.egress.open({ url: `http://api.test:${net.port}/`, onlyLocalSimulator: false })
  assert.equal(status, 200)
  let bytes = 0
  for await (const chunk of stream) bytes += (chunk as Buffer).length
  assert.equal(bytes, 300_000)
  const left = await net.egress.open({ url: `http://api.test:${net.port}/`, onlyLocalSimulator: false })
  left.stream.destroy()
  assert.equal((await net.call('/')).status, 200)
})

test('a header that would smuggle another one is refused', async () => {
  await assert.rejects(net.call('/', { headers: { 'x-a': 'b\r\nx-evil: 1' } }), failing('refused', false))
  await net.call('/', { headers: { Host: 'evil.test', 'Transfer-Encoding': 'chunked', 'content-length': '999' } })
  assert.equal(net.seen[0]?.headers.host, `api.test:${net.port}`)
})

test('an unknown name, a closed port and a silent one tell that nothing was sent', async () => {
  await assert.rejects(net.egress.fetch({ url: 'http://nowhere.test/', onlyLocalSimulator: false }), failing('dns', false))
  await assert.rejects(net.egress.fetch({ url: `http://127.1.0.9:${net.port}/`, onlyLocalSimulator: false }), failing('connect', false))
  net.open({ resolve: () => new Promise(() => {}) })
  await assert.rejects(net.call('/', { timeoutMs: 50 }), failing('timeout-before-send', false))
})

test('a destination that takes the request and says nothing leaves the outcome unknown', async (t) => {
  const { promise: taken, resolve: take } = Promise.withResolvers<void>()
  net.answer = () => take()
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const inVain = assert.rejects(net.call('/', { method: 'POST', body: 'x' }), failing('timeout-after-send', true))
  await taken
  t.mock.timers.tick(15_000)
  await inVain
  net.answer = (_request, response) => void response.writeHead(200).write('half')
  const { stream } = await net.egress.open({ url: `http://api.test:${net.port}/`, onlyLocalSimulator: false })
  t.mock.timers.tick(15_000)
  await assert.rejects(stream.toArray(), failing('timeout-after-send', true))
  t.mock.timers.reset()
  net.answer = (request) => void request.socket.destroy()
  await assert.rejects(net.call('/', { method: 'POST', body: 'x' }), failing('reset', true))
  net.answer = (request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half')
    void wait(20).then(() => request.socket.destroy())
  }
  await assert.rejects(net.call('/'), failing('reset', true))
})

test('a TLS hello that is never answered tells that nothing was sent', async (t) => {
  const deaf = createTcpServer(() => {})
  const deafPort = await listen(deaf, '127.1.0.2')
  t.after(() => deaf.close())
  net.open({ connectTimeoutMs: 60 })
  await assert.rejects(
    net.egress.fetch({ url: `https://127.1.0.2:${deafPort}/`, onlyLocalSimulator: false }),
    failing('timeout-before-send', false),
  )
})

test('an answer that is no HTTP is a reset', async (t) => {
  const babble = createTcpServer((socket) => void socket.end('hello\r\n'))
  const babblePort = await listen(babble, '127.1.0.3')
  t.after(() => babble.close())
  await assert.rejects(net.egress.fetch({ url: `http://127.1.0.3:${babblePort}/`, onlyLocalSimulator: false }), failing('reset', true))
})

test('calls beyond the places of a destination wait, and give up in time', async () => {
  net.open({ atOnce: 2 })
  const held: ServerResponse[] = []
  let most = 0
  net.answer = (_request, response) => {
    most = Math.max(most, held.push(response))
    // A third one that should not come has a moment to do so.
    if (held.length === 2) void wait(30).then(() => held.splice(0).forEach((one) => one.end()))
  }
  await Promise.all(Array.from({ length: 8 }, () => net.call('/')))
  assert.equal(most, 2)
  net.answer = () => {}
  const stuck = [net.call('/', { timeoutMs: 300 }), net.call('/', { timeoutMs: 300 })]
  await assert.rejects(net.call('/', { timeoutMs: 60 }), failing('timeout-before-send', false))
  await Promise.allSettled(stuck)
})
