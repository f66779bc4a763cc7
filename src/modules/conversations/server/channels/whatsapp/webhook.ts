import { z } from 'zod'
import { anything, identifier, instantOf, optionalIdentifier, optionalText } from './lenient.ts'
import { errorsOf, readMessages, readPreferences, readStatuses, readUserIds } from './webhook-messages.ts'
import type { Place } from './webhook-messages.ts'
import type { Fact, Ignored, Reading, TemplateFact } from './webhook-facts.ts'
import { readJson } from './webhook-json.ts'
import type { JsonValue } from './webhook-json.ts'

const schemas = {
  envelope: z.object({ object: z.literal('whatsapp_business_account'), entry: z.array(z.unknown()) }),
  entry: z.object({ id: optionalIdentifier, time: anything, changes: z.array(z.unknown()) }),
  change: z.object({ field: z.string().min(1).max(80), value: z.record(z.string(), z.unknown()) }),
  metadata: z.object({ phone_number_id: identifier, display_phone_number: optionalText(40) }),
  account: z.object({ event: optionalText(80), timestamp: anything }),
}
const fieldsOfPeople = new Set(['messages', 'smb_message_echoes', 'user_id_update', 'user_preferences'])

/**
 * The body of one webhook POST to a flat list of facts, in the order written (which is not the order of events: the
 * provider repeats, shuffles and delays). Verify the signature over the same bytes first.
 * Never throws: a body that is not ours is a refusal, a piece that cannot be read is in `ignored`.
 * @param receivedAt ISO instant used where the provider gives no usable timestamp.
 */
export function read(rawBody: Uint8Array, receivedAt: string): Reading {
  const json = readJson(rawBody)
  if (!json.ok) return { ok: false, refusal: json.refusal }
  const envelope = schemas.envelope.safeParse(json.value)
  if (!envelope.success) return { ok: false, refusal: 'not-whatsapp' }

  const facts: Fact[] = []
  const ignored: Ignored[] = []
  for (const [entryIndex, entry] of envelope.data.entry.entries()) {
    const read = schemas.entry.safeParse(entry)
    if (!read.success) {
      ignored.push({ where: `entry[${entryIndex}]`, why: 'entry without changes', raw: entry as JsonValue })
      continue
    }
    for (const [changeIndex, raw] of read.data.changes.entries()) {
      const where = `entry[${entryIndex}].changes[${changeIndex}]`
      const change = schemas.change.safeParse(raw)
      if (!change.success) {
        ignored.push({ where, why: 'change without field or value', raw: raw as JsonValue })
        continue
      }
      const toldAt = instantOf(read.data.time)
      readChange(change.data.field, change.data.value, {
        wabaId: read.data.id,
        toldAt,
        where,
        receivedAt,
        raw: raw as JsonValue,
        facts,
        ignored,
      })
    }
  }
  return { ok: true, facts, ignored }
}

type ChangePlace = {
  wabaId: string | null
  toldAt: string | null
  where: string
  receivedAt: string
  raw: JsonValue
  facts: Fact[]
  ignored: Ignored[]
}

function readChange(field: string, value: Record<string, unknown>, at: ChangePlace): void {
  if (field.startsWith('message_template_') || field === 'template_category_update') return readTemplate(field, value, at)
  const metadata = schemas.metadata.safeParse(value.metadata)
  if (!fieldsOfPeople.has(field)) return readAccount(field, value, metadata.success ? metadata.data.phone_number_id : null, at)
  if (!metadata.success) {
    at.ignored.push({ where: at.where, why: 'no phone_number_id', raw: at.raw })
    return
  }
  const place: Place = {
    ...at,
    phoneNumberId: metadata.data.phone_number_id,
    displayPhone: metadata.data.display_phone_number,
  }
  if (field === 'messages') {
    readMessages('inbound', value.messages, value.contacts, place)
    readStatuses(value.statuses, place)
    const errors = errorsOf(value.errors)
    if (errors.length > 0) {
      const { wabaId, phoneNumberId, displayPhone } = place
      at.facts.push({ kind: 'error', wabaId, phoneNumberId, displayPhone, errors, raw: at.raw })
    }
  } else if (field === 'smb_message_echoes') readMessages('echo', value.message_echoes, value.contacts, place)
  else if (field === 'user_id_update') readUserIds(value.user_id_update, place)
  else readPreferences(value.user_preferences, value.contacts, place)
}

const template = z.object({
  event: optionalText(60),
  message_template_id: z
    .union([z.string().max(64), z.number().int()])
    .nullish()
    .catch(null),
  message_template_name: z.string().min(1).max(512),
  message_template_language: optionalText(16),
  reason: optionalText(500),
  new_quality_score: optionalText(40),
  previous_quality_score: optionalText(40),
  new_category: optionalText(60),
  previous_category: optionalText(60),
})

const aspectByField: Record<string, TemplateFact['aspect']> = {
  message_template_status_update: 'status',
  message_template_quality_update: 'quality',
  template_category_update: 'category',
  message_template_components_update: 'components',
}

function readTemplate(field: string, value: Record<string, unknown>, at: ChangePlace): void {
  const aspect = aspectByField[field]
  const data = template.safeParse(value)
  if (!aspect || !data.success) {
    at.ignored.push({ where: at.where, why: aspect ? 'template without a name' : 'unknown template field', raw: at.raw })
    return
  }
  const event = { status: data.data.event, quality: data.data.new_quality_score, category: data.data.new_category, components: 'CHANGED' }[
    aspect
  ]
  at.facts.push({
    kind: 'template',
    aspect,
    wabaId: at.wabaId,
    phoneNumberId: null,
    at: at.receivedAt,
    templateId: data.data.message_template_id == null ? null : String(data.data.message_template_id),
    name: data.data.message_template_name,
    language: data.data.message_template_language,
    event: (event ?? 'UNKNOWN').toUpperCase(),
    previous: data.data.previous_quality_score ?? data.data.previous_category,
    reason: data.data.reason === 'NONE' ? null : data.data.reason,
    raw: at.raw,
  })
}

function readAccount(field: string, value: Record<string, unknown>, phoneNumberId: string | null, at: ChangePlace): void {
  const { event, timestamp } = schemas.account.parse(value)
  const moment = instantOf(timestamp) ?? at.toldAt ?? at.receivedAt
  at.facts.push({ kind: 'account', wabaId: at.wabaId, phoneNumberId, field, event, at: moment, raw: at.raw })
}
