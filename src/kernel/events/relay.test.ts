import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { newId } from '#kernel/contract/ids.ts'
import { rebase } from '#kernel/events/rebase.ts'
import { deleteEventsBefore } from '#kernel/events/retention.ts'
import { job } from '#kernel/jobs/job.ts'
import { aBench, until, type Bench } from '#kernel/jobs/testing/bench.ts'
import { after, type Module } from '#kernel/module.ts'

const Sale = z.object({ n: z.int(), customer: z.string() })
type Sale = z.infer<typeof Sale>
const saleMade = event('test.sale.made', Sale)
const saleLost = event('test.sale.lost', Sale)

function shop(options: { lane?: (sale: Sale) => string } = {}) {
  const receipts: number[] = []
  const printed = job({
    name: 'test.print-receipt',
    payload: Sale,
    async work(_desk, { n }) {
      receipts.push(n)
    },
  })
  const counted = job({ name: 'test.count-sale', payload: Sale, async run() {} })
  const modules: Module[] = [
    { name: 'test', needs: [], events: [saleMade, saleLost], reactions: [after(saleMade, printed, options), after(saleMade, counted)] },
  ]
  return { receipts, modules }
}

const sell = (bench: Bench, org: string, ...numbers: number[]): Promise<void> =>
  bench.run(org, async (ctx) => {
    for (const n of numbers) await ctx.emit(saleMade, { n, customer: 'ana' })
  })

test('each reaction to a committed event becomes a job of its own, with the event as its payload', async (t) => {
  const { modules } = shop()
  const bench = await aBench(t, { modules })
  const org = newId()
  await sell(bench, org, 1)
  await bench.run(org, (ctx) => ctx.emit(saleLost, { n: 2, customer: 'beto' }))
  await bench.relay({ isManual: true }).catchUp()
  const jobs = await bench.db.platform<{
    org: string
    name: string
    payload: Sale
  }>`select org_id as org, name, payload from kernel.job order by name`
  assert.deepEqual(jobs, [
    { org, name: 'test.count-sale', payload: { n: 1, customer: 'ana' } },
    { org, name: 'test.print-receipt', payload: { n: 1, customer: 'ana' } },
  ])
})

test('an event of a transaction that was rolled back has no consequences', async (t) => {
  const { modules } = shop()
  const bench = await aBench(t, { modules })
  const refused = bench.run(newId(), async (ctx) => {
    await ctx.emit(saleMade, { n: 1, customer: 'ana' })
    await ctx.sql`select 1`
    throw new Error('out of stock')
  })
  await assert.rejects(refused, /out of stock/)
  const relay = bench.relay({ isManual: true })
  await relay.catchUp()
  assert.equal(await relay.runOnce(), 0)
  assert.deepEqual(await bench.jobs(), [])
})

/** A transaction that took its number first and commits last. */
async function slowSale(bench: Bench, org: string, n: number): Promise<() => Promise<void>> {
  const { promise: mayCommit, resolve: commit } = Promise.withResolvers<void>()
  const { promise: wrote, resolve: hasWritten } = Promise.withResolvers<void>()
  const selling = bench.db.transaction({ org }, async ({ sql }) => {
    await sql`insert into kernel.event (type, data, actor, request_id) values ('test.sale.made', ${JSON.stringify({ n, customer: 'ana' })}::jsonb, '{}', 'slow')`
    hasWritten()
    await mayCommit
  })
  await wrote
  return async () => {
    commit()
    await selling
  }
}

test('an event whose transaction commits late is not passed over', async (t) => {
  const { receipts, modules } = shop()
  const bench = await aBench(t, { modules })
  const [org, other] = [newId(), newId()]
  const relay = bench.relay({ isManual: true })
  const commit = await slowSale(bench, org, 1)
  await sell(bench, other, 2)
  assert.equal(await relay.runOnce(), 0, 'the quick one waits for the slow one before it')
  await commit()
  await relay.catchUp()
  await bench.worker({ isManual: true }).runDue()
  assert.deepEqual(receipts.toSorted(), [1, 2])
})

test('control: a reader that remembers only the number passes over it for ever', async (t) => {
  const bench = await aBench(t, shop())
  const [org, other] = [newId(), newId()]
  let position = 0
  const read = async (): Promise<number[]> => {
    const rows = await bench.db.platform<{ seq: number; n: number }>`
      select seq, (data ->> 'n')::int as n from kernel.event where seq > ${position} order by seq`
    position = rows.at(-1)?.seq ?? position
    return rows.map(({ n }) => n)
  }
  const commit = await slowSale(bench, org, 1)
  await sell(bench, other, 2)
  assert.deepEqual(await read(), [2])
  await commit()
  assert.deepEqual(await read(), [])
})

test('a relay that was not woken finds by itself what was committed elsewhere', async (t) => {
  const { modules } = shop()
  const bench = await aBench(t, { modules })
  bench.relay()
  await new Promise((resolve) => setTimeout(resolve, 600))
  await sell(bench, newId(), 1)
  await until(async () => (await bench.jobs()).length === 2)
})

