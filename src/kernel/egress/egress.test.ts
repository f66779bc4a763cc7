import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer } from 'node:net'
import { after, before, beforeEach, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { EgressFailure, openEgress, type Egress, type EgressRequest } from './egress.ts'

/** 127.1.0.0/16 plays the public internet; the rest of the loopback block is what it is: internal. */
const isPublicHere = (address: string): string | null => (address.startsWith('127.1.') ? null : 'internal')

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void
let answer: Handler
const seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = []
const inside: string[] = []
let publicServer: Server
let internalServer: Server
let port: number
const names: Record<string, string[]> = {}
let egress: Egress

const listen = (server: Server | TcpServer, host: string, at = 0): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(at, host, () => resolve((server.address() as AddressInfo).port))
  })

before(async () => {
  publicServer = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
      answer(request, response, body)
    })
  })
  port = await listen(publicServer, '127.1.0.1')
  // The same port, so that only the address tells them apart.
  internalServer = createServer((request, response) => {
    inside.push(request.url ?? '')
    response.end('internal secret')
  })
  await listen(internalServer, '127.0.0.1', port)
})
after(() => {
  egress.close()
  publicServer.close()
  internalServer.close()
})
beforeEach(() => {
  seen.length = 0
  inside.length = 0
  answer = (_request, response) => response.end('hello')
  for (const name of Object.keys(names)) delete names[name]
  names['api.test'] = ['127.1.0.1']
  names['inside.test'] = ['127.0.0.1']
  egress?.close()
  egress = open()
})

const open = (more: Partial<Parameters<typeof openEgress>[0]> = {}): Egress =>
  openEgress({
    allow: [],
    special: isPublicHere,
    resolve: (host) => (names[host] ? Promise.resolve(names[host]) : Promise.reject(new Error('ENOTFOUND'))),
    ...more,
  })
const call = (path: string, more: Partial<EgressRequest> = {}) =>
  egress.fetch({ url: `http://api.test:${port}${path}`, onlyLocalSimulator: false, ...more })
const failing = (kind: EgressFailure['kind'], requestWritten: boolean) => (error: unknown) => {
  assert.ok(error instanceof EgressFailure, String(error))
  assert.equal(error.kind, kind, error.message)
  assert.equal(error.requestWritten, requestWritten)
  return true
}

test('a call brings the answer, whatever its status', async () => {
  answer = (_request, response) => response.writeHead(422, { 'x-trace': 'a', 'content-type': 'application/json' }).end('{"error":1}')
  const { status, headers, body } = await call('/messages', {
    method: 'POST',
    headers: { Authorization: 'Bearer x', 'content-type': 'application/json' },
    body: '{"to":"1"}',
  })
  assert.equal(status, 422)
  assert.equal(headers['x-trace'], 'a')
  assert.equal(body.toString(), '{"error":1}')
  assert.equal(seen[0]?.headers.authorization, 'Bearer x')
  assert.equal(seen[0]?.headers.host, `api.test:${port}`)
  assert.equal(seen[0]?.headers['content-length'], '10')
  assert.equal(seen[0]?.body, '{"to":"1"}')
})

test('a name that resolves to an internal address is refused before anything is sent', async () => {
  await assert.rejects(egress.fetch({ url: `http://inside.test:${port}/`, onlyLocalSimulator: false }), failing('refused', false))
  assert.deepEqual(inside, [])
})

test('one internal address among public ones is enough to refuse', async () => {
  names['mixed.test'] = ['127.1.0.1', '127.0.0.1']
  await assert.rejects(egress.fetch({ url: `http://mixed.test:${port}/`, onlyLocalSimulator: false }), failing('refused', false))
  assert.deepEqual([seen.length, inside.length], [0, 0])
})

test('a name that changes its address after the check is called where it was checked', async () => {
  let asked = 0
  egress.close()
  egress = open({ resolve: async () => (asked++ === 0 ? ['127.1.0.1'] : ['127.0.0.1']) })
  const request = { url: `http://rebind.test:${port}/`, onlyLocalSimulator: false }
  assert.equal((await egress.fetch(request)).body.toString(), 'hello')
  assert.equal(asked, 1)
  await assert.rejects(egress.fetch(request), failing('refused', false))
  assert.deepEqual(inside, [])
})

