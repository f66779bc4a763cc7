import type { Machine } from './exchange.ts'
import { keepFile } from './media-endpoint.ts'
import { addMessage, canonical, chatOf, ensurePerson, newMessageId, userIdOf } from './state.ts'
import type { BusinessNumber, Chat, ChatMessage, Person, World } from './state.ts'
import { contactOf, messageEvent, metadataOf, senderOf } from './webhook-payloads.ts'

const DAY = 24 * 3_600_000
const INBOUND_MEDIA_LIVES_MS = 7 * DAY

export type InboundMedia = { bytes: Uint8Array; mimeType: string }

/** What a customer does on the telephone. */
export type InboundContent =
  | { type: 'text'; text: string }
  | ({ type: 'image' | 'video'; caption?: string } & InboundMedia)
  | ({ type: 'audio'; voice?: boolean } & InboundMedia)
  | ({ type: 'document'; caption?: string; fileName?: string } & InboundMedia)
  | ({ type: 'sticker'; animated?: boolean } & InboundMedia)
  | { type: 'location'; latitude: number; longitude: number; name?: string; address?: string; url?: string }
  | { type: 'contacts'; contacts: { name: string; phones: { phone: string; waId?: string }[]; organization?: string }[] }
  /** Without an emoji the reaction is taken back. */
  | { type: 'reaction'; messageId: string; emoji?: string }
  /** A quick reply of a template. */
  | { type: 'button'; text: string; payload: string }
  | { type: 'button_reply'; id: string; title: string }
  | { type: 'list_reply'; id: string; title: string; description?: string }
  | { type: 'flow_reply'; answers: Record<string, unknown>; body?: string }
  | { type: 'order'; catalogId: string; text?: string; items: { retailerId: string; quantity: number; price: number; currency: string }[] }
  | { type: 'user_changed_number'; newWaId: string }
  | { type: 'user_changed_user_id'; newUserId: string }
  | { type: 'edit'; messageId: string; text: string }
  | { type: 'revoke'; messageId: string }
  | { type: 'unsupported'; kind?: string }
  /** Any object, for kinds that do not exist yet. */
  | { type: 'raw'; message: Record<string, unknown> & { type: string } }

export type InboundSpec = {
  phoneNumberId: string
  from: { waId: string } & Partial<Omit<Person, 'waId'>>
  content: InboundContent
  /** Id of the message that this one answers. */
  replyTo?: string
  forwarded?: 'once' | 'many'
  /** Came through an advertisement; opens 72 hours free of charge. */
  referral?: Record<string, unknown>
  /** Asks about a product of the catalogue. */
  product?: { catalogId: string; retailerId: string }
}

/** Puts the message into the chat and tells the receiver. Answers the message as the telephone shows it. */
export function receive(machine: Machine, number: BusinessNumber, spec: InboundSpec): ChatMessage {
  const { world, webhooks } = machine
  const { waId, ...facts } = spec.from
  const person = ensurePerson(world, waId, facts)
  const chat = chatOf(world, number, person)
  const now = world.clock.now()
  const { type, payload, extra } = payloadOf(machine, number, chat, spec.content)
  const id = newMessageId(world, person.waId)
  const message = addMessage(chat, { id, direction: 'in', type, payload, at: now, replyTo: spec.replyTo ?? null })
  const isFromPerson = type !== 'system'
  if (isFromPerson) chat.lastInboundAt = now
  if (spec.referral) chat.freeEntryUntil = now + 3 * DAY
  const touched = applyToChat(chat, spec.content)
  world.emit({ type: 'message', phoneNumberId: number.phoneNumberId, customer: person.waId, message })
  if (touched) world.emit({ type: 'status', phoneNumberId: number.phoneNumberId, customer: person.waId, message: touched })
  webhooks.tell(
    messageEvent(number, chat, message, { ...extra, ...contextOf(number, chat, spec), ...(spec.referral && { referral: spec.referral }) }),
  )
  if (spec.content.type === 'user_changed_number') moveTo(world, number, chat, spec.content.newWaId)
  if (spec.content.type === 'user_changed_user_id') person.userId = spec.content.newUserId
  return message
}

