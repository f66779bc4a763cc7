import { createHash, randomUUID } from 'node:crypto'
import { open, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { storageFull } from '#kernel/files/problems.ts'
import { makeFolder, syncFolder } from '#kernel/postgres/durable-file.ts'
import { tooLarge } from '#kernel/problem.ts'

/** A content that arrived and was not yet given its place. */
export type Arrival = { path: string; sha256: string; bytes: number; discard(): Promise<void> }

/** Contents on the disk, `<root>/<org>/<aa>/<sha256>`; organizations share none, so that each one's can be removed. */
export type ContentStore = {
  /** Writes a stream to the side, durably. Throws `kernel.too_large`, `kernel.storage_full`, or what the stream throws. */
  receive(stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, maxBytes: number): Promise<Arrival>
  /** Moves it to its place, where it may already be. Throws `kernel.storage_full`. */
  keep(org: string, arrival: Arrival): Promise<void>
  pathOf(org: string, sha256: string): string
  /** `end` is the last byte, included. Throws ENOENT. */
  read(org: string, sha256: string, range?: { start: number; end: number }): Promise<Readable>
  /** Puts back what the sweeper had set aside. Throws `kernel.storage_full`. */
  restore(org: string, sha256: string): Promise<boolean>
  /** Removes a content now, with its thumbnails, wherever it lies. */
  destroy(org: string, sha256: string): Promise<void>
  /** Takes contents older than `olderThan` that `isNeeded` does not answer out of the way, and removes what lay aside for as long. */
  sweep(
    olderThan: Date,
    isNeeded: (org: string, hashes: readonly string[]) => Promise<ReadonlySet<string>>,
  ): Promise<{ setAside: number; removed: number }>
}

const hexName = /^[0-9a-f]{64}/

export function contentStore(root: string): ContentStore {
  const incoming = join(root, 'incoming')
  const aside = join(root, 'aside')
  const pathOf = (org: string, sha256: string): string => join(root, org, sha256.slice(0, 2), sha256)
  const asidePath = (org: string, name: string): string => join(aside, `${org}_${name}`)

  const restore = async (org: string, sha256: string): Promise<boolean> => {
    const path = pathOf(org, sha256)
    await makeFolder(dirname(path)).catch(refuseFull)
    return moved(asidePath(org, sha256), path)
  }

  return {
    pathOf,
    restore,
    async receive(stream, maxBytes) {
      const path = join(incoming, randomUUID())
      const discard = (): Promise<void> => rm(path, { force: true })
      const hash = createHash('sha256')
      let bytes = 0
      const file = await makeFolder(incoming)
        .then(() => open(path, 'wx', 0o600))
        .catch(refuseFull)
      try {
        for await (const chunk of stream) {
          bytes += chunk.length
          if (bytes > maxBytes) throw tooLarge({ limit: maxBytes })
          hash.update(chunk)
          await file.writeFile(chunk)
        }
        await file.sync()
      } catch (error) {
        await file.close().catch(() => {})
        await discard()
        return refuseFull(error)
      }
      await file.close()
      return { path, sha256: hash.digest('hex'), bytes, discard }
    },
    keep: (org, arrival) => place(arrival.path, pathOf(org, arrival.sha256)).catch(refuseFull),
    async read(org, sha256, range) {
      const path = pathOf(org, sha256)
      let file = await open(path, 'r').catch(absent)
      if (!file && (await restore(org, sha256))) file = await open(path, 'r').catch(absent)
      if (!file) throw Object.assign(new Error(`the content of a file is not in the data folder: ${sha256}`), { code: 'ENOENT' })
      return file.createReadStream(range)
    },
    async destroy(org, sha256) {
      const folder = dirname(pathOf(org, sha256))
      for (const name of await names(folder)) if (name.startsWith(sha256)) await rm(join(folder, name), { force: true })
      for (const name of await names(aside)) if (name.startsWith(`${org}_${sha256}`)) await rm(join(aside, name), { force: true })
      await syncFolder(folder).catch(absent)
    },
    async sweep(olderThan, isNeeded) {
      let setAside = 0
      let removed = 0
      for (const name of await names(incoming))
        if (await isOlder(join(incoming, name), olderThan)) await rm(join(incoming, name), { force: true })
      for (const entry of await names(aside)) {
        const [org = '', name = ''] = entry.split('_')
        if (!(await isOlder(join(aside, entry), olderThan))) continue
        if ((await isNeeded(org, [name.slice(0, 64)])).size > 0) await restore(org, name)
        else {
          await rm(join(aside, entry), { force: true })
          removed++
        }
      }
      await makeFolder(aside)
      for (const org of (await names(root)).filter((name) => name.length === 36)) {
        for (const part of await names(join(root, org))) {
          const folder = join(root, org, part)
          const old: string[] = []
          for (const name of await names(folder)) if (hexName.test(name) && (await isOlder(join(folder, name), olderThan))) old.push(name)
          const needed = old.length === 0 ? new Set<string>() : await isNeeded(org, [...new Set(old.map((name) => name.slice(0, 64)))])
          for (const name of old.filter((one) => !needed.has(one.slice(0, 64)))) {
            // A last look: the same content may have come again meanwhile.
            if (!(await isOlder(join(folder, name), olderThan)) || !(await moved(join(folder, name), asidePath(org, name)))) continue
            await utimes(asidePath(org, name), new Date(), new Date())
            setAside++
          }
        }
      }
      return { setAside, removed }
    },
  }
}

async function place(from: string, to: string): Promise<void> {
  await makeFolder(dirname(to))
  // Over the same content at worst. Its age begins anew, which keeps the sweeper away until the row is committed.
  await utimes(from, new Date(), new Date())
  await rename(from, to)
  await syncFolder(dirname(to))
}

const absent = (error: NodeJS.ErrnoException): undefined => {
  if (error.code !== 'ENOENT') throw error
  return undefined
}

const names = (folder: string): Promise<string[]> => readdir(folder).catch((error: NodeJS.ErrnoException) => absent(error) ?? [])

async function isOlder(path: string, moment: Date): Promise<boolean> {
  const found = await stat(path).catch(absent)
  return found !== undefined && found.mtime < moment
}

async function moved(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    (error: NodeJS.ErrnoException) => absent(error) ?? false,
  )
}

export function isFull(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException
  return code === 'ENOSPC' || code === 'EDQUOT'
}

function refuseFull(error: unknown): never {
  throw isFull(error) ? storageFull() : error
}
