import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openInFlight } from '#kernel/http/in-flight.ts'
import { createServer } from '#kernel/http/server.ts'
import { anOrg } from '#kernel/testing/org.ts'

test('a request counts until it is answered, and no longer than a second', () => {
  let now = 0
  const inFlight = openInFlight(() => now)
  const [quick, abandoned, late] = [{}, {}, {}]
  inFlight.begin(quick)
  inFlight.begin(abandoned)
  assert.equal(inFlight.count(), 2)
  inFlight.end(quick)
  assert.equal(inFlight.count(), 1)
  now = 600
  inFlight.begin(late)
  now = 1_100
  assert.equal(inFlight.count(), 1)
  inFlight.end(abandoned)
  inFlight.end(late)
  assert.equal(inFlight.count(), 0)
})

test('the server counts whoever waits for an answer', async (t) => {
  const { kernel } = await anOrg(t)
  const counts: number[] = []
  const app = await createServer({
    kernel,
    doorman: { identify: () => Promise.resolve({ principal: null, byCookie: false }), forget: () => {} },
    settings: { publicOrigin: kernel.config.publicUrl, cookies: { prefix: '__Host-yapa_', isSecure: true } },
    health: async () => ({ ok: counts.push(kernel.inFlight.count()) > 0, checks: {} }),
    metrics: { text: () => Promise.resolve(''), answered: () => {} },
  })
  t.after(() => app.close())
  await Promise.all([app.inject('/health'), app.inject('/health'), app.inject('/health')])
  assert.equal(Math.max(...counts), 3)
  assert.equal(kernel.inFlight.count(), 0)
})
