import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { syncFolder } from './durable-file.ts'
import { backupDamaged, notABackup } from './failures.ts'

export type CopiedFile = { path: string; size: number; sha256: string }

/** What a backup folder says of itself, in manifest.json: written last, so a folder without it is no backup. */
export type Manifest = {
  format: 1
  yapa: string
  /** Full version of the PostgreSQL that wrote the cluster. */
  postgres: string
  /** Instants. Everything committed before `takenAt` is inside. */
  startedAt: string
  takenAt: string
  /** Whether Yapa was running meanwhile. */
  isHot: boolean
  folders: string[]
  files: CopiedFile[]
}

export const manifestFile = 'manifest.json'

/** Reads a backup's manifest. Throws GroundError when the folder is not a backup. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, manifestFile), 'utf8').catch(() => undefined)
  try {
    const manifest = JSON.parse(text ?? '') as Manifest
    if (manifest.format === 1 && Array.isArray(manifest.files)) return manifest
  } catch {
    // Cut short or not ours: told below.
  }
  throw notABackup(folder)
}

/** Reads every file of a backup again and compares. Throws GroundError naming the first that differs. */
export async function verify(folder: string, manifest: Manifest): Promise<void> {
  for (const { path, size, sha256 } of manifest.files) {
    const found = await stat(join(folder, path)).catch(() => undefined)
    if (!found || found.size !== size || (await hashOf(join(folder, path))) !== sha256) throw backupDamaged(folder, path)
  }
}

/** Copies one file to the disk itself. Undefined when it has vanished meanwhile, as tables do while we copy. */
export async function copyFile(from: string, to: string, path: string): Promise<CopiedFile | undefined> {
  const source = await open(from).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (!source) return undefined
  const hash = createHash('sha256')
  let size = 0
  const measure = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      size += chunk.length
      done(null, chunk)
    },
  })
  await mkdir(dirname(to), { recursive: true, mode: 0o700 })
  await pipeline(source.createReadStream({ highWaterMark: 1 << 18 }), measure, createWriteStream(to, { mode: 0o600, flush: true }))
  return { path, size, sha256: hash.digest('hex') }
}

export async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file, { highWaterMark: 1 << 18 }), hash)
  return hash.digest('hex')
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
  for (const folder of ['', ...folders]) await syncFolder(join(root, folder))
}
