import { join } from 'node:path'
import { migrationFolders } from '#app/migrations.ts'
import { known, migrate } from '#kernel/db/migrate.ts'
import { noteMigrations } from '#kernel/db/migration-note.ts'
import type { RunningPostgres } from '#kernel/postgres/postgres.ts'
import { type DatabaseUrls, provision } from '#kernel/postgres/provision.ts'

/** Makes the logins and applies the changes that are missing; `applied` are the names of those. Throws GroundError. */
export async function readyDatabase(
  server: Pick<RunningPostgres, 'admin' | 'embedded'>,
  dataDir: string,
): Promise<{ urls: DatabaseUrls; applied: string[] }> {
  const urls = await provision(server, join(dataDir, 'secrets.json'))
  const applied = await migrate(urls.owner, migrationFolders())
  await noteMigrations(dataDir, await known(migrationFolders()))
  return { urls, applied }
}
