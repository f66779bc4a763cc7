import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '#kernel/db/migrate.ts'
import { startPostgres, type RunningPostgres } from '#kernel/postgres/postgres.ts'
import { provision, type DatabaseUrls } from '#kernel/postgres/provision.ts'
import { copyTemplate } from '#kernel/testing/template.ts'
import { migrationFolders } from '#app/migrations.ts'

export type TestPostgres = { server: RunningPostgres; urls: DatabaseUrls; dataDir: string }

let running: Promise<TestPostgres> | undefined

/** One real server per test process, migrated; each test works in organizations of its own. Stopped when the process ends. */
export function testPostgres(): Promise<TestPostgres> {
  return (running ??= start())
}

async function start(): Promise<TestPostgres> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yapa-test-'))
  await copyTemplate(dataDir)
  const silent = { info: () => {}, warn: () => {}, error: () => {} }
  const server = await startPostgres({ dataDir, log: silent, tuning: 'test' })
  const urls = await provision(server, join(dataDir, 'secrets.json'))
  await migrate(urls.owner, migrationFolders())
  return { server, urls, dataDir }
}

/** For `after` of the whole file: ends the server and removes its data. */
export async function stopTestPostgres(): Promise<void> {
  const started = await running?.catch(() => undefined)
  running = undefined
  if (!started) return
  await started.server.stop()
  await rm(started.dataDir, { recursive: true, force: true })
}
