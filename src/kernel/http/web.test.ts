import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Principal } from '#kernel/auth/principal.ts'
import { createServer } from '#kernel/http/server.ts'
import { anOrg } from '#kernel/testing/org.ts'

test('the page says that nobody is signed in only to the person who opens it, never to the copy that a device keeps', async (t) => {
  const { kernel, id } = await anOrg(t)
  const folder = await mkdtemp(join(tmpdir(), 'yapa-web-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, 'index.html'), '<!doctype html><html lang="es"><script nonce="__NONCE__"></script></html>')
  const julia = { orgId: id, locale: 'es', zone: 'America/Argentina/Buenos_Aires' } as Principal
  const app = await createServer({
    kernel,
    doorman: {
      identify: ({ cookie }) => {
        if (cookie === 'broken') return Promise.reject(new Error('the database is away'))
        return Promise.resolve({ principal: cookie === 'julia' ? julia : null, byCookie: true })
      },
      forget: () => {},
    },
    settings: { publicOrigin: kernel.config.publicUrl, cookies: { prefix: '__Host-yapa_', isSecure: true } },
    web: { folder, manifestFor: () => Promise.resolve({}) },
    health: () => Promise.resolve({ ok: true, checks: {} }),
    metrics: { text: () => Promise.resolve(''), answered: () => {} },
  })
  t.after(() => app.close())
  for (const [who, headers, isGuest] of [
    ['a stranger', { 'sec-fetch-mode': 'navigate' }, true],
    ['somebody who is signed in', { 'sec-fetch-mode': 'navigate', cookie: 'julia' }, false],
    ['the worker that keeps the page', { 'sec-fetch-mode': 'same-origin' }, false],
    ['somebody while the database is away', { 'sec-fetch-mode': 'navigate', cookie: 'broken' }, false],
  ] as const) {
    const { body, headers: answered, statusCode } = await app.inject({ url: '/contactos', headers })
    assert.equal(statusCode, 200)
    assert.equal(body.includes('<html data-guest'), isGuest, who)
    const nonce = /nonce="([^"]+)"/.exec(body)?.[1]
    assert.ok(nonce && nonce !== '__NONCE__' && String(answered['content-security-policy']).includes(`'nonce-${nonce}'`))
  }
})
