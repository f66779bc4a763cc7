import { z } from 'zod'
import {
  anything,
  identifier,
  instantOf,
  listOf,
  looseObject,
  optionalFlag,
  optionalIdentifier,
  optionalText,
  userIdOf,
  waIdOf,
} from './lenient.ts'
import { readJson } from './webhook-json.ts'

/** A file held by the provider. `url` lives five minutes, the id seven days: copy the bytes on arrival. `sha256` as sent, base64. */
export type MediaRef = { id: string; mimeType: string | null; sha256: string | null; url: string | null }

export type SharedContact = {
  name: string
  organization: string | null
  phones: { phone: string; waId: string | null; label: string | null }[]
  emails: string[]
}

/** `shownPrice` is what the customer saw, in major units as decimal text: never charge by it, price the order again. */
export type OrderedItem = { retailerId: string; quantity: number; shownPrice: string | null; currency: string | null }

export type InteractiveReply =
  | { kind: 'button_reply'; id: string; title: string }
  | { kind: 'list_reply'; id: string; title: string; description: string | null }
  | { kind: 'nfm_reply'; name: string | null; summary: string | null; answers: Record<string, unknown> }
  | { kind: 'call_permission_reply'; isAccepted: boolean; isPermanent: boolean; expiresAt: string | null }
  | { kind: 'other'; name: string }

/** What a customer sent, whatever the provider calls it. The stored original stays in `raw` of the fact. */
export type MessageContent =
  | { type: 'text'; body: string }
  | { type: 'image' | 'video'; media: MediaRef; caption: string | null }
  | { type: 'audio'; media: MediaRef; isVoice: boolean }
  | { type: 'document'; media: MediaRef; caption: string | null; fileName: string | null }
  | { type: 'sticker'; media: MediaRef; isAnimated: boolean }
  | { type: 'location'; latitude: number; longitude: number; name: string | null; address: string | null; url: string | null }
  | { type: 'contacts'; contacts: SharedContact[] }
  /** `emoji` null takes the reaction back. */
  | { type: 'reaction'; messageId: string; emoji: string | null }
  | { type: 'button'; text: string; payload: string | null }
  | { type: 'interactive'; reply: InteractiveReply }
  | { type: 'order'; catalogId: string | null; note: string | null; items: OrderedItem[] }
  | { type: 'system'; event: string; body: string | null; waId: string | null; userId: string | null }
  | { type: 'edit'; originalId: string; content: MessageContent }
  | { type: 'revoke'; originalId: string }
  | { type: 'unsupported'; originalType: string; reason: 'not-supported-by-provider' | 'unknown-type' | 'malformed'; errorCodes: number[] }

const media = z.object({ id: identifier, mime_type: optionalText(200), sha256: optionalText(100), url: optionalText(2_000) })
const title = optionalText(1_024).transform((text) => text ?? '')
const phone = z.object({ phone: optionalText(60), wa_id: anything, type: optionalText(40) })
const nameless = { formatted_name: null, first_name: null }
const sharedContact = z.object({
  name: z.object({ formatted_name: optionalText(200), first_name: optionalText(200) }).catch(nameless),
  org: z.object({ company: optionalText(200) }).catch({ company: null }),
  phones: listOf(phone, 20),
  emails: listOf(z.object({ email: z.string().max(254) }), 20),
})
const shownPrice = z.union([z.number().nonnegative(), z.string().regex(/^\d{1,15}(\.\d{1,6})?$/)])
const orderItem = z.object({
  product_retailer_id: identifier,
  quantity: z.int().positive().max(1_000_000),
  item_price: shownPrice.nullish().catch(null),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullish()
    .catch(null),
})

// Built once: making a schema costs far more than using it.
const schemas = {
  text: z.object({ body: z.string() }),
  captioned: media.extend({ caption: optionalText(4_096) }),
  audio: media.extend({ voice: optionalFlag }),
  document: media.extend({ caption: optionalText(4_096), filename: optionalText(255) }),
  sticker: media.extend({ animated: optionalFlag }),
  location: z.object({
    latitude: z.coerce.number().min(-90).max(90),
    longitude: z.coerce.number().min(-180).max(180),
    name: optionalText(500),
    address: optionalText(500),
    url: optionalText(2_000),
  }),
  contacts: z.array(z.unknown()).min(1).pipe(listOf(sharedContact, 257)),
  reaction: z.object({ message_id: identifier, emoji: optionalText(32) }),
  button: z.object({ text: optionalText(1_024), payload: optionalText(1_024) }),
  order: z.object({ catalog_id: optionalIdentifier, text: optionalText(4_096), product_items: listOf(orderItem, 500) }),
  system: z.object({ type: optionalText(80), body: optionalText(1_000), wa_id: anything, user_id: anything }),
  edit: z.object({ original_message_id: identifier, message: looseObject }),
  revoke: z.object({ original_message_id: identifier }),
  unsupported: z.object({ type: optionalText(80) }).catch({ type: null }),
  errors: listOf(z.object({ code: z.int() }), 20),
  reply: z.object({ type: z.string() }).catchall(z.unknown()),
  buttonReply: z.object({ id: identifier, title }),
  listReply: z.object({ id: identifier, title, description: optionalText(1_024) }),
  formReply: z.object({ name: optionalText(80), body: optionalText(1_024), response_json: optionalText(100_000) }),
  callPermission: z.object({ response: optionalText(40), is_permanent: optionalFlag, expiration_timestamp: anything }),
}

const mediaRef = (data: z.infer<typeof media>): MediaRef => ({ id: data.id, mimeType: data.mime_type, sha256: data.sha256, url: data.url })

