import type { Logger } from 'pino'
import { busyMs } from '#kernel/busy.ts'
import type { Clock } from '#kernel/context.ts'
import type { Desk } from '#kernel/ctx.ts'
import type { Database } from '#kernel/db/database.ts'
import { claim, firstTurn, type Claimed, type Lane, type Turn } from '#kernel/jobs/claim.ts'
import { extend, putBack } from '#kernel/jobs/finish.ts'
import { type JobType, type Sort, sortOf, TryAgain } from '#kernel/jobs/job.ts'
import { perform, verdict } from '#kernel/jobs/perform.ts'
import type { Metrics } from '#kernel/observe/metrics.ts'

/** `taken`: another worker had taken the job over. */
type Outcome = 'done' | 'retried' | 'dead' | 'taken'

export type MakeDesk = (job: {
  org: string
  requestId: string
  signal: AbortSignal
  attempt: number
  lastAttempt: boolean
  name: string
}) => Desk

export type CrewOptions = {
  db: Database
  types: ReadonlyMap<string, JobType>
  /** Does these, and nothing else. */
  sort: Sort
  /** Jobs at a time. */
  slots: number
  leaseSeconds: number
  makeDesk: MakeDesk
  clock: Clock
  log: Logger
  metrics?: Pick<Metrics, 'worked'> | undefined
  /** Claims from this organization only. */
  onlyOrg?: string | undefined
  /** A job of this lane is out of the way, or one was put aside behind another. */
  onLane: (lane: Lane) => void
  onHungry: () => void
  /** Others are busy with what cannot wait: three quarters of the slots stay empty, and the processors are theirs. */
  holdsBack: () => boolean
  /** Pressed no more. */
  onCalm: () => void
}

type Running = { job: Claimed; abort: AbortController; begun: number }

/** So much work is fetched ahead of the free slots, and no more than a hundred jobs: it is lost time for others. */
const aheadMs = 50
const mostAhead = 100

/** Slots for one sort of job: those that are a transaction, or those that wait for somebody outside. */
export type Crew = ReturnType<typeof gatherCrew>

