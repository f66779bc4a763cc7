import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EgressFailure } from './egress.ts'
import { aNet, failing } from './testing/net.ts'

const net = aNet()

test('a name that resolves to an internal address is refused before anything is sent', async () => {
  await assert.rejects(net.egress.fetch({ url: `http://inside.test:${net.port}/`, onlyLocalSimulator: false }), failing('refused', false))
  assert.deepEqual(net.inside, [])
})

test('one internal address among public ones is enough to refuse', async () => {
  net.names['mixed.test'] = ['127.1.0.1', '127.0.0.1']
  await assert.rejects(net.egress.fetch({ url: `http://mixed.test:${net.port}/`, onlyLocalSimulator: false }), failing('refused', false))
  assert.deepEqual([net.seen.length, net.inside.length], [0, 0])
})

test('a name that changes its address after the check is called where it was checked', async () => {
  let asked = 0
  net.open({ resolve: async () => (asked++ === 0 ? ['127.1.0.1'] : ['127.0.0.1']) })
  const request = { url: `http://rebind.test:${net.port}/`, onlyLocalSimulator: false }
  assert.equal((await net.egress.fetch(request)).body.toString(), 'hello')
  assert.equal(asked, 1)
  await assert.rejects(net.egress.fetch(request), failing('refused', false))
  assert.deepEqual(net.inside, [])
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
  for (const form of addressForms) net.names[form.toLowerCase()] ??= ['127.0.0.1']
  net.names['localhost'] = net.names['foo.localhost'] = net.names['ip6-localhost'] = ['127.0.0.1', '::1']
  for (const form of addressForms) {
    for (const url of [`http://${form}:${net.port}/direct`, `http:${form}:${net.port}/direct`, `http:\\\\${form}:${net.port}/direct`]) {
      await assert.rejects(
        net.egress.fetch({ url, onlyLocalSimulator: false }),
        (error) => error instanceof EgressFailure && !error.requestWritten,
        url,
      )
    }
    net.answer = (request, response) =>
      request.url === '/start'
        ? response.writeHead(302, { location: `http://${encodeURI(form)}:${net.port}/redirected` }).end()
        : response.end('x')
    await assert.rejects(net.call('/start'), (error) => error instanceof EgressFailure && ['refused', 'dns'].includes(error.kind), form)
  }
  assert.deepEqual(net.inside, [])
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
  test(`"${url}" is refused`, () => assert.rejects(net.egress.fetch({ url, onlyLocalSimulator: false }), failing('refused', false)))
}

test('a host that the operator allows is called although it is internal, and only at the allowed port', async () => {
  net.open({ allow: [`inside.test:${net.port}`] })
  assert.equal(
    (await net.egress.fetch({ url: `http://inside.test:${net.port}/`, onlyLocalSimulator: false })).body.toString(),
    'internal secret',
  )
  await assert.rejects(
    net.egress.fetch({ url: `http://inside.test:${net.port + 1}/`, onlyLocalSimulator: false }),
    failing('refused', false),
  )
  await assert.rejects(net.egress.fetch({ url: `http://127.0.0.1:${net.port}/`, onlyLocalSimulator: false }), failing('refused', false))
})

test('leave for one call does not open the way for the next one over the same connection', async () => {
  net.names['turncoat.test'] = ['127.0.0.1']
  const request = { url: `http://turncoat.test:${net.port}/`, onlyLocalSimulator: false }
  await net.egress.fetch({ ...request, allowPrivate: true })
  await assert.rejects(net.egress.fetch(request), failing('refused', false))
  net.names['turncoat.test'] = ['127.1.0.1']
  assert.equal((await net.egress.fetch(request)).body.toString(), 'hello')
  assert.equal(net.inside.length, 1)
})

test('a demo organization reaches the simulators and nothing else; the others do not reach the simulators', async () => {
  net.open({ simulators: () => [`http://127.0.0.1:${net.port}`], allow: ['inside.test'] })
  const simulator = { url: `http://127.0.0.1:${net.port}/graph`, onlyLocalSimulator: true }
  assert.equal((await net.egress.fetch(simulator)).status, 200)
  await assert.rejects(net.call('/', { onlyLocalSimulator: true }), failing('refused', false))
  await assert.rejects(net.call('/', { onlyLocalSimulator: true, allowPrivate: true }), failing('refused', false))
  await assert.rejects(net.egress.fetch({ url: `http://inside.test:${net.port}/`, onlyLocalSimulator: true }), failing('refused', false))
  await assert.rejects(net.egress.fetch({ ...simulator, onlyLocalSimulator: false }), failing('refused', false))
  assert.deepEqual(net.inside, ['/graph'])
})

test('a simulator cannot redirect a demo organization to the world', async () => {
  net.open({ simulators: () => [`http://api.test:${net.port}`] })
  net.names['world.test'] = ['127.1.0.1']
  net.answer = (request, response) =>
    request.url === '/start' ? response.writeHead(302, { location: `http://world.test:${net.port}/` }).end() : response.end()
  await assert.rejects(net.call('/start', { onlyLocalSimulator: true }), failing('refused', true))
  assert.equal(net.seen.length, 1)
})
