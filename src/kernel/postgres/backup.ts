import { realpath, rename, rm, stat, statfs } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import pg from 'pg'
import { beginDraft, clearForsaken, unmark } from './backup-draft.ts'
import { makeFolder, writeDurably } from './durable-file.ts'
import {
  backupCancelled,
  backupCutOff,
  backupIncomplete,
  backupInsideData,
  backupNotWritable,
  fromFileError,
  noRoomForBackup,
  nothingToBackUp,
} from './failures.ts'
import { clusterVersion, findBinaries } from './binaries.ts'
import { keep } from './data-folder.ts'
import { type CopiedFile, copyFile, forEach, hashOf, listTree, type Manifest, manifestFile, syncFolders, verify } from './manifest.ts'
import type { Connection } from './postgres.ts'
import { findRunning } from './running.ts'

/** What `restore` puts back is `pg` and the rest of the data; these are made anew or are not data. */
const notData = /^(pg\.(init|moved|password).*|run|socket-folder|yapa.*\.lock.*|logs|backups|tmp|restore\..*|before-restore-.*)$/
const clusterLeftOut =
  /^(postmaster\.(pid|opts)|pg_(wal|replslot|dynshmem|notify|serial|snapshots|stat_tmp|subtrans)\/.*|.*pg_internal\.init.*|(.*\/)?pgsql_tmp.*)$/

export type Taken = { folder: string; manifest: Manifest; bytes: number }

/**
 * Copies the whole data folder to a new folder under `backupsDir`, while Yapa serves or while it rests, and reads the copy
 * again before it counts as one. Everything committed before it returns, minus what was committed while it ran, is inside.
 * Throws GroundError; a copy that failed, or that `signal` put an end to, leaves nothing behind; of one that was killed the
 * next one clears away what there was.
 */
export async function takeBackup({
  dataDir,
  backupsDir,
  version,
  signal,
}: {
  dataDir: string
  backupsDir: string
  version: string
  signal?: AbortSignal
}): Promise<Taken> {
  if (!(await clusterVersion(join(dataDir, 'pg')))) throw nothingToBackUp(dataDir)
  if (isPartOfData(dataDir, backupsDir)) throw backupInsideData(backupsDir)
  const startedAt = new Date()
  // To the millisecond: two copies of one second are two copies.
  const folder = join(backupsDir, startedAt.toISOString().replaceAll(/[:.]/g, '-'))
  // First: what they take may be the room that is missing.
  await clearForsaken(backupsDir)
  const { folder: draft, end } = await beginDraft(folder).catch((error: unknown) => {
    throw fromFileError(error, backupsDir, { full: noRoomForBackup, closed: backupNotWritable })
  })
  try {
    await assertRoom(dataDir, backupsDir)
    const running = await findRunning(dataDir)
    const cluster = running ? await copyHot(running, dataDir, draft, signal) : await copyCold(dataDir, draft, signal)
    // After the database: every file that its rows name is then there already.
    const backups = relative(dataDir, backupsDir)
    const isRest = (path: string) => path !== 'pg' && path !== backups && !notData.test(path)
    const rest = await copyTree({ source: dataDir, draft, prefix: '', signal }, isRest)
    const manifest: Manifest = {
      format: 1,
      yapa: version,
      postgres: (await findBinaries()).version,
      startedAt: startedAt.toISOString(),
      takenAt: new Date().toISOString(),
      isHot: running !== undefined,
      folders: [...cluster.folders, ...rest.folders],
      files: [...cluster.files, ...rest.files],
    }
    await verify(draft, manifest, signal)
    await syncFolders(draft, manifest.folders)
    await writeDurably(join(draft, manifestFile), JSON.stringify(manifest, undefined, 1))
    await rename(draft, folder)
    await unmark(folder)
    await syncFolders(backupsDir, [])
    return { folder, manifest, bytes: manifest.files.reduce((sum, file) => sum + file.size, 0) }
  } catch (error) {
    await rm(draft, { recursive: true, force: true }).catch(() => undefined)
    if (signal?.aborted) throw backupCancelled()
    throw fromFileError(error, backupsDir, { full: noRoomForBackup, closed: backupNotWritable })
  } finally {
    end()
  }
}

/** A copy there would hold the copies before it, and the next one all of them. */
function isPartOfData(dataDir: string, backupsDir: string): boolean {
  const [first = ''] = relative(dataDir, backupsDir).split(sep)
  return /^(|pg|files|keys|secrets|run|logs)$/.test(first)
}

