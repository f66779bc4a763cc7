import assert from 'node:assert/strict'
import { test } from 'node:test'
import { waitBeside } from './queue.ts'
import { aLoadStage, isQuick } from './stage.ts'

const flood = 100_000

test(`beside another organization's ${flood} queued jobs, one's own are done in less than a second`, async (t) => {
  const { product, ground } = await aLoadStage(t)
  const [big, small] = ground.orgs
  const { waits, left } = await waitBeside(product, big?.id ?? '', small?.id ?? '', { flood, probes: isQuick ? 10 : 60 })
  assert.ok(left > flood / 4, `only ${left} of the other jobs were left: nobody had to be fair`)
  assert.ok(waits.at(1) < 1_000, `waited up to ${Math.round(waits.at(1))} ms`)
})

test('control: in one and the same queue a job waits for those before it', async (t) => {
  const { product, ground } = await aLoadStage(t)
  const org = ground.orgs[0]?.id ?? ''
  const { waits } = await waitBeside(product, org, org, { flood, probes: 1 })
  assert.ok(waits.at(1) > 1_000, `waited only ${Math.round(waits.at(1))} ms: the queue was not long enough to prove anything`)
})
