import type { Machine, SimResponse } from './exchange.ts'
import { json } from './exchange.ts'
import { refusal } from './graph-errors.ts'
import { checkFile, keepFile } from './media-endpoint.ts'
import { checkContent } from './outbound-rules.ts'
import type { MediaUse } from './outbound-rules.ts'
import { addMessage, canonical, chatOf, ensurePerson, findByUserId, newMessageId, userIdOf } from './state.ts'
import type { BusinessNumber, Chat, ChatMessage, Person, World } from './state.ts'
import { isWindowOpen, pricingOf } from './statuses.ts'
import { resolveTemplate } from './template-use.ts'

type Fields = Record<string, unknown>

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const PAIR_BURST = 45
const PAIR_EVERY_MS = 6_000

/** `POST /{phone_number_id}/messages`: sends, or marks as read. */
export function postMessage(machine: Machine, number: BusinessNumber, body: Fields): SimResponse {
  if (body.messaging_product !== 'whatsapp') throw refusal(100, 'The parameter messaging_product is required and must be "whatsapp".')
  return body.status === undefined ? send(machine, number, body) : markRead(machine.world, number, body)
}

function markRead(world: World, number: BusinessNumber, body: Fields): SimResponse {
  if (body.status !== 'read') throw refusal(131009, 'Param status must be "read".')
  if (typeof body.message_id !== 'string') throw refusal(131008, 'The parameter message_id is required.')
  for (const chat of number.chats.values()) {
    const message = chat.byId.get(body.message_id)
    if (!message || message.direction !== 'in') continue
    // Reading one reads everything before it, as on a telephone.
    for (const other of chat.messages) {
      if (other.direction !== 'in' || other.at > message.at || other.isReadByBusiness) continue
      other.isReadByBusiness = true
      world.emit({ type: 'status', phoneNumberId: number.phoneNumberId, customer: chat.person.waId, message: other })
    }
    if (body.typing_indicator !== undefined) {
      chat.typingUntil = world.clock.now() + 25_000
      const until = new Date(chat.typingUntil).toISOString()
      world.emit({ type: 'typing', phoneNumberId: number.phoneNumberId, customer: chat.person.waId, until })
    }
    return json(200, { success: true })
  }
  throw refusal(131009, 'Message id is not known or is too old.')
}

function send(machine: Machine, number: BusinessNumber, body: Fields): SimResponse {
  const { world, statuses } = machine
  const now = world.clock.now()
  const type = typeof body.type === 'string' ? body.type.toLowerCase() : 'text'
  const target = targetOf(world, number, body)
  const callbackData = callbackDataOf(body)
  const uses = checkContent(type, body[type])
  const template = type === 'template' ? resolveTemplate(world, number, body.template, uses) : null
  if (template?.category === 'AUTHENTICATION' && target.isByUserId) throw refusal(131062, 'One-time codes need a phone number.')
  for (const use of uses) checkMedia(world, number, use)

  if (target.person === null) {
    // A user id in the field of the phone number: accepted, and never heard of again.
    world.lost.push({ at: now, body })
    return accepted(String(body.to), null, newMessageId(world, '0'))
  }
  const { person, isByUserId } = target
  const chat = chatOf(world, number, person)
  const replyTo = replyToOf(body)
  if (type === 'reaction' && !chat.byId.has((body.reaction as { message_id: string }).message_id)) {
    throw refusal(131009, 'The message to react to is not known.')
  }
  limitThroughput(number, now)
  limitPair(chat, now)

  const failure = failureOf(chat, template?.category ?? null, target.spelling, now)
  if (failure) {
    const mode = failure.code === 131047 ? world.settings.windowErrors : world.settings.unreachableErrors
    if (mode === 'sync') throw refusal(failure.code, failure.details)
  }
  const id = newMessageId(world, person.waId)
  const message = addMessage(chat, {
    id,
    direction: 'out',
    type,
    payload: body[type],
    at: now,
    replyTo,
    callbackData,
    isByUserId,
    rendered: template?.rendered ?? null,
    pricing: type === 'reaction' ? null : pricingOf(chat, now, template?.category ?? null),
  })
  chat.typingUntil = 0
  if (type === 'reaction' && !failure) putReaction(machine, number, chat, body.reaction as { message_id: string; emoji: string })
  world.emit({ type: 'message', phoneNumberId: number.phoneNumberId, customer: person.waId, message })
  if (failure || uses.every((use) => use.link === null)) statuses.follow(number, chat, message, failure)
  else void fetchLinks(world, number, message, uses).then((dead) => statuses.follow(number, chat, message, dead))
  return accepted(String(body.to ?? body.recipient), { person, isByUserId, number }, id)
}

function accepted(input: string, to: { person: Person; isByUserId: boolean; number: BusinessNumber } | null, id: string): SimResponse {
  const known = to === null ? {} : to.isByUserId ? { user_id: userIdOf(to.person, to.number.wabaId) } : { wa_id: to.person.waId }
  return json(200, { messaging_product: 'whatsapp', contacts: [{ input, ...known }], messages: [{ id, message_status: 'accepted' }] })
}

function callbackDataOf(body: Fields): string | null {
  const data = body.biz_opaque_callback_data
  if (data === undefined) return null
  if (typeof data !== 'string' || data.length > 512)
    throw refusal(131009, 'biz_opaque_callback_data must be a string of at most 512 characters.')
  return data
}

