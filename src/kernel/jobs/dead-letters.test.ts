import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { z } from 'zod'
import { newId, platformOrg } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { listAbandoned } from '#kernel/jobs/abandoned.ts'
import * as deadLetters from '#kernel/jobs/dead-letters.ts'
import { Hopeless, job } from '#kernel/jobs/job.ts'
import { aBench } from '#kernel/jobs/testing/bench.ts'

const page = Listing.parse({})
const Message = z.object({ n: z.int() })

/** A provider that refuses everything until it is repaired. */
async function aBrokenProvider(t: TestContext) {
  const sent: number[] = []
  let isBroken = true
  const send = job({
    name: 'test.send',
    payload: Message,
    async work(_desk, { n }) {
      if (isBroken) throw new Hopeless(`refused ${n}`)
      sent.push(n)
    },
  })
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [send] }] })
  const worker = bench.worker({ isManual: true })
  return { bench, worker, send, sent, repair: () => (isBroken = false) }
}

test('an administrator sees what was given up and why, the last first', async (t) => {
  const { bench, worker, send } = await aBrokenProvider(t)
  const org = newId()
  await bench.enqueue(org, send, [{ n: 1 }])
  await worker.runDue()
  await bench.enqueue(org, send, [{ n: 2 }], { lane: 'ana' })
  await worker.runDue()
  const { items, next } = await bench.run(org, (ctx) => deadLetters.list(ctx, page))
  assert.equal(next, null)
  assert.deepEqual(
    items.map(({ name, payload, error, attempts, lane }) => ({ name, payload, error, attempts, lane })),
    [
      { name: 'test.send', payload: { n: 2 }, error: 'refused 2', attempts: 1, lane: 'ana' },
      { name: 'test.send', payload: { n: 1 }, error: 'refused 1', attempts: 1, lane: null },
    ],
  )
  assert.equal((await bench.run(org, deadLetters.count)).dead, 2)
})

test('a long list is read page by page, without repetition', async (t) => {
  const { bench, worker, send } = await aBrokenProvider(t)
  const org = newId()
  await bench.enqueue(
    org,
    send,
    Array.from({ length: 25 }, (_, n) => ({ n })),
  )
  await worker.runDue()
  await bench.db.platform`update kernel.job set dead_at = '2026-11-21T15:00:00Z'`
  const seen: number[] = []
  for (let cursor: string | undefined; ;) {
    const { items, next } = await bench.run(org, (ctx) => deadLetters.list(ctx, { ...page, limit: 10, ...(cursor && { cursor }) }))
    seen.push(...items.map(({ id }) => id))
    if (next === null) break
    cursor = next
  }
  assert.equal(seen.length, 25)
  assert.deepEqual(
    seen,
    seen.toSorted((a, b) => b - a),
  )
})

test('once the provider works again, what was given up is run again and leaves a trace', async (t) => {
  const { bench, worker, send, sent, repair } = await aBrokenProvider(t)
  const org = newId()
  await bench.enqueue(org, send, [{ n: 1 }, { n: 2 }, { n: 3 }], { lane: 'ana' })
  await worker.runDue()
  repair()
  assert.deepEqual(await bench.run(org, (ctx) => deadLetters.rerunAll(ctx, {})), { count: 3, left: 0 })
  await worker.runDue()
  assert.deepEqual(sent, [1, 2, 3])
  assert.deepEqual(await bench.jobs(org), [])
  const trail = await bench.run(org, (ctx) => ctx.sql<{ action: string }>`select action from kernel.audit_entry`)
  assert.deepEqual(
    trail.map(({ action }) => action),
    ['kernel.job.rerun', 'kernel.job.rerun', 'kernel.job.rerun'],
  )
})

test('one is run again by itself, others of another kind stay', async (t) => {
  const { bench, worker, send, sent, repair } = await aBrokenProvider(t)
  const org = newId()
  await bench.enqueue(org, send, [{ n: 1 }, { n: 2 }])
  await worker.runDue()
  repair()
  const [first] = await bench.jobs(org)
  await bench.run(org, (ctx) => deadLetters.rerun(ctx, { id: first?.id ?? 0 }))
  assert.deepEqual(await bench.run(org, (ctx) => deadLetters.rerunAll(ctx, { name: 'test.other' })), { count: 0, left: 0 })
  await worker.runDue()
  assert.deepEqual(sent, [1])
  assert.equal((await bench.run(org, deadLetters.count)).dead, 1)
})

