import type { Logger } from 'pino'
import type { Clock } from '#kernel/context.ts'
import type { Database } from '#kernel/db/database.ts'
import { advance, lanesWithJobsAside, type Lane } from '#kernel/jobs/claim.ts'
import { gatherCrew, type Crew, type MakeDesk } from '#kernel/jobs/crew.ts'
import { expired, putBack, unknownNames } from '#kernel/jobs/finish.ts'
import { namedIn } from '#kernel/jobs/announce.ts'
import type { JobType, Sort } from '#kernel/jobs/job.ts'
import { startLoop } from '#kernel/jobs/loop.ts'
import { ripen } from '#kernel/jobs/ripen.ts'
import type { Module } from '#kernel/module.ts'
import type { Metrics } from '#kernel/observe/metrics.ts'

export type Worker = {
  /** There may be something to do, of these kinds; of any when none is named. */
  wake(names?: Iterable<string>): void
  /** Does everything that is due by the clock, and what follows from it; returns how many jobs were tried. */
  runDue(): Promise<number>
  /** Takes nothing new, lets what runs finish for so long, and gives the rest back for others. */
  stop(graceMs?: number): Promise<void>
}

export type WorkerOptions = {
  db: Database
  modules: readonly Module[]
  makeDesk: MakeDesk
  log: Logger
  metrics?: Pick<Metrics, 'worked'> | undefined
  /** `run` jobs at a time, each on a database connection; four times as many `work` jobs, which mostly wait for others, and urgent ones. */
  concurrency?: number
  clock: Clock
  /** People and providers wait for answers: what nobody waits for takes a quarter of its slots. */
  isCrowded?: () => boolean
  leaseSeconds?: number
  /** Leaves the jobs of other organizations alone; for tests that share a database. */
  onlyOrg?: string
  /** Without a loop of its own: only `runDue` does anything. */
  isManual?: boolean
}

const idleMs = 250
const sweepMs = 2_000
const censusMs = 60_000

/** Every kind of job that the modules know, by name. Throws when a name is taken twice or a job does nothing. */
export function jobsOf(modules: readonly Module[]): Map<string, JobType> {
  const types = new Map<string, JobType>()
  const all = modules.flatMap((module) => [
    ...(module.jobs ?? []),
    ...(module.reactions ?? []).flatMap((reaction) => (reaction.when !== 'on' ? [reaction.job] : [])),
    ...(module.schedules ?? []).map((schedule) => schedule.job as JobType),
  ])
  for (const type of all) {
    if (types.has(type.name) && types.get(type.name) !== type) throw new Error(`two jobs are called ${type.name}`)
    if (Boolean(type.run) === Boolean(type.work)) throw new Error(`${type.name} needs either run or work`)
    types.set(type.name, type)
  }
  return types
}

/**
 * Runs jobs: fairly between organizations, one after the other within a lane, again after a failure. A `run` job is
 * removed in the transaction of its effect; a `work` job after it. A worker that dies loses its leases, and others go on.
 */
