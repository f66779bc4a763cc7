import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { Connection } from '#kernel/db/database.ts'

export type MigrationFolder = { module: string; folder: string }
type Migration = { module: string; name: string; text: string; checksum: string }

/** Two starters take turns; a key of its own so that nobody else's advisory lock is in the way. */
const migrationLock = 0x79617061

/**
 * Applies what is missing, in order, each file in a transaction of its own, as the owner role.
 * Returns the names applied now. Throws when a released file was edited, with the name of the file.
 */
export async function migrate(owner: Connection, folders: readonly MigrationFolder[]): Promise<string[]> {
  const migrations = (await Promise.all(folders.map(readFolder))).flat()
  const client = new pg.Client({
    ...owner,
    options: '-c TimeZone=UTC -c client_min_messages=warning -c lock_timeout=5s -c statement_timeout=0',
  })
  await client.connect()
  try {
    await client.query('set lock_timeout = 0')
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query("set lock_timeout = '5s'")
    await client.query('create schema if not exists kernel')
    await client.query(
      'create table if not exists kernel.migration (module text, name text, checksum text not null, applied_at timestamptz not null default now(), primary key (module, name))',
    )
    const known = await client.query<Migration>('select module, name, checksum from kernel.migration')
    const checksums = new Map(known.rows.map((row) => [`${row.module}/${row.name}`, row.checksum]))
    const applied: string[] = []
    for (const migration of migrations) {
      const path = `${migration.module}/${migration.name}`
      const before = checksums.get(path)
      if (before !== undefined && before !== migration.checksum)
        throw new Error(`La migración ${path} cambió después de aplicarse. Restaurá el archivo original y agregá una migración nueva.`)
      if (before !== undefined) continue
      await apply(client, migration)
      applied.push(path)
    }
    return applied
  } finally {
    await client.end()
  }
}

/** What `migrate` would apply. */
export async function pending(owner: Connection, folders: readonly MigrationFolder[]): Promise<string[]> {
  const migrations = (await Promise.all(folders.map(readFolder))).flat()
  const client = new pg.Client(owner)
  await client.connect()
  try {
    const exists = await client.query<{ there: string | null }>("select to_regclass('kernel.migration')::text as there")
    const known = exists.rows[0]?.there ? await client.query<Migration>('select module, name from kernel.migration') : { rows: [] }
    const applied = new Set(known.rows.map((row) => `${row.module}/${row.name}`))
    return migrations.map((migration) => `${migration.module}/${migration.name}`).filter((path) => !applied.has(path))
  } finally {
    await client.end()
  }
}

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
    throw new Error(`La migración ${migration.module}/${migration.name} falló: ${(error as Error).message}`, { cause: error })
  }
}

async function readFolder({ module, folder }: MigrationFolder): Promise<Migration[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.sql')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return { module, name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}
