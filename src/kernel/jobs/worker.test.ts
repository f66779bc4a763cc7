import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { newId } from '#kernel/contract/ids.ts'
import { job } from '#kernel/jobs/job.ts'
import { writeEffect } from '#kernel/jobs/testing/bare-kernel.ts'
import { aBench, medianMs, until } from '#kernel/jobs/testing/bench.ts'
import { jobsOf } from '#kernel/jobs/worker.ts'

const Numbered = z.object({ n: z.int() })
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A job that does what the test says, with a list of the numbers it was run for. */
function watched(name: string, sort: 'run' | 'work', act: (n: number) => Promise<void> | void = () => {}) {
  const seen: number[] = []
  const handle = async (n: number): Promise<void> => {
    seen.push(n)
    await act(n)
  }
  const type = job({
    name,
    payload: Numbered,
    ...(sort === 'run' ? { run: (_ctx, { n }) => handle(n) } : { work: (_desk, { n }) => handle(n) }),
  })
  return { type, seen, modules: [{ name: 'test', needs: [], jobs: [writeEffect, type] }] }
}

test('a job runs once its transaction has committed, and is gone afterwards', async (t) => {
  const { type, seen, modules } = watched('test.note', 'run')
  const bench = await aBench(t, { modules })
  const org = newId()
  await bench.enqueue(org, type, [{ n: 1 }, { n: 2 }])
  assert.equal(await bench.worker({ isManual: true }).runDue(), 2)
  assert.deepEqual(seen.toSorted(), [1, 2])
  assert.deepEqual(await bench.jobs(), [])
})

test('a job of a transaction that was rolled back never runs', async (t) => {
  const { type, seen, modules } = watched('test.note', 'run')
  const bench = await aBench(t, { modules })
  const attempt = bench.run(newId(), async (ctx) => {
    ctx.enqueue(type, { n: 1 })
    await ctx.sql`select 1`
    throw new Error('the sale was refused')
  })
  await assert.rejects(attempt, /refused/)
  await bench.worker({ isManual: true }).runDue()
  assert.deepEqual(seen, [])
})

test('what a job wrote before it failed is undone, and its retry writes it once', async (t) => {
  let tries = 0
  const type = job({
    name: 'test.write-and-fail',
    payload: Numbered,
    async run(ctx, { n }) {
      await ctx.sql`insert into test.effect (n) values (${n})`
      if (++tries === 1) throw new Error('the printer was off')
    },
  })
  let now = Date.now()
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [type] }], clock: { now: () => new Date(now) } })
  const org = newId()
  const worker = bench.worker({ isManual: true })
  await bench.enqueue(org, type, [{ n: 7 }])
  await worker.runDue()
  now += 10_000
  await worker.runDue()
  assert.equal(tries, 2)
  assert.deepEqual(await bench.effects(org), [7])
})

test('a job with a later moment waits for it', async (t) => {
  const { type, seen, modules } = watched('test.remind', 'run')
  let now = new Date('2026-11-21T15:00:00Z')
  const bench = await aBench(t, { modules, clock: { now: () => now } })
  await bench.enqueue(newId(), type, [{ n: 1 }], { at: new Date('2026-11-21T18:00:00Z') })
  const worker = bench.worker({ isManual: true })
  now = new Date('2026-11-21T17:59:59Z')
  await worker.runDue()
  assert.deepEqual(seen, [])
  now = new Date('2026-11-21T18:00:00Z')
  await worker.runDue()
  assert.deepEqual(seen, [1])
})

test('a second job with the key of one that waits is dropped; once the first runs, the key is free', async (t) => {
  const { type, seen, modules } = watched('test.recount', 'run')
  const bench = await aBench(t, { modules })
  const org = newId()
  await bench.enqueue(org, type, [{ n: 1 }], { key: 'stock' })
  await bench.enqueue(org, type, [{ n: 2 }], { key: 'stock' })
  await bench.enqueue(newId(), type, [{ n: 3 }], { key: 'stock' })
  const worker = bench.worker({ isManual: true })
  await worker.runDue()
  assert.deepEqual(seen.toSorted(), [1, 3])
  await bench.enqueue(org, type, [{ n: 4 }], { key: 'stock' })
  await worker.runDue()
  assert.deepEqual(seen.toSorted(), [1, 3, 4])
})

test('when a job fails while another with its key came to wait, the newer one does the work', async (t) => {
  const { promise: mayFail, resolve: fail } = Promise.withResolvers<void>()
  const { type, seen, modules } = watched('test.recount', 'work', async (n) => {
    if (n === 1) await mayFail.then(() => Promise.reject(new Error('no stock list')))
  })
  const bench = await aBench(t, { modules })
  const org = newId()
  const worker = bench.worker({ isManual: true })
  await bench.enqueue(org, type, [{ n: 1 }], { key: 'stock' })
  const working = worker.runDue()
  await until(() => seen.length === 1)
  await bench.enqueue(org, type, [{ n: 2 }], { key: 'stock' })
  assert.equal((await bench.jobs(org)).length, 2)
  fail()
  await working
  await worker.runDue()
  assert.deepEqual(seen, [1, 2])
  assert.deepEqual(await bench.jobs(org), [])
})

test('two transactions that enqueue the same keys in opposite orders do not block each other', async (t) => {
  const { type, modules } = watched('test.recount', 'run')
  const bench = await aBench(t, { modules })
  const org = newId()
  const both = (keys: string[]): Promise<void> =>
    bench.run(org, async (ctx) => {
      for (const key of keys) ctx.enqueue(type, { n: 1 }, { key })
    })
  for (let round = 0; round < 20; round++) await Promise.all([both(['a', 'b', 'c']), both(['c', 'b', 'a'])])
  assert.equal((await bench.jobs(org)).length, 3)
})