export function gatherCrew(options: CrewOptions) {
  const { db, types, sort, slots, leaseSeconds, clock, log } = options
  const names = [...types.keys()]
  // A quarter of the slots stays free of any single organization, so that its slow jobs cannot hold up all others.
  const slotsPerOrg = Math.max(1, slots - Math.max(1, Math.floor(slots / 4)))
  const running = new Map<number, Running>()
  let queue: Claimed[] = []
  let from: Turn = firstTurn
  let meanMs = aheadMs
  let wasHeldBack = false
  let isStopping = false
  let finished = 0
  let whenIdle: (() => void)[] = []

  const ahead = (): number => Math.min(mostAhead, Math.floor((slots * aheadMs) / meanMs))
  const runningOf = (org: string): number => running.values().reduce((count, { job }) => count + (job.org === org ? 1 : 0), 0)

  function rooms(perOrg: number): Map<string, number> {
    const room = new Map<string, number>()
    for (const { org } of [...queue, ...running.values().map((one) => one.job)]) room.set(org, (room.get(org) ?? perOrg) - 1)
    for (const [org, left] of room) room.set(org, Math.max(0, left))
    return room
  }

  /** Slots that may be taken now. */
  function open(): number {
    if (!options.holdsBack()) return slots
    wasHeldBack = true
    return Math.ceil(slots / 4)
  }
  const busy = (): number => running.values().reduce((count, { begun }) => count + (performance.now() - begun < busyMs ? 1 : 0), 0)
  const isPressed = (): boolean => sort.urgent && busy() > slots / 8

  /** Claims what fits, going round the organizations. Returns how many came. */
  async function fill(): Promise<number> {
    if (isStopping || names.length === 0) return 0
    start()
    const want = open() + ahead() - running.size - queue.length
    if (want < 1) return 0
    const roomOfOthers = slotsPerOrg + Math.ceil(ahead() * 0.75)
    const wish = { names, sort, want, from, rooms: rooms(roomOfOthers), roomOfOthers, leaseSeconds, onlyOrg: options.onlyOrg }
    const { claimed, behind, next } = await claim(db, wish)
    from = next
    queue.push(...claimed)
    for (const lane of behind) options.onLane(lane)
    if (isStopping) await release()
    else start()
    return claimed.length + behind.length
  }

  function start(): void {
    for (let next = 0; running.size < open() && next !== -1;) {
      next = queue.findIndex((job) => runningOf(job.org) < slotsPerOrg)
      const [job] = next === -1 ? [] : queue.splice(next, 1)
      if (job) void handle(job)
    }
  }

  async function handle(job: Claimed): Promise<void> {
    const abort = new AbortController()
    const begun = performance.now()
    running.set(job.id, { job, abort, begun })
    const outcome = await attempt(job, abort.signal)
    const ms = performance.now() - begun
    const wasPressed = isPressed()
    running.delete(job.id)
    finished++
    if (wasPressed && !isPressed()) options.onCalm()
    meanMs = Math.max(0.5, meanMs * 0.9 + ms * 0.1)
    if (outcome !== 'taken') options.metrics?.worked({ name: job.name, outcome, seconds: ms / 1000 })
    if (job.lane !== null && outcome !== 'retried') options.onLane({ org: job.org, lane: job.lane })
    if (isStopping) return settle()
    start()
    if (queue.length <= ahead() / 3) options.onHungry()
    settle()
  }

  async function attempt(job: Claimed, signal: AbortSignal): Promise<Outcome> {
    const about = { job: job.name, jobId: job.id, org: job.org, requestId: job.requestId, attempt: job.attempt }
    try {
      const desk = options.makeDesk({ ...job, signal, lastAttempt: job.attempt >= job.maxAttempts })
      if (await perform(db, types.get(job.name) as JobType, job, desk)) return 'done'
      log.warn(about, 'a job was taken over by another worker')
      return 'taken'
    } catch (error) {
      return giveBack(job, error, signal.aborted, about)
    }
  }

  async function giveBack(job: Claimed, error: unknown, isAborted: boolean, about: object): Promise<Outcome> {
    // Told to stop, it did nothing wrong: whoever runs it next starts with the same number of tries.
    const to = isAborted && isStopping ? { state: 'ready' as const, runAt: clock.now() } : verdict(error, job, clock.now())
    try {
      const isKept = await putBack(db, job, to)
      if (to.state === 'dead') log.error({ ...about, err: error }, 'a job was given up; an administrator can run it again')
      // Whoever names the moment of the next try expected it: nothing failed.
      else if (error instanceof TryAgain) log.debug({ ...about, reason: error.message, again: to.runAt }, 'a job waits for its moment')
      else log.warn({ ...about, err: error, again: to.runAt }, 'a job failed and will be tried again')
      return isKept ? (to.state === 'dead' ? 'dead' : 'retried') : 'taken'
    } catch (failure) {
      log.error({ ...about, err: failure, cause: error }, 'a failed job could not be given back; its lease will run out')
      return 'retried'
    }
  }

  function settle(): void {
    if (running.size + queue.length > 0) return
    for (const tell of whenIdle) tell()
    whenIdle = []
  }

  /** Prolongs the leases of everything held; work whose lease is lost, or about to be, is told to stop. */
  async function prolong(): Promise<void> {
    const held = [...queue, ...running.values().map((one) => one.job)]
    if (held.length === 0) return
    let kept: Set<number>
    try {
      kept = await extend(db, held, leaseSeconds)
    } catch (error) {
      log.warn({ err: error }, 'leases of jobs could not be prolonged')
      return
    }
    queue = queue.filter((job) => kept.has(job.id))
    for (const { job, abort } of running.values()) if (!kept.has(job.id) && types.get(job.name)?.work) abort.abort()
  }

  /** Gives back what was not started yet. */
  async function release(): Promise<void> {
    const waiting = queue
    queue = []
    await Promise.all(waiting.map((job) => putBack(db, job, { state: 'ready', runAt: clock.now() }).catch(() => false)))
  }

  return {
    fill,
    prolong,
    does(name: string): boolean {
      const type = types.get(name)
      if (!type) return false
      const { urgent, transactional } = sortOf(type)
      return urgent === sort.urgent && (urgent || transactional === sort.transactional)
    },
    finished: () => finished,
    isPressed,
    /** What was held back may begin. */
    resume() {
      if (!wasHeldBack) return
      wasHeldBack = false
      start()
      options.onHungry()
    },
    idle: () => (running.size + queue.length === 0 ? Promise.resolve() : new Promise<void>((resolve) => void whenIdle.push(resolve))),
    /** No more claims; what was not started goes back at once. */
    async close() {
      isStopping = true
      await release()
      settle()
    },
    /** After the grace: what still runs is told to stop, and given back if it does not. */
    async abandon() {
      const rest = [...running.values()]
      for (const { abort } of rest) abort.abort()
      await new Promise((resolve) => setTimeout(resolve, 100))
      const stuck = rest.filter(({ job }) => running.has(job.id))
      await Promise.all(
        stuck.map(({ job }) => putBack(db, job, { state: 'ready', runAt: clock.now() }, { skipsLocked: true }).catch(() => false)),
      )
    },
  }
}
