import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { newId } from '#kernel/contract/ids.ts'
import { openKeyring } from '#kernel/crypto/keyring.ts'
import type { Execute } from '#kernel/db/sql.ts'
import { contentStore } from '#kernel/files/content.ts'
import * as store from '#kernel/files/files.store.ts'
import { readLink, writeLink, type LinkOptions, type OpenedLink } from '#kernel/files/link.ts'
import { fileTypeRefused, storageFull } from '#kernel/files/problems.ts'
import { recognise, type FileKind, type Recognised } from '#kernel/files/recognise.ts'
import { openThumbnails, type ThumbnailSize } from '#kernel/files/thumbnail.ts'
import { notFound } from '#kernel/problem.ts'

export type { FileKind } from '#kernel/files/recognise.ts'
export type { ThumbnailSize } from '#kernel/files/thumbnail.ts'

export type StoredFile = {
  id: string
  name: string
  /** Recognised from the content. */
  mime: string
  kind: FileKind
  bytes: number
  /** Pixels, upright; of pictures only. */
  width: number | null
  height: number | null
  /** Hexadecimal. */
  sha256: string
  createdAt: string
}

export type FileSource = {
  /** The content, as a stream or at once. */
  stream?: AsyncIterable<Uint8Array>
  bytes?: Uint8Array
  name: string
  declaredMime?: string | undefined
  /** 25 MiB when absent. */
  maxBytes?: number
  /** Kinds that are taken; all when absent. */
  accept?: readonly FileKind[]
  /** Removed after two days unless `keep` is called: for uploads whose message may never be sent. */
  isTemporary?: boolean
}

/** A content that is on the disk and in no table yet. */
export type StagedFile = Recognised & { org: string; name: string; bytes: number; sha256: string; isTemporary: boolean }

/** Whoever holds a transaction or a reading of a tenant. */
type Holder = { readonly org: string; readonly sql: Execute }

export type Files = {
  /**
   * Stores a file in the caller's organization. Bytes of a slow sender are better staged before the transaction begins.
   * Throws `kernel.too_large`, `kernel.file_type_refused`, `kernel.too_many_pixels`, `kernel.storage_full`.
   */
  put(ctx: Holder & { readonly now: Date }, source: FileSource | StagedFile): Promise<StoredFile>
  /** The first half of `put`, without a transaction: writes and recognises the content. */
  stage(org: string, source: FileSource): Promise<StagedFile>
  find(ctx: Holder, id: string): Promise<StoredFile | undefined>
  /** Throws `kernel.not_found`. */
  get(ctx: Holder, id: string): Promise<StoredFile>
  open(ctx: Holder, id: string): Promise<Readable>
  /** The whole content in memory. */
  read(ctx: Holder, id: string): Promise<Buffer>
  /** Files that came as temporary are wanted after all. */
  keep(ctx: Holder, ids: readonly string[]): Promise<void>
  /** The content goes when nothing refers to it any more, a day or two later. */
  remove(ctx: Holder, ids: readonly string[]): Promise<void>
  /**
   * Contents that must be gone now, and not a day later: those of `hashes` that no file of the organization has. After the
   * transaction that removed the files; somebody who is just uploading the very same bytes would have to do it again.
   */
  destroy(ctx: Holder, hashes: readonly string[]): Promise<void>
  /** Where a browser reads the file for the next hours: `/files/<org>/<id>?e=...&s=...`. */
  url(org: string, id: string, options?: LinkOptions): string
  /** Throws `kernel.not_found` for files that are no pictures. */
  thumbnail(ctx: Holder, id: string, size: ThumbnailSize): Promise<{ bytes: Buffer; mime: 'image/webp' }>
  /** Checks a signed link; see `readLink`. */
  openLink(org: string, id: string, query: Readonly<Record<string, unknown>>): OpenedLink
  content(org: string, sha256: string, range?: { start: number; end: number }): Promise<Readable>
  /** Removes expired files and contents that no file refers to. Harmless at any time, from any process. */
  sweep(platform: Execute, now: Date): Promise<{ expired: number; setAside: number; removed: number }>
}

const dayMs = 86_400_000
const temporaryDays = 2
const rememberUsageMs = 60_000

export type FilesSettings = {
  dataDir: string
  /** Per organization. 50 GiB when absent. */
  quotaBytes?: number
  clock?: { now(): Date }
}