test('jobs that this version does not know are left for another one', async (t) => {
  const { type } = watched('test.from-tomorrow', 'run')
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [writeEffect] }] })
  const org = newId()
  await bench.enqueue(org, type, [{ n: 1 }])
  assert.equal(await bench.worker({ isManual: true }).runDue(), 0)
  assert.deepEqual(
    (await bench.jobs(org)).map(({ state, attempts }) => ({ state, attempts })),
    [{ state: 'ready', attempts: 0 }],
  )
})

test('several workers share the jobs and run each once', async (t) => {
  const { type, seen, modules } = watched('test.note', 'run')
  const bench = await aBench(t, { modules })
  const numbers = Array.from({ length: 300 }, (_, n) => ({ n }))
  const orgs = [newId(), newId(), newId()]
  const workers = [bench.worker(), bench.worker(), bench.worker()]
  await Promise.all(orgs.map((org) => bench.enqueue(org, type, numbers)))
  for (const worker of workers) worker.wake()
  await until(async () => (await bench.jobs()).length === 0)
  assert.equal(seen.length, 900)
})

test('a worker hears of jobs committed by another process through the relay’s notification, before it looks by itself', async (t) => {
  const { type, seen, modules } = watched('test.note', 'run')
  const bench = await aBench(t, { modules })
  bench.worker()
  const heardMs = await medianMs(40, async (n) => {
    await bench.enqueue(newId(), type, [{ n }])
    await bench.db.platform`select pg_notify('jobs', '')`
    await until(() => seen.length > n)
  })
  // By itself it looks 250 ms after most of these.
  assert.ok(heardMs < 200, `${heardMs} ms`)
})

test('a stop lets running jobs finish and gives back those not started', async (t) => {
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  const { type, seen, modules } = watched('test.call', 'work', () => mayEnd)
  const bench = await aBench(t, { modules })
  const org = newId()
  await bench.enqueue(
    org,
    type,
    Array.from({ length: 10 }, (_, n) => ({ n })),
  )
  const worker = bench.worker({ concurrency: 1 })
  await until(() => seen.length === 3)
  const stopped = worker.stop(60_000)
  await pause(30)
  end()
  await stopped
  assert.equal(seen.length, 3)
  const left = await bench.jobs(org)
  assert.equal(left.length, 7)
  assert.ok(left.every(({ state, attempts }) => state === 'ready' && attempts === 0))
})

test('after the grace of a stop, work that does not end is given back without counting as a try', async (t) => {
  const { type, seen, modules } = watched('test.call', 'work', () => new Promise(() => {}))
  const bench = await aBench(t, { modules })
  const org = newId()
  await bench.enqueue(org, type, [{ n: 1 }])
  const worker = bench.worker()
  await until(() => seen.length === 1)
  await worker.stop(50)
  // The stop does not wait for ever for what is being given back.
  await until(async () => (await bench.jobs(org)).every(({ state }) => state !== 'running'))
  assert.deepEqual(
    (await bench.jobs(org)).map(({ state, attempts }) => ({ state, attempts })),
    [{ state: 'ready', attempts: 0 }],
  )
})

test('a worker that was frozen past its lease finds its job taken, and its own try has no effect', async (t) => {
  const tries: number[] = []
  const { promise: thawed, resolve: thaw } = Promise.withResolvers<void>()
  const type = job({
    name: 'test.slow-outside',
    payload: Numbered,
    async work(desk, { n }) {
      tries.push(desk.attempt)
      if (desk.attempt === 1) await thawed
      else await desk.transaction(async (ctx) => void (await ctx.sql`insert into test.effect (n) values (${n})`))
    },
  })
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [type] }] })
  const org = newId()
  await bench.enqueue(org, type, [{ n: 1 }])
  // Its lease is never prolonged: as good as frozen.
  const frozen = bench.worker({ isManual: true, leaseSeconds: 1_000_000 })
  const first = frozen.runDue()
  await until(() => tries.length === 1)
  await bench.db.platform`update kernel.job set leased_until = now() - interval '1 s'`
  await bench.worker({ isManual: true }).runDue()
  thaw()
  await first
  assert.deepEqual(tries, [1, 2])
  assert.deepEqual(await bench.effects(org), [1])
  assert.deepEqual(await bench.jobs(org), [])
})

test('a long job keeps its lease while its worker lives', async (t) => {
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  const { type, seen, modules } = watched('test.call', 'work', () => mayEnd)
  const bench = await aBench(t, { modules })
  await bench.enqueue(newId(), type, [{ n: 1 }])
  bench.worker({ leaseSeconds: 6 })
  await until(() => seen.length === 1)
  const leasedUntil = async (): Promise<number> =>
    (await bench.db.platform<{ at: number }>`select extract(epoch from leased_until)::float8 as at from kernel.job`)[0]?.at ?? 0
  for (let times = 0; times < 2; times++) {
    const before = await leasedUntil()
    await until(async () => (await leasedUntil()) > before)
  }
  assert.deepEqual(seen, [1])
  end()
  await until(async () => (await bench.jobs()).length === 0)
})

test('two jobs of one name, or a job that does nothing, are refused at the start', () => {
  const { type } = watched('test.note', 'run')
  const other = watched('test.note', 'work').type
  const nothing = job({ name: 'test.nothing', payload: Numbered })
  assert.throws(
    () =>
      jobsOf([
        { name: 'a', needs: [], jobs: [type] },
        { name: 'b', needs: [], jobs: [other] },
      ]),
    /two jobs are called test.note/,
  )
  assert.throws(() => jobsOf([{ name: 'a', needs: [], jobs: [nothing] }]), /needs either run or work/)
})
