import * as conversations from '#conversations/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Phone, PhoneChat, PhoneContent, PhoneMessage } from '#platform/contract/phone.ts'
import { ask } from '#platform/server/phone/door.ts'
import { noSuchChat, onlyInDemos } from '#platform/server/problems.ts'

type ChatView = {
  customer: { waId: string; name: string; isOnline: boolean }
  isBusinessTyping: boolean
  unread: number
  last: { text: string | null; type: string; at: string } | null
}

type Chat = { phoneNumberId: string; waId: string }

/** The last hundred numbers of each fictional area are kept for people that somebody invents here. */
const newcomerAreas = ['809', '829', '849', '787', '939']
const firstNewcomer = 80
const newcomersPerArea = 10

async function requireDemo(ctx: Ctx): Promise<void> {
  if (!(await identity.organization(ctx)).isDemo) throw onlyInDemos()
}

/** The simulator serves every demo of the installation: a number of another one does not exist here. */
async function requireOwnNumber(ctx: Ctx, phoneNumberId: string): Promise<void> {
  await requireDemo(ctx)
  if (!(await conversations.simulatedNumbers(ctx)).some((number) => number.phoneNumberId === phoneNumberId)) throw noSuchChat()
}

export async function get(ctx: Ctx): Promise<Phone> {
  await requireDemo(ctx)
  const [numbers, { isLive }] = await Promise.all([conversations.simulatedNumbers(ctx), ask<{ isLive: boolean }>(ctx, 'GET', '/live-customers', { org: ctx.org })])
  return { numbers: numbers.map(({ phoneNumberId, verifiedName, displayPhone }) => ({ phoneNumberId, name: verifiedName, displayPhone })), isLive }
}

export async function listChats(ctx: Ctx, { phoneNumberId }: { phoneNumberId: string }): Promise<{ items: PhoneChat[] }> {
  await requireOwnNumber(ctx, phoneNumberId)
  const chats = await ask<ChatView[]>(ctx, 'GET', '/chats', { phoneNumberId })
  return {
    items: chats.slice(0, 100).map(({ customer, unread, isBusinessTyping, last }) => ({
      waId: customer.waId,
      name: customer.name,
      unread,
      isOnline: customer.isOnline,
      isBusinessTyping,
      lastText: last?.text ?? null,
      lastAt: last?.at ?? null,
    })),
  }
}

export async function listMessages(ctx: Ctx, { phoneNumberId, waId }: Chat): Promise<{ items: PhoneMessage[]; isBusinessTyping: boolean }> {
  await requireOwnNumber(ctx, phoneNumberId)
  const [messages, chats] = await Promise.all([
    ask<PhoneMessage[]>(ctx, 'GET', '/messages', { phoneNumberId, customer: waId }),
    ask<ChatView[]>(ctx, 'GET', '/chats', { phoneNumberId }),
  ])
  return { items: messages.slice(-200).map(shown), isBusinessTyping: chats.find(({ customer }) => customer.waId === waId)?.isBusinessTyping ?? false }
}

export async function addCustomer(ctx: Ctx, { phoneNumberId, name }: { phoneNumberId: string; name: string }): Promise<{ waId: string; name: string }> {
  await requireOwnNumber(ctx, phoneNumberId)
  const known = new Set((await ask<ChatView[]>(ctx, 'GET', '/chats', { phoneNumberId })).map(({ customer }) => customer.waId))
  const numbers = newcomerAreas.flatMap((area) => Array.from({ length: newcomersPerArea }, (_, i) => `1${area}55501${firstNewcomer + i}`))
  const waId = numbers.find((number) => !known.has(number)) ?? (numbers[Math.floor(Math.random() * numbers.length)] as string)
  await ask(ctx, 'POST', '/people', { waId, name })
  await ask(ctx, 'POST', '/chats/open', { phoneNumberId, customer: waId })
  return { waId, name }
}

export async function write(ctx: Ctx, input: Chat & { name?: string | undefined; content: PhoneContent; replyTo?: string | undefined }): Promise<PhoneMessage> {
  await requireOwnNumber(ctx, input.phoneNumberId)
  const { name, content, replyTo } = input
  return shown(
    await ask<PhoneMessage>(ctx, 'POST', '/inbound', {
      phoneNumberId: input.phoneNumberId,
      from: { waId: input.waId, ...(name && { name }) },
      content,
      ...(replyTo && { replyTo }),
    }),
  )
}

export async function look(ctx: Ctx, { phoneNumberId, waId, isLooking }: Chat & { isLooking: boolean }): Promise<{ isLooking: boolean }> {
  await requireOwnNumber(ctx, phoneNumberId)
  await ask(ctx, 'POST', isLooking ? '/chats/open' : '/chats/close', { phoneNumberId, customer: waId })
  return { isLooking }
}

export async function getFile(ctx: Ctx, { mediaId }: { mediaId: string }): Promise<{ mimeType: string; bytes: string }> {
  await requireDemo(ctx)
  return ask(ctx, 'GET', '/files', { mediaId })
}

/** Simulated people begin to write by themselves, or stop. The switch is the simulator's: a restart turns it off. */
export async function switchLive(ctx: Ctx, { isOn }: { isOn: boolean }): Promise<{ isLive: boolean }> {
  await requireDemo(ctx)
  const numbers = (await conversations.simulatedNumbers(ctx)).map(({ phoneNumberId }) => phoneNumberId)
  return ask(ctx, 'PUT', '/live-customers', { org: ctx.org, isOn, numbers })
}

const shown = (message: PhoneMessage): PhoneMessage => ({
  id: message.id,
  direction: message.direction,
  type: message.type,
  text: message.text,
  mediaId: message.mediaId,
  at: message.at,
  replyTo: message.replyTo,
  ticks: message.ticks,
  isReadByBusiness: message.isReadByBusiness,
  reactions: message.reactions,
  isEdited: message.isEdited,
  isRevoked: message.isRevoked,
})
