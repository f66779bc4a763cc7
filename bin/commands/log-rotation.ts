import { copyFile, rename, rm, stat, truncate } from 'node:fs/promises'

/**
 * Loaded before the server that `bin/yapa start` leaves running (`--import log-rotation.ts?file=…`): keeps its log, which it
 * writes by appending to an open file, under a size. Lines written between the copy and the cut, a few at most, are lost.
 */
const largest = 10 * 1024 * 1024
const keptOld = 4
const everyMs = 30_000

/** Moves a log that has grown over `limit` bytes to `file.1`, and the older ones along; the fifth is dropped. */
export async function rotate(file: string, limit = largest): Promise<boolean> {
  if (((await stat(file).catch(() => undefined))?.size ?? 0) <= limit) return false
  await rm(`${file}.${keptOld}`, { force: true })
  for (let age = keptOld - 1; age >= 1; age--) await rename(`${file}.${age}`, `${file}.${age + 1}`).catch(() => undefined)
  await copyFile(file, `${file}.1`)
  await truncate(file, 0)
  return true
}

const file = new URL(import.meta.url).searchParams.get('file')
if (file) setInterval(() => void rotate(file).catch(() => undefined), everyMs).unref()
