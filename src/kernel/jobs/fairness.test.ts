import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { newId } from '#kernel/contract/ids.ts'
import { job, type JobType } from '#kernel/jobs/job.ts'
import { aBench, until, type Bench } from '#kernel/jobs/testing/bench.ts'

const Numbered = z.object({ n: z.int() })
type Numbered = z.infer<typeof Numbered>

const count = async (bench: Bench, org: string, type: JobType<Numbered>): Promise<number> =>
  (await bench.db.platform<{ n: number }>`select count(*) as n from kernel.job where org_id = ${org} and name = ${type.name}`)[0]?.n ?? 0

async function flood(bench: Bench, org: string, type: JobType<Numbered>, size: number): Promise<void> {
  const payloads = Array.from({ length: 10_000 }, (_, n) => ({ n }))
  for (let left = size; left > 0; left -= 10_000) await bench.enqueue(org, type, payloads)
}

/** Three jobs of a small shop, until they are done. */
async function threeDone(bench: Bench, org: string, type: JobType<Numbered>, wake: () => void): Promise<void> {
  await bench.enqueue(org, type, [{ n: 1 }, { n: 2 }, { n: 3 }])
  wake()
  await until(async () => (await count(bench, org, type)) === 0, 30_000)
}

test('the jobs of a small shop pass before almost all of the 100,000 that wait for another', async (t) => {
  const done = new Map<string, number>()
  const note = job({
    name: 'test.note',
    payload: Numbered,
    async run(ctx) {
      done.set(ctx.org, (done.get(ctx.org) ?? 0) + 1)
    },
  })
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [note] }] })
  const worker = bench.worker()
  const [big, small] = [newId(), newId()]
  await flood(bench, big, note, 100_000)
  worker.wake()
  for (let i = 0; i < 5; i++) await threeDone(bench, small, note, () => worker.wake())
  // In order of arrival the small shop would have come after all of them.
  assert.ok((done.get(big) ?? 0) < 80_000, `${done.get(big)} came before`)
})

test('a shop whose calls are slow does not take every slot', async (t) => {
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  t.after(() => answer())
  const slow = job({ name: 'test.slow-call', payload: Numbered, work: () => answered })
  const quick = job({ name: 'test.quick-call', payload: Numbered, async work() {} })
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [slow, quick] }] })
  const [big, small] = [newId(), newId()]
  await bench.enqueue(
    big,
    slow,
    Array.from({ length: 500 }, (_, n) => ({ n })),
  )
  const worker = bench.worker()
  await until(async () => (await bench.jobs(big)).some(({ state }) => state === 'running'))
  await threeDone(bench, small, quick, () => worker.wake())
})

test('inside one shop a campaign does not hold back the answers to customers', async (t) => {
  const order: string[] = []
  const noted = (name: string) =>
    job({
      name,
      payload: Numbered,
      async work() {
        order.push(name)
      },
    })
  const [campaign, answer] = [noted('test.send-campaign'), noted('test.send-answer')]
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [campaign, answer] }] })
  const org = newId()
  await flood(bench, org, campaign, 10_000)
  const worker = bench.worker()
  await threeDone(bench, org, answer, () => worker.wake())
  assert.ok(order.filter((name) => name === 'test.send-campaign').length < 9_000)
})

for (const urgent of [true, false])
  test(`what somebody waits for ${urgent ? 'is done while' : '(control) waits like the rest as long as'} everything that can wait has taken all slots`, async (t) => {
    const gate = Promise.withResolvers<void>()
    const work = (): Promise<void> => gate.promise
    const long = ['one', 'two', 'three'].map((name) => job({ name: `test.can-wait-${name}`, payload: Numbered, work }))
    const done: number[] = []
    const answer = job({ name: 'test.answer', payload: Numbered, urgent, work: async (_desk, { n }) => void done.push(n) })
    const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [...long, answer] }] })
    t.after(() => gate.resolve())
    const orgs = Array.from({ length: 8 }, () => newId())
    const many = Array.from({ length: 50 }, (_, n) => ({ n }))
    for (const org of orgs) for (const type of long) await bench.enqueue(org, type, many)
    const worker = bench.worker()
    const running = async (): Promise<number> =>
      (await bench.db.platform`select from kernel.job where org_id = any (${orgs}::uuid[]) and state = 'running'`).length
    await until(async () => (await running()) > 16)
    await bench.enqueue(orgs[0] ?? '', answer, [{ n: 1 }])
    worker.wake()
    if (urgent) await until(() => done.length === 1)
    // Long enough for the worker to look again twice.
    else await new Promise((resolve) => setTimeout(resolve, 600))
    assert.deepEqual(done, urgent ? [1] : [])
    gate.resolve()
    await until(() => done.length === 1)
  })

test('while answers are made, what can wait takes a quarter of its slots, until they only wait themselves', async (t) => {
  const gate = Promise.withResolvers<void>()
  const begun: Record<'answers' | 'notes', number[]> = { answers: [], notes: [] }
  const gated = (name: string, urgent: boolean, list: number[]): JobType<Numbered> =>
    job({ name, payload: Numbered, urgent, work: () => (list.push(performance.now()), gate.promise) })
  const answer = gated('test.long-answer', true, begun.answers)
  const note = gated('test.long-note', false, begun.notes)
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [answer, note] }] })
  t.after(() => gate.resolve())
  const twenty = Array.from({ length: 20 }, (_, n) => ({ n }))
  for (const org of Array.from({ length: 4 }, () => newId())) for (const type of [answer, note]) await bench.enqueue(org, type, twenty)
  bench.worker()
  await until(() => begun.notes.length === 16)
  const [first = 0] = begun.answers
  const soon = begun.notes.filter((at) => at - first < 1_000)
  assert.ok(soon.length <= 4, `${soon.length} began beside the answers`)
})

test('sixty shops with long queues are served in turn', async (t) => {
  const served: string[] = []
  const note = job({
    name: 'test.note',
    payload: Numbered,
    async run(ctx) {
      served.push(ctx.org)
    },
  })
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [note] }] })
  const orgs = Array.from({ length: 60 }, () => newId())
  for (const org of orgs)
    await bench.enqueue(
      org,
      note,
      Array.from({ length: 100 }, (_, n) => ({ n })),
    )
  bench.worker()
  await until(() => served.length >= 3_000)
  const first = Map.groupBy(served.slice(0, 3_000), (org) => org)
  assert.equal(first.size, 60)
  const shares = [...first.values()].map((times) => times.length)
  assert.ok(Math.max(...shares) - Math.min(...shares) <= 15, `shares between ${Math.min(...shares)} and ${Math.max(...shares)}`)
})
