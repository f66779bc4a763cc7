import { randomUUID } from 'node:crypto'
import { open, rename } from 'node:fs/promises'
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
