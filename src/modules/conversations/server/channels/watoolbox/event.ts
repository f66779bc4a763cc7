import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Content, Media } from '#conversations/contract/content.ts'
import type { Party } from '#conversations/server/channels/channel-adapter.ts'
import { own } from '#kernel/contract/own.ts'
import { inlineFile, type InlineFile } from './inline-file.ts'

/**
 * One message as the extension posts it. People edit the template of its body, so every field goes by our name for it or by
 * the extension's own, may be missing, and may be text where a number was meant. Never throws.
 */
export type Heard = {
  providerId: string
  at: string
  from: Party
  content: Content
  /** Inside `content` as a file that is not on the disk yet. */
  file: InlineFile | null
  /** What is kept of it: without the bytes. */
  raw: unknown
}

export type Reading = { isForUs: true; key: string; heard: Heard | null; ignored: string | null } | { isForUs: false }

const text = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .catch(null)
  .transform((value) => (value === null || value === undefined ? '' : String(value).toWellFormed()))

const Body = z.record(z.string(), z.unknown())

const longestText = 65_536
const names = {
  id: ['id', 'm_id', 'message_id'],
  type: ['type', 'm_type'],
  timestamp: ['timestamp', 'm_timestamp', 'datetime', 'm_datetime'],
  phone: ['phone', 'm_phone'],
  user: ['user', 'm_user'],
  content: ['content', 'm_content'],
  text: ['text', 'm_text', 'caption'],
  savedName: ['name', 'm_cname'],
  ownName: ['name2', 'm_uname'],
  group: ['group', 'm_gid'],
  location: ['location', 'm_location'],
  fileName: ['filename', 'file_name'],
  key: ['APIKEY', 'apikey', 'apiKey', 'api_key'],
} as const

/** `isForUs` false: not even an object. */
export function read(body: unknown, now: string): Reading {
  const parsed = Body.safeParse(body)
  if (!parsed.success) return { isForUs: false }
  const all = parsed.data
  const of = (name: keyof typeof names): string => {
    for (const one of names[name]) {
      const value = text.parse(all[one])
      // A variable that the extension does not know stays as it was written.
      if (value !== '' && !/^\{\{?\s*[mcw]_\w+\s*\}?\}$/.test(value)) return value
    }
    return ''
  }
  const key = of('key')
  const ignore = (why: string): Reading => ({ isForUs: true, key, heard: null, ignored: why })
  if ([of('group'), of('user'), of('phone')].some((one) => one.endsWith('@g.us'))) return ignore('a group')
  const waId = (of('phone') || of('user')).replace(/@.*$/, '').replace(/\D/g, '')
  if (!/^\d{6,15}$/.test(waId)) return ignore('no number')
  const at = momentOf(of('timestamp'), now)
  const said = contentOf(of)
  const id = of('id').slice(0, 256)
  const providerId =
    id ||
    `watoolbox.${createHash('sha256')
      .update(JSON.stringify([waId, at, of('type'), of('content')]))
      .digest('hex')}`
  const name = (of('ownName') || of('savedName')).trim().slice(0, 200) || null
  return {
    isForUs: true,
    key,
    ignored: null,
    heard: {
      providerId,
      at,
      from: { waId, userId: null, name, username: null },
      content: said.content,
      file: said.file,
      raw: lightened(all),
    },
  }
}

/** Seconds or milliseconds since 1970, or a date in words. Anything else, and the future, is now. */
function momentOf(given: string, now: string): string {
  const number = Number(given)
  const ms = given === '' ? Number.NaN : Number.isFinite(number) ? (number < 1e11 ? number * 1000 : number) : Date.parse(given)
  const isSound = ms > Date.UTC(2009, 0, 1) && ms <= Date.parse(now) + 60_000
  return isSound ? new Date(ms).toISOString() : now
}

const kinds: Record<string, 'image' | 'audio' | 'video' | 'document' | 'sticker'> = {
  image: 'image',
  ptt: 'audio',
  audio: 'audio',
  video: 'video',
  gif: 'video',
  document: 'document',
  sticker: 'sticker',
}

function contentOf(of: (name: keyof typeof names) => string): { content: Content; file: InlineFile | null } {
  const type = of('type').toLowerCase()
  const words = (of('text') || of('content')).slice(0, longestText)
  if (type === 'chat' || type === 'text' || (type === '' && words !== '')) return { content: { kind: 'text', text: words }, file: null }
  const kind = own(kinds, type)
  if (kind) {
    const file = inlineFile(of('content'), type)
    const media = mediaOf(of('fileName').slice(0, 400) || null, file?.mimeType ?? '', type === 'ptt')
    const caption = of('text').slice(0, 4096)
    return { content: { kind, media, caption: caption && caption !== of('content') ? caption : null }, file }
  }
  const place = type === 'location' ? placeOf(of('location') || of('content')) : null
  if (place) return { content: { kind: 'location', ...place, name: null, address: null, url: null }, file: null }
  return { content: { kind: 'unsupported', type: type.slice(0, 40) || null, code: null }, file: null }
}

/** Without its bytes: what came with none, or with too many, says so instead of waiting for ever. */
const mediaOf = (filename: string | null, mimeType: string, isVoice: boolean): Media => ({
  state: 'failed',
  fileId: null,
  url: null,
  thumbnailUrl: null,
  downloadUrl: null,
  mimeType,
  sizeBytes: null,
  filename,
  width: null,
  height: null,
  isVoice,
  failure: 'gone',
})

/** `-31.4,-64.18`, or an object in text with the two. */
function placeOf(given: string): { latitude: number; longitude: number } | null {
  const [latitude = Number.NaN, longitude = Number.NaN] = (given.match(/-?\d{1,3}(?:\.\d+)?/g) ?? []).map(Number)
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : null
}

const longestKept = 8_000

function lightened(all: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => {
      if (names.key.some((one) => one === name)) return []
      return [[name, typeof value === 'string' && value.length > longestKept ? `… ${value.length} characters` : value]]
    }),
  )
}