type Copied = { folders: string[]; files: CopiedFile[] }

// Nobody may start the server while its files are copied at rest.
async function copyCold(dataDir: string, draft: string, signal?: AbortSignal): Promise<Copied> {
  const kept = await keep(dataDir)
  try {
    const tree = { source: await realpath(join(dataDir, 'pg')), draft, prefix: 'pg', signal }
    return await copyTree(tree, (path) => !/^postmaster\.(pid|opts)$/.test(path))
  } finally {
    await kept.release()
  }
}

// PostgreSQL's own recipe: a checkpoint, the files as they happen to be, and the log that makes them whole again.
async function copyHot(admin: Connection, dataDir: string, draft: string, signal?: AbortSignal): Promise<Copied> {
  const client = new pg.Client({ ...admin, application_name: 'yapa-backup' })
  let isCutOff = false
  client.on('error', () => (isCutOff = true))
  try {
    await client.connect()
    const ask = async <T extends pg.QueryResultRow>(text: string, values: unknown[] = []) =>
      (await client.query<T>(text, values)).rows[0] as T
    // A slot of this session holds back the log from being recycled for as long as we copy.
    await ask('select pg_create_physical_replication_slot($1, true, true)', [`yapa_backup_${process.pid}`])
    await ask(`select pg_backup_start('yapa', true)`)
    const tree = { source: await realpath(join(dataDir, 'pg')), draft, prefix: 'pg', signal }
    const copied = await copyTree(tree, (path) => !clusterLeftOut.test(path))
    const end = await ask<{ label: string; last: string }>(
      'select labelfile as label, pg_walfile_name(lsn) as last from pg_backup_stop(false)',
    )
    const first = /START WAL LOCATION: \S+ \(file ([0-9A-F]{24})\)/.exec(end.label)?.[1] ?? ''
    const log = await copyTree(tree, (path) => isBetween(path, first, end.last))
    if (!log.files.some((file) => basename(file.path) === first) || !log.files.some((file) => basename(file.path) === end.last))
      throw backupIncomplete(first)
    const label = join('pg', 'backup_label')
    await writeDurably(join(draft, label), end.label)
    const labelled = { path: label, size: Buffer.byteLength(end.label), sha256: await hashOf(join(draft, label)) }
    return { folders: copied.folders, files: [...copied.files, ...log.files, labelled] }
  } catch (error) {
    throw isCutOff || serverLeft.test(String((error as { code?: unknown }).code)) ? backupCutOff() : error
  } finally {
    await client.end()
  }
}

/** It was told to stop, or does not listen any more. */
const serverLeft = /^(57P..|ECONNREFUSED|ECONNRESET|EPIPE)$/

/** Log segments are named so that their alphabetical order is the order of time. */
const isBetween = (path: string, first: string, last: string) =>
  path === 'pg_wal' || (/^pg_wal\/[0-9A-F]{24}$/.test(path) && basename(path) >= first && basename(path) <= last)

type Tree = { source: string; draft: string; prefix: string; signal: AbortSignal | undefined }

async function copyTree({ source, draft, prefix, signal }: Tree, isWanted: (path: string) => boolean): Promise<Copied> {
  const { folders, files } = await listTree(source, isWanted)
  for (const folder of ['', ...folders]) await makeFolder(join(draft, prefix, folder))
  const copied: CopiedFile[] = []
  await forEach(files, async (file) => {
    signal?.throwIfAborted()
    const done = await copyFile(join(source, file), join(draft, prefix, file), join(prefix, file))
    if (done) copied.push(done)
  })
  return { folders: [...(prefix ? [prefix] : []), ...folders.map((folder) => join(prefix, folder))], files: copied }
}

async function assertRoom(dataDir: string, backupsDir: string): Promise<void> {
  const needed = await sizeOf(dataDir)
  const { bavail, bsize } = await statfs(backupsDir)
  if (bavail * bsize < needed * 1.05) throw noRoomForBackup(backupsDir)
}

/** Bytes of the data that a backup copies. */
export async function sizeOf(dataDir: string): Promise<number> {
  let bytes = 0
  const add = async (root: string, isWanted: (path: string) => boolean) => {
    for (const file of (await listTree(root, isWanted)).files) bytes += (await stat(join(root, file)).catch(() => undefined))?.size ?? 0
  }
  await add(dataDir, (path) => !notData.test(path) && path !== 'pg')
  if (await clusterVersion(join(dataDir, 'pg'))) await add(await realpath(join(dataDir, 'pg')), () => true)
  return bytes
}