function contextOf(number: BusinessNumber, chat: Chat, spec: InboundSpec): Record<string, unknown> {
  const ours = number.displayPhone.replace(/\D/g, '')
  const answered = spec.replyTo === undefined ? undefined : chat.byId.get(spec.replyTo)
  const isAnswer = ['button', 'button_reply', 'list_reply', 'flow_reply'].includes(spec.content.type)
  const target = answered ?? (isAnswer ? chat.messages.findLast((one) => one.direction === 'out') : undefined)
  const context = {
    ...((target || spec.replyTo !== undefined) && {
      from: target?.direction === 'in' ? chat.person.waId : ours,
      id: target?.id ?? spec.replyTo,
    }),
    ...(spec.forwarded === 'once' && { forwarded: true }),
    ...(spec.forwarded === 'many' && { frequently_forwarded: true }),
    ...(spec.product && { referred_product: { catalog_id: spec.product.catalogId, product_retailer_id: spec.product.retailerId } }),
  }
  return Object.keys(context).length > 0 ? { context } : {}
}

type Payload = { type: string; payload: unknown; extra?: Record<string, unknown> }

function payloadOf({ world }: Machine, number: BusinessNumber, chat: Chat, content: InboundContent): Payload {
  switch (content.type) {
    case 'text':
      return { type: 'text', payload: { body: content.text } }
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return { type: content.type, payload: mediaOf(world, number, content) }
    case 'location': {
      const { type, ...place } = content
      return { type, payload: place }
    }
    case 'contacts':
      return { type: 'contacts', payload: content.contacts.map(cardOf) }
    case 'reaction':
      return { type: 'reaction', payload: { message_id: content.messageId, ...(content.emoji !== undefined && { emoji: content.emoji }) } }
    case 'button':
      return { type: 'button', payload: { payload: content.payload, text: content.text } }
    case 'button_reply':
      return { type: 'interactive', payload: { type: 'button_reply', button_reply: { id: content.id, title: content.title } } }
    case 'list_reply': {
      const { type, ...row } = content
      return { type: 'interactive', payload: { type, list_reply: row } }
    }
    case 'flow_reply': {
      const reply = { name: 'flow', body: content.body ?? 'Sent', response_json: JSON.stringify(content.answers) }
      return { type: 'interactive', payload: { type: 'nfm_reply', nfm_reply: reply } }
    }
    case 'order': {
      const items = content.items.map(({ retailerId, quantity, price, currency }) => ({
        product_retailer_id: retailerId,
        quantity,
        item_price: price,
        currency,
      }))
      return { type: 'order', payload: { catalog_id: content.catalogId, text: content.text ?? '', product_items: items } }
    }
    case 'user_changed_number': {
      const moved = { ...chat.person, waId: content.newWaId, userId: null }
      const body = `User ${chat.person.name} changed from ${chat.person.waId} to ${content.newWaId}`
      return { type: 'system', payload: { body, wa_id: content.newWaId, user_id: userIdOf(moved, number.wabaId), type: content.type } }
    }
    case 'user_changed_user_id': {
      const previous = userIdOf(chat.person, number.wabaId)
      const body = `User changed from ${previous} to ${content.newUserId}`
      return { type: 'system', payload: { body, user_id: content.newUserId, previous_user_id: previous, type: content.type } }
    }
    case 'edit': {
      const edited = { type: 'text', text: { body: content.text } }
      return { type: 'edit', payload: { original_message_id: content.messageId, message: edited } }
    }
    case 'revoke':
      return { type: 'revoke', payload: { original_message_id: content.messageId } }
    case 'unsupported':
      return { type: 'unsupported', payload: { type: content.kind ?? 'unknown' } }
    case 'raw': {
      const { type, ...rest } = content.message
      return { type, payload: rest[type], extra: rest }
    }
  }
}

function mediaOf(world: World, number: BusinessNumber, content: Extract<InboundContent, InboundMedia>): Record<string, unknown> {
  const fileName = content.type === 'document' ? (content.fileName ?? null) : null
  const file = keepFile(world, number, content.bytes, content.mimeType, fileName, INBOUND_MEDIA_LIVES_MS)
  return {
    ...('caption' in content && content.caption !== undefined && { caption: content.caption }),
    ...(fileName !== null && { filename: fileName }),
    mime_type: content.mimeType,
    // Base64 in webhooks, hex where the interface describes the file.
    sha256: file.sha256.toString('base64'),
    id: file.id,
    ...(content.type === 'audio' && { voice: content.voice ?? false }),
    ...(content.type === 'sticker' && { animated: content.animated ?? false }),
  }
}