function replyToOf(body: Fields): string | null {
  if (body.context === undefined) return null
  const { message_id: id } = (body.context ?? {}) as Fields
  if (typeof id !== 'string' || id === '') throw refusal(131009, 'Param context.message_id is not valid.')
  return id
}

type Target = { person: Person; isByUserId: boolean; spelling: string | null } | { person: null; isByUserId: false; spelling: null }

function targetOf(world: World, number: BusinessNumber, body: Fields): Target {
  if (body.recipient_type !== undefined && body.recipient_type !== 'individual')
    throw refusal(100, 'Param recipient_type must be "individual".')
  if (body.to !== undefined) {
    if (typeof body.to !== 'string') throw refusal(100, 'Param to must be a string.')
    if (/^[A-Za-z]{2}\./.test(body.to)) return { person: null, isByUserId: false, spelling: null }
    const digits = body.to.replace(/[\s+()-]/g, '')
    if (!/^\d{6,20}$/.test(digits)) throw refusal(131009, 'Param to is not a valid WhatsApp number.')
    if (canonical(digits) === canonical(number.displayPhone.replace(/\D/g, '')))
      throw refusal(131021, 'Sender and recipient are the same number.')
    if (number.allowList && !number.allowList.has(digits)) throw refusal(131030, 'Add the number to the list of allowed recipients.')
    return { person: ensurePerson(world, digits, {}), isByUserId: false, spelling: digits }
  }
  if (typeof body.recipient !== 'string') throw refusal(131008, 'The parameter to is required.')
  const person = findByUserId(world, number, body.recipient)
  if (!person) throw refusal(131009, 'Param recipient is not a user id of this business.')
  return { person, isByUserId: true, spelling: null }
}

/** Messages per second of the number, in and out together. */
export function limitThroughput(number: BusinessNumber, now: number): void {
  number.recentSends = number.recentSends.filter((at) => at > now - 1_000)
  if (number.recentSends.length >= number.throughput) {
    throw refusal(130429, 'Cloud API message throughput has been reached.', { retryAfterSeconds: 1 })
  }
  number.recentSends.push(now)
}

/** One message each six seconds to the same person, with 45 that can be spent in advance. */
function limitPair(chat: Chat, now: number): void {
  chat.pair.tokens = Math.min(PAIR_BURST, chat.pair.tokens + (now - chat.pair.at) / PAIR_EVERY_MS)
  chat.pair.at = now
  if (chat.pair.tokens < 1) throw refusal(131056, 'Too many messages from this number to the same recipient in a short time.')
  chat.pair.tokens -= 1
}

function failureOf(chat: Chat, templateCategory: string | null, spelling: string | null, now: number): Failure {
  const { person } = chat
  if (!person.hasWhatsApp || (spelling && person.onlySpelling && person.onlySpelling !== spelling)) {
    return { code: 131026, details: 'Message Undeliverable.' }
  }
  if (templateCategory === 'MARKETING' && person.stoppedMarketing)
    return { code: 131050, details: 'The recipient stopped marketing messages.' }
  if (!templateCategory && !isWindowOpen(chat, now)) {
    return {
      code: 131047,
      details: 'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
    }
  }
  return null
}

function checkMedia(world: World, number: BusinessNumber, use: MediaUse): void {
  if (use.id === null) return
  const file = world.media.get(use.id)
  if (!file || file.expiresAt <= world.clock.now() || world.numbers.get(file.phoneNumberId)?.wabaId !== number.wabaId) {
    throw refusal(131009, `Param ${use.kind}.id is not a valid whatsapp business account media attachment ID`)
  }
  const isFitting =
    use.kind === 'document' || (use.kind === 'sticker' ? file.mimeType === 'image/webp' : file.mimeType.startsWith(`${use.kind}/`))
  if (!isFitting) throw refusal(131053, `Media of type ${file.mimeType} cannot be sent as ${use.kind}.`)
}

function putReaction(machine: Machine, number: BusinessNumber, chat: Chat, reaction: { message_id: string; emoji: string }): void {
  const target = chat.byId.get(reaction.message_id)
  if (!target) return
  if (reaction.emoji === '') delete target.reactions.business
  else target.reactions.business = reaction.emoji
  machine.world.emit({ type: 'status', phoneNumberId: number.phoneNumberId, customer: chat.person.waId, message: target })
}

type Failure = { code: number; details: string } | null

/** The provider fetches linked files itself, after it has accepted the message; a dead link fails it. */
async function fetchLinks(world: World, number: BusinessNumber, message: ChatMessage, uses: readonly MediaUse[]): Promise<Failure> {
  for (const { kind, link } of uses) {
    if (link === null) continue
    try {
      const answer = await world.outgoing({ method: 'GET', url: link, headers: {}, timeoutMs: MINUTE })
      const mimeType = String(answer.headers['content-type'] ?? 'application/octet-stream').split(';')[0] ?? ''
      if (answer.status !== 200) return { code: 131053, details: `Downloading the media link failed with HTTP ${answer.status}.` }
      checkFile(kind, mimeType, answer.body.length)
      const isHeader = message.type === 'interactive' || message.type === 'template'
      message.linkedMediaId ??= isHeader ? null : keepFile(world, number, answer.body, mimeType, null, 30 * DAY).id
    } catch (problem) {
      return { code: 131053, details: problem instanceof Error ? problem.message : 'Downloading the media link failed.' }
    }
  }
  return null
}
