import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { newId } from '#kernel/contract/ids.ts'
import { Hopeless, job } from '#kernel/jobs/job.ts'
import { aBench, until, type Bench } from '#kernel/jobs/testing/bench.ts'

const Line = z.object({ lane: z.string(), n: z.int() })
type Line = z.infer<typeof Line>

/** Jobs of several lanes, with a record of who ran after whom and how many of a lane ran at once. */
function said(act: (line: Line) => Promise<void> | void = () => {}) {
  const order = new Map<string, number[]>()
  const now = new Map<string, number>()
  let most = 0
  const say = job({
    name: 'test.say',
    payload: Line,
    async work(_desk, line) {
      now.set(line.lane, (now.get(line.lane) ?? 0) + 1)
      most = Math.max(most, now.get(line.lane) ?? 0)
      try {
        await act(line)
      } finally {
        order.set(line.lane, [...(order.get(line.lane) ?? []), line.n])
        now.set(line.lane, (now.get(line.lane) ?? 0) - 1)
      }
    },
  })
  return { say, order, most: () => most, modules: [{ name: 'test', needs: [], jobs: [say] }] }
}

const enqueue = async (
  bench: Bench,
  org: string,
  say: ReturnType<typeof said>['say'],
  lines: readonly Line[],
  isLaned = true,
): Promise<void> =>
  bench.run(org, async (ctx) => {
    for (const line of lines) ctx.enqueue(say, line, isLaned ? { lane: line.lane } : {})
  })
const lines = (lanes: readonly string[], count: number): Line[] =>
  Array.from({ length: count }, (_, n) => lanes.map((lane) => ({ lane, n }))).flat()
const numbers = (count: number): number[] => Array.from({ length: count }, (_, n) => n)
const shortly = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 4))

test('messages of one conversation leave one after the other, in order, however many workers there are', async (t) => {
  const { say, order, most, modules } = said(shortly)
  const bench = await aBench(t, { modules })
  const lanes = ['ana', 'beto', 'caro', 'dani']
  for (let i = 0; i < 3; i++) bench.worker()
  await enqueue(bench, newId(), say, lines(lanes, 40))
  await bench.db.platform`select pg_notify('jobs', '')`
  await until(async () => (await bench.jobs()).length === 0)
  for (const lane of lanes) assert.deepEqual(order.get(lane), numbers(40), lane)
  assert.equal(most(), 1)
})

test('control: without lanes the same messages overtake each other', async (t) => {
  const { say, order, most, modules } = said(shortly)
  const bench = await aBench(t, { modules })
  for (let i = 0; i < 3; i++) bench.worker()
  await enqueue(bench, newId(), say, lines(['ana'], 160), false)
  await until(async () => (await bench.jobs()).length === 0)
  assert.notDeepEqual(order.get('ana'), numbers(160))
  assert.ok(most() > 1)
})

test('a message that waits for its next try holds back those behind it, and only those of its conversation', async (t) => {
  let isDown = true
  const { say, order, modules } = said(({ lane, n }) => {
    if (isDown && lane === 'ana' && n === 1) throw new Error('provider is down')
  })
  let now = Date.now()
  const bench = await aBench(t, { modules, clock: { now: () => new Date(now) } })
  const worker = bench.worker({ isManual: true })
  const org = newId()
  await enqueue(bench, org, say, lines(['ana', 'beto'], 3))
  await worker.runDue()
  assert.deepEqual(order.get('ana'), [0, 1])
  assert.deepEqual(order.get('beto'), [0, 1, 2])
  isDown = false
  now += 60_000
  await worker.runDue()
  assert.deepEqual(order.get('ana'), [0, 1, 1, 2])
  assert.deepEqual(await bench.jobs(org), [])
})

test('a message given up does not hold back the next ones', async (t) => {
  const { say, order, modules } = said(({ n }) => {
    if (n === 0) throw new Hopeless('the number does not exist')
  })
  const bench = await aBench(t, { modules })
  const org = newId()
  await enqueue(bench, org, say, lines(['ana'], 3))
  await bench.worker({ isManual: true }).runDue()
  assert.deepEqual(order.get('ana'), [0, 1, 2])
  assert.deepEqual(
    (await bench.jobs(org)).map(({ state }) => state),
    ['dead'],
  )
})

test('a message planned for later holds back those created after it', async (t) => {
  const { say, order, modules } = said()
  let now = Date.now()
  const bench = await aBench(t, { modules, clock: { now: () => new Date(now) } })
  const worker = bench.worker({ isManual: true })
  const org = newId()
  await bench.enqueue(org, say, [{ lane: 'ana', n: 0 }], { lane: 'ana', at: new Date(now + 60_000) })
  await bench.enqueue(org, say, [{ lane: 'ana', n: 1 }], { lane: 'ana' })
  await worker.runDue()
  assert.equal(order.get('ana'), undefined)
  now += 61_000
  await worker.runDue()
  assert.deepEqual(order.get('ana'), [0, 1])
})

test('a conversation whose worker died right after a message goes on by itself', async (t) => {
  const { say, order, modules } = said()
  const bench = await aBench(t, { modules })
  const org = newId()
  await enqueue(bench, org, say, lines(['ana'], 2))
  // The first was done and removed; the process died before it could let the second go.
  await bench.db.platform`update kernel.job set state = 'behind' where id = (select max(id) from kernel.job)`
  await bench.db.platform`delete from kernel.job where id = (select min(id) from kernel.job)`
  bench.worker()
  await until(() => order.get('ana')?.length === 1)
})

test('ten thousand messages waiting in one conversation do not slow down another of the same shop', async (t) => {
  const { say, order, modules } = said(shortly)
  const bench = await aBench(t, { modules })
  const org = newId()
  await enqueue(bench, org, say, lines(['flood'], 10_000))
  // As if they had come one by one while no worker ran.
  await bench.db.platform`update kernel.job set state = 'ready' where state = 'behind'`
  const worker = bench.worker()
  await until(() => (order.get('flood')?.length ?? 0) > 20)
  await enqueue(bench, org, say, lines(['ana'], 1))
  worker.wake()
  await until(() => order.get('ana')?.length === 1)
  // In order of arrival it would have come after all of them.
  assert.ok((order.get('flood')?.length ?? 0) < 5_000)
})
