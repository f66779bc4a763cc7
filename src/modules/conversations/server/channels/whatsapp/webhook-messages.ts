import { z } from 'zod'
import { anything, identifier, instantOf, listOf, optionalText, userIdOf, waIdOf } from './lenient.ts'
import { contentOf } from './message-content.ts'
import { contextOf, referralOf } from './webhook-context.ts'
import type { Counterpart, Fact, Ignored, ProviderError, StatusName } from './webhook-facts.ts'
import type { JsonValue } from './webhook-json.ts'

/** Where in the body we are, and where what is found goes. */
export type Place = {
  wabaId: string | null
  phoneNumberId: string
  displayPhone: string | null
  where: string
  receivedAt: string
  raw: JsonValue
  facts: Fact[]
  ignored: Ignored[]
}

type Loose = Record<string, unknown>

const contact = z.object({
  profile: z.object({ name: optionalText(200), username: optionalText(200) }).catch({ name: null, username: null }),
  wa_id: anything,
  user_id: anything,
  parent_user_id: anything,
})

const message = z.object({
  id: identifier,
  timestamp: anything,
  from: anything,
  from_user_id: anything,
  from_parent_user_id: anything,
  to: anything,
  to_user_id: anything,
  to_parent_user_id: anything,
})

export function readMessages(direction: 'inbound' | 'echo', list: unknown, contacts: unknown, place: Place): void {
  if (!Array.isArray(list)) return
  const people = peopleOf(contacts)
  for (const [index, raw] of list.entries()) {
    const where = `${place.where}.messages[${index}]`
    const head = message.safeParse(raw)
    if (!head.success) {
      place.ignored.push({ where, why: 'message without an id', raw: raw as JsonValue })
      continue
    }
    const loose = raw as Loose
    const isEcho = direction === 'echo'
    const from = people.find({
      waId: waIdOf(isEcho ? head.data.to : head.data.from),
      userId: userIdOf(isEcho ? head.data.to_user_id : head.data.from_user_id),
      parentUserId: userIdOf(isEcho ? head.data.to_parent_user_id : head.data.from_parent_user_id),
    })
    const at = instantOf(head.data.timestamp) ?? place.receivedAt
    const changed = isEcho ? null : changeOf(loose, from, at, place)
    if (!from.waId && !from.userId && !changed) {
      place.ignored.push({ where, why: 'message without a sender', raw: raw as JsonValue })
      continue
    }
    if (from.waId || from.userId) {
      place.facts.push({
        kind: 'message',
        ...routeOf(place),
        direction,
        messageId: head.data.id,
        at,
        from,
        content: contentOf(loose),
        context: contextOf(loose.context),
        referral: referralOf(loose.referral),
        raw: raw as JsonValue,
      })
    }
    if (changed) place.facts.push(changed)
  }
}

const statusNames = new Set<string>(['sent', 'delivered', 'read', 'played', 'failed'])

const status = z.object({
  id: identifier,
  status: z.string().max(40),
  timestamp: anything,
  recipient_id: anything,
  recipient_user_id: anything,
  biz_opaque_callback_data: optionalText(512),
  pricing: z
    .object({
      billable: z.boolean().nullish().catch(null),
      pricing_model: optionalText(40),
      type: optionalText(60),
      category: optionalText(60),
    })
    .nullish()
    .catch(null),
  errors: anything,
})

export function readStatuses(list: unknown, place: Place): void {
  if (!Array.isArray(list)) return
  for (const [index, raw] of list.entries()) {
    const where = `${place.where}.statuses[${index}]`
    const data = status.safeParse(raw)
    if (!data.success || !statusNames.has(data.data.status)) {
      place.ignored.push({ where, why: data.success ? 'unknown status' : 'status without an id', raw: raw as JsonValue })
      continue
    }
    const { pricing } = data.data
    place.facts.push({
      kind: 'status',
      ...routeOf(place),
      messageId: data.data.id,
      status: data.data.status as StatusName,
      at: instantOf(data.data.timestamp) ?? place.receivedAt,
      recipient: { waId: waIdOf(data.data.recipient_id), userId: userIdOf(data.data.recipient_user_id) },
      callbackData: data.data.biz_opaque_callback_data,
      pricing: pricing
        ? { isBillable: pricing.billable ?? null, model: pricing.pricing_model, type: pricing.type, category: pricing.category }
        : null,
      errors: errorsOf(data.data.errors),
      raw: raw as JsonValue,
    })
  }
}

const userIdUpdate = z.object({
  wa_id: anything,
  timestamp: anything,
  user_id: z.object({ previous: anything, current: anything }),
})

