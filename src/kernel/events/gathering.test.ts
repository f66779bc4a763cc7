import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { newId } from '#kernel/contract/ids.ts'
import { job } from '#kernel/jobs/job.ts'
import { ripen } from '#kernel/jobs/ripen.ts'
import { aBench, type Bench } from '#kernel/jobs/testing/bench.ts'
import { gather, type Module } from '#kernel/module.ts'
import { pressure } from './gathering.ts'

const saleMade = event('test.sale.made', z.object({ n: z.int() }))

function shop(options: { fails?: () => boolean } = {}) {
  const batches: number[][] = []
  const counted = job({
    name: 'test.count-sales',
    payload: z.object({ items: z.array(z.int()) }),
    async work(_desk, { items }) {
      if (options.fails?.()) throw new Error('not now')
      batches.push(items)
    },
  })
  const item = ({ n }: { n: number }): number | null => (n < 0 ? null : n)
  const modules: Module[] = [
    { name: 'test', needs: [], events: [saleMade], reactions: [gather(saleMade, counted, item, { withinMs: 500 })] },
  ]
  return { batches, modules }
}

const sell = (bench: Bench, org: string, ...numbers: number[]): Promise<void> =>
  bench.run(org, async (ctx) => {
    for (const n of numbers) await ctx.emit(saleMade, { n })
  })

test('what happens to an organization before its turn comes is one job, in order, and none of it is another organization’s', async (t) => {
  const { batches, modules } = shop()
  const bench = await aBench(t, { modules })
  const [org, other] = [newId(), newId()]
  const relay = bench.relay({ isManual: true })
  await sell(bench, org, 1, -1, 2)
  await relay.catchUp()
  await sell(bench, org, 3)
  await sell(bench, other, 10)
  await relay.catchUp()
  await bench.worker({ isManual: true }).runDue()
  assert.deepEqual(
    batches.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0)),
    [[1, 2, 3], [10]],
  )
})

test('what comes while a batch is being tried again waits behind it in a batch of its own, and nothing is lost', async (t) => {
  let isBroken = true
  const { batches, modules } = shop({ fails: () => isBroken })
  const bench = await aBench(t, { modules })
  const org = newId()
  const relay = bench.relay({ isManual: true })
  await sell(bench, org, 1)
  await relay.catchUp()
  await bench.worker({ isManual: true }).runDue()
  await sell(bench, org, 2)
  await relay.catchUp()
  isBroken = false
  await bench.db.platform`update kernel.job set run_at = now() - interval '1 hour'`
  await bench.worker({ isManual: true }).runDue()
  assert.deepEqual(batches, [[1], [2]])
})

test('a batch that is full takes no more', async (t) => {
  const { batches, modules } = shop()
  const bench = await aBench(t, { modules })
  const org = newId()
  const relay = bench.relay({ isManual: true })
  for (let i = 0; i < 3; i++) {
    await sell(bench, org, ...Array.from({ length: 400 }, (_, n) => i * 400 + n))
    await relay.catchUp()
  }
  await bench.worker({ isManual: true }).runDue()
  assert.deepEqual(
    batches.flat(),
    Array.from({ length: 1_200 }, (_, n) => n),
  )
  assert.ok(batches.length > 1)
})

test('several workers that look at the same moment take what was gathered once and in order', async (t) => {
  const { batches, modules } = shop()
  const bench = await aBench(t, { modules })
  const org = newId()
  const relay = bench.relay({ isManual: true })
  await sell(bench, org, 0)
  await relay.catchUp()
  // The moment of one more of them comes with each millisecond.
  await bench.db.platform`
    insert into kernel.job (org_id, name, lane, payload, state, run_at, max_attempts, request_id)
    select org_id, name, lane, jsonb_build_object('items', array[n]), state, run_at + n * interval '1 millisecond', max_attempts, request_id
    from kernel.job cross join generate_series(1, 499) n where org_id = ${org} order by n`
  await Promise.all(Array.from({ length: 500 }, (_, n) => ripen(bench.db, new Date(n))))
  const [{ ready } = { ready: 0 }] = await bench.db.platform<{ ready: number }>`
    select count(*) as ready from kernel.job where org_id = ${org} and state = 'ready'`
  assert.equal(ready, 1)
  await bench.worker({ isManual: true }).runDue()
  assert.deepEqual(batches, [Array.from({ length: 500 }, (_, n) => n)])
})

test('a gathering waits as long as it says while little happens, longer in a storm, never more than four times, and not after it', () => {
  let now = 0
  const busy = pressure(() => now)
  const seconds = (count: number, eventsEach: number): number => {
    for (let i = 0; i < count * 10; i++) {
      now += 100
      busy.feel(eventsEach / 10)
    }
    return busy.stretch()
  }
  assert.equal(seconds(20, 50), 1)
  const busier = seconds(20, 150)
  assert.ok(busier > 1.8 && busier < 2.2, String(busier))
  assert.equal(seconds(20, 5_000), 4)
  assert.equal(seconds(30, 0), 1)
})
