import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { GroundError } from '#kernel/config/ground-error.ts'
import type { Connection } from '#kernel/db/database.ts'
import { withClient } from '#kernel/db/with-client.ts'

export type MigrationFolder = { module: string; folder: string }
type Migration = { module: string; name: string; text: string; checksum: string }

/** Two starters take turns; a key of its own so that nobody else's advisory lock is in the way. */
const migrationLock = 0x79617061

/**
 * Applies what is missing, in order, each file in a transaction of its own, as the owner role.
 * Returns the names applied now. Throws GroundError, with the name of the file: the database has one of a newer version, a
 * released one was edited, or one failed. What was applied before it stays; the file that failed leaves nothing.
 */
export async function migrate(owner: Connection, folders: readonly MigrationFolder[]): Promise<string[]> {
  const migrations = (await Promise.all(folders.map(readFolder))).flat()
  const options = '-c TimeZone=UTC -c client_min_messages=warning -c lock_timeout=5s -c statement_timeout=0'
  return withClient({ ...owner, options }, async (client) => {
    await client.query('set lock_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query("set lock_timeout = '5s'")
    await client.query('create schema if not exists kernel')
    await client.query(
      'create table if not exists kernel.migration (module text, name text, checksum text not null, applied_at timestamptz not null default now(), primary key (module, name))',
    )
    const { rows } = await client.query<Migration>('select module, name, checksum from kernel.migration')
    const checksums = new Map(rows.map((row) => [pathOf(row), row.checksum]))
    assertKnown([...checksums.keys()], migrations.map(pathOf))
    const done: string[] = []
    for (const migration of migrations) {
      const path = pathOf(migration)
      const before = checksums.get(path)
      if (before !== undefined && before !== migration.checksum) throw migrationChanged(path)
      if (before !== undefined) continue
      await apply(client, migration).catch((error: unknown) => {
        throw migrationFailed(path, error, done.length > 0)
      })
      done.push(path)
    }
    return done
  })
}

/** What `migrate` would apply. Throws GroundError when the database has changes of a newer version. */
export async function pending(owner: Connection, folders: readonly MigrationFolder[]): Promise<string[]> {
  const [there, brought] = [await applied(owner), await known(folders)]
  assertKnown(there, brought)
  return brought.filter((path) => !there.includes(path))
}

/** What this version brings, as `module/name`: all that a database has once it was migrated. */
export const known = async (folders: readonly MigrationFolder[]): Promise<string[]> =>
  (await Promise.all(folders.map(async ({ module, folder }) => (await namesIn(folder)).map((name) => pathOf({ module, name }))))).flat()

/** Throws GroundError when some of these changes are of a newer version: what it wrote, this one does not understand. */
export function assertKnown(there: readonly string[], brought: readonly string[]): void {
  const unknown = there.find((path) => !brought.includes(path))
  if (unknown !== undefined) throw newerData(unknown)
}

async function applied(owner: Connection): Promise<string[]> {
  return withClient(owner, async (client) => {
    const exists = await client.query<{ there: string | null }>("select to_regclass('kernel.migration')::text as there")
    if (!exists.rows[0]?.there) return []
    const { rows } = await client.query<Migration>('select module, name from kernel.migration order by applied_at, module, name')
    return rows.map(pathOf)
  })
}

const pathOf = ({ module, name }: Pick<Migration, 'module' | 'name'>): string => `${module}/${name}`

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(migration.text)
    await client.query('insert into kernel.migration (module, name, checksum) values ($1, $2, $3)', [
      migration.module,
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw error
  }
}

const newerData = (unknown: string): GroundError =>
  new GroundError(
    'ground.newer_data',
    `Los datos son de una versión más nueva de Yapa: su base de datos tiene cambios que esta no conoce (${unknown}).`,
    'Actualizá Yapa, o restaurá en una carpeta nueva una copia hecha con esta versión. No se tocó nada.',
  )

const migrationChanged = (path: string): GroundError =>
  new GroundError(
    'ground.migration_changed',
    `El cambio de la base de datos ${path} ya se aplicó, y su archivo no es el que se aplicó.`,
    'Volvé a poner el archivo original (por ejemplo con git restore, o bajando Yapa otra vez); lo que falte va en un archivo nuevo.',
  )

function migrationFailed(path: string, error: unknown, isBegun: boolean): GroundError {
  const { code, message } = error as { code?: string; message: string }
  const cause = `No se pudo aplicar el cambio de la base de datos ${path} (${message}).`
  return new GroundError('ground.migration_failed', cause, cureByState[code ?? ''] ?? (isBegun ? begunCure : unknownCure), { cause: error })
}

/** By SQLSTATE; nothing of the file that failed stays, so starting again is always safe. */
const cureByState: Record<string, string> = {
  '53100': 'No queda espacio en el disco: liberá el doble de lo que ocupan los datos y arrancá otra vez.',
  '55P03': 'Otro programa tiene ocupada una tabla: cerrá los que usen esta base de datos y arrancá otra vez.',
  '42501': 'El usuario de DATABASE_URL no tiene permiso: hacelo dueño de la base y arrancá otra vez.',
}
const unknownCure = 'Los datos quedaron como antes: podés seguir con la versión anterior de Yapa. Mandanos este mensaje completo.'
const begunCure =
  'Los cambios anteriores a ese ya están hechos: mandanos este mensaje completo, o volvé a la versión anterior de Yapa con la última copia.'

async function readFolder({ module, folder }: MigrationFolder): Promise<Migration[]> {
  return Promise.all(
    (await namesIn(folder)).map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return { module, name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

const namesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.sql')).toSorted()