const addressForms = `
  127.0.0.1 127.1 127.0.1 0x7f.1 0x7f000001 0x7F.0x0.0x0.0x1 2130706433 017700000001 0177.0.0.1 0177.1 127.0.0.1. 00000177.0.0.1
  ①②⑦.⓪.⓪.① １２７.０.０.１ 127。0。0。1 127%2e0%2e0%2e1 %31%32%37.0.0.1 0 0.0.0.0 0x0 00 127.0.0.2 127.255.255.255 localhost LOCALHOST
  localhost. foo.localhost ip6-localhost inside.test INSIDE.test inside.test. ｉnside.test [::1] [0:0:0:0:0:0:0:1] [::]
  [::ffff:127.0.0.1] [::ffff:7f00:1] [0:0:0:0:0:ffff:7f00:0001] [::127.0.0.1] [::7f00:1] [64:ff9b::7f00:1] [64:ff9b::127.0.0.1]
  [64:ff9b:1::7f00:1] [2002:7f00:1::] [2001:0:7f00:1::] [fe80::1] [fc00::1] [fd00:ec2::254] [ff02::1] [fec0::1] [::1%25lo]
  10.0.0.1 172.16.0.1 192.168.0.1 169.254.169.254 0xa9fea9fe 2852039166 0251.0376.0251.0376 100.64.0.1 192.0.0.192 198.18.0.1
  224.0.0.1 255.255.255.255 user:pass@127.0.0.1 api.test@127.0.0.1 127.0.0.1#@api.test 127.0.0.1?@api.test
`
  .trim()
  .split(/\s+/)
  .concat(['127.0.0.1\\@api.test', ' 127.0.0.1', '127.0.0.1\t', '1\t27.0.0.1'])
test(`${addressForms.length} ways to write an internal address reach nothing, directly and through a redirect`, async () => {
  assert.ok(addressForms.length >= 60)
  for (const form of addressForms) names[form.toLowerCase()] ??= ['127.0.0.1']
  names['localhost'] = names['foo.localhost'] = names['ip6-localhost'] = ['127.0.0.1', '::1']
  for (const form of addressForms) {
    for (const url of [`http://${form}:${port}/direct`, `http:${form}:${port}/direct`, `http:\\\\${form}:${port}/direct`]) {
      await assert.rejects(
        egress.fetch({ url, onlyLocalSimulator: false }),
        (error) => error instanceof EgressFailure && !error.requestWritten,
        url,
      )
    }
    answer = (request, response) =>
      request.url === '/start'
        ? response.writeHead(302, { location: `http://${encodeURI(form)}:${port}/redirected` }).end()
        : response.end('x')
    await assert.rejects(call('/start'), (error) => error instanceof EgressFailure && ['refused', 'dns'].includes(error.kind), form)
  }
  assert.deepEqual(inside, [])
})

const refusedAddresses = [
  'file:///etc/passwd',
  'gopher://api.test/',
  'ftp://api.test/',
  'data:text/plain,x',
  'javascript:1',
  'http://',
  'http:',
  '//api.test',
  'api.test',
  '',
  'http://api.test:22/',
  'http://api.test:25/',
  'http://api.test:0/',
  'http://user@api.test/',
]
for (const url of refusedAddresses) {
  test(`"${url}" is refused`, () => assert.rejects(egress.fetch({ url, onlyLocalSimulator: false }), failing('refused', false)))
}

test('a host that the operator allows is called although it is internal, and only at the allowed port', async () => {
  egress.close()
  egress = open({ allow: [`inside.test:${port}`] })
  assert.equal((await egress.fetch({ url: `http://inside.test:${port}/`, onlyLocalSimulator: false })).body.toString(), 'internal secret')
  await assert.rejects(egress.fetch({ url: `http://inside.test:${port + 1}/`, onlyLocalSimulator: false }), failing('refused', false))
  await assert.rejects(egress.fetch({ url: `http://127.0.0.1:${port}/`, onlyLocalSimulator: false }), failing('refused', false))
})

test('leave for one call does not open the way for the next one over the same connection', async () => {
  names['turncoat.test'] = ['127.0.0.1']
  const request = { url: `http://turncoat.test:${port}/`, onlyLocalSimulator: false }
  await egress.fetch({ ...request, allowPrivate: true })
  await assert.rejects(egress.fetch(request), failing('refused', false))
  names['turncoat.test'] = ['127.1.0.1']
  assert.equal((await egress.fetch(request)).body.toString(), 'hello')
  assert.equal(inside.length, 1)
})

