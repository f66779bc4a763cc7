import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { newId } from '#kernel/contract/ids.ts'
import { claim, firstTurn } from '#kernel/jobs/claim.ts'
import { job, type JobType } from '#kernel/jobs/job.ts'
import { aBench, until, type Bench } from '#kernel/jobs/testing/bench.ts'

const Numbered = z.object({ n: z.int() })
type Numbered = z.infer<typeof Numbered>

const count = async (bench: Bench, org: string, type: JobType<Numbered>): Promise<number> =>
  (await bench.db.platform<{ n: number }>`select count(*) as n from kernel.job where org_id = ${org} and name = ${type.name}`)[0]?.n ?? 0

async function flood(bench: Bench, org: string, type: JobType<Numbered>, size: number): Promise<void> {
  const payloads = Array.from({ length: Math.min(size, 10_000) }, (_, n) => ({ n }))
  for (let left = size; left > 0; left -= payloads.length) await bench.enqueue(org, type, payloads)
}

/** Three jobs of a small shop, until they are done. */
async function threeDone(bench: Bench, org: string, type: JobType<Numbered>, wake: () => void): Promise<void> {
  await bench.enqueue(org, type, [{ n: 1 }, { n: 2 }, { n: 3 }])
  wake()
  await until(async () => (await count(bench, org, type)) === 0)
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
  await flood(bench, org, answer, 3)
  bench.worker()
  await until(() => order.filter((name) => name === answer.name).length === 3)
  const before = order.lastIndexOf(answer.name) - 2
  assert.ok(before < 1_000, `${before} came before`)
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

test('while people wait for answers, what can wait takes a quarter of its slots', async (t) => {
  const gate = Promise.withResolvers<void>()
  let begun = 0
  const note = job({ name: 'test.patient-note', payload: Numbered, work: () => (begun++, gate.promise) })
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [note] }] })
  t.after(() => gate.resolve())
  for (const org of [newId(), newId()])
    await bench.enqueue(
      org,
      note,
      Array.from({ length: 20 }, (_, n) => ({ n })),
    )
  let isCrowded = true
  bench.worker({ isCrowded: () => isCrowded })
  await until(() => begun === 4)
  // Long enough for the worker to look again twice.
  await new Promise((resolve) => setTimeout(resolve, 600))
  assert.equal(begun, 4)
  isCrowded = false
  await until(() => begun === 16)
})

/** A hundred jobs of each. */
async function sixtyShops(bench: Bench, type: JobType<Numbered>): Promise<void> {
  for (let shops = 0; shops < 60; shops++) await flood(bench, newId(), type, 100)
}

/** How often the rarest and the most frequent come. */
function extremes(orgs: readonly string[]): [number, number] {
  const shares = [...Map.groupBy(orgs, (org) => org).values()].map((times) => times.length)
  return [Math.min(...shares), Math.max(...shares)]
}

test('shops with long queues get as much as each other, however unevenly a worker asks', async (t) => {
  const note = job({ name: 'test.note', payload: Numbered, async run() {} })
  const bench = await aBench(t)
  await sixtyShops(bench, note)
  const wish = {
    names: [note.name],
    sort: { urgent: false, transactional: true },
    rooms: new Map<string, number>(),
    roomOfOthers: 78,
    leaseSeconds: 60,
  }
  const given: string[] = []
  let from = firstTurn
  for (let times = 0; times < 20; times++) {
    // Once two for most of the shops, then one for the few that are left of the round.
    const { claimed, next } = await claim(bench.db, { ...wish, from, want: times % 2 === 0 ? 104 : 8 })
    given.push(...claimed.map(({ org }) => org))
    from = next
  }
  const [least, most] = extremes(given)
  assert.ok(most - least <= 1, `shares between ${least} and ${most}`)
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
  await sixtyShops(bench, note)
  bench.worker()
  await until(() => served.length >= 3_000)
  const first = served.slice(0, 3_000)
  assert.equal(new Set(first).size, 60)
  const [least, most] = extremes(first)
  // What a worker has fetched and not begun, at most 104 jobs, is two or three of a shop.
  assert.ok(most - least <= 4, `shares between ${least} and ${most}`)
})
