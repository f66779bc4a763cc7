import type { Readable } from 'node:stream'
import type { Database } from '#kernel/db/database.ts'
import type { Files, StoredFile } from '#kernel/files/files.ts'
import { notFound } from '#kernel/problem.ts'

export type FileRequest = { org: string; id: string; query: Readonly<Record<string, unknown>>; range?: string | undefined }
export type FileAnswer = { status: number; headers: Record<string, string>; body: Readable | Buffer | '' }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Families that browsers show without running anything. Everything else is saved, never opened on our origin. */
const shown = /^(image\/(jpeg|png|webp|gif|avif)|audio\/[\w.+-]+|video\/(mp4|webm|3gpp|quicktime))(;|$)/

/**
 * Answers a signed link. Nothing in a file can act on our origin: the type is the recognised one, sniffing is off, and
 * whatever is opened lands in a sandbox without scripts. Throws `kernel.not_found` and `kernel.link_expired`.
 */
export async function answerFile(
  { db, files }: { db: Pick<Database, 'read'>; files: Files },
  { org, id, query, range }: FileRequest,
): Promise<FileAnswer> {
  if (!uuid.test(org) || !uuid.test(id)) throw notFound()
  const { size, isDownload, secondsLeft } = files.openLink(org, id, query)
  const common = {
    'x-content-type-options': 'nosniff',
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'cache-control': `private, max-age=${secondsLeft}, immutable`,
  }
  if (size !== undefined) {
    const { bytes, mime } = await db.read(org, (sql) => files.thumbnail({ org, sql }, id, size))
    return { status: 200, headers: { ...common, 'content-type': mime, 'content-disposition': 'inline' }, body: bytes }
  }
  const file = await db.read(org, (sql) => files.get({ org, sql }, id))
  const headers = {
    ...common,
    'content-type': file.mime.startsWith('text/') ? `${file.mime}; charset=utf-8` : file.mime,
    'content-disposition': disposition(file, isDownload),
    'accept-ranges': 'bytes',
    etag: `"${file.sha256.slice(0, 32)}"`,
  }
  const part = partOf(range, file.bytes)
  if (part === 'unsatisfiable') return { status: 416, headers: { ...common, 'content-range': `bytes */${file.bytes}` }, body: '' }
  const body = await files.content(org, file.sha256, part).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? notFound() : error
  })
  if (!part) return { status: 200, headers: { ...headers, 'content-length': String(file.bytes) }, body }
  const { start, end } = part
  return {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${start}-${end}/${file.bytes}`, 'content-length': String(end - start + 1) },
    body,
  }
}

/** One range of RFC 9110 §14; several, or what cannot be read, are answered with the whole. */
function partOf(header: string | undefined, bytes: number): { start: number; end: number } | 'unsatisfiable' | undefined {
  const [, from, until] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? []
  if (from === undefined || until === undefined || (from === '' && until === '')) return undefined
  const start = from === '' ? Math.max(0, bytes - Number(until)) : Number(from)
  const end = from === '' || until === '' ? bytes - 1 : Math.min(Number(until), bytes - 1)
  if (from !== '' && until !== '' && Number(until) < Number(from)) return undefined
  return start > end || start >= bytes ? 'unsatisfiable' : { start, end }
}

function disposition({ name, mime }: StoredFile, isDownload: boolean): string {
  const ascii = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${!isDownload && shown.test(mime) ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
