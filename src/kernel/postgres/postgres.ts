import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Address, chooseAddress, listeningArgs } from './address.ts'
import { findBinaries } from './binaries.ts'
import { adminName, type Cluster, prepareCluster, teachPassword } from './cluster.ts'
import { type DataFolder, keep } from './data-folder.ts'
import { fromOutput, isStillDying } from './failures.ts'
import { endServer } from './end-server.ts'
import { clearServer, clearSockets } from './orphan.ts'
import { assertNoUnfinishedRestore, clearStaging } from './restore.ts'
import { canEnter, type Powers } from './runner.ts'
import type { Tuning } from './settings.ts'

/** How to reach a database with `pg`. `host` is a folder when the server listens on a unix socket. */
export type Connection = {
  host: string
  port: number
  user: string
  password: string
  database: string
  ssl?: boolean | { rejectUnauthorized: boolean }
}

/** A log of plain sentences; pino's fits. */
export type GroundLog = { info(message: string): void; warn(message: string): void; error(message: string): void }

export type RunningPostgres = {
  /** The superuser, for provisioning and backups only. */
  readonly admin: Connection
  readonly host: string
  readonly port: number
  /** Undefined when it listens on loopback. */
  readonly socketDir: string | undefined
  readonly password: string
  readonly embedded: boolean
  /** Of the server now running; changes when it had to be started again. 0 when it is not ours. */
  readonly pid: number
  /** Ends its sessions and stops it, its last page written. */
  stop(): Promise<void>
}

export type StartOptions = {
  dataDir: string
  log: GroundLog
  /** `test` gives up durability for speed. */
  tuning?: Tuning
  /** The folder, if the caller keeps it already; otherwise it is kept until `stop`. */
  folder?: DataFolder
  /** Called each time the server had died and answers again. */
  onRestart?: (restarts: number) => void
  /** Replaced in tests. */
  powers?: Powers
  shelter?: string
}

const dyingPatienceMs = 5_000
const longestPauseMs = 10_000

/**
 * Starts the embedded server on `dataDir`, creating its cluster at the first start, and starts it again whenever it dies.
 * Throws GroundError: another Yapa runs on the data, or the sentence that says why it cannot start.
 */
export async function startPostgres(options: StartOptions): Promise<RunningPostgres> {
  const { dataDir, log, tuning = 'standard' } = options
  const folder = options.folder ?? (await keep(dataDir))
  try {
    await assertNoUnfinishedRestore(folder.path)
    await clearStaging(folder.path)
    await clearServer(join(folder.path, 'pg'))
    const cluster = await prepareCluster(folder.path, await findBinaries(), tuning, options.shelter, options.powers)
    const address = await chooseAddress(folder.path, cluster.runner, (path) => canEnter(cluster.runner, path))
    await clearSockets(address.socketDir)
    if (cluster.hasNewPassword) await teachPassword(cluster)
    const supervisor = supervise(cluster, address, log, options.onRestart)
    await supervisor.start()
    const admin = { host: address.host, port: address.port, user: adminName, password: cluster.adminPassword, database: 'postgres' }
    return {
      ...address,
      admin,
      password: cluster.adminPassword,
      embedded: true,
      get pid() {
        return supervisor.pid()
      },
      async stop() {
        await supervisor.stop()
        if (!options.folder) await folder.release()
      },
    }
  } catch (error) {
    if (!options.folder) await folder.release()
    throw error
  }
}

function supervise(cluster: Cluster, address: Address, log: GroundLog, onRestart?: (restarts: number) => void) {
  let server: Server | undefined
  const stopping = new AbortController()
  let restarts = 0
  let revival: Promise<void> | undefined

  async function start(): Promise<void> {
    const started = Date.now()
    for (;;) {
      const attempt = launch(cluster, address, log)
      const failure = await attempt.ready
      if (failure === undefined) {
        server = attempt
        void attempt.ended.then(() => {
          if (!stopping.signal.aborted) revival = revive()
        })
        return
      }
      if (!isStillDying(failure) || Date.now() - started > dyingPatienceMs) throw fromOutput(failure, cluster.folder)
      await sleep(100)
    }
  }

  async function revive(): Promise<void> {
    log.error('PostgreSQL se detuvo de golpe; lo arranco otra vez.')
    for (let pauseMs = 100; !stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
      try {
        await clearServer(cluster.folder)
        await clearSockets(address.socketDir)
        await start()
        restarts++
        log.warn('PostgreSQL está otra vez en marcha; no se perdió nada de lo confirmado.')
        return onRestart?.(restarts)
      } catch (error) {
        log.error(error instanceof Error ? error.message : String(error))
        await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }

  async function stop(): Promise<void> {
    stopping.abort()
    await revival
    await server?.stop()
  }

  return { start, stop, pid: () => server?.child.pid ?? 0 }
}

type Server = {
  child: ChildProcess
  /** Undefined once it accepts connections, else what it wrote before it gave up. */
  ready: Promise<string | undefined>
  ended: Promise<void>
  stop(): Promise<void>
}

function launch(cluster: Cluster, address: Address, log: GroundLog): Server {
  const command = cluster.runner.command(cluster.program, ['-D', cluster.folder, ...listeningArgs(address)])
  // A session of its own: Ctrl-C in the terminal is for us, and PostgreSQL must outlive the requests that we still finish.
  const child = spawn(command.file, command.args, { ...command.options, detached: true, stdio: ['ignore', 'ignore', 'pipe'] })
  let output = ''
  let isReady = false
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      output += error.message
      resolve()
    })
    child.once('close', () => resolve())
  })
  const ready = new Promise<string | undefined>((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.includes('database system is ready to accept connections')) {
        isReady = true
        resolve(undefined)
      }
      if (!isReady) output += `${line}\n`
      tell(log, line)
    })
    void ended.then(() => resolve(output))
  })
  let isGone = false
  void ended.then(() => (isGone = true))
  return { child, ready, ended, stop: () => endServer({ tell: (signal) => child.kill(signal), isGone: () => isGone }, log) }
}

// Its everyday lines (listening on, shut down at) say nothing to an owner; recoveries, slow statements and failures do.
function tell(log: GroundLog, line: string): void {
  if (/^(FATAL|PANIC):/.test(line) && !/the database system is (starting up|shutting down)|terminating connection/.test(line))
    log.error(`PostgreSQL: ${line}`)
  else if (/^LOG: {2}(duration:|.*(not properly shut down|was terminated by signal|redo done))/.test(line)) log.warn(`PostgreSQL: ${line}`)
}
