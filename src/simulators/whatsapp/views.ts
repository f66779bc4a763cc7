import type { BusinessNumber, Chat, ChatMessage, Template, World } from './state.ts'
import { userIdOf } from './state.ts'
import { isWindowOpen } from './statuses.ts'

/** Plain copies of what the machine knows, ready for JSON: whoever gets one cannot change the machine with it. */

export type NumberView = {
  phoneNumberId: string
  wabaId: string
  displayPhone: string
  verifiedName: string
  webhookUrl: string | null
  isVerified: boolean
  isSubscribed: boolean
  quality: string
  chats: number
}

export type MessageView = {
  id: string
  direction: 'in' | 'out'
  type: string
  /** What the telephone shows as words: body, caption, rendered template, title of a chosen button. */
  text: string | null
  payload: unknown
  /** Bytes by `simulator.file(id)`. */
  mediaId: string | null
  at: string
  replyTo: string | null
  /** One tick, two ticks, two blue ticks; null for what the customer wrote. */
  ticks: 'pending' | 'sent' | 'delivered' | 'read' | 'played' | 'failed' | null
  /** What the customer wrote and the business has read. */
  isReadByBusiness: boolean
  error: { code: number; title: string; details: string } | null
  callbackData: string | null
  reactions: { customer: string | null; business: string | null }
  isEdited: boolean
  isRevoked: boolean
}

export type ChatView = {
  phoneNumberId: string
  customer: {
    waId: string
    userId: string
    name: string
    username: string | null
    hidesPhone: boolean
    isOnline: boolean
    hasWhatsApp: boolean
  }
  isOpen: boolean
  isWindowOpen: boolean
  isBusinessTyping: boolean
  /** Messages of the business that arrived and that the customer did not see. */
  unread: number
  messages: number
  last: MessageView | null
}

const iso = (ms: number): string => new Date(ms).toISOString()

export const numberView = (number: BusinessNumber): NumberView => ({
  phoneNumberId: number.phoneNumberId,
  wabaId: number.wabaId,
  displayPhone: number.displayPhone,
  verifiedName: number.verifiedName,
  webhookUrl: number.webhookUrl,
  isVerified: number.isVerified,
  isSubscribed: number.isSubscribed,
  quality: number.quality,
  chats: number.chats.size,
})

export function messageView(message: ChatMessage): MessageView {
  const [problem] = message.errors
  return {
    id: message.id,
    direction: message.direction,
    type: message.type,
    text: message.isRevoked ? null : wordsOf(message),
    payload: message.isRevoked ? null : structuredClone(message.payload),
    mediaId: message.isRevoked ? null : mediaIdOf(message),
    at: iso(message.at),
    replyTo: message.replyTo,
    ticks: message.status === 'accepted' ? 'pending' : message.status,
    isReadByBusiness: message.isReadByBusiness,
    error: problem ? { code: problem.code, title: problem.title, details: problem.error_data.details } : null,
    callbackData: message.callbackData,
    reactions: { customer: message.reactions.customer ?? null, business: message.reactions.business ?? null },
    isEdited: message.isEdited,
    isRevoked: message.isRevoked,
  }
}

export function chatView(world: World, number: BusinessNumber, chat: Chat): ChatView {
  const { person } = chat
  const last = chat.messages.at(-1)
  return {
    phoneNumberId: number.phoneNumberId,
    customer: {
      waId: person.waId,
      userId: userIdOf(person, number.wabaId),
      name: person.name,
      username: person.username,
      hidesPhone: person.hidesPhone,
      isOnline: person.isOnline,
      hasWhatsApp: person.hasWhatsApp,
    },
    isOpen: chat.isOpen,
    isWindowOpen: isWindowOpen(chat, world.clock.now()),
    isBusinessTyping: chat.typingUntil > world.clock.now(),
    unread: chat.messages.filter((message) => message.status === 'delivered' && message.type !== 'reaction').length,
    messages: chat.messages.length,
    last: last ? messageView(last) : null,
  }
}

export const templateView = ({ id, wabaId, name, language, category, status, reason, components }: Template) => ({
  id,
  wabaId,
  name,
  language,
  category,
  status,
  reason,
  components: structuredClone(components),
})

type Fields = Record<string, unknown>

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)
const inner = (value: unknown, name: string): unknown => (typeof value === 'object' && value !== null ? (value as Fields)[name] : undefined)

function wordsOf(message: ChatMessage): string | null {
  const { payload } = message
  if (message.rendered !== null) return message.rendered
  switch (message.type) {
    case 'text':
      return text(inner(payload, 'body'))
    case 'button':
      return text(inner(payload, 'text'))
    case 'reaction':
      return text(inner(payload, 'emoji'))
    case 'interactive': {
      const chosen = inner(payload, String(inner(payload, 'type')))
      return text(inner(chosen, 'title')) ?? text(inner(chosen, 'body')) ?? text(inner(inner(payload, 'body'), 'text'))
    }
    case 'order':
      return text(inner(payload, 'text'))
    case 'system':
      return text(inner(payload, 'body'))
    case 'edit':
      return text(inner(inner(inner(payload, 'message'), 'text'), 'body'))
    default:
      return text(inner(payload, 'caption'))
  }
}

const mediaKinds = new Set(['image', 'video', 'audio', 'document', 'sticker'])

function mediaIdOf(message: ChatMessage): string | null {
  if (message.linkedMediaId) return message.linkedMediaId
  return mediaKinds.has(message.type) ? text(String(inner(message.payload, 'id') ?? '')) : null
}