test('jobs with one key come back as one', async (t) => {
  const { bench, worker, send, sent, repair } = await aBrokenProvider(t)
  const org = newId()
  for (const n of [1, 2]) {
    await bench.enqueue(org, send, [{ n }], { key: 'stock' })
    await worker.runDue()
  }
  assert.equal((await bench.run(org, deadLetters.count)).dead, 2)
  repair()
  await bench.run(org, (ctx) => deadLetters.rerunAll(ctx, {}))
  await worker.runDue()
  assert.deepEqual(sent, [2])
  assert.deepEqual(await bench.jobs(org), [])
})

test('what is discarded is gone, with its reason kept in the trail', async (t) => {
  const { bench, worker, send } = await aBrokenProvider(t)
  const org = newId()
  await bench.enqueue(org, send, [{ n: 1 }])
  await worker.runDue()
  const [letter] = await bench.jobs(org)
  await bench.run(org, (ctx) => deadLetters.discard(ctx, { id: letter?.id ?? 0 }))
  assert.deepEqual(await bench.jobs(org), [])
  const [entry] = await bench.run(org, (ctx) => ctx.sql<{ before: unknown }>`select before from kernel.audit_entry`)
  assert.deepEqual(entry?.before, { error: 'refused 1', attempts: 1 })
})

test('other organizations’ dead letters, and jobs that live, do not exist here', async (t) => {
  const { bench, worker, send } = await aBrokenProvider(t)
  const [org, other] = [newId(), newId()]
  await bench.enqueue(org, send, [{ n: 1 }])
  await worker.runDue()
  await bench.enqueue(other, send, [{ n: 2 }])
  const [theirs, ours] = await bench.jobs()
  for (const id of [theirs?.id ?? 0, ours?.id ?? 0, 999_999_999]) {
    await assert.rejects(
      bench.run(other, (ctx) => deadLetters.rerun(ctx, { id })),
      { code: 'kernel.not_found' },
    )
    await assert.rejects(
      bench.run(other, (ctx) => deadLetters.discard(ctx, { id })),
      { code: 'kernel.not_found' },
    )
  }
  assert.deepEqual((await bench.run(other, (ctx) => deadLetters.list(ctx, page))).items, [])
  assert.deepEqual(await bench.run(other, (ctx) => deadLetters.rerunAll(ctx, {})), { count: 0, left: 0 })
  assert.equal((await bench.jobs()).length, 2)
})

test('whoever runs the installation sees what every organization has given up, without what was in it', async (t) => {
  const { bench, worker, send, sent, repair } = await aBrokenProvider(t)
  const [shop, bar] = [newId(), newId()]
  await bench.enqueue(shop, send, [{ n: 1 }, { n: 2 }])
  await bench.enqueue(bar, send, [{ n: 3 }])
  await bench.enqueue(platformOrg, send, [{ n: 4 }])
  await worker.runDue()
  const found = await listAbandoned(bench.db.platform)
  assert.deepEqual(
    found
      // Of two that run at the same time either may be the last.
      .map(({ org, name, jobs, lastError }) => ({ org, name, jobs, lastError: lastError.replace('refused 1', 'refused 2') }))
      .toSorted((a, b) => a.lastError.localeCompare(b.lastError)),
    [
      { org: shop, name: 'test.send', jobs: 2, lastError: 'refused 2' },
      { org: bar, name: 'test.send', jobs: 1, lastError: 'refused 3' },
      { org: null, name: 'test.send', jobs: 1, lastError: 'refused 4' },
    ],
  )
  repair()
  assert.deepEqual(await bench.run(platformOrg, (ctx) => deadLetters.rerunAll(ctx, {})), { count: 1, left: 0 })
  await worker.runDue()
  assert.deepEqual(sent, [4], 'those of the platform are run again like any other')
})
