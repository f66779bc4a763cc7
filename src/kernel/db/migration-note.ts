import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceDurably } from '#kernel/postgres/durable-file.ts'

const noteIn = (folder: string): string => join(folder, 'migrations.json')

/** Writes beside the data which changes their database has: what lies there is in every backup, and is read without a server. */
export async function noteMigrations(dataDir: string, applied: readonly string[]): Promise<void> {
  const text = JSON.stringify(applied, undefined, 1)
  if ((await readFile(noteIn(dataDir), 'utf8').catch(() => '')) !== text) await replaceDurably(noteIn(dataDir), text)
}

/** The changes of a data folder or of a backup of one; none where it was last served before there were notes. */
export async function notedMigrations(folder: string): Promise<string[]> {
  const text = await readFile(noteIn(folder), 'utf8').catch(() => '[]')
  return JSON.parse(text) as string[]
}
