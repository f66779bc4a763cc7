import { own } from '#kernel/contract/own.ts'

/** A file that came inside of its message. */
export type InlineFile = { bytes: Buffer; mimeType: string }

const usual: Record<string, string> = {
  image: 'image/jpeg',
  ptt: 'audio/ogg',
  audio: 'audio/mpeg',
  video: 'video/mp4',
  gif: 'video/mp4',
  document: 'application/octet-stream',
  sticker: 'image/webp',
}

const plausible = /^[A-Za-z0-9+/_-]+={0,2}$/

/**
 * Base64, bare or as a data URI. Null when it is neither: an address, a caption, nothing. What kind of file it really is
 * shows its content, when it is written to the disk; `mimeType` is only what was said.
 */
export function inlineFile(given: string, type: string): InlineFile | null {
  const comma = given.startsWith('data:') ? given.indexOf(',') : -1
  const head = comma > 0 ? given.slice(5, comma) : ''
  const base64 = (comma > 0 ? given.slice(comma + 1) : given).replace(/\s+/g, '')
  if (comma > 0 && !/;base64$/i.test(head)) return null
  if (base64.length < 16 || !plausible.test(base64)) return null
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length === 0) return null
  return { bytes, mimeType: head.split(';')[0]?.trim().toLowerCase() || (own(usual, type) ?? 'application/octet-stream') }
}
