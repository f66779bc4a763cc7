import { availableParallelism } from 'node:os'
import pg from 'pg'
import { send, type Result } from '#kernel/db/batch.ts'
import { executeWith, sql, type Execute, type Statement } from '#kernel/db/sql.ts'

export type Connection = { host: string; port: number; user: string; password: string; database: string }

/** One transaction of one tenant. */
export type Transaction = {
  readonly sql: Execute
  /** Statements that leave together with the commit, in the same round trip. Asked for once, at the end. */
  atEnd(statements: () => readonly Statement[]): void
  /** Runs after the commit was acknowledged. */
  afterCommit(run: () => void): void
}

/** `isRepeatable`: what it writes would be written anew after a crash, so that its commit need not wait for the disk. */
export type Scope = { org: string; isRepeatable?: boolean | undefined }

export type Database = {
  /** Each statement is a read-only transaction of its own in one round trip. */
  read<T>(org: string, run: (sql: Execute) => Promise<T>): Promise<T>
  /** One transaction; run again when somebody else's transaction came in between. */
  transaction<T>(scope: Scope, run: (transaction: Transaction) => Promise<T>): Promise<T>
  /** Statements outside of any tenant, as the platform role: each commits by itself. */
  readonly platform: Execute
  /** Several of them as one transaction in one round trip; the rows of the last one. */
  platformBatch<Row>(statements: readonly Statement[]): Promise<Row[]>
  platformTransaction<T>(run: (sql: Execute, atEnd: Transaction['atEnd']) => Promise<T>): Promise<T>
  /** Hears NOTIFY; reconnects by itself and calls `onGap` when notifications may have been missed. */
  listen(channel: string, hear: (payload: string) => void, onGap?: () => void): Promise<{ close(): Promise<void> }>
  poolState(): { total: number; idle: number; waiting: number }
  close(): Promise<void>
}

const sessionOptions = '-c TimeZone=UTC -c DateStyle=ISO -c IntervalStyle=iso_8601 -c client_min_messages=warning'
/**
 * How often a transaction is run again that failed with this. A row that is there already: somebody else wrote it at the same
 * moment, and whoever looks once more sees it and says what is the matter.
 */
const retriesByState = new Map([
  ['40001', 3],
  ['40P01', 3],
  ['23505', 1],
])

const begin = sql`begin`
const commit = sql`commit`
const setOrg = (org: string): Statement => sql`select set_config('app.org', ${org}, true)`
const setOrgWithoutWaiting = (org: string): Statement =>
  sql`select set_config('app.org', ${org}, true), set_config('synchronous_commit', 'off', true)`
const setOrgReadOnly = (org: string): Statement =>
  sql`select set_config('app.org', ${org}, true), set_config('transaction_read_only', 'on', true)`

/**
 * Three statements at a time for each processor: more of them only take turns, and whoever comes last waits for all (webhooks
 * at 300/s on two processors, `npm run bench -- --only webhooks`: p99 139 ms with ten connections, 64 ms with six).
 */
const usualPoolSize = Math.min(24, Math.max(6, 3 * availableParallelism()))

export function openDatabase(options: { app: Connection; platform: Connection; poolSize?: number }): Database {
  const app = openPool(options.app, options.poolSize ?? usualPoolSize)
  const platform = openPool(options.platform, 4)
  const listeners = new Set<{ close(): Promise<void> }>()

  return {
    read: (org, run) => {
      const ask = inOneBreath(app)
      return run(executeWith(async (statement) => (await ask([setOrgReadOnly(org), statement])).at(-1)?.rows ?? []))
    },
    transaction: ({ org, isRepeatable }, run) =>
      withRetries(() => inTransaction(app, [begin, isRepeatable ? setOrgWithoutWaiting(org) : setOrg(org)], run)),
    platform: executeWith(async (statement) => (await inOneBreath(platform)([statement])).at(-1)?.rows ?? []),
    // Without a `begin`, what stands before one Sync is one transaction.
    platformBatch: async <Row>(statements: readonly Statement[]) => ((await inOneBreath(platform)(statements)).at(-1)?.rows ?? []) as Row[],
    platformTransaction: (run) => withRetries(() => inTransaction(platform, [begin], ({ sql, atEnd }) => run(sql, atEnd))),
    async listen(channel, hear, onGap) {
      const listener = await openListener(options.platform, channel, hear, onGap)
      listeners.add(listener)
      return listener
    },
    poolState: () => ({ total: app.totalCount, idle: app.idleCount, waiting: app.waitingCount }),
    async close() {
      await Promise.all([...listeners].map((listener) => listener.close()))
      await Promise.all([app.end(), platform.end()])
    },
  }
}

function openPool(connection: Connection, max: number): pg.Pool {
  const pool = new pg.Pool({ ...connection, max, options: sessionOptions, connectionTimeoutMillis: 10_000, idleTimeoutMillis: 60_000 })
  // An idle connection that the server ended is replaced at the next use; nobody is waiting for it.
  pool.on('error', () => {})
  // While somebody holds one, its end reaches them as the failure of their statement; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', () => {}))
  return pool
}

