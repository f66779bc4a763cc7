import pg from 'pg'
import { notUtf8, tooOld, unreachable } from './failures.ts'
import type { Connection, RunningPostgres } from './postgres.ts'

const oldestVersion = 150_000
const startPatienceMs = 20_000

/**
 * The PostgreSQL of DATABASE_URL, looked at once: reachable, version 15 or newer, UTF8. Its `stop` does nothing.
 * Throws GroundError; the sentence never shows the password.
 */
export async function externalPostgres(url: string): Promise<RunningPostgres> {
  const connection = describeUrl(url)
  const client = await connectPatiently(connection)
  try {
    const { rows } = await client.query<Found>(
      `select current_setting('server_version_num')::int as number, current_setting('server_version') as version, current_setting('server_encoding') as encoding`,
    )
    judge(rows[0])
  } finally {
    await client.end()
  }
  const { host, port, password } = connection
  return {
    admin: connection,
    host,
    port,
    password,
    socketDir: host.startsWith('/') ? host : undefined,
    embedded: false,
    pid: 0,
    stop: async () => undefined,
  }
}

/** A server that is just starting (after a crash, or together with us) is waited for; every other refusal is told at once. */
async function connectPatiently(connection: Connection): Promise<pg.Client> {
  for (const until = Date.now() + startPatienceMs; ;) {
    const client = new pg.Client({ ...connection, connectionTimeoutMillis: 10_000, application_name: 'yapa-start' })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return client
    } catch (error) {
      if ((error as { code?: string }).code !== '57P03' || Date.now() > until)
        throw unreachable(`${connection.host}:${connection.port}/${connection.database}`, reasonOf(error))
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
}

type Found = { number: number; version: string; encoding: string }

/** Throws GroundError when Yapa cannot work on such a database. `number` as in server_version_num. */
export function judge(found: Found | undefined): void {
  if (!found || found.number < oldestVersion) throw tooOld(found?.version ?? '?')
  if (found.encoding !== 'UTF8') throw notUtf8(found.encoding)
}

/** The parts of a postgres:// address, as `pg` itself reads them. */
export function describeUrl(url: string): Connection {
  const read = new pg.Client({ connectionString: url }) as pg.Client & Pick<Connection, 'ssl'>
  return {
    host: read.host,
    port: read.port,
    user: read.user ?? '',
    password: read.password ?? '',
    database: read.database ?? '',
    ...(read.ssl ? { ssl: read.ssl } : {}),
  }
}

// A refused connection comes as an AggregateError without a message of its own (one error per address tried).
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}