test('a demo organization reaches the simulators and nothing else; the others do not reach the simulators', async () => {
  egress.close()
  egress = open({ simulators: () => [`http://127.0.0.1:${port}`], allow: ['inside.test'] })
  const simulator = { url: `http://127.0.0.1:${port}/graph`, onlyLocalSimulator: true }
  assert.equal((await egress.fetch(simulator)).status, 200)
  await assert.rejects(call('/', { onlyLocalSimulator: true }), failing('refused', false))
  await assert.rejects(call('/', { onlyLocalSimulator: true, allowPrivate: true }), failing('refused', false))
  await assert.rejects(egress.fetch({ url: `http://inside.test:${port}/`, onlyLocalSimulator: true }), failing('refused', false))
  await assert.rejects(egress.fetch({ ...simulator, onlyLocalSimulator: false }), failing('refused', false))
  assert.deepEqual(inside, ['/graph'])
})

test('a simulator cannot redirect a demo organization to the world', async () => {
  egress.close()
  egress = open({ simulators: () => [`http://api.test:${port}`] })
  names['world.test'] = ['127.1.0.1']
  answer = (request, response) =>
    request.url === '/start' ? response.writeHead(302, { location: `http://world.test:${port}/` }).end() : response.end()
  await assert.rejects(call('/start', { onlyLocalSimulator: true }), failing('refused', true))
  assert.equal(seen.length, 1)
})

test('redirects are followed three times and no more', async () => {
  answer = (request, response) => {
    const left = Number(request.url?.slice(1))
    if (left > 0) response.writeHead(302, { location: `/${left - 1}` }).end()
    else response.end('arrived')
  }
  assert.equal((await call('/3')).body.toString(), 'arrived')
  await assert.rejects(call('/4'), failing('refused', true))
})

test('another origin sees neither the authorization nor the cookie nor our own headers', async () => {
  names['other.test'] = ['127.1.0.1']
  answer = (request, response) =>
    request.url === '/start' ? response.writeHead(302, { location: `http://other.test:${port}/end` }).end() : response.end()
  await call('/start', { headers: { authorization: 'Bearer x', cookie: 'a=b', 'x-api-key': 'k', accept: 'image/*' } })
  assert.equal(seen[0]?.headers['x-api-key'], 'k')
  assert.equal(seen[1]?.url, '/end')
  for (const name of ['authorization', 'cookie', 'x-api-key']) assert.equal(seen[1]?.headers[name], undefined, name)
  assert.equal(seen[1]?.headers.accept, 'image/*')
})

test('a body does not follow a redirect to another origin, and a POST becomes a GET where it must', async () => {
  names['other.test'] = ['127.1.0.1']
  answer = (_request, response) => response.writeHead(307, { location: `http://other.test:${port}/end` }).end()
  assert.equal((await call('/start', { method: 'POST', body: 'secret' })).status, 307)
  assert.equal(seen.length, 1)
  answer = (request, response) => (request.url === '/start' ? response.writeHead(303, { location: '/end' }).end() : response.end())
  await call('/start', { method: 'POST', body: 'secret', headers: { 'content-type': 'text/plain' } })
  assert.deepEqual([seen[2]?.method, seen[2]?.body, seen[2]?.headers['content-type']], ['GET', '', undefined])
  answer = (request, response) => (request.url === '/start' ? response.writeHead(308, { location: '/end' }).end() : response.end())
  await call('/start', { method: 'PUT', body: 'same' })
  assert.deepEqual([seen[4]?.method, seen[4]?.body], ['PUT', 'same'])
})

test('an answer larger than allowed is broken off, announced or not', async () => {
  answer = (_request, response) => response.end(Buffer.alloc(5_000))
  await assert.rejects(call('/', { maxBytes: 4_999 }), failing('too-large', true))
  assert.equal((await call('/', { maxBytes: 5_000 })).body.length, 5_000)
  answer = (_request, response) => {
    const timer = setInterval(() => response.write(Buffer.alloc(1_000)), 1)
    response.on('close', () => clearInterval(timer))
  }
  await assert.rejects(call('/', { maxBytes: 4_999 }), failing('too-large', true))
})