/** When nobody who is under way has anything more to ask before an answer comes. */
const breath = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve))

/**
 * Statements that each commit by themselves. Whoever asks on as soon as an answer came goes on with the connection that
 * brought it, before those who have not begun: their rows would be kept in memory for as long as everybody else waits.
 */
function inOneBreath(pool: pg.Pool): (statements: readonly Statement[]) => Promise<Result[]> {
  let atHand: pg.PoolClient | undefined
  const letGo = async (client: pg.PoolClient): Promise<void> => {
    if (atHand) return client.release()
    atHand = client
    await breath()
    if (atHand !== client) return
    atHand = undefined
    client.release()
  }
  return async (statements) => {
    const client = atHand ?? (await pool.connect())
    if (client === atHand) atHand = undefined
    try {
      const results = await send(client as never, statements)
      void letGo(client)
      return results
    } catch (error) {
      client.release(connectionIsLost(error) ? (error as Error) : undefined)
      throw error
    }
  }
}

async function inTransaction<T>(pool: pg.Pool, head: readonly Statement[], run: (transaction: Transaction) => Promise<T>): Promise<T> {
  let client: pg.PoolClient | undefined
  let broken: Error | undefined
  let tail: Promise<void> = Promise.resolve()
  let asked: { statements: readonly Statement[]; resolve: (results: Result[]) => void; reject: (error: unknown) => void }[] = []
  const endings: (() => readonly Statement[])[] = []
  const sequels: (() => void)[] = []

  // What is asked for in one go (`Promise.all`) leaves before one Sync and costs one round trip. A failure in it fails all of
  // it, as it fails the transaction.
  const inTurn = (statements: readonly Statement[]): Promise<Result[]> =>
    new Promise((resolve, reject) => {
      asked.push({ statements, resolve, reject })
      if (asked.length === 1) tail = tail.then(breath).then(leave)
    })
  const leave = async (): Promise<void> => {
    const together = asked
    asked = []
    try {
      const before = client ? [] : head
      client ??= await pool.connect()
      const results = await send(client as never, [...before, ...together.flatMap(({ statements }) => statements)])
      let at = before.length
      for (const { statements, resolve } of together) resolve(results.slice(at, (at += statements.length)))
    } catch (error) {
      for (const { reject } of together) reject(error)
    }
  }

  try {
    const out = await run({
      sql: executeWith(async (statement) => (await inTurn([statement])).at(-1)?.rows ?? []),
      atEnd: (statements) => void endings.push(statements),
      afterCommit: (sequel) => void sequels.push(sequel),
    })
    const last = endings.flatMap((statements) => statements())
    if (client || last.length > 0) {
      const results = await inTurn([...last, commit])
      // The server answers the commit of a failed transaction with ROLLBACK, without an error.
      if (results.at(-1)?.command !== 'COMMIT') throw new Error('the transaction was rolled back by the server')
    }
    for (const sequel of sequels) sequel()
    return out
  } catch (error) {
    await tail
    if (client) await send(client as never, [sql`rollback`]).catch((failure: Error) => (broken = failure))
    throw error
  } finally {
    client?.release(broken)
  }
}

async function withRetries<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries > (retriesByState.get((error as { code?: string }).code ?? '') ?? 0)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** tries))
    }
  }
}

/** SQLSTATE classes 08 and 57P: the connection is gone or going. Errors without a state come from the socket. */
export function connectionIsLost(error: unknown): boolean {
  const code = (error as { code?: unknown }).code
  // Five letters make a state, but for EPIPE: no class of states begins with an E.
  return typeof code !== 'string' || !/^[0-9A-DF-Z][0-9A-Z]{4}$/.test(code) || code.startsWith('08') || code.startsWith('57P')
}

async function openListener(connection: Connection, channel: string, hear: (payload: string) => void, onGap?: () => void) {
  let client: pg.Client | undefined
  let closed = false
  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({ ...connection, options: sessionOptions, keepAlive: true })
    fresh.on('notification', (message) => hear(message.payload ?? ''))
    fresh.on('error', () => {})
    try {
      await fresh.connect()
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`)
    } catch (error) {
      void fresh.end().catch(() => {})
      throw error
    }
    // Only a connection that stood is replaced: an attempt that failed is repeated by the round that made it.
    fresh.on('end', () => void (closed || reconnect()))
    client = fresh
    if (closed) await fresh.end()
  }
  const reconnect = async (): Promise<void> => {
    for (let wait = 100; !closed; wait = Math.min(wait * 2, 5_000)) {
      await new Promise((resolve) => setTimeout(resolve, wait))
      try {
        if (!closed) await connect()
        onGap?.()
        return
      } catch {
        // The server is still away: the next round tries again.
      }
    }
  }
  await connect()
  return {
    async close() {
      closed = true
      await client?.end().catch(() => {})
    },
  }
}
