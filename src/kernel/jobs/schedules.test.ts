import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { newId, platformOrg } from '#kernel/contract/ids.ts'
import { job } from '#kernel/jobs/job.ts'
import { nextTick, startSchedules, type Chore } from '#kernel/jobs/schedules.ts'
import { aBench, until, type Bench } from '#kernel/jobs/testing/bench.ts'
import type { Module } from '#kernel/module.ts'

const Nothing = z.object({}) as z.ZodType<Record<string, never>>
const start = '2026-11-21T15:00:30Z'

const ticks: [everySeconds: number, now: string, next: string][] = [
  [60, '2026-11-21T15:00:30Z', '2026-11-21T15:01:00.000Z'],
  [60, '2026-11-21T15:01:00Z', '2026-11-21T15:02:00.000Z'],
  [3_600, '2026-11-21T15:00:30Z', '2026-11-21T16:00:00.000Z'],
  [86_400, '2026-11-21T15:00:30Z', '2026-11-22T06:00:00.000Z'],
  [86_400, '2026-11-21T05:59:59Z', '2026-11-21T06:00:00.000Z'],
  [86_400, '2026-11-21T06:00:00Z', '2026-11-22T06:00:00.000Z'],
]
for (const [every, now, next] of ticks)
  test(`every ${every} s after ${now} comes ${next}`, () => assert.equal(nextTick(every, new Date(now)).toISOString(), next))

function closing(per: 'organization' | 'platform', act: () => Promise<void> = () => Promise.resolve(), everySeconds = 60) {
  const ran: string[] = []
  const close = job({
    name: 'test.close-day',
    payload: Nothing,
    async work(desk) {
      ran.push(desk.org)
      await act()
    },
  })
  const modules: Module[] = [{ name: 'test', needs: [], schedules: [{ name: 'test.nightly', everySeconds, job: close, per }] }]
  return { ran, modules }
}

async function aCalendar(bench: Bench, orgs: string[], chores: Chore[] = []) {
  let now = new Date(start)
  const clock = { now: () => now }
  const open = () => startSchedules({ ...bench.kernel, clock, organizations: () => Promise.resolve(orgs), chores, isManual: true })
  const schedules = open()
  await schedules.runDue()
  return { schedules, open, clock, pass: (seconds: number) => (now = new Date(now.getTime() + seconds * 1000)) }
}

test('when its time comes, a schedule runs once in every organization', async (t) => {
  const { ran, modules } = closing('organization')
  const bench = await aBench(t, { modules })
  const orgs = [newId(), newId(), newId()].toSorted()
  const { schedules, clock, pass } = await aCalendar(bench, orgs)
  const worker = bench.worker({ isManual: true, clock })
  await worker.runDue()
  assert.deepEqual(ran, [], 'not before its time')
  pass(30)
  assert.equal(await schedules.runDue(), 1)
  assert.equal(await schedules.runDue(), 0)
  await worker.runDue()
  assert.deepEqual(ran.toSorted(), orgs)
})

test('what comes seldom comes to each organization at its own moment, always the same', async (t) => {
  const { ran, modules } = closing('organization', undefined, 3_600)
  const bench = await aBench(t, { modules })
  const orgs = Array.from({ length: 20 }, () => newId())
  const { schedules, clock, pass } = await aCalendar(bench, orgs)
  const worker = bench.worker({ isManual: true, clock })
  const round = async () => {
    await schedules.runDue()
    const turns: string[][] = []
    for (let minute = 0; minute < 60; minute++) {
      pass(60)
      await worker.runDue()
      turns.push(ran.splice(0))
    }
    return turns
  }
  pass(59 * 60 + 30)
  const turns = await round()
  assert.deepEqual(turns.flat().toSorted(), orgs.toSorted(), 'everybody once')
  assert.ok(Math.max(...turns.map((turn) => turn.length)) < 8, 'not all at once')
  assert.deepEqual(
    (await round()).map((turn) => turn.toSorted()),
    turns.map((turn) => turn.toSorted()),
  )
})

test('a schedule of the platform runs once, in no organization', async (t) => {
  const { ran, modules } = closing('platform')
  const bench = await aBench(t, { modules })
  const { schedules, clock, pass } = await aCalendar(bench, [newId(), newId()])
  pass(30)
  await schedules.runDue()
  await bench.worker({ isManual: true, clock }).runDue()
  assert.deepEqual(ran, [platformOrg])
})

