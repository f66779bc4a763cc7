import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize, sep } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { makeFolder, syncFolder } from './durable-file.ts'
import { backupClosed, backupDamaged, notABackup } from './failures.ts'

// A backup may come from anywhere: what it names must not be put anywhere.
const PathInside = z.string().refine((path) => path !== '' && !isAbsolute(path) && !normalize(path).split(sep).includes('..'))
const CopiedFile = z.object({ path: PathInside, size: z.number(), sha256: z.string() })
export type CopiedFile = z.infer<typeof CopiedFile>

/** Without it there is no database in a backup. */
const clusterMark = join('pg', 'PG_VERSION')

/** What a backup folder says of itself, in manifest.json: written last, so a folder without it is no backup. */
const Manifest = z.object({
  format: z.literal(1),
  yapa: z.string(),
  /** Full version of the PostgreSQL that wrote the cluster. */
  postgres: z.string(),
  /** Instants. Everything committed before `takenAt` is inside. */
  startedAt: z.string(),
  takenAt: z.string(),
  /** Whether Yapa was running meanwhile. */
  isHot: z.boolean(),
  folders: z.array(PathInside),
  files: z.array(CopiedFile).refine((files) => files.some(({ path }) => path === clusterMark)),
})
export type Manifest = z.infer<typeof Manifest>

export const manifestFile = 'manifest.json'
const largestRead = 1 << 20

/** Reads a backup's manifest. Throws GroundError when the folder is not a backup, or may not be read. */
export async function readManifest(folder: string): Promise<Manifest> {
  try {
    return Manifest.parse(JSON.parse(await readFile(join(folder, manifestFile), 'utf8')))
  } catch (error) {
    throw error instanceof Error && 'code' in error && error.code === 'EACCES' ? backupClosed(folder) : notABackup(folder)
  }
}

/** Reads every file of a backup again and compares. Throws GroundError naming the first that differs. */
export async function verify(folder: string, manifest: Manifest, signal?: AbortSignal): Promise<void> {
  await forEach(manifest.files, async ({ path, size, sha256 }) => {
    signal?.throwIfAborted()
    const found = await stat(join(folder, path)).catch(() => undefined)
    if (!found || found.size !== size || (await hashOf(join(folder, path))) !== sha256) throw backupDamaged(folder, path)
  })
}

/** Copies one file to the disk itself. Undefined when it has vanished meanwhile, as tables do while we copy. */
export async function copyFile(from: string, to: string, path: string): Promise<CopiedFile | undefined> {
  const source = await open(from).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (!source) return undefined
  await makeFolder(dirname(to))
  const target = await open(to, 'w', 0o600)
  try {
    const hash = createHash('sha256')
    const buffer = Buffer.allocUnsafe(Math.min(largestRead, (await source.stat()).size + 1))
    let size = 0
    for (;;) {
      const { bytesRead } = await source.read(buffer, 0, buffer.length)
      if (bytesRead === 0) break
      const chunk = buffer.subarray(0, bytesRead)
      hash.update(chunk)
      await target.writeFile(chunk)
      size += bytesRead
    }
    await target.sync()
    return { path, size, sha256: hash.digest('hex') }
  } finally {
    await Promise.all([source.close(), target.close()])
  }
}

export async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), hash)
  return hash.digest('hex')
}

/** Does the same for each item, some at a time: most of the work is waiting for the disk. Fails with the first failure. */
export async function forEach<T>(items: readonly T[], work: (item: T) => Promise<void>, atOnce = 24): Promise<void> {
  const queue = items.values()
  let failure: { error: unknown } | undefined
  const worker = async (): Promise<void> => {
    for (const item of queue) {
      if (failure) return
      await work(item).catch((error: unknown) => (failure ??= { error }))
    }
  }
  // All of them end before the failure is told, so that nobody still writes where the caller cleans up.
  await Promise.all(Array.from({ length: atOnce }, worker))
  if (failure) throw failure.error
}

/** Everything under a folder, by paths relative to it; `isWanted` decides on each, and on the inside of each folder. */
export async function listTree(root: string, isWanted: (path: string) => boolean): Promise<{ folders: string[]; files: string[] }> {
  const folders: string[] = []
  const files: string[] = []
  async function visit(prefix: string): Promise<void> {
    for (const entry of await readdir(join(root, prefix), { withFileTypes: true })) {
      const path = join(prefix, entry.name)
      if (!isWanted(path)) continue
      if (entry.isFile()) files.push(path)
      else if (entry.isDirectory()) {
        folders.push(path)
        await visit(path)
      }
    }
  }
  await visit('')
  return { folders, files }
}

/** Makes the names of a copied tree survive a power cut. */
export async function syncFolders(root: string, folders: readonly string[]): Promise<void> {
  await forEach(['', ...folders], (folder) => syncFolder(join(root, folder)))
}
