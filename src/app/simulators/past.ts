import type { SimulatedChat } from '#conversations/server/public.ts'
import type { ChatHistory, PastMessage } from '#simulators/whatsapp/history.ts'

type SimulatedMessage = SimulatedChat['messages'][number]

const files = new Set(['image', 'audio', 'video', 'document', 'sticker'])

/** A chat of our own records as the provider's telephone had it. The files themselves are gone with the telephone. */
export const pastOf = ({ phoneNumberId, waId, name, messages }: SimulatedChat): ChatHistory => ({
  phoneNumberId,
  person: { waId, name },
  messages: messages.map(messageOf),
})

function messageOf(message: SimulatedMessage): PastMessage {
  const { id, direction, at, replyTo, ticks, isRead } = message
  return { id, direction, at, replyTo, isReadByBusiness: isRead, ...(ticks && { ticks }), ...contentOf(message) }
}

function contentOf({ kind, text, fileName, isVoice, place }: SimulatedMessage): Pick<PastMessage, 'type' | 'payload'> {
  if (files.has(kind))
    return {
      type: kind,
      payload: { ...(text && { caption: text }), ...(fileName && { filename: fileName }), ...(isVoice && { voice: true }) },
    }
  if (place) return { type: 'location', payload: place }
  return text === null ? { type: kind, payload: {} } : { type: 'text', payload: { body: text } }
}
