import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { aBench, writeEffect } from '#kernel/jobs/testing.ts'

const modules = [{ name: 'test', needs: [], jobs: [writeEffect] }]

test('a job enqueued in a transaction runs once the transaction has committed', async (t) => {
  const bench = await aBench(t, { modules })
  const org = newId()
  await bench.enqueue(org, writeEffect, [{ n: 1 }, { n: 2 }])
  assert.equal(await bench.worker({ isManual: true }).runDue(), 2)
  assert.deepEqual((await bench.effects(org)).toSorted(), [1, 2])
  assert.deepEqual(await bench.jobs(), [])
})
