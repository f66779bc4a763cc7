import { timingSafeEqual } from 'node:crypto'
import { linkExpired } from '#kernel/files/problems.ts'
import { thumbnailSizeOf, type ThumbnailSize } from '#kernel/files/thumbnail.ts'
import { notFound } from '#kernel/problem.ts'

export type LinkOptions = {
  /** Shortest life of the link; it lives up to half as long again. A day when absent. */
  seconds?: number
  /** A thumbnail instead of the file; pictures only. */
  size?: ThumbnailSize
  /** Saved by the browser instead of shown. */
  isDownload?: boolean
}

export type OpenedLink = { size: ThumbnailSize | undefined; isDownload: boolean; secondsLeft: number }
type Mac = (text: string) => Buffer

/**
 * `/files/<org>/<id>?e=<expiry>&s=<signature>`: whoever has it may read this one file until then. The expiry moves in
 * steps, so that the same file has the same address for hours and the browser's copy of it stays good.
 */
export function writeLink(mac: Mac, org: string, id: string, options: LinkOptions, now: Date): string {
  const step = Math.max(1, Math.ceil((options.seconds ?? 86_400) / 2))
  const expires = (Math.floor(now.getTime() / 1_000 / step) + 3) * step
  const size = options.size === undefined ? '' : String(options.size)
  const download = options.isDownload ? '1' : ''
  const parts = [
    `e=${expires}`,
    ...(size ? [`w=${size}`] : []),
    ...(download ? ['d=1'] : []),
    `s=${sign(mac, [org, id, String(expires), size, download])}`,
  ]
  return `/files/${org}/${id}?${parts.join('&')}`
}

/** Throws `kernel.not_found` for anything that we did not sign, `kernel.link_expired` for what we did long ago. */
export function readLink(mac: Mac, org: string, id: string, query: Readonly<Record<string, unknown>>, now: Date): OpenedLink {
  const [expires, size, download, signature] = [query.e, query.w, query.d, query.s].map((value) => (typeof value === 'string' ? value : ''))
  if (!expires || !signature || !/^\d{1,12}$/.test(expires)) throw notFound()
  const expected = Buffer.from(sign(mac, [org, id, expires, size ?? '', download ?? '']))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) throw notFound()
  const secondsLeft = Number(expires) - Math.floor(now.getTime() / 1_000)
  if (secondsLeft <= 0) throw linkExpired()
  return { size: thumbnailSizeOf(size ?? ''), isDownload: download === '1', secondsLeft }
}

const sign = (mac: Mac, parts: readonly string[]): string => mac(JSON.stringify(parts)).toString('base64url')