test('several processes that look at the same moment tick once', async (t) => {
  const { modules } = closing('organization')
  const bench = await aBench(t, { modules })
  const { open, pass } = await aCalendar(bench, [newId()])
  pass(30)
  const counts = await Promise.all(Array.from({ length: 6 }, () => open().runDue()))
  assert.deepEqual(counts.toSorted(), [0, 0, 0, 0, 0, 1])
  assert.equal((await bench.jobs()).length, 1)
})

test('the ticks missed while nothing ran become one', async (t) => {
  const { ran, modules } = closing('organization')
  const bench = await aBench(t, { modules })
  const { schedules, clock, pass } = await aCalendar(bench, [newId()])
  pass(10 * 60)
  assert.equal(await schedules.runDue(), 1)
  assert.equal(await schedules.runDue(), 0)
  await bench.worker({ isManual: true, clock }).runDue()
  assert.equal(ran.length, 1)
})

test('a tick whose last job still waits does not pile up another one', async (t) => {
  const { modules } = closing('organization')
  const bench = await aBench(t, { modules })
  const { schedules, pass } = await aCalendar(bench, [newId()])
  for (let minute = 0; minute < 5; minute++) {
    pass(60)
    await schedules.runDue()
  }
  assert.equal((await bench.jobs()).length, 1)
})

test('a tick does not start beside the one before it that still runs', async (t) => {
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  const { ran, modules } = closing('organization', () => mayEnd)
  const bench = await aBench(t, { modules })
  const { schedules, clock, pass } = await aCalendar(bench, [newId()])
  const [one, two] = [bench.worker({ isManual: true, clock }), bench.worker({ isManual: true, clock })]
  pass(30)
  await schedules.runDue()
  const first = one.runDue()
  await until(() => ran.length === 1)
  pass(60)
  await schedules.runDue()
  await two.runDue()
  assert.equal(ran.length, 1)
  end()
  await first
  await two.runDue()
  assert.equal(ran.length, 2)
})

test('a period made shorter takes effect at once', async (t) => {
  const { modules } = closing('organization')
  const bench = await aBench(t, { modules })
  const daily = modules.map((module) => ({
    ...module,
    schedules: (module.schedules ?? []).map((one) => ({ ...one, everySeconds: 86_400 })),
  }))
  const orgs = [newId()]
  let now = new Date(start)
  const open = (parts: readonly Module[]) =>
    startSchedules({
      ...bench.kernel,
      modules: parts,
      clock: { now: () => now },
      organizations: () => Promise.resolve(orgs),
      isManual: true,
    })
  await open(daily).runDue()
  now = new Date(now.getTime() + 60_000)
  assert.equal(await open(daily).runDue(), 0)
  await open(modules).runDue()
  now = new Date(now.getTime() + 60_000)
  assert.equal(await open(modules).runDue(), 1)
})

test('a chore runs outside of any organization, and one that fails keeps no other from its time', async (t) => {
  const done: string[] = []
  const { modules } = closing('platform')
  const bench = await aBench(t, { modules })
  const chores: Chore[] = [
    { name: 'test.broken', everySeconds: 10, run: () => Promise.reject(new Error('disk full')) },
    { name: 'test.sweep', everySeconds: 10, run: async (_platform, now) => void done.push(now.toISOString()) },
  ]
  const { schedules, pass } = await aCalendar(bench, [], chores)
  pass(30)
  await schedules.runDue()
  assert.deepEqual(done, ['2026-11-21T15:01:00.000Z'])
  assert.equal((await bench.jobs()).length, 1)
})

test('a chore that takes long holds up nobody and does not start a second time beside itself', async (t) => {
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>()
  const done: string[] = []
  const bench = await aBench(t, { modules: [] })
  const chores: Chore[] = [
    { name: 'test.a-slow', everySeconds: 1, run: async () => void (done.push('slow'), await mayEnd) },
    { name: 'test.quick', everySeconds: 1, run: async () => void done.push('quick') },
  ]
  const schedules = startSchedules({ ...bench.kernel, organizations: () => Promise.resolve([]), chores })
  await until(() => done.filter((one) => one === 'quick').length >= 3)
  assert.equal(done.filter((one) => one === 'slow').length, 1)
  end()
  await schedules.stop()
})

test('two schedules of one name are refused at the start', async (t) => {
  const { modules } = closing('platform')
  const bench = await aBench(t, { modules })
  const twice = [{ name: 'test.nightly', everySeconds: 10, run: () => Promise.resolve() }]
  assert.throws(
    () => startSchedules({ ...bench.kernel, organizations: () => Promise.resolve([]), chores: twice, isManual: true }),
    /same name/,
  )
})
