import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { deskOf, inTenant, type Clock, type Kernel } from '#kernel/context.ts'
import { newId } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Connection, Database } from '#kernel/db/database.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { startRelay, type Relay, type RelayOptions } from '#kernel/events/relay.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import { bareKernel } from '#kernel/jobs/testing/bare-kernel.ts'
import { startWorker, type Worker, type WorkerOptions } from '#kernel/jobs/worker.ts'
import type { Module } from '#kernel/module.ts'
import { startPostgres } from '#kernel/postgres/postgres.ts'
import { provision, type DatabaseUrls } from '#kernel/postgres/provision.ts'

type Ground = { urls: DatabaseUrls; cut(): Promise<void>; end(): Promise<void> }
let ground: Promise<Ground> | undefined

/** A real server of this test process with the kernel's tables and `effect`, into which test jobs write what they did. */
export function kernelGround(): Promise<Ground> {
  return (ground ??= layGround())
}
// Here and not at the first use: inside a test it would be the end of that test only.
after(async () => (await ground)?.end())

async function layGround(): Promise<Ground> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yapa-kernel-'))
  const silent = { info: () => {}, warn: () => {}, error: () => {} }
  const server = await startPostgres({ dataDir, log: silent, tuning: 'test' })
  const end = async (): Promise<void> => {
    await server.stop()
    await rm(dataDir, { recursive: true, force: true })
  }
  try {
    const urls = await provision(server, join(dataDir, 'secrets.json'))
    await migrate(urls.owner, [
      { module: 'kernel', folder: fileURLToPath(new URL('../../migrations', import.meta.url)) },
      { module: 'test', folder: fileURLToPath(new URL('.', import.meta.url)) },
    ])
    return { urls, end, cut: () => cutAll({ ...server.admin, database: urls.app.database }) }
  } catch (error) {
    await end()
    throw error
  }
}

export type Bench = {
  readonly kernel: Kernel
  readonly db: Database
  readonly urls: DatabaseUrls
  /** One transaction of an organization. */
  run<T>(org: string, work: (ctx: Ctx) => Promise<T>): Promise<T>
  enqueue<P>(org: string, type: JobType<P>, payloads: readonly P[], options?: Parameters<Ctx['enqueue']>[2]): Promise<void>
  worker(options?: Partial<WorkerOptions>): Worker
  relay(options?: Partial<RelayOptions>): Relay
  /** Ends every connection to the database, as its restart does. */
  cut(): Promise<void>
  /** What test jobs did, in the order in which it was committed. */
  effects(org?: string): Promise<number[]>
  jobs(org?: string): Promise<{ id: number; name: string; state: string; attempts: number; error: string | null }[]>
}

async function cutAll(admin: Connection): Promise<void> {
  const client = new pg.Client(admin)
  await client.connect()
  try {
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
  } finally {
    await client.end()
  }
}

/** Everything a test of jobs and events needs, over empty tables; workers and relays are stopped with the test. */
export async function aBench(t: TestContext, options: { modules?: readonly Module[]; clock?: Clock } = {}): Promise<Bench> {
  const { urls, cut } = await kernelGround()
  const kernel = bareKernel(urls, options.modules ?? [], options.clock ?? { now: () => new Date() })
  const { db } = kernel
  await db.platform`delete from kernel.job`
  await db.platform`delete from kernel.event`
  await db.platform`delete from kernel.schedule`
  await db.platform`delete from test.effect`
  const parts: { stop(): Promise<void> }[] = []
  t.after(async () => {
    await Promise.all(parts.map((part) => part.stop()))
    await db.close()
  })
  const run = <T>(org: string, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
    inTenant(kernel, { org, actor: { kind: 'system', name: 'test' }, locale: 'es', zone: 'UTC', requestId: newId() }, work)
  return {
    kernel,
    db,
    urls,
    cut,
    run,
    enqueue: (org, type, payloads, how) =>
      run(org, (ctx) => {
        for (const payload of payloads) ctx.enqueue(type, payload, how)
        return Promise.resolve()
      }),
    worker(more = {}) {
      const worker = startWorker({ ...kernel, makeDesk: (one) => deskOf(kernel, one), metrics: undefined, ...more })
      parts.push({ stop: () => worker.stop(0) })
      return worker
    },
    relay(more = {}) {
      const relay = startRelay({ ...kernel, metrics: undefined, ...more })
      parts.push(relay)
      return relay
    },
    effects: async (org) =>
      (await db.platform<{ n: number }>`select n from test.effect where org_id = coalesce(${org ?? null}::uuid, org_id) order by id`).map(
        ({ n }) => n,
      ),
    jobs: (org) =>
      db.platform`
        select id, name, state, attempts, last_error as error from kernel.job where org_id = coalesce(${org ?? null}::uuid, org_id) order by id`,
  }
}

/** What half of the times were quicker than, in milliseconds: some of them may have met a busy machine. */
export async function medianMs(times: number, act: (n: number) => Promise<void>): Promise<number> {
  const took: number[] = []
  for (let n = 0; n < times; n++) {
    const begun = performance.now()
    await act(n)
    took.push(performance.now() - begun)
  }
  return took.sort((a, b) => a - b)[Math.floor(times / 2)] ?? Infinity
}

/** Waits until `look` finds what it looks for; fails after a minute, for a slow machine has time. */
export async function until(look: () => boolean | Promise<boolean>, patienceMs = 60_000): Promise<void> {
  for (const end = Date.now() + patienceMs; !(await look());) {
    if (Date.now() > end) throw new Error(`it did not happen within ${patienceMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
