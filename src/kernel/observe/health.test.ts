import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openHealth, pulse } from './health.ts'
import type { Kernel } from '#kernel/context.ts'
import { executeWith } from '#kernel/db/sql.ts'
import { startSchedules } from '#kernel/jobs/schedules.ts'
import { startWorker } from '#kernel/jobs/worker.ts'
import { deskOf } from '#kernel/context.ts'
import { anOrg } from '#kernel/testing/org.ts'

const hourAgo = () => Date.now() - 3_600_000

test('a healthy process wrote a row, ran a job, has room and agrees about the time', async (t) => {
  const { kernel, clock } = await anOrg(t)
  await kernel.db.platform`delete from kernel.pulse`.catch(() => {})
  const modules = [{ name: 'kernel', needs: [], schedules: [pulse] }]
  const schedules = startSchedules({ ...kernel, modules, organizations: () => Promise.resolve([]), isManual: true })
  const worker = startWorker({ ...kernel, modules, makeDesk: (job) => deskOf(kernel, job), isManual: true })
  await schedules.runDue()
  clock.advance({ seconds: 11 })
  await schedules.runDue()
  assert.ok((await worker.runDue()) >= 1)
  await worker.stop()

  const { ok, checks } = await openHealth({ ...kernel, startedAt: hourAgo() }).check()
  assert.equal(ok, true, JSON.stringify(checks))
  assert.deepEqual(Object.keys(checks).toSorted(), ['clock', 'disk', 'jobs', 'write'])
  assert.ok(Number(checks.disk?.freeMiB) > 0)
})

test('jobs that stopped running an hour ago are a failure, unless the process has only just begun', async (t) => {
  const { kernel } = await anOrg(t)
  await kernel.db.platform`
    insert into kernel.pulse (name, at) values ('job', clock_timestamp() - interval '1 hour') on conflict (org_id, name) do update set at = excluded.at`
  const late = await openHealth({ ...kernel, startedAt: hourAgo() }).check()
  assert.deepEqual([late.ok, late.checks.jobs?.ok], [false, false])
  const lastBeatSeconds = Number(late.checks.jobs?.lastBeatSeconds)
  assert.ok(lastBeatSeconds >= 3_600 && lastBeatSeconds < 3_660, `${lastBeatSeconds} s`)
  assert.equal((await openHealth({ ...kernel, startedAt: Date.now() }).check()).ok, true)
})

const withDatabase = (kernel: Kernel, run: () => Promise<unknown[]>): Kernel => ({
  ...kernel,
  db: { ...kernel.db, platform: executeWith(run) },
})

test('a database that refuses writes, or does not answer, is a failure and not an error', async (t) => {
  const { kernel } = await anOrg(t)
  const refusing = await openHealth(withDatabase(kernel, () => Promise.reject(new Error('disk full')))).check()
  assert.deepEqual([refusing.ok, refusing.checks.write?.ok], [false, false])
})

test('a clock that is off by minutes is a failure', async (t) => {
  const { kernel } = await anOrg(t)
  const ahead = new Date(Date.now() + 120_000).toISOString()
  const { ok, checks } = await openHealth(withDatabase(kernel, () => Promise.resolve([{ now: ahead, beatAge: 1 }]))).check()
  assert.equal(ok, false)
  assert.equal(checks.clock?.ok, false)
  assert.ok(Math.abs(Number(checks.clock?.skewMs) - 120_000) < 60_000)
})

test('a thousand questions in a second cost one look', async (t) => {
  const { kernel } = await anOrg(t)
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  let looks = 0
  const health = openHealth(withDatabase(kernel, async () => [{ now: new Date().toISOString(), beatAge: ++looks }]))
  await Promise.all(Array.from({ length: 1_000 }, () => health.check()))
  assert.equal(looks, 1)
  t.mock.timers.tick(1_000)
  await health.check()
  assert.equal(looks, 2)
})

test('a data folder that is gone does not hide behind an exception', async (t) => {
  const { kernel } = await anOrg(t)
  const dataDir = await mkdtemp(join(tmpdir(), 'yapa-health-'))
  await rm(dataDir, { recursive: true })
  const { ok, checks } = await openHealth({ ...kernel, config: { ...kernel.config, dataDir } }).check()
  assert.deepEqual([ok, checks.disk?.ok], [false, false])
})
