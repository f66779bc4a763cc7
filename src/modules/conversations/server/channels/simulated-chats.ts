import type { Ctx } from '#kernel/ctx.ts'
import * as store from './simulated-chats.store.ts'
import { payloadOf, type ProviderPayload } from './whatsapp/content-past.ts'

/** `said`: what a message with buttons, a choice, a form or an order is at the provider. */
export type SimulatedMessage = Omit<store.SimulatedMessage, 'content'> & { said: ProviderPayload | null }
export type SimulatedChat = Omit<store.SimulatedChat, 'messages'> & { messages: SimulatedMessage[] }

/** What the customers of a demo have on their telephones. */
export async function recent(ctx: Ctx): Promise<SimulatedChat[]> {
  return (await store.recent(ctx)).map((chat) => ({
    ...chat,
    messages: chat.messages.map(({ content, ...message }) => ({ ...message, said: content && payloadOf(content, message.id) })),
  }))
}
