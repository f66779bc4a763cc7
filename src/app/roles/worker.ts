import { deskOf, type Kernel } from '#kernel/context.ts'
import { startRelay } from '#kernel/events/relay.ts'
import { startSchedules } from '#kernel/jobs/schedules.ts'
import { startWorker } from '#kernel/jobs/worker.ts'
import * as identity from '#identity/server/public.ts'

export type RunningWorkers = { stop(): Promise<void>; wake(): void }

/** How long running jobs may finish when the process stops; the leases of the rest are given back. */
const drainMs = 10_000

/** The relay, the job worker and the schedules of this process. */
export function startWorkers(kernel: Kernel): RunningWorkers {
  const { db, modules, log, clock } = kernel
  const makeDesk = (job: Parameters<typeof deskOf>[1]) => deskOf(kernel, job)
  const worker = startWorker({ db, modules, makeDesk, log, clock, metrics: kernel.metrics, concurrency: 8 })
  const relay = startRelay({ db, modules, log, metrics: kernel.metrics, onJobs: () => worker.wake() })
  const schedules = startSchedules({ db, modules, log, clock, organizations: () => identity.organizationIds(db.platform), onJobs: () => worker.wake() })
  const wake = (): void => {
    relay.wake()
    worker.wake()
  }
  kernel.wake.afterCommit = wake
  return {
    wake,
    async stop() {
      await schedules.stop()
      await relay.stop()
      await worker.stop(drainMs)
    },
  }
}
