import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import fastify from 'fastify'
import { compressAnswers } from '#kernel/http/compress.ts'

const list = JSON.stringify(Array.from({ length: 200 }, (_, n) => ({ name: `Ñandú ${n}`, phone: `+54911${n}` })))

function aServer() {
  const app = fastify()
  compressAnswers(app)
  app.get('/list', (_request, reply) => reply.header('vary', 'origin').type('application/json; charset=utf-8').send(list))
  app.get('/short', (_request, reply) => reply.type('application/json; charset=utf-8').send('{"ok":true}'))
  app.get('/picture', (_request, reply) => reply.type('image/png').send(Buffer.alloc(5_000)))
  app.get('/packed', (_request, reply) => reply.header('content-encoding', 'br').type('text/css').send(Buffer.alloc(5_000)))
  app.get('/file', (_request, reply) => reply.type('text/csv').send(Readable.from([Buffer.alloc(5_000, 'a')])))
  return app
}

test('a list leaves compressed for who can read that, and says so to the caches on its way', async () => {
  const app = aServer()
  for (const accepted of ['gzip, deflate, br', 'br;q=1, gzip;q=0.5']) {
    const { headers, rawPayload } = await app.inject({ url: '/list', headers: { 'accept-encoding': accepted } })
    assert.equal(headers['content-encoding'], 'gzip')
    assert.equal(headers['vary'], 'origin, accept-encoding')
    assert.equal(Number(headers['content-length']), rawPayload.length)
    assert.ok(rawPayload.length < list.length / 3, `${rawPayload.length} of ${list.length} bytes`)
    assert.equal(gunzipSync(rawPayload).toString(), list)
  }
})

test('whoever cannot read that, or only asks how long it is, gets it as it is', async () => {
  const app = aServer()
  for (const headers of [{}, { 'accept-encoding': 'br' }, { 'accept-encoding': 'gzip;q=0, br' }]) {
    const answer = await app.inject({ url: '/list', headers })
    assert.equal(answer.headers['content-encoding'], undefined)
    assert.equal(answer.headers['vary'], 'origin, accept-encoding')
    assert.equal(answer.body, list)
  }
  const head = await app.inject({ method: 'HEAD', url: '/list', headers: { 'accept-encoding': 'gzip' } })
  assert.equal(Number(head.headers['content-length']), Buffer.byteLength(list))
})

test('what is short, a picture, compressed already or a stream is not compressed again', async () => {
  const app = aServer()
  for (const [url, encoding] of [
    ['/short', undefined],
    ['/picture', undefined],
    ['/packed', 'br'],
    ['/file', undefined],
  ] as const) {
    const { headers } = await app.inject({ url, headers: { 'accept-encoding': 'gzip' } })
    assert.equal(headers['content-encoding'], encoding, url)
    assert.equal(headers['vary'], undefined, url)
  }
})
