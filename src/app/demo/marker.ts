import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceDurably } from '#kernel/postgres/durable-file.ts'

/** How far the demo of a data folder has come: a process may end in the middle of writing it. */
export type Marker = { orgId: string; state: 'loading' | 'done' }

const fileIn = (dataDir: string): string => join(dataDir, 'demo.json')

export const readMarker = (dataDir: string): Promise<Marker | undefined> =>
  readFile(fileIn(dataDir), 'utf8').then(
    (text) => JSON.parse(text) as Marker,
    () => undefined,
  )

export const writeMarker = (dataDir: string, marker: Marker): Promise<void> => replaceDurably(fileIn(dataDir), JSON.stringify(marker))
