import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createServer } from '#kernel/http/server.ts'
import { anOrg } from '#kernel/testing/org.ts'

test('whoever comes before the first data are in is asked to wait, people with a page and programs with a 503', async (t) => {
  const { kernel } = await anOrg(t)
  let isOpen = false
  const app = await createServer({
    kernel,
    doorman: { identify: () => Promise.resolve({ principal: null, byCookie: false }), forget: () => {} },
    settings: { publicOrigin: kernel.config.publicUrl, cookies: { prefix: '__Host-yapa_', isSecure: true } },
    isOpen: () => isOpen,
    health: () => Promise.resolve({ ok: true, checks: {} }),
    metrics: { text: () => Promise.resolve(''), answered: () => {} },
  })
  t.after(() => app.close())
  const ask = (url: string, headers = {}) => app.inject({ url, headers: { accept: 'text/html', 'accept-language': 'pt-BR', ...headers } })

  const page = await ask('/bandeja')
  assert.equal(page.statusCode, 503)
  assert.equal(page.headers['retry-after'], '2')
  assert.match(page.body, /<html lang="pt">[^]*http-equiv="refresh" content="2"[^]*<h1>O Yapa está iniciando<\/h1>/)
  assert.doesNotMatch(page.body, /<script/)
  const nonce = /<style nonce="([^"]+)">/.exec(page.body)?.[1]
  assert.ok(nonce && String(page.headers['content-security-policy']).includes(`style-src 'nonce-${nonce}'`))

  for (const url of ['/api/v1/session', '/hooks/whatsapp', '/assets/index.js']) {
    const answer = await ask(url, { accept: '*/*' })
    assert.equal(answer.statusCode, 503, url)
    assert.equal(answer.headers['retry-after'], '2', url)
    assert.equal(answer.json().code, 'kernel.unavailable', url)
  }
  assert.equal((await ask('/health')).statusCode, 200)

  isOpen = true
  assert.equal((await ask('/api/v1/nothing-here')).statusCode, 404)
})
