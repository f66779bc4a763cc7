import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { migrationFolders } from '#app/migrations.ts'
import { migrate } from '#kernel/db/migrate.ts'
import { startPostgres } from '#kernel/postgres/postgres.ts'
import { provision } from '#kernel/postgres/provision.ts'

/**
 * A migrated data folder for each state of the migrations and of the code that makes a cluster, kept beside the packages.
 * Copying it and starting takes a tenth of a second; making one takes most of a second, in every test process.
 */
const shelf = fileURLToPath(new URL('../../../.runtime/test-data', import.meta.url))
const mostKept = 4

/** Fills an empty folder with a migrated cluster at rest. False where that cannot be: then it is made from nothing. */
export async function copyTemplate(dataDir: string): Promise<boolean> {
  try {
    const template = join(shelf, await stateHash())
    if (!existsSync(template)) await make(template)
    await promisify(execFile)('cp', ['-a', `${template}/.`, dataDir])
    return true
  } catch {
    await rm(dataDir, { recursive: true, force: true })
    await mkdir(dataDir, { mode: 0o700 })
    return false
  }
}

async function make(template: string): Promise<void> {
  const draft = `${template}.${process.pid}`
  await mkdir(draft, { recursive: true, mode: 0o700 })
  try {
    const silent = { info: () => {}, warn: () => {}, error: () => {} }
    const server = await startPostgres({ dataDir: draft, log: silent, tuning: 'test' })
    try {
      const urls = await provision(server, join(draft, 'secrets.json'))
      await migrate(urls.owner, migrationFolders())
    } finally {
      await server.stop()
    }
    await rm(join(draft, 'run'), { recursive: true, force: true })
    // Another process may have been faster; then its folder is there, and ours is one too many.
    await rename(draft, template).catch((error: unknown) => {
      if (!existsSync(template)) throw error
    })
    await forgetOlder()
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

async function forgetOlder(): Promise<void> {
  const names = (await readdir(shelf)).filter((name) => /^[0-9a-f]{64}$/.test(name))
  const aged = await Promise.all(names.map(async (name) => ({ name, at: (await stat(join(shelf, name))).mtimeMs })))
  for (const { name } of aged.toSorted((a, b) => b.at - a.at).slice(mostKept)) await rm(join(shelf, name), { recursive: true, force: true })
}

async function stateHash(): Promise<string> {
  const kernel = fileURLToPath(new URL('..', import.meta.url))
  const folders = [...migrationFolders().map(({ folder }) => folder), join(kernel, 'postgres')]
  const hash = createHash('sha256').update(await readFile(join(kernel, 'db', 'migrate.ts')))
  for (const folder of folders)
    for (const name of (await readdir(folder).catch(() => [])).toSorted())
      hash.update(`\0${folder}/${name}\0`).update(await readFile(join(folder, name)))
  return hash.digest('hex')
}
