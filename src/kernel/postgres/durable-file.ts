import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

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
 * Makes a folder and those above it, for their owner only; one that is there stays as it is. Node's own way of making them
 * all never comes back where the system refuses a new name with "no such folder", as /proc does.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST' && (await stat(path).catch(() => undefined))?.isDirectory()) return
    const above = dirname(path)
    if (code !== 'ENOENT' || above === path) throw error
    if (await stat(above).catch(() => undefined))
      throw Object.assign(new Error(`${path} cannot be made`, { cause: error }), { code: 'EPERM' })
    await makeFolder(above)
    await mkdir(path, { mode: 0o700 })
  }
}

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
