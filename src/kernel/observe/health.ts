import { statfs } from 'node:fs/promises'
import { z } from 'zod'
import type { Kernel } from '#kernel/context.ts'
import { job } from '#kernel/jobs/job.ts'
import type { Schedule } from '#kernel/module.ts'

export type Health = { ok: boolean; checks: Record<string, { ok: boolean; [figure: string]: unknown }> }

/** A real job on the real queue: when it stops, something that customers wait for has stopped too. */
const beat = job({
  name: 'kernel.beat',
  payload: z.object({}),
  attempts: 2,
  run: async (ctx) => {
    await ctx.sql`insert into kernel.pulse (name, at) values ('job', clock_timestamp()) on conflict (org_id, name) do update set at = excluded.at`
  },
})

export const pulse: Schedule = { name: 'kernel.pulse', everySeconds: 10, job: beat, per: 'platform' }

const rememberedForMs = 1_000
const patienceMs = 5_000
const oldestBeatSeconds = 60
const leastFreeBytes = 200 * 1024 * 1024
const mostSkewMs = 5_000

/**
 * Whether this process can do its work: a write that commits, a job that ran lately, room on the disk, a clock that
 * agrees with the database's. Asked often (by anybody), so an answer stands for a second.
 */
export function openHealth(kernel: Pick<Kernel, 'db' | 'config' | 'startedAt'>): { check(): Promise<Health> } {
  let last: { at: number; health: Promise<Health> } | undefined
  return {
    check() {
      if (last && Date.now() - last.at < rememberedForMs) return last.health
      last = { at: Date.now(), health: examine(kernel) }
      return last.health
    },
  }
}

async function examine({ db, config, startedAt }: Pick<Kernel, 'db' | 'config' | 'startedAt'>): Promise<Health> {
  const [database, disk] = await Promise.all([within(patienceMs, examineDatabase(db, startedAt)), examineDisk(config.dataDir)])
  const checks = { ...database, disk }
  return { ok: Object.values(checks).every((check) => check.ok), checks }
}

async function examineDatabase(db: Kernel['db'], startedAt: number): Promise<Health['checks']> {
  const began = performance.now()
  const [row] = await db.platform<{ now: string; beatAge: number | null }>`
    with written as (
      insert into kernel.pulse (name, at) values ('write', clock_timestamp()) on conflict (org_id, name) do update set at = excluded.at returning at
    )
    select w.at as now, extract(epoch from w.at - p.at)::float8 as "beatAge" from written w left join kernel.pulse p on p.name = 'job'`
  const ms = Math.round((performance.now() - began) * 10) / 10
  const skewMs = Math.round(Date.parse(row?.now ?? '') - Date.now())
  const isYoung = Date.now() - startedAt < oldestBeatSeconds * 1000
  const beatAge = row?.beatAge ?? null
  return {
    write: { ok: true, ms },
    jobs: {
      ok: isYoung || (beatAge !== null && beatAge < oldestBeatSeconds),
      lastBeatSeconds: beatAge === null ? null : Math.round(beatAge),
    },
    clock: { ok: Math.abs(skewMs) < mostSkewMs, skewMs },
  }
}

async function examineDisk(folder: string): Promise<Health['checks'][string]> {
  const found = await statfs(folder).catch(() => undefined)
  if (!found) return { ok: false, reason: 'the data folder cannot be read' }
  const { bavail, bsize } = found
  return { ok: bavail * bsize > leastFreeBytes, freeMiB: Math.floor((bavail * bsize) / 1_048_576) }
}

const within = (ms: number, checks: Promise<Health['checks']>): Promise<Health['checks']> =>
  Promise.race([
    checks.catch((): Health['checks'] => ({ write: { ok: false } })),
    new Promise<Health['checks']>((resolve) => setTimeout(() => resolve({ write: { ok: false, reason: 'no answer' } }), ms).unref()),
  ])