function cardOf(contact: { name: string; phones: { phone: string; waId?: string }[]; organization?: string }): Record<string, unknown> {
  const [first = '', ...rest] = contact.name.split(' ')
  return {
    name: { formatted_name: contact.name, first_name: first, ...(rest.length > 0 && { last_name: rest.join(' ') }) },
    phones: contact.phones.map(({ phone, waId }) => ({ phone, type: 'CELL', ...(waId && { wa_id: waId }) })),
    ...(contact.organization && { org: { company: contact.organization } }),
  }
}

/** Reactions, edits and deletions change another message on the telephone. */
function applyToChat(chat: Chat, content: InboundContent): ChatMessage | undefined {
  if (content.type !== 'reaction' && content.type !== 'edit' && content.type !== 'revoke') return undefined
  const target = chat.byId.get(content.messageId)
  if (!target) return undefined
  if (content.type === 'revoke') target.isRevoked = true
  else if (content.type === 'edit') {
    target.isEdited = true
    target.payload = { body: content.text }
  } else if (content.emoji) target.reactions.customer = content.emoji
  else delete target.reactions.customer
  return target
}

/** The person keeps the chat under the new number, on every business that knows them. */
function moveTo(world: World, number: BusinessNumber, chat: Chat, newWaId: string): void {
  const { person } = chat
  const before = canonical(person.waId)
  world.people.delete(before)
  person.waId = newWaId
  person.userId = null
  world.people.set(canonical(newWaId), person)
  for (const other of world.numbers.values()) {
    const moving = other.chats.get(before)
    if (!moving) continue
    other.chats.delete(before)
    other.chats.set(canonical(newWaId), moving)
  }
  // The field of its own comes beside the system message, for those who subscribe to it.
  number.chats.set(canonical(newWaId), chat)
}

/** `user_id_update`: the same person with another id. */
export function changeUserId(machine: Machine, number: BusinessNumber, person: Person, newUserId: string): void {
  const previous = userIdOf(person, number.wabaId)
  person.userId = newUserId
  const at = Math.floor(machine.world.clock.now() / 1000)
  machine.webhooks.tell({
    wabaId: number.wabaId,
    phoneNumberId: number.phoneNumberId,
    field: 'user_id_update',
    list: 'user_id_update',
    contact: contactOf(person, number),
    item: {
      ...(!person.hidesPhone && { wa_id: person.waId }),
      detail: `User id for ${person.name} has been updated.`,
      user_id: { previous, current: newUserId },
      timestamp: String(at),
    },
  })
}

/** `user_preferences`: stop or resume marketing. */
export function changeMarketing(machine: Machine, number: BusinessNumber, person: Person, value: 'stop' | 'resume'): void {
  person.stoppedMarketing = value === 'stop'
  const { from, from_user_id } = senderOf(person, number)
  machine.webhooks.tell({
    wabaId: number.wabaId,
    phoneNumberId: number.phoneNumberId,
    field: 'user_preferences',
    list: 'user_preferences',
    contact: contactOf(person, number),
    item: {
      ...(from !== undefined && { wa_id: from }),
      user_id: from_user_id,
      detail: `User requested to ${value} marketing messages`,
      category: 'marketing_messages',
      value,
      timestamp: Math.floor(machine.world.clock.now() / 1000),
    },
  })
}

/** What the owner writes in the telephone app of the same number. */
export function echo(machine: Machine, number: BusinessNumber, waId: string, text: string): ChatMessage {
  const { world } = machine
  const person = ensurePerson(world, waId)
  const chat = chatOf(world, number, person)
  const at = world.clock.now()
  const id = newMessageId(world, waId)
  const message = addMessage(chat, { id, direction: 'out', type: 'text', payload: { body: text }, at, status: 'delivered' })
  world.emit({ type: 'message', phoneNumberId: number.phoneNumberId, customer: person.waId, message })
  const to = senderOf(person, number)
  machine.webhooks.tell({
    wabaId: number.wabaId,
    phoneNumberId: number.phoneNumberId,
    field: 'smb_message_echoes',
    list: 'message_echoes',
    contact: contactOf(person, number),
    item: {
      from: metadataOf(number).display_phone_number,
      ...(to.from !== undefined && { to: to.from }),
      to_user_id: to.from_user_id,
      id,
      timestamp: String(Math.floor(at / 1000)),
      type: 'text',
      text: { body: text },
    },
  })
  return message
}