export async function openFiles({
  dataDir,
  quotaBytes = 50 * 1024 ** 3,
  clock = { now: () => new Date() },
}: FilesSettings): Promise<Files> {
  const contents = contentStore(join(dataDir, 'files'))
  const key = (await openKeyring(dataDir)).signing('files')
  const mac = (text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest()
  const thumbnailOf = openThumbnails()
  const usageByOrg = new Map<string, { bytes: number; until: number }>()

  const refuseOverQuota = async ({ org, sql }: Holder, bytes: number): Promise<void> => {
    let usage = usageByOrg.get(org)
    if (!usage || usage.until < Date.now()) {
      usage = { bytes: await store.usedBytes(sql), until: Date.now() + rememberUsageMs }
      usageByOrg.set(org, usage)
    }
    if (usage.bytes + bytes > quotaBytes) throw storageFull()
    usage.bytes += bytes
  }

  const stage = async (org: string, source: FileSource): Promise<StagedFile> => {
    const arrival = await contents.receive(source.stream ?? [source.bytes ?? new Uint8Array()], source.maxBytes ?? 25 * 1024 * 1024)
    try {
      const recognised = await recognise(arrival.path, source)
      if (source.accept && !source.accept.includes(recognised.kind)) throw fileTypeRefused({ mime: recognised.mime })
      await contents.keep(org, arrival)
      return {
        ...recognised,
        org,
        name: cleanName(source.name),
        bytes: arrival.bytes,
        sha256: arrival.sha256,
        isTemporary: source.isTemporary ?? false,
      }
    } catch (error) {
      await arrival.discard()
      throw error
    }
  }

  const get = async (ctx: Holder, id: string): Promise<StoredFile> => {
    const file = await store.find(ctx.sql, id)
    if (!file) throw notFound()
    return file
  }

  return {
    stage,
    get,
    find: (ctx, id) => store.find(ctx.sql, id),
    async put(ctx, source) {
      const staged = 'sha256' in source ? source : await stage(ctx.org, source)
      if (staged.org !== ctx.org) throw new Error('a file was staged for another organization')
      await refuseOverQuota(ctx, staged.bytes)
      const { name, mime, kind, bytes, width, height, sha256 } = staged
      const file: StoredFile = {
        id: newId(ctx.now.getTime()),
        name,
        mime,
        kind,
        bytes,
        width,
        height,
        sha256,
        createdAt: ctx.now.toISOString(),
      }
      await store.insert(ctx.sql, file, staged.isTemporary ? new Date(ctx.now.getTime() + temporaryDays * dayMs).toISOString() : null)
      return file
    },
    open: async (ctx, id) => contents.read(ctx.org, (await get(ctx, id)).sha256),
    async read(ctx, id) {
      const chunks: Buffer[] = []
      for await (const chunk of await contents.read(ctx.org, (await get(ctx, id)).sha256)) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks)
    },
    keep: (ctx, ids) => store.keep(ctx.sql, ids),
    remove: (ctx, ids) => store.remove(ctx.sql, ids),
    async destroy(ctx, hashes) {
      const needed = await store.needed(ctx.sql, ctx.org, hashes)
      for (const hash of hashes) if (!needed.has(hash)) await contents.destroy(ctx.org, hash)
    },
    url: (org, id, options = {}) => writeLink(mac, org, id, options, clock.now()),
    openLink: (org, id, query) => readLink(mac, org, id, query, clock.now()),
    content: (org, sha256, range) => contents.read(org, sha256, range),
    async thumbnail(ctx, id, size) {
      const file = await get(ctx, id)
      if (file.kind !== 'image') throw notFound()
      const path = contents.pathOf(ctx.org, file.sha256)
      const make = (): Promise<Buffer> => thumbnailOf(path, size)
      const bytes = await make().catch(async (error: unknown) => {
        if (await contents.restore(ctx.org, file.sha256)) return make()
        throw error
      })
      return { bytes, mime: 'image/webp' }
    },
    async sweep(platform, now) {
      const expired = await store.removeExpired(platform, now)
      const swept = await contents.sweep(new Date(Date.now() - dayMs), (org, hashes) => store.needed(platform, org, hashes))
      return { expired, ...swept }
    },
  }
}

/** The last part of a path, without what a file system or a header would trip over. */
function cleanName(name: string): string {
  const last = name.replaceAll('\\', '/').split('/').at(-1) ?? ''
  const clean = [...last.replace(/[\p{Cc}\p{Cf}\p{Cs}"<>:|?*]/gu, '').trim()].slice(0, 200).join('')
  return clean.replace(/^\.+/, '') || 'file'
}
