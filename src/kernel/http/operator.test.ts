import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createServer } from '#kernel/http/server.ts'
import { anOrg } from '#kernel/testing/org.ts'

test('the figures of the installation are read on this machine, elsewhere with its key, and by nobody through a proxy', async (t) => {
  const { kernel } = await anOrg(t)
  const adminToken = 'una-clave-larga-al-azar-123'
  const open = async (config: typeof kernel.config) => {
    const app = await createServer({
      kernel: { ...kernel, config },
      doorman: { identify: () => Promise.resolve({ principal: null, byCookie: false }), forget: () => {} },
      settings: { publicOrigin: kernel.config.publicUrl, cookies: { prefix: '__Host-yapa_', isSecure: true } },
      health: () => Promise.resolve({ ok: true, checks: {} }),
      metrics: { text: () => Promise.resolve('yapa_up 1'), answered: () => {} },
    })
    t.after(() => app.close())
    return async (remoteAddress: string, headers: Record<string, string> = {}) =>
      (await app.inject({ url: '/metrics', remoteAddress, headers })).statusCode
  }
  const ask = await open({ ...kernel.config, adminToken })
  for (const here of ['127.0.0.1', '127.8.9.1', '::1', '::ffff:127.0.0.1']) assert.equal(await ask(here), 200, here)
  assert.equal(await ask('203.0.113.5'), 404)
  assert.equal(await ask('203.0.113.5', { authorization: `Bearer ${adminToken}` }), 200)
  assert.equal(await ask('203.0.113.5', { authorization: 'Bearer una-clave-larga-al-azar-124' }), 404)
  assert.equal(await ask('127.0.0.1', { 'x-forwarded-for': '203.0.113.5' }), 404)
  assert.equal(await ask('127.0.0.1', { forwarded: 'for=203.0.113.5' }), 404)
  assert.equal(await ask('127.0.0.1', { 'x-forwarded-for': '203.0.113.5', authorization: `Bearer ${adminToken}` }), 200)

  const withoutKey = await open({ ...kernel.config, adminToken: undefined })
  assert.equal(await withoutKey('203.0.113.5', { authorization: 'Bearer undefined' }), 404)
})