test('a quiet relay writes nothing', async (t) => {
  const bench = await aBench(t, shop())
  await sell(bench, newId(), 1)
  const relay = bench.relay()
  relay.wake()
  await until(async () => (await bench.jobs()).length === 2)
  await new Promise((resolve) => setTimeout(resolve, 300))
  const transactions = async (): Promise<number> =>
    Number((await bench.db.platform<{ x: string }>`select pg_snapshot_xmax(pg_current_snapshot())::text as x`)[0]?.x)
  const before = await transactions()
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  // Eight looks have passed; the server's own housekeeping may have written once or twice.
  assert.ok((await transactions()) - before <= 3)
})

test('several relays under load pass on each event once, and none is lost', async (t) => {
  const { receipts, modules } = shop()
  const bench = await aBench(t, { modules })
  const orgs = [newId(), newId(), newId()]
  const relays = [bench.relay(), bench.relay(), bench.relay()]
  bench.worker()
  let next = 0
  const seller = async (org: string): Promise<void> => {
    while (next < 600) {
      await sell(bench, org, next++, next++)
      relays[next % 3]?.wake()
    }
  }
  await Promise.all([...orgs, ...orgs].map(seller))
  await until(async () => receipts.length >= next && (await bench.jobs()).length === 0)
  assert.equal(receipts.length, next)
  assert.equal(new Set(receipts).size, next)
})

test('jobs of a lane follow the order in which things happened to a record, not that in which transactions began', async (t) => {
  const { receipts, modules } = shop({ lane: ({ customer }) => customer })
  const bench = await aBench(t, { modules })
  const org = newId()
  const { promise: mayGoOn, resolve: goOn } = Promise.withResolvers<void>()
  const { promise: begun, resolve: hasBegun } = Promise.withResolvers<void>()
  // It has its transaction number, and then waits for the record that the other one changes first.
  const later = bench.run(org, async (ctx) => {
    await ctx.sql`insert into test.effect (n) values (0)`
    hasBegun()
    await mayGoOn
    await ctx.emit(saleMade, { n: 2, customer: 'ana' })
  })
  await begun
  await sell(bench, org, 1)
  goOn()
  await later
  await bench.relay({ isManual: true }).catchUp()
  await bench.worker({ isManual: true }).runDue()
  assert.deepEqual(receipts, [1, 2])
})

test('an event that its lane cannot read still becomes a job, and does not stop those after it', async (t) => {
  const { receipts, modules } = shop({
    lane: ({ n }) => {
      if (n === 1) throw new Error('no lane')
      return 'all'
    },
  })
  const bench = await aBench(t, { modules })
  await sell(bench, newId(), 1, 2)
  await bench.relay({ isManual: true }).catchUp()
  await bench.worker({ isManual: true }).runDue()
  assert.deepEqual(receipts.toSorted(), [1, 2])
})

test('live servers hear how far the relay got and whom it concerns, in notifications that fit', async (t) => {
  const bench = await aBench(t, shop())
  const heard: { to: string; orgs: string[] | null }[] = []
  const listener = await bench.db.listen('live', (payload) => heard.push(JSON.parse(payload)))
  t.after(() => listener.close())
  const org = newId()
  const relay = bench.relay({ isManual: true })
  await sell(bench, org, 1, 2)
  await relay.catchUp()
  for (let i = 0; i < 200; i++) await sell(bench, newId(), i)
  await relay.catchUp()
  await until(() => heard.length === 2)
  assert.deepEqual(heard[0]?.orgs, [org])
  assert.equal(heard[1]?.orgs, null)
  const [last] = await bench.db.platform<{
    at: string
  }>`select xid || '-' || seq as at from kernel.event order by xid desc, seq desc limit 1`
  assert.equal(heard[1]?.to, last?.at)
})

test('data that was copied into another server keeps its order: nothing old is passed on again, nothing new is forgotten', async (t) => {
  const { receipts, modules } = shop()
  const bench = await aBench(t, { modules })
  const org = newId()
  await sell(bench, org, 1)
  await bench.relay({ isManual: true }).catchUp()
  await bench.worker({ isManual: true }).runDue()
  await sell(bench, org, 2)
  // As it looks after a copy: the numbers of the old server are far beyond those of the new one.
  await bench.db.platform`update kernel.event set xid = (xid::text::bigint + 4000000000)::text::xid8`
  await bench.db.platform`update kernel.relay_position set xid = (xid::text::bigint + 4000000000)::text::xid8`
  const relay = bench.relay({ isManual: true })
  await relay.catchUp()
  await sell(bench, org, 3)
  await relay.catchUp()
  await bench.worker({ isManual: true }).runDue()
  assert.deepEqual(receipts, [1, 2, 3])
  assert.equal(await bench.db.platformTransaction(rebase), false)
})

test('events are deleted after their time, the oldest first, but not those that still wait', async (t) => {
  const bench = await aBench(t, shop())
  const org = newId()
  await sell(bench, org, 1, 2, 3)
  await bench.relay({ isManual: true }).catchUp()
  await sell(bench, org, 4)
  assert.equal(await deleteEventsBefore(bench.db.platform, new Date(Date.now() - 60_000)), 0)
  assert.equal(await deleteEventsBefore(bench.db.platform, new Date(Date.now() + 60_000)), 2)
  const left = await bench.db.platform<{ n: number }>`select (data ->> 'n')::int as n from kernel.event order by xid, seq`
  assert.deepEqual(left, [{ n: 3 }, { n: 4 }])
})
