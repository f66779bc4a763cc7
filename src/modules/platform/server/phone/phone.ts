import * as conversations from '#conversations/server/public.ts'
import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Phone, PhoneChat, PhoneContent, PhoneMessage } from '#platform/contract/phone.ts'
import { ask } from '#platform/server/phone/door.ts'
import { keptFileIdOf } from '#platform/server/phone/kept-file.ts'
import { noNumberLeft, noSuchChat, noSuchFile, onlyInDemos } from '#platform/server/problems.ts'

type Chat = { phoneNumberId: string; waId: string }

async function requireDemo(ctx: Ctx): Promise<void> {
  if (!(await identity.organization(ctx)).isDemo) throw onlyInDemos()
}

const idsOf = async (ctx: Ctx): Promise<string[]> => (await conversations.simulatedNumbers(ctx)).map(({ phoneNumberId }) => phoneNumberId)

/** The simulator serves every demo of the installation: a number of another one does not exist here. */
async function requireOwnNumber(ctx: Ctx, phoneNumberId: string): Promise<void> {
  await requireDemo(ctx)
  if (!(await idsOf(ctx)).includes(phoneNumberId)) throw noSuchChat()
}

export async function get(ctx: Ctx): Promise<Phone> {
  await requireDemo(ctx)
  const [numbers, { isLive }] = await Promise.all([
    conversations.simulatedNumbers(ctx),
    ask<{ isLive: boolean }>(ctx, 'GET', '/live-customers', { org: ctx.org }),
  ])
  return {
    numbers: numbers.map(({ phoneNumberId, verifiedName, displayPhone }) => ({ phoneNumberId, name: verifiedName, displayPhone })),
    isLive,
  }
}

export async function listChats(
  ctx: Ctx,
  { phoneNumberId, search = '' }: { phoneNumberId: string; search?: string | undefined },
): Promise<{ items: PhoneChat[] }> {
  await requireOwnNumber(ctx, phoneNumberId)
  return ask(ctx, 'GET', '/telephone/chats', { phoneNumberId, search })
}

export async function listMessages(
  ctx: Ctx,
  { phoneNumberId, waId }: Chat,
): Promise<{ name: string; unread: number; isBusinessTyping: boolean; items: PhoneMessage[] }> {
  await requireOwnNumber(ctx, phoneNumberId)
  return ask(ctx, 'GET', '/telephone/messages', { phoneNumberId, waId })
}

export async function addCustomer(
  ctx: Ctx,
  { phoneNumberId, name }: { phoneNumberId: string; name: string },
): Promise<{ waId: string; name: string }> {
  await requireOwnNumber(ctx, phoneNumberId)
  return ask(ctx, 'POST', '/telephone/customers', { phoneNumberId, name }, (status) => (status === 409 ? noNumberLeft() : noSuchChat()))
}

export async function write(
  ctx: Ctx,
  input: Chat & { name?: string | undefined; content: PhoneContent; replyTo?: string | undefined },
): Promise<PhoneMessage> {
  const { phoneNumberId, waId, name, content, replyTo } = input
  await requireOwnNumber(ctx, phoneNumberId)
  return ask(ctx, 'POST', '/telephone/messages', { phoneNumberId, waId, content, ...(name && { name }), ...(replyTo && { replyTo }) })
}

export async function look(ctx: Ctx, { phoneNumberId, waId, isLooking }: Chat & { isLooking: boolean }): Promise<{ isLooking: boolean }> {
  await requireOwnNumber(ctx, phoneNumberId)
  return ask(ctx, 'POST', '/telephone/look', { phoneNumberId, waId, isLooking })
}

export async function play(ctx: Ctx, { phoneNumberId, waId, messageId }: Chat & { messageId: string }): Promise<{ isPlayed: boolean }> {
  await requireOwnNumber(ctx, phoneNumberId)
  await ask(ctx, 'POST', '/chats/play', { phoneNumberId, customer: waId, messageId })
  return { isPlayed: true }
}

export async function getFile(ctx: Ctx, { mediaId }: { mediaId: string }): Promise<{ mimeType: string; bytes: string }> {
  await requireDemo(ctx)
  const keptId = keptFileIdOf(mediaId)
  if (keptId) {
    const kept = await conversations.simulatedFile(ctx, keptId)
    if (!kept) throw noSuchFile()
    return { mimeType: kept.mimeType, bytes: kept.content.toString('base64') }
  }
  return ask(ctx, 'GET', '/telephone/files', { mediaId, numbers: (await idsOf(ctx)).join(',') }, () => noSuchFile())
}

/** Simulated people begin to write by themselves, or stop. The switch is the simulator's: a restart turns it off. */
export async function switchLive(ctx: Ctx, { isOn }: { isOn: boolean }): Promise<{ isLive: boolean }> {
  await requireDemo(ctx)
  return ask(ctx, 'PUT', '/live-customers', { org: ctx.org, isOn, numbers: await idsOf(ctx) })
}
