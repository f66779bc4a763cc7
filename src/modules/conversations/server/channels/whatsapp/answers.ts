import { z } from 'zod'
import { anything, identifier, listOf, optionalText, userIdOf, waIdOf } from './lenient.ts'

const failure = z.object({
  error: z.object({
    code: z.int(),
    error_subcode: z.int().nullish().catch(null),
    message: optionalText(1_000),
    error_data: z.object({ details: optionalText(1_000) }).catch({ details: null }),
  }),
})

const accepted = z.object({
  contacts: listOf(z.object({ wa_id: anything, user_id: anything })),
  messages: z.array(z.object({ id: identifier, message_status: optionalText(60) })).min(1),
})

const mediaInfo = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  url: z.url({ protocol: /^https?$/ }),
  mime_type: optionalText(200),
  sha256: optionalText(100),
  file_size: z.coerce.number().int().nonnegative().nullish().catch(null),
})

const phoneNumber = z.object({
  id: z.union([z.string(), z.number()]).transform(String),
  verified_name: optionalText(200),
  display_phone_number: optionalText(40),
  quality_rating: optionalText(20),
  messaging_limit_tier: optionalText(40),
  status: optionalText(40),
  throughput: z.object({ level: optionalText(40) }).catch({ level: null }),
})

const list = z.object({ data: listOf(phoneNumber) })
const created = z.object({ id: z.union([z.string().min(1), z.number()]).transform(String) })
const done = z.object({ success: z.literal(true) })

export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

/** The provider's own code and words, whatever the HTTP status; null when the body is not one of its errors. */
export function errorIn(body: Uint8Array): { code: number; detail: string | null } | null {
  const read = failure.safeParse(jsonOf(body))
  if (!read.success) return null
  const { code, message, error_data } = read.data.error
  return { code, detail: error_data.details ?? message }
}

/** `waId` as the provider knows the number, which may be the other spelling of the one we sent to. */
export type Accepted = { wamid: string; waId: string | null; userId: string | null; isHeld: boolean }

export function acceptedIn(body: Uint8Array): Accepted | null {
  const read = accepted.safeParse(jsonOf(body))
  const message = read.data?.messages[0]
  if (!message) return null
  const contact = read.data?.contacts[0]
  return {
    wamid: message.id,
    waId: waIdOf(contact?.wa_id),
    userId: userIdOf(contact?.user_id),
    isHeld: message.message_status !== null && message.message_status !== 'accepted',
  }
}

export type MediaInfo = { id: string; url: string; mimeType: string; sha256: string | null; sizeBytes: number | null }

export function mediaInfoIn(body: Uint8Array): MediaInfo | null {
  const read = mediaInfo.safeParse(jsonOf(body))
  if (!read.success) return null
  const { id, url, mime_type, sha256, file_size } = read.data
  return { id, url, mimeType: mime_type ?? 'application/octet-stream', sha256, sizeBytes: file_size ?? null }
}

export type PhoneNumber = {
  id: string
  verifiedName: string | null
  displayPhone: string | null
  quality: 'green' | 'yellow' | 'red' | 'unknown'
  tier: string | null
  status: string | null
  throughput: string | null
}

const qualities = new Set(['green', 'yellow', 'red'])

function phoneOf(data: z.infer<typeof phoneNumber>): PhoneNumber {
  const quality = (data.quality_rating ?? '').toLowerCase()
  return {
    id: data.id,
    verifiedName: data.verified_name,
    displayPhone: data.display_phone_number,
    quality: qualities.has(quality) ? (quality as PhoneNumber['quality']) : 'unknown',
    tier: data.messaging_limit_tier,
    status: data.status,
    throughput: data.throughput.level,
  }
}

export function phoneNumberIn(body: Uint8Array): PhoneNumber | null {
  const read = phoneNumber.safeParse(jsonOf(body))
  return read.success ? phoneOf(read.data) : null
}

export function phoneNumbersIn(body: Uint8Array): PhoneNumber[] | null {
  const read = list.safeParse(jsonOf(body))
  return read.success ? read.data.data.map(phoneOf) : null
}

export const createdIn = (body: Uint8Array): { id: string } | null => created.safeParse(jsonOf(body)).data ?? null

export const doneIn = (body: Uint8Array): { isDone: true } | null => (done.safeParse(jsonOf(body)).success ? { isDone: true } : null)
