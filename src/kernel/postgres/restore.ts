import { access, mkdir, readdir, rename, rm, statfs } from 'node:fs/promises'
import { join, relative, resolve, sep } from 'node:path'
import { notedMigrations } from '#kernel/db/migration-note.ts'
import { findBinaries } from './binaries.ts'
import { keep } from './data-folder.ts'
import { makeFolder, syncFolder, writeDurably } from './durable-file.ts'
import { backupDamaged, fromFileError, newerBackup, noRoomToRestore, otherVersion, restoreUnfinished } from './failures.ts'
import { copyFile, forEach, type Manifest, readManifest, syncFolders, verify } from './manifest.ts'

const markFile = 'restore.unfinished'
const stagingFolder = 'restore.new'

export type Restored = {
  manifest: Manifest
  /** Where the data that was there before lies now; undefined when there was none. */
  aside: string | undefined
}

/**
 * Puts a backup in the place of the data, after reading all of it. What was there is moved aside, never deleted.
 * `known` are the changes of the database that this version brings. Throws GroundError, and then the data are as before: Yapa
 * is running, the backup is damaged or of a newer Yapa or another PostgreSQL, no room.
 */
export async function restore(backup: string, dataDir: string, known: readonly string[]): Promise<Restored> {
  const source = resolve(backup)
  const manifest = await readManifest(source)
  await verify(source, manifest)
  const ours = (await findBinaries()).version
  if (majorOf(manifest.postgres) !== majorOf(ours)) throw otherVersion(source, majorOf(manifest.postgres), majorOf(ours))
  const unknown = (await notedMigrations(source)).find((path) => !known.includes(path))
  if (unknown !== undefined) throw newerBackup(source, manifest.yapa, unknown)
  const folder = await keep(dataDir)
  try {
    await assertRoom(folder.path, manifest)
    await stage(source, manifest, folder.path)
    return { manifest, aside: await swap(folder.path, relative(folder.path, source).split(sep)[0]) }
  } catch (error) {
    throw fromFileError(error, folder.path)
  } finally {
    await folder.release()
  }
}

/** Takes away what a restore had copied that was cut off before it touched the data. For whoever keeps the folder. */
export const clearStaging = (dataDir: string): Promise<void> => rm(join(dataDir, stagingFolder), { recursive: true, force: true })

/** Throws GroundError when a restore was cut off between taking the old data away and putting the new ones there. */
export async function assertNoUnfinishedRestore(dataDir: string): Promise<void> {
  const isUnfinished = await access(join(dataDir, markFile)).then(
    () => true,
    () => false,
  )
  if (isUnfinished) throw restoreUnfinished(dataDir)
}

const majorOf = (version: string) => version.split('.')[0] ?? ''

async function assertRoom(dataDir: string, manifest: Manifest): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir)
  if (bavail * bsize < manifest.files.reduce((sum, file) => sum + file.size, 0) * 1.05) throw noRoomToRestore(dataDir)
}

async function stage(source: string, manifest: Manifest, dataDir: string): Promise<void> {
  const staging = join(dataDir, stagingFolder)
  await clearStaging(dataDir)
  try {
    await mkdir(staging, { mode: 0o700 })
    for (const folder of manifest.folders) await makeFolder(join(staging, folder))
    await forEach(manifest.files, async ({ path, sha256 }) => {
      const copied = await copyFile(join(source, path), join(staging, path), path)
      if (copied?.sha256 !== sha256) throw backupDamaged(source, path)
    })
    await syncFolders(staging, manifest.folders)
  } catch (error) {
    // On a disk that filled up under way it would take the room of the data themselves.
    await clearStaging(dataDir).catch(() => undefined)
    throw error
  }
}

/** Not data of the product: they stay where they are. */
const stays = /^(backups|logs|yapa.*\.lock.*|before-restore-.*|restore\..*)$/

async function swap(dataDir: string, backups: string | undefined): Promise<string | undefined> {
  const staging = join(dataDir, stagingFolder)
  const aside = join(dataDir, `before-restore-${new Date().toISOString().replaceAll(':', '-')}`)
  // Between the two halves the data folder looks new; the mark keeps a start from filling it with an empty database.
  await writeDurably(join(dataDir, markFile), '')
  await syncFolder(dataDir)
  const old = (await readdir(dataDir)).filter((name) => !stays.test(name) && name !== backups)
  if (old.length > 0) await mkdir(aside, { mode: 0o700 })
  for (const name of old) await rename(join(dataDir, name), join(aside, name))
  for (const name of await readdir(staging)) await rename(join(staging, name), join(dataDir, name))
  await syncFolder(dataDir)
  await rm(staging, { recursive: true })
  await rm(join(dataDir, markFile))
  await syncFolder(dataDir)
  return old.length > 0 ? aside : undefined
}
