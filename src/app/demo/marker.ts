import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemoName } from '#kernel/config/config.ts'
import { replaceDurably } from '#kernel/postgres/durable-file.ts'

/** How far a demo of a data folder has come: a process may end in the middle of writing it. */
export type Marker = { orgId: string; state: 'loading' | 'done' }

// Data folders of the first version have the one of the chicken shop under the plain name.
const fileIn = (dataDir: string, demo: DemoName): string => join(dataDir, demo === 'chicken-shop' ? 'demo.json' : `demo-${demo}.json`)

export const readMarker = (dataDir: string, demo: DemoName): Promise<Marker | undefined> =>
  readFile(fileIn(dataDir, demo), 'utf8')
    .then((text) => JSON.parse(text) as Marker)
    .catch(() => undefined)

export const writeMarker = (dataDir: string, demo: DemoName, marker: Marker): Promise<void> =>
  replaceDurably(fileIn(dataDir, demo), JSON.stringify(marker))
