import { availableParallelism } from 'node:os'
import * as tenants from '#identity/server/tenants.ts'
import { choresOf } from '#app/chores.ts'
import { deskOf, type Kernel } from '#kernel/context.ts'
import { startRelay } from '#kernel/events/relay.ts'
import { announceJobs } from '#kernel/jobs/announce.ts'
import { startSchedules } from '#kernel/jobs/schedules.ts'
import { startWorker } from '#kernel/jobs/worker.ts'

export type RunningWorkers = { stop(): Promise<void> }

const processors = availableParallelism()

/** How long running jobs may finish when the process stops; the leases of the rest are given back. */
const drainMs = 10_000

/** The relay, the job worker and the schedules of this process. */
export function startWorkers(kernel: Kernel): RunningWorkers {
  const parts = { db: kernel.db, modules: kernel.modules, log: kernel.log }
  const worker = startWorker({
    ...parts,
    clock: kernel.clock,
    metrics: kernel.metrics,
    isCrowded: () => kernel.inFlight.count() > processors,
    concurrency: 4,
    makeDesk: (job) => deskOf(kernel, job),
  })
  const onJobs = (names: Iterable<string>): void => worker.wake(names)
  const relay = startRelay({ ...parts, metrics: kernel.metrics, onJobs })
  const schedules = startSchedules({
    ...parts,
    clock: kernel.clock,
    chores: choresOf(kernel),
    organizations: () => tenants.organizationIds(kernel.db.platform),
    onJobs,
  })
  kernel.wake.afterCommit = ({ hasEvents, jobs }) => {
    if (hasEvents) relay.wake()
    if (jobs.length > 0) worker.wake(jobs)
  }
  return {
    async stop() {
      await schedules.stop()
      await relay.stop()
      await worker.stop(drainMs)
    },
  }
}

/** A process that only answers people: its events are relayed at once, and the workers elsewhere hear of their jobs. */
export function startRelayOnly(kernel: Kernel): RunningWorkers {
  const announce = announceJobs(kernel.db, kernel.log)
  const relay = startRelay({ db: kernel.db, modules: kernel.modules, log: kernel.log, metrics: kernel.metrics, onJobs: announce })
  kernel.wake.afterCommit = ({ hasEvents, jobs }) => {
    if (hasEvents) relay.wake()
    if (jobs.length > 0) announce(jobs)
  }
  return { stop: () => relay.stop() }
}