export function readUserIds(list: unknown, place: Place): void {
  if (!Array.isArray(list)) return
  for (const [index, raw] of list.entries()) {
    const data = userIdUpdate.safeParse(raw)
    const previousUserId = data.success ? userIdOf(data.data.user_id.previous) : null
    const userId = data.success ? userIdOf(data.data.user_id.current) : null
    if (!data.success || !previousUserId || !userId) {
      place.ignored.push({ where: `${place.where}.user_id_update[${index}]`, why: 'change without both user ids', raw: raw as JsonValue })
      continue
    }
    const at = instantOf(data.data.timestamp) ?? place.receivedAt
    place.facts.push({
      kind: 'user-id-changed',
      ...routeOf(place),
      at,
      previousUserId,
      userId,
      waId: waIdOf(data.data.wa_id),
      raw: raw as JsonValue,
    })
  }
}

const preference = z.object({
  wa_id: anything,
  user_id: anything,
  category: z.string().max(80),
  value: z.string().max(80),
  timestamp: anything,
})

export function readPreferences(list: unknown, contacts: unknown, place: Place): void {
  if (!Array.isArray(list)) return
  const people = peopleOf(contacts)
  for (const [index, raw] of list.entries()) {
    const data = preference.safeParse(raw)
    const of = data.success ? people.find({ waId: waIdOf(data.data.wa_id), userId: userIdOf(data.data.user_id), parentUserId: null }) : null
    if (!data.success || !of || (!of.waId && !of.userId)) {
      place.ignored.push({ where: `${place.where}.user_preferences[${index}]`, why: 'preference of nobody', raw: raw as JsonValue })
      continue
    }
    const { category, value, timestamp } = data.data
    place.facts.push({
      kind: 'preference',
      ...routeOf(place),
      at: instantOf(timestamp) ?? place.receivedAt,
      of,
      category,
      value,
      raw: raw as JsonValue,
    })
  }
}

const providerError = z.object({
  code: z.number().int(),
  title: optionalText(300),
  message: optionalText(300),
  error_data: z.object({ details: optionalText(1_000) }).catch({ details: null }),
})

const providerErrors = listOf(providerError, 20)

export const errorsOf = (list: unknown): ProviderError[] =>
  providerErrors.parse(list).map((error) => ({ code: error.code, title: error.title ?? error.message, details: error.error_data.details }))

const routeOf = ({ wabaId, phoneNumberId, displayPhone }: Place) => ({ wabaId, phoneNumberId, displayPhone })

type Key = { waId: string | null; userId: string | null; parentUserId: string | null }

const profiles = listOf(contact, 2_000)

/** Profiles of the same change by phone and by user id, so that a batch of a thousand stays linear. */
function peopleOf(contacts: unknown): { find(key: Key): Counterpart } {
  const list = profiles.parse(contacts)
  const byWaId = new Map<string, (typeof list)[number]>()
  const byUserId = new Map<string, (typeof list)[number]>()
  for (const person of list) {
    const waId = waIdOf(person.wa_id)
    const userId = userIdOf(person.user_id)
    if (waId) byWaId.set(waId, person)
    if (userId) byUserId.set(userId, person)
  }
  return {
    find({ waId, userId, parentUserId }) {
      // A message that names nobody belongs to the only profile beside it; with two it would be a guess.
      const only = !waId && !userId && list.length === 1 ? list[0] : undefined
      const person = (userId && byUserId.get(userId)) || (waId && byWaId.get(waId)) || only
      if (!person) return { waId, userId, parentUserId, username: null, name: null }
      return {
        waId: waId ?? waIdOf(person.wa_id),
        userId: userId ?? userIdOf(person.user_id),
        parentUserId: parentUserId ?? userIdOf(person.parent_user_id),
        username: person.profile.username,
        name: person.profile.name,
      }
    },
  }
}

const systemChange = z.object({ type: z.string(), wa_id: anything, user_id: anything, previous_user_id: anything })

function changeOf(raw: Loose, from: Counterpart, at: string, place: Place): Fact | null {
  if (raw.type !== 'system') return null
  const system = systemChange.safeParse(raw.system)
  if (!system.success) return null
  const waId = waIdOf(system.data.wa_id)
  const userId = userIdOf(system.data.user_id)
  const route = { ...routeOf(place), at, raw: raw as JsonValue }
  if (system.data.type === 'user_changed_number' && waId) {
    return { kind: 'number-changed', ...route, previousWaId: from.waId, previousUserId: from.userId, waId, userId }
  }
  const previousUserId = userIdOf(system.data.previous_user_id) ?? from.userId
  if (system.data.type === 'user_changed_user_id' && userId && previousUserId) {
    return { kind: 'user-id-changed', ...route, previousUserId, userId, waId }
  }
  return null
}
