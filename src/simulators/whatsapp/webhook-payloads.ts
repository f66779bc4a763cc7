import type { World, BusinessNumber, Chat, ChatMessage, Person, StatusName, Template } from './state.ts'
import { seconds, userIdOf } from './state.ts'

/** One thing to tell a receiver. Events of a kind and number may travel in the same change. */
export type WebhookEvent = {
  wabaId: string
  /** Null for what concerns the account. */
  phoneNumberId: string | null
  field: string
  /** The list inside `value` that the item joins; null when `item` is the whole value. */
  list: 'messages' | 'statuses' | 'errors' | 'user_id_update' | 'user_preferences' | 'message_echoes' | null
  item: Record<string, unknown>
  contact: Record<string, unknown> | null
}

export const metadataOf = (number: BusinessNumber): Record<string, unknown> => ({
  display_phone_number: number.displayPhone.replace(/\D/g, ''),
  phone_number_id: number.phoneNumberId,
})

export function contactOf(person: Person, number: BusinessNumber): Record<string, unknown> {
  return {
    profile: { name: person.name, ...(person.username && { username: person.username }) },
    ...(!person.hidesPhone && { wa_id: person.waId }),
    user_id: userIdOf(person, number.wabaId),
  }
}

/** `from` and `from_user_id`; the phone only of those who show it. */
export function senderOf(person: Person, number: BusinessNumber): Record<string, unknown> {
  return { ...(!person.hidesPhone && { from: person.waId }), from_user_id: userIdOf(person, number.wabaId) }
}

export function messageEvent(number: BusinessNumber, chat: Chat, message: ChatMessage, extra: Record<string, unknown>): WebhookEvent {
  const isUnsupported = message.type === 'unsupported'
  const payload = message.payload === undefined ? {} : { [message.type]: message.payload }
  return {
    wabaId: number.wabaId,
    phoneNumberId: number.phoneNumberId,
    field: 'messages',
    list: 'messages',
    // System messages come without a profile beside them.
    contact: message.type === 'system' ? null : contactOf(chat.person, number),
    item: {
      ...senderOf(chat.person, number),
      id: message.id,
      timestamp: seconds(message.at),
      ...payload,
      type: message.type,
      ...(isUnsupported && {
        errors: [
          {
            code: 131051,
            title: 'Message type unknown',
            message: 'Message type unknown',
            error_data: { details: 'Message type is currently not supported.' },
          },
        ],
      }),
      ...extra,
    },
  }
}

export function statusEvent(number: BusinessNumber, chat: Chat, message: ChatMessage, status: StatusName, at: number): WebhookEvent {
  const { person } = chat
  const isPriced = message.pricing && (status === 'sent' || ((status === 'delivered' || status === 'read') && !message.isPriceTold))
  const isFreeEntry = message.pricing?.type === 'free_entry_point' && chat.freeEntryUntil !== null
  return {
    wabaId: number.wabaId,
    phoneNumberId: number.phoneNumberId,
    field: 'messages',
    list: 'statuses',
    contact: null,
    item: {
      id: message.id,
      status,
      timestamp: seconds(at),
      ...(!message.isByUserId && { recipient_id: person.waId }),
      recipient_user_id: userIdOf(person, number.wabaId),
      ...(message.callbackData !== null && { biz_opaque_callback_data: message.callbackData }),
      ...(isPriced &&
        isFreeEntry && {
          conversation: {
            id: Buffer.from(`${number.phoneNumberId}${person.waId}`).toString('hex').slice(0, 32),
            expiration_timestamp: seconds(chat.freeEntryUntil ?? 0),
            origin: { type: 'referral_conversion' },
          },
        }),
      ...(isPriced && { pricing: message.pricing }),
      ...(status === 'failed' && { errors: message.errors }),
    },
  }
}

export function templateEvent(
  template: Pick<Template, 'id' | 'wabaId' | 'name' | 'language'>,
  field: string,
  change: Record<string, unknown>,
): WebhookEvent {
  return {
    wabaId: template.wabaId,
    phoneNumberId: null,
    field,
    list: null,
    contact: null,
    item: {
      ...change,
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
    },
  }
}

/** Several events as the one body of a POST: entries by account, changes by number and kind. */
export function envelopeOf(world: World, events: readonly WebhookEvent[]): Record<string, unknown> {
  const entries = new Map<string, { id: string; time?: number; changes: { value: Record<string, unknown>; field: string }[] }>()
  for (const event of events) {
    const entry = entries.get(event.wabaId) ?? { id: event.wabaId, changes: [] }
    entries.set(event.wabaId, entry)
    if (event.list === null) {
      entry.time = Math.floor(world.clock.now() / 1000)
      entry.changes.push({ value: event.item, field: event.field })
      continue
    }
    const last = entry.changes.at(-1)
    const isSame =
      last?.field === event.field &&
      Array.isArray(last.value[event.list]) &&
      (last.value.metadata as { phone_number_id?: unknown }).phone_number_id === event.phoneNumberId
    const change = isSame ? last : { value: valueFor(world, event), field: event.field }
    if (!isSame) entry.changes.push(change)
    ;(change.value[event.list] as unknown[]).push(event.item)
    if (event.contact) addContact(change.value, event.contact)
  }
  return { object: 'whatsapp_business_account', entry: [...entries.values()] }
}

function valueFor(world: World, event: WebhookEvent): Record<string, unknown> {
  const number = world.numbers.get(event.phoneNumberId ?? '')
  return { messaging_product: 'whatsapp', metadata: number ? metadataOf(number) : {}, [event.list as string]: [] }
}

function addContact(value: Record<string, unknown>, contact: Record<string, unknown>): void {
  const contacts = (value.contacts ??= []) as Record<string, unknown>[]
  if (!contacts.some((known) => known.user_id === contact.user_id && known.wa_id === contact.wa_id)) contacts.push(contact)
}
