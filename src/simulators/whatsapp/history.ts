import { addMessage, chatOf, ensurePerson } from './state.ts'
import type { BusinessNumber, Chat, Person, StatusName, World } from './state.ts'

export type PastMessage = {
  /** The id that the provider gave it, so that replies and reactions find it. */
  id: string
  direction: 'in' | 'out'
  /** ISO instant. */
  at: string
  /** `text` when absent. */
  type?: string
  /** The object under the name of the type; may be left out for a text. */
  payload?: unknown
  text?: string
  /** How far a sent message got; `read` when absent. */
  ticks?: 'pending' | StatusName
  replyTo?: string | null
  reactions?: { customer: string | null; business: string | null }
  /** Of what the customer wrote; true when absent. */
  isReadByBusiness?: boolean
}

export type ChatHistory = {
  phoneNumberId: string
  person: { waId: string } & Partial<Omit<Person, 'waId'>>
  messages: readonly PastMessage[]
}

/**
 * Puts a chat that already happened on the telephone, in silence: no webhook, no ticks, nobody watching hears of it. Messages
 * that are already there stay as they are, so it can be repeated. The window follows from the customer's last message.
 */
export function restoreChat(world: World, number: BusinessNumber, history: ChatHistory): Chat {
  const { waId, ...facts } = history.person
  const chat = chatOf(world, number, ensurePerson(world, waId, facts))
  for (const past of history.messages) {
    if (chat.byId.has(past.id)) continue
    const at = Date.parse(past.at)
    const { id, direction, ticks = 'read' } = past
    addMessage(chat, {
      id,
      direction,
      type: past.type ?? 'text',
      payload: past.payload ?? { body: past.text ?? '' },
      at,
      replyTo: past.replyTo ?? null,
      status: direction === 'in' ? null : ticks === 'pending' ? 'accepted' : ticks,
      reactions: {
        ...(past.reactions?.customer && { customer: past.reactions.customer }),
        ...(past.reactions?.business && { business: past.reactions.business }),
      },
      isReadByBusiness: direction === 'in' && (past.isReadByBusiness ?? true),
    })
    if (direction === 'in') chat.lastInboundAt = Math.max(chat.lastInboundAt ?? 0, at)
  }
  chat.messages.sort((one, other) => one.at - other.at)
  return chat
}
