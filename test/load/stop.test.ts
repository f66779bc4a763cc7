import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stopUnderLoad } from './rows/starts.ts'
import { aLoadStage, isQuick } from './stage.ts'

test('a stop under load answers every request that was sent, and keeps every message that was acknowledged', async (t) => {
  const stage = await aLoadStage(t)
  for (let round = 0; round < (isQuick ? 1 : 5); round++) {
    const { stopMs, answered, unanswered, lost, statuses } = await stopUnderLoad(stage, (product) => product.stop())
    assert.ok(answered > 500, `only ${answered} requests were answered`)
    assert.deepEqual({ unanswered, lost, statuses: [...statuses.keys()] }, { unanswered: 0, lost: 0, statuses: [200] })
    assert.ok(stopMs < 5_000, `it took ${Math.round(stopMs)} ms`)
  }
})

test('control: a process that just ends leaves requests without an answer', async (t) => {
  const { unanswered } = await stopUnderLoad(await aLoadStage(t), (product) => product.kill())
  assert.ok(unanswered > 0, 'a control that loses nothing proves nothing')
})
