import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rmdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'

/** Writes a file for its owner's eyes only, and returns once it is on the disk. */
export async function writeDurably(file: string, text: string, mode = 0o600): Promise<void> {
  const handle = await open(file, 'w', mode)
  try {
    await handle.writeFile(text)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Makes a folder and those above it, for their owner only unless `mode` says otherwise; one that is there stays as it is.
 * Where it cannot be made nothing is left. Node's own way of making them all never comes back where the system refuses a
 * new name with "no such folder", as /proc does.
 */
export async function makeFolder(path: string, mode = 0o700): Promise<void> {
  const missing: string[] = []
  for (let at = resolve(path); at !== dirname(at) && !(await isFolder(at)); at = dirname(at)) missing.unshift(at)
  const made: string[] = []
  try {
    for (const folder of missing) if (await makeOne(folder, mode)) made.unshift(folder)
  } catch (error) {
    for (const folder of made) await rmdir(folder).catch(() => undefined)
    throw error
  }
}

/** Whether it was made now: somebody else may have been first. */
async function makeOne(path: string, mode: number): Promise<boolean> {
  try {
    await mkdir(path, { mode })
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && (await isFolder(path))) return false
    throw code === 'ENOENT' ? Object.assign(new Error(`${path} cannot be made`, { cause: error }), { code: 'EPERM' }) : error
  }
}

const isFolder = async (path: string): Promise<boolean> => (await stat(path).catch(() => undefined))?.isDirectory() === true

/** Replaces a file at once: a crash leaves the old one or the new one. */
export async function replaceDurably(file: string, text: string, mode = 0o600): Promise<void> {
  const draft = `${file}.${randomUUID()}`
  await writeDurably(draft, text, mode)
  await rename(draft, file)
  await syncFolder(dirname(file))
}

/** Makes the names in a folder (new, renamed, removed) survive a power cut. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path)
  await folder.sync().finally(() => folder.close())
}
