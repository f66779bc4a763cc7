import type { SimulatedChat } from '#conversations/server/channels/simulated-chats.ts'
import { keptMediaId } from '#platform/server/phone/kept-file.ts'
import type { ChatHistory, PastMessage } from '#simulators/whatsapp/history.ts'

type SimulatedMessage = SimulatedChat['messages'][number]

const files = new Set(['image', 'audio', 'video', 'document', 'sticker'])

/** A chat of our own records as the provider's telephone had it. The files are our own copies. */
export const pastOf = ({ phoneNumberId, waId, name, messages }: SimulatedChat): ChatHistory => ({
  phoneNumberId,
  person: { waId, name },
  messages: messages.map(messageOf),
})

function messageOf(message: SimulatedMessage): PastMessage {
  const { id, direction, at, replyTo, reactions, ticks, isRead } = message
  return { id, direction, at, replyTo, reactions, isReadByBusiness: isRead, ...(ticks && { ticks }), ...contentOf(message) }
}

function contentOf({ kind, text, said, fileId, fileName, isVoice, place }: SimulatedMessage): Pick<PastMessage, 'type' | 'payload'> {
  if (said) return said
  if (files.has(kind)) {
    const file = { ...(fileId && { id: keptMediaId(fileId) }), ...(fileName && { filename: fileName }), ...(isVoice && { voice: true }) }
    return { type: kind, payload: { ...file, ...(text && { caption: text }) } }
  }
  if (place) return { type: 'location', payload: place }
  return text === null ? { type: kind, payload: {} } : { type: 'text', payload: { body: text } }
}
