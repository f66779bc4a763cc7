import { readdir, readFile, rm, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describeSelf, heartbeatMs, isAlive, type Life } from './data-folder.ts'
import { makeFolder, writeDurably } from './durable-file.ts'

/** A backup while it is written: a folder with the mark of the process that writes it. */
export type Draft = { readonly folder: string; end(): void }

/** Says inside of a draft, and nowhere else, who writes it. */
const mark = 'writer.json'
const named = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z\.part$/

/** What becomes the backup of this name once it is whole. */
export async function beginDraft(name: string): Promise<Draft> {
  const folder = `${name}.part`
  await makeFolder(folder)
  const file = join(folder, mark)
  const life: Life = { pid: process.pid, ...(await describeSelf()) }
  await writeDurably(file, JSON.stringify(life)).catch(async (error: unknown) => {
    await rm(folder, { recursive: true, force: true })
    throw error
  })
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), heartbeatMs)
  beat.unref()
  return { folder, end: () => clearInterval(beat) }
}

/** The mark goes with the work: a backup that is whole has no writer any more. */
export const unmark = (folder: string): Promise<void> => rm(join(folder, mark), { force: true })

/**
 * Takes away what backups had written when they were killed: each would stay for ever, as large as the data. Only folders
 * that bear the name and the mark of a draft, whose writer is no more.
 */
export async function clearForsaken(backupsDir: string): Promise<void> {
  for (const entry of await readdir(backupsDir, { withFileTypes: true }).catch(() => [])) {
    const folder = join(backupsDir, entry.name)
    if (entry.isDirectory() && named.test(entry.name) && (await isForsaken(join(folder, mark))))
      await rm(folder, { recursive: true, force: true }).catch(() => undefined)
  }
}

async function isForsaken(file: string): Promise<boolean> {
  try {
    return !(await isAlive(file, JSON.parse(await readFile(file, 'utf8')) as Life))
  } catch {
    return false
  }
}
