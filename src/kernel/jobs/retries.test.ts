import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { newId } from '#kernel/contract/ids.ts'
import { restMs } from '#kernel/jobs/backoff.ts'
import { Hopeless, job, TryAgain } from '#kernel/jobs/job.ts'
import { verdict } from '#kernel/jobs/perform.ts'
import { aBench } from '#kernel/jobs/testing/bench.ts'
import { problem } from '#kernel/problem.ts'

const rests: [tries: number, random: number, seconds: number][] = [
  [1, 0.5, 2],
  [1, 0, 1],
  [1, 0.999999, 3],
  [2, 0.5, 4],
  [5, 0.5, 32],
  [8, 0, 128],
  [11, 0.5, 2_048],
  [12, 0.5, 3_600],
  [12, 0, 1_800],
  [100, 0.999999, 5_400],
]
for (const [tries, random, seconds] of rests)
  test(`after try ${tries} a job rests ${seconds} s when chance says ${random}`, () =>
    assert.equal(Math.round(restMs(tries, random) / 1000), seconds))

const now = new Date('2026-11-21T15:00:00Z')
const later = new Date('2026-11-21T15:30:00Z')
const noStock = problem<{ sku: string }>('stock.not_enough', 409)
const verdicts: [what: string, error: unknown, attempt: number, expected: { state: string; runAt: Date; error: string }][] = [
  ['a plain error rests', new Error('timeout'), 3, { state: 'later', runAt: new Date(now.getTime() + 8_000), error: 'timeout' }],
  [
    'a restart of the database costs a second',
    Object.assign(new Error('terminating connection'), { code: '57P01' }),
    5,
    { state: 'later', runAt: new Date(now.getTime() + 1_000), error: 'terminating connection' },
  ],
  ['the last try buries', new Error('timeout'), 8, { state: 'dead', runAt: now, error: 'timeout' }],
  ['a hopeless job is buried at once', new Hopeless('no such number'), 1, { state: 'dead', runAt: now, error: 'no such number' }],
  ['a handler may name the moment', new TryAgain(later, 'too many calls'), 1, { state: 'later', runAt: later, error: 'too many calls' }],
  [
    'a named moment does not outlive the last try',
    new TryAgain(later, 'too many calls'),
    8,
    { state: 'dead', runAt: now, error: 'too many calls' },
  ],
  ['a problem tells its code', noStock({ sku: 'b-8' }), 8, { state: 'dead', runAt: now, error: 'stock.not_enough {"sku":"b-8"}' }],
  ['what is no error is told as text', 'nope', 8, { state: 'dead', runAt: now, error: 'nope' }],
  ['a zero byte does not reach the database', new Error('a\u0000b'), 8, { state: 'dead', runAt: now, error: 'ab' }],
  ['silence is told too', new Error(''), 8, { state: 'dead', runAt: now, error: 'no reason given' }],
]
for (const [what, error, attempt, expected] of verdicts)
  test(`${what}`, () => assert.deepEqual(verdict(error, { attempt, maxAttempts: 8 }, now, 0.5), expected))

test('a failing job is tried as often as it may be, with longer and longer rests, and then buried with its reason', async (t) => {
  const moments: number[] = []
  const type = job({
    name: 'test.call-provider',
    payload: z.object({}),
    attempts: 4,
    async work(desk) {
      moments.push(clockMs)
      throw new Error(desk.lastAttempt ? 'gave up' : 'no answer')
    },
  })
  let clockMs = Date.parse('2026-11-21T15:00:00Z')
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [type] }], clock: { now: () => new Date(clockMs) } })
  const worker = bench.worker({ isManual: true })
  await bench.enqueue(newId(), type, [{}])
  for (let second = 0; second < 60; second++, clockMs += 1_000) await worker.runDue()
  const rested = moments.slice(1).map((moment, i) => (moment - (moments[i] ?? 0)) / 1000)
  assert.equal(rested.length, 3)
  rested.forEach((seconds, i) =>
    assert.ok(seconds >= 2 ** (i + 1) * 0.5 && seconds <= 2 ** (i + 1) * 1.5 + 1, `rest ${i + 1} took ${seconds} s`),
  )
  assert.deepEqual(
    (await bench.jobs()).map(({ state, attempts, error }) => ({ state, attempts, error })),
    [{ state: 'dead', attempts: 4, error: 'gave up' }],
  )
})

test('a payload that no longer fits its contract is buried, with what is wrong in it', async (t) => {
  const old = job({ name: 'test.send', payload: z.object({ to: z.string() }), async work() {} })
  const grown = job({ name: 'test.send', payload: z.object({ to: z.string(), channelId: z.uuid() }), async work() {} })
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [grown] }] })
  await bench.enqueue(newId(), old, [{ to: '+5491151234567' }])
  await bench.worker({ isManual: true }).runDue()
  const [dead] = await bench.jobs()
  assert.equal(dead?.state, 'dead')
  assert.match(dead?.error ?? '', /channelId/)
})

test('a job that kills every process that runs it ends among the dead instead of going round for ever', async (t) => {
  const type = job({ name: 'test.poison', payload: z.object({}), attempts: 2, work: () => new Promise(() => {}) })
  const bench = await aBench(t, { modules: [{ name: 'test', needs: [], jobs: [type] }] })
  await bench.enqueue(newId(), type, [{}])
  for (let crash = 0; crash < 2; crash++) {
    await bench.db.platform`
      update kernel.job set state = 'running', attempts = attempts + 1, lease_token = gen_random_uuid(), leased_until = now() - interval '1 s'`
    const survivor = bench.worker({ isManual: true, onlyOrg: newId() })
    await survivor.runDue()
  }
  assert.deepEqual(
    (await bench.jobs()).map(({ state, attempts, error }) => ({ state, attempts, error })),
    [{ state: 'dead', attempts: 2, error: 'the process that ran it stopped in the middle' }],
  )
})