export function startWorker(options: WorkerOptions): Worker {
  const { db, modules, log, clock, leaseSeconds = 60, concurrency = 4, isCrowded = () => false } = options
  const types = jobsOf(modules)
  let lanes: Lane[] = []
  let sweptAt = 0
  let countedAt = 0
  let ripenedAt = 0
  let isStopping = false

  // In the order in which they ask. All of them know all kinds: one that changed its sort has jobs of before in the queue.
  const sorts: { sort: Sort; slots: number }[] = [
    { sort: { urgent: true, transactional: false }, slots: concurrency * 4 },
    { sort: { urgent: false, transactional: true }, slots: concurrency },
    { sort: { urgent: false, transactional: false }, slots: concurrency * 4 },
  ]
  const crews: Crew[] = sorts.map(({ sort, slots }) => {
    const crew: Crew = gatherCrew({
      ...options,
      types,
      sort,
      slots,
      holdsBack: () => !sort.urgent && (isCrowded() || crews.some((one) => one.isPressed())),
      onCalm: () => sort.urgent && crews.forEach((one) => one !== crew && one.resume()),
      leaseSeconds,
      onLane: (lane) => {
        lanes.push(lane)
        rouse()
      },
      onHungry: () => rouse(crew),
    })
    return crew
  })
  /** Those that have reason to ask; everybody looks when nobody was woken for so long. */
  let hungry = new Set<Crew>(crews)
  let isPolling = true

  function rouse(...more: readonly Crew[]): void {
    for (const crew of more) hungry.add(crew)
    isPolling = false
    loop?.wake()
  }

  const whoDo = (names: readonly string[]): Crew[] => crews.filter((crew) => names.some((name) => crew.does(name)))

  function wake(names?: Iterable<string>): void {
    rouse(...(names ? whoDo([...names]) : crews))
  }

  async function fill(isEverybodyAsked: boolean): Promise<number> {
    const passed = lanes
    lanes = []
    if (passed.length > 0) {
      const advanced = await advance(db, passed).catch((error: unknown) => {
        lanes.push(...passed)
        throw error
      })
      for (const crew of whoDo(advanced)) hungry.add(crew)
    }
    const asking = crews.filter((crew) => isEverybodyAsked || hungry.has(crew))
    hungry = new Set()
    let came = 0
    for (const crew of asking) came += await crew.fill()
    return came
  }

  // Leases of workers that died, and lanes whose head went away without anybody left to say so.
  async function sweep(): Promise<void> {
    sweptAt = Date.now()
    for (const job of await expired(db)) {
      const isLast = job.attempts >= job.maxAttempts
      const error = 'the process that ran it stopped in the middle'
      const isBack = await putBack(
        db,
        job,
        { state: isLast ? 'dead' : 'ready', runAt: clock.now(), error },
        { skipsLocked: true, onlyExpired: true },
      )
      if (isBack)
        log.warn({ job: job.name, jobId: job.id, org: job.org, isLast }, 'a job was taken back from a worker that stopped answering')
      if (isBack && isLast && job.lane !== null) lanes.push({ org: job.org, lane: job.lane })
    }
    const aside = await lanesWithJobsAside(db)
    if (aside.length > 0) await advance(db, aside)
  }

  async function census(): Promise<void> {
    countedAt = Date.now()
    for (const { name, jobs } of await unknownNames(db, [...types.keys()]))
      log.warn({ job: name, jobs }, 'jobs that this version does not know are left for another one')
  }

  async function step(): Promise<boolean> {
    const now = Date.now()
    let isEverybodyAsked = isPolling
    isPolling = true
    if (now - ripenedAt >= idleMs) {
      ripenedAt = now
      for (const crew of whoDo(await ripen(db, clock.now()))) hungry.add(crew)
    }
    if (now - sweptAt >= sweepMs) {
      await sweep()
      isEverybodyAsked = true
    }
    if (now - countedAt >= censusMs) await census()
    // What was put aside is looked at again before anything else, and then nothing is left to ask for.
    return (await fill(isEverybodyAsked)) > 0 && lanes.length > 0
  }

  const trouble = (error: unknown): void => log.error({ err: error }, 'the worker stumbled and will try again')
  const loop = options.isManual ? undefined : startLoop({ step, gatherMs: () => 3, settleMs: idleMs, idleMs, onError: trouble })
  const leases = setInterval(() => void Promise.all(crews.map((crew) => crew.prolong())), (leaseSeconds * 1000) / 3)
  leases.unref()
  const listener = options.isManual
    ? undefined
    : db.listen(
        'jobs',
        (notice) => wake(namedIn(notice)),
        () => wake(),
      )
  listener?.catch(trouble)

  return {
    wake,
    async runDue() {
      const before = crews.reduce((sum, crew) => sum + crew.finished(), 0)
      do {
        while ((await ripen(db, clock.now())).length > 0);
        await sweep()
        await fill(true)
        await Promise.all(crews.map((crew) => crew.idle()))
      } while (!isStopping && ((await fill(true)) > 0 || lanes.length > 0))
      await Promise.all(crews.map((crew) => crew.idle()))
      return crews.reduce((sum, crew) => sum + crew.finished(), 0) - before
    },
    async stop(graceMs = 10_000) {
      isStopping = true
      await loop?.stop()
      await Promise.all(crews.map((crew) => crew.close()))
      const done = Promise.all(crews.map((crew) => crew.idle()))
      const grace = new AbortController()
      const late = new Promise<'late'>((resolve) => {
        const timer = setTimeout(() => resolve('late'), graceMs)
        grace.signal.addEventListener('abort', () => clearTimeout(timer))
      })
      if ((await Promise.race([done, late])) === 'late') await Promise.all(crews.map((crew) => crew.abandon()))
      grace.abort()
      clearInterval(leases)
      if (lanes.length > 0) await advance(db, lanes).catch(() => 0)
      await (await listener?.catch(() => undefined))?.close()
    },
  }
}