const readers: Record<string, (payload: unknown) => MessageContent> = {
  text: (payload) => ({ type: 'text', body: schemas.text.parse(payload).body.slice(0, 65_536).toWellFormed() }),
  image: (payload) => captioned('image', payload),
  video: (payload) => captioned('video', payload),
  audio: (payload) => {
    const data = schemas.audio.parse(payload)
    return { type: 'audio', media: mediaRef(data), isVoice: data.voice }
  },
  document: (payload) => {
    const data = schemas.document.parse(payload)
    return { type: 'document', media: mediaRef(data), caption: data.caption, fileName: data.filename }
  },
  sticker: (payload) => {
    const data = schemas.sticker.parse(payload)
    return { type: 'sticker', media: mediaRef(data), isAnimated: data.animated }
  },
  location: (payload) => ({ type: 'location', ...schemas.location.parse(payload) }),
  contacts: (payload) => ({ type: 'contacts', contacts: schemas.contacts.parse(payload).map(contactOf) }),
  reaction: (payload) => {
    const data = schemas.reaction.parse(payload)
    return { type: 'reaction', messageId: data.message_id, emoji: data.emoji }
  },
  button: (payload) => {
    const data = schemas.button.parse(payload)
    return { type: 'button', text: data.text ?? data.payload ?? '', payload: data.payload }
  },
  interactive: (payload) => ({ type: 'interactive', reply: replyOf(payload) }),
  order: (payload) => {
    const data = schemas.order.parse(payload)
    const items = data.product_items.map((item) => ({
      retailerId: item.product_retailer_id,
      quantity: item.quantity,
      shownPrice: item.item_price == null ? null : String(item.item_price),
      currency: item.currency ?? null,
    }))
    return { type: 'order', catalogId: data.catalog_id, note: data.text, items }
  },
  system: (payload) => {
    const data = schemas.system.parse(payload)
    return { type: 'system', event: data.type ?? 'unknown', body: data.body, waId: waIdOf(data.wa_id), userId: userIdOf(data.user_id) }
  },
  edit: (payload) => {
    const data = schemas.edit.parse(payload)
    // An edit of an edit does not exist; without this the depth would be the sender's choice.
    const content = data.message.type === 'edit' ? malformed('edit') : contentOf(data.message)
    return { type: 'edit', originalId: data.original_message_id, content }
  },
  revoke: (payload) => ({ type: 'revoke', originalId: schemas.revoke.parse(payload).original_message_id }),
}

/** Any message of the webhook to our own words. What cannot be read becomes `unsupported`, so that a person still sees that something arrived. */
export function contentOf(message: Record<string, unknown>): MessageContent {
  const type = typeof message.type === 'string' ? message.type.slice(0, 80) : 'missing'
  if (type === 'unsupported' || type === 'unknown') {
    const detail = z
      .object({ type: optionalText(80) })
      .catch({ type: null })
      .parse(message.unsupported)
    return {
      type: 'unsupported',
      originalType: detail.type ?? type,
      reason: 'not-supported-by-provider',
      errorCodes: errorCodesOf(message.errors),
    }
  }
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined
  if (!read) return { type: 'unsupported', originalType: type, reason: 'unknown-type', errorCodes: errorCodesOf(message.errors) }
  try {
    return read(message[type])
  } catch {
    return malformed(type)
  }
}

const malformed = (type: string): MessageContent => ({ type: 'unsupported', originalType: type, reason: 'malformed', errorCodes: [] })

const errorCodesOf = (errors: unknown): number[] => schemas.errors.parse(errors).map((error) => error.code)

function captioned(type: 'image' | 'video', payload: unknown): MessageContent {
  const data = schemas.captioned.parse(payload)
  return { type, media: mediaRef(data), caption: data.caption }
}

function contactOf(contact: z.infer<typeof sharedContact>): SharedContact {
  const phones = contact.phones.flatMap((entry) => {
    const waId = waIdOf(entry.wa_id)
    const text = entry.phone ?? (waId ? `+${waId}` : null)
    return text ? [{ phone: text, waId, label: entry.type }] : []
  })
  const name = contact.name.formatted_name ?? contact.name.first_name ?? phones[0]?.phone ?? ''
  return { name, organization: contact.org.company, phones, emails: contact.emails.map((entry) => entry.email) }
}

function replyOf(payload: unknown): InteractiveReply {
  const { type, ...rest } = schemas.reply.parse(payload)
  const inner = rest[type]
  if (type === 'button_reply') return { kind: 'button_reply', ...schemas.buttonReply.parse(inner) }
  if (type === 'list_reply') return { kind: 'list_reply', ...schemas.listReply.parse(inner) }
  if (type === 'nfm_reply') {
    const form = schemas.formReply.parse(inner)
    return { kind: 'nfm_reply', name: form.name, summary: form.body, answers: answersOf(form.response_json) }
  }
  if (type === 'call_permission_reply') {
    const permission = schemas.callPermission.parse(inner)
    return {
      kind: 'call_permission_reply',
      isAccepted: permission.response === 'accept',
      isPermanent: permission.is_permanent,
      expiresAt: instantOf(permission.expiration_timestamp),
    }
  }
  return { kind: 'other', name: type.slice(0, 80) }
}

/** The answers of a form come as JSON inside JSON. Not readable is an empty form: `raw` still has the text. */
function answersOf(json: string | null): Record<string, unknown> {
  if (!json) return {}
  const read = readJson(Buffer.from(json))
  return read.ok ? looseObject.parse(read.value) : {}
}