test('a stream gives the body as it comes and can be left', async () => {
  answer = (_request, response) => response.end(Buffer.alloc(300_000, 'a'))
  const { status, stream } = await egress.open({ url: `http://api.test:${port}/`, onlyLocalSimulator: false })
  assert.equal(status, 200)
  let bytes = 0
  for await (const chunk of stream) bytes += (chunk as Buffer).length
  assert.equal(bytes, 300_000)
  const left = await egress.open({ url: `http://api.test:${port}/`, onlyLocalSimulator: false })
  left.stream.destroy()
  assert.equal((await call('/')).status, 200)
})

test('a header that would smuggle another one is refused', async () => {
  await assert.rejects(call('/', { headers: { 'x-a': 'b\r\nx-evil: 1' } }), failing('refused', false))
  await call('/', { headers: { Host: 'evil.test', 'Transfer-Encoding': 'chunked', 'content-length': '999' } })
  assert.equal(seen[0]?.headers.host, `api.test:${port}`)
})

test('an unknown name, a closed port and a silent one tell that nothing was sent', async () => {
  await assert.rejects(egress.fetch({ url: 'http://nowhere.test/', onlyLocalSimulator: false }), failing('dns', false))
  await assert.rejects(egress.fetch({ url: `http://127.1.0.9:${port}/`, onlyLocalSimulator: false }), failing('connect', false))
  egress.close()
  egress = open({ resolve: () => new Promise(() => {}) })
  await assert.rejects(call('/', { timeoutMs: 50 }), failing('timeout-before-send', false))
})

test('a destination that takes the request and says nothing leaves the outcome unknown', async (t) => {
  const { promise: taken, resolve: take } = Promise.withResolvers<void>()
  answer = () => take()
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const inVain = assert.rejects(call('/', { method: 'POST', body: 'x' }), failing('timeout-after-send', true))
  await taken
  t.mock.timers.tick(15_000)
  await inVain
  answer = (_request, response) => void response.writeHead(200).write('half')
  const { stream } = await egress.open({ url: `http://api.test:${port}/`, onlyLocalSimulator: false })
  t.mock.timers.tick(15_000)
  await assert.rejects(stream.toArray(), failing('timeout-after-send', true))
  t.mock.timers.reset()
  answer = (request) => void request.socket.destroy()
  await assert.rejects(call('/', { method: 'POST', body: 'x' }), failing('reset', true))
  answer = (request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half')
    void wait(20).then(() => request.socket.destroy())
  }
  await assert.rejects(call('/'), failing('reset', true))
})

test('a TLS hello that is never answered tells that nothing was sent', async (t) => {
  const deaf = createTcpServer(() => {})
  const deafPort = await listen(deaf, '127.1.0.2')
  t.after(() => deaf.close())
  egress.close()
  egress = open({ connectTimeoutMs: 60 })
  await assert.rejects(
    egress.fetch({ url: `https://127.1.0.2:${deafPort}/`, onlyLocalSimulator: false }),
    failing('timeout-before-send', false),
  )
})

test('an answer that is no HTTP is a reset', async (t) => {
  const babble = createTcpServer((socket) => void socket.end('hello\r\n'))
  const babblePort = await listen(babble, '127.1.0.3')
  t.after(() => babble.close())
  await assert.rejects(egress.fetch({ url: `http://127.1.0.3:${babblePort}/`, onlyLocalSimulator: false }), failing('reset', true))
})

test('calls beyond the places of a destination wait, and give up in time', async () => {
  egress.close()
  egress = open({ atOnce: 2 })
  const held: ServerResponse[] = []
  let most = 0
  answer = (_request, response) => {
    most = Math.max(most, held.push(response))
    // A third one that should not come has a moment to do so.
    if (held.length === 2) void wait(30).then(() => held.splice(0).forEach((one) => one.end()))
  }
  await Promise.all(Array.from({ length: 8 }, () => call('/')))
  assert.equal(most, 2)
  answer = () => {}
  const stuck = [call('/', { timeoutMs: 300 }), call('/', { timeoutMs: 300 })]
  await assert.rejects(call('/', { timeoutMs: 60 }), failing('timeout-before-send', false))
  await Promise.allSettled(stuck)
})
