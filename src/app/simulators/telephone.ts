import { inventedNumbers } from '#app/simulators/fictional-numbers.ts'
import { searchable } from '#kernel/contract/text.ts'
import { answersOf, interactiveOf, orderOf } from '#app/simulators/telephone-interactive.ts'
import type { PhoneChat, PhoneContent, PhoneMessage } from '#platform/contract/phone.ts'
import type { InboundContent } from '#simulators/whatsapp/inbound.ts'
import type { WhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'
import type { ChatView, MessageView } from '#simulators/whatsapp/views.ts'

/** The simulated provider as the customer's telephone shows it. Undefined everywhere: there is no such chat, or no such message in it. */

type Place = { phoneNumberId: string; waId: string }

const mostChats = 100
const mostMessages = 200
const changesOfOthers = new Set(['reaction', 'edit', 'revoke', 'system'])
const arrived = new Set(['delivered', 'read', 'played'])

/** What was refused or is still on its way is not on the telephone, and what changes another message is no message there. */
const isOnTelephone = (message: MessageView): boolean =>
  !changesOfOthers.has(message.type) && (message.direction === 'in' || arrived.has(message.ticks ?? ''))

export function chats(simulator: WhatsAppSimulator, { phoneNumberId, search }: { phoneNumberId: string; search: string }): PhoneChat[] {
  const words = searchable(search).split(' ').filter(Boolean)
  const found = simulator.chats(phoneNumberId).filter(({ customer: { name, waId } }) => {
    const own = searchable(name)
    return words.every((word) => own.includes(word) || (/\d{2}/.test(word) && waId.includes(word.replace(/\D/g, ''))))
  })
  // Who has not said anything yet was invented just now.
  const newest = [...found.filter(({ last }) => !last), ...found.filter(({ last }) => last)]
  return newest.slice(0, mostChats).map((chat) => chatOf(simulator, chat))
}

function chatOf(simulator: WhatsAppSimulator, { phoneNumberId, customer, unread, isBusinessTyping, last }: ChatView): PhoneChat {
  const { waId, name } = customer
  const seen = !last || isOnTelephone(last) ? last : simulator.messages(phoneNumberId, waId).findLast(isOnTelephone)
  return {
    waId,
    name,
    unread,
    isBusinessTyping,
    last: seen
      ? {
          direction: seen.direction,
          type: seen.type,
          text: seen.text,
          isRevoked: seen.isRevoked,
          isReadByBusiness: seen.isReadByBusiness,
          at: seen.at,
        }
      : null,
  }
}

export type Thread = { name: string; unread: number; isBusinessTyping: boolean; items: PhoneMessage[] }

export function messages(simulator: WhatsAppSimulator, { phoneNumberId, waId }: Place): Thread | undefined {
  const chat = find(simulator, { phoneNumberId, waId })
  if (!chat) return undefined
  const items = simulator.messages(phoneNumberId, waId).filter(isOnTelephone).slice(-mostMessages).map(messageOf)
  return { name: chat.customer.name, unread: chat.unread, isBusinessTyping: chat.isBusinessTyping, items }
}

const find = (simulator: WhatsAppSimulator, { phoneNumberId, waId }: Place): ChatView | undefined =>
  simulator.chats(phoneNumberId).find(({ customer }) => customer.waId === waId)

/** Undefined when all numbers for new people are taken, on whatever business number: a person has one telephone. */
export function addCustomer(
  simulator: WhatsAppSimulator,
  { phoneNumberId, name }: { phoneNumberId: string; name: string },
): { waId: string; name: string } | undefined {
  const taken = new Set(simulator.numbers().flatMap((number) => simulator.chats(number.phoneNumberId).map(({ customer }) => customer.waId)))
  const waId = inventedNumbers.find((number) => !taken.has(number))
  if (!waId) return undefined
  simulator.setPerson(waId, { name })
  simulator.openChat(phoneNumberId, waId)
  simulator.closeChat(phoneNumberId, waId)
  return { waId, name }
}

export type Writing = Place & { name?: string | undefined; content: PhoneContent; replyTo?: string | undefined }

export function write(simulator: WhatsAppSimulator, { phoneNumberId, waId, name, content, replyTo }: Writing): PhoneMessage | undefined {
  const isKnown = find(simulator, { phoneNumberId, waId }) !== undefined
  if (!isKnown && !name) return undefined
  if ('messageId' in content) {
    const target = isKnown ? simulator.messages(phoneNumberId, waId).find(({ id }) => id === content.messageId) : undefined
    const isOwn = target?.direction === 'in' && !target.isRevoked
    if (!target || (content.type !== 'reaction' && !isOwn)) return undefined
  }
  return messageOf(
    simulator.receive({
      phoneNumberId,
      from: { waId, ...(!isKnown && name && { name }) },
      content: inboundOf(content),
      ...(replyTo && { replyTo }),
      ...('isForwarded' in content && content.isForwarded && { forwarded: 'once' as const }),
      ...('isFromAd' in content && content.isFromAd && { referral: advertisement }),
    }),
  )
}

/** What the provider tells of the advertisement that a customer pressed. */
const advertisement = {
  source_url: 'https://fb.example/ads/balde-familiar',
  source_id: '120210000000000001',
  source_type: 'ad',
  headline: 'Balde familiar a mitad de precio',
  body: 'Solo este fin de semana. Escribinos y te lo reservamos.',
  media_type: 'image',
  ctwa_clid: 'ARAkLkA8rmlFeiCktEJQ-QTwRiyYHAFDLMNDBH0CD3qpjd0HR4irJ6LEkR7JwFF4XvnO2E4Nx0-eM-GABDLOPaOdRMv-_zfUQ2a',
}

const inboundOf = (content: PhoneContent): InboundContent =>
  content.type === 'image' ? { ...content, bytes: new Uint8Array(Buffer.from(content.bytes, 'base64')) } : content

export function look(
  simulator: WhatsAppSimulator,
  { isLooking, ...place }: Place & { isLooking: boolean },
): { isLooking: boolean } | undefined {
  if (!find(simulator, place)) return undefined
  if (isLooking) simulator.openChat(place.phoneNumberId, place.waId)
  else simulator.closeChat(place.phoneNumberId, place.waId)
  return { isLooking }
}

/** Only of these numbers: the simulator serves other businesses too. */
export function file(
  simulator: WhatsAppSimulator,
  { mediaId, numbers }: { mediaId: string; numbers: readonly string[] },
): { mimeType: string; bytes: string } | undefined {
  const found = simulator.file(mediaId)
  if (!found || !numbers.includes(found.phoneNumberId)) return undefined
  return { mimeType: found.mimeType, bytes: Buffer.from(found.bytes).toString('base64') }
}

type Fields = Record<string, unknown>
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function messageOf(message: MessageView): PhoneMessage {
  const payload = (typeof message.payload === 'object' && message.payload !== null ? message.payload : {}) as Fields
  return {
    id: message.id,
    direction: message.direction,
    type: message.type,
    text: message.text,
    at: message.at,
    file: message.mediaId === null ? null : { mediaId: message.mediaId, name: textOf(payload.filename), isVoice: payload.voice === true },
    location: message.type === 'location' ? locationOf(payload) : null,
    interactive: message.direction === 'out' && message.type === 'interactive' ? interactiveOf(payload) : null,
    order: message.type === 'order' ? orderOf(payload) : null,
    answers: message.type === 'interactive' ? answersOf(payload) : null,
    replyTo: message.replyTo,
    isReadByBusiness: message.isReadByBusiness,
    isPlayed: message.ticks === 'played',
    reactions: message.reactions,
    isEdited: message.isEdited,
    isRevoked: message.isRevoked,
  }
}

function locationOf({ latitude, longitude, name, address }: Fields): PhoneMessage['location'] {
  const [north, east] = [Number(latitude), Number(longitude)]
  if (!Number.isFinite(north) || !Number.isFinite(east)) return null
  return { latitude: north, longitude: east, name: textOf(name), address: textOf(address) }
}
