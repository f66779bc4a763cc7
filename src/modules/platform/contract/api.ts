import { z } from 'zod'
import { endpoint, member } from '#kernel/contract/declare.ts'
import { MessageId, Phone, PhoneChat, PhoneContent, PhoneMessage, PhoneNumberId, WaId } from '#platform/contract/phone.ts'

/**
 * The simulated phone: a person writes as a customer of a demo business and sees what comes back. Every endpoint answers
 * 404 `platform.only_in_demos` in any other organization.
 */
const chat = z.object({ phoneNumberId: PhoneNumberId, waId: WaId })

export const getPhone = endpoint({ method: 'GET', path: '/phone', permission: member, input: z.object({}), output: Phone })

/** The hundred chats that moved last, of those whose name or number has the words of `search`. */
export const listPhoneChats = endpoint({
  method: 'GET',
  path: '/phone/:phoneNumberId/chats',
  permission: member,
  input: z.object({ phoneNumberId: PhoneNumberId, search: z.string().trim().max(100).optional() }),
  output: z.object({ items: z.array(PhoneChat) }),
})

/** The last two hundred, oldest first. */
export const listPhoneMessages = endpoint({
  method: 'GET',
  path: '/phone/:phoneNumberId/chats/:waId/messages',
  permission: member,
  input: chat,
  output: z.object({ name: z.string(), unread: z.int(), isBusinessTyping: z.boolean(), items: z.array(PhoneMessage) }),
})

/** Somebody new, with a number that belongs to nobody. */
export const addPhoneCustomer = endpoint({
  method: 'POST',
  path: '/phone/:phoneNumberId/customers',
  permission: member,
  input: z.object({ phoneNumberId: PhoneNumberId, name: z.string().trim().min(1).max(60) }),
  output: z.object({ waId: z.string(), name: z.string() }),
})

/** Without `name` only in a chat that is on the telephone: 404 `platform.no_such_chat` otherwise. */
export const writeAsCustomer = endpoint({
  method: 'POST',
  path: '/phone/:phoneNumberId/chats/:waId/messages',
  permission: member,
  input: chat.extend({ name: z.string().trim().min(1).max(60).optional(), content: PhoneContent, replyTo: MessageId.optional() }),
  output: PhoneMessage,
  bodyLimit: 3_000_000,
})

/** The customer looks at the chat (what arrived is read, and what arrives meanwhile too) or puts the telephone away. */
export const lookAtChat = endpoint({
  method: 'PUT',
  path: '/phone/:phoneNumberId/chats/:waId/look',
  permission: member,
  input: chat.extend({ isLooking: z.boolean() }),
  output: z.object({ isLooking: z.boolean() }),
})

/** The customer listens to a voice note of the business. */
export const playVoiceNote = endpoint({
  method: 'PUT',
  path: '/phone/:phoneNumberId/chats/:waId/played',
  permission: member,
  input: chat.extend({ messageId: MessageId }),
  output: z.object({ isPlayed: z.boolean() }),
})

/** A picture, a voice note or a document of a chat; of either side. */
export const getPhoneFile = endpoint({
  method: 'GET',
  path: '/phone/files/:mediaId',
  permission: member,
  input: z.object({ mediaId: z.string().regex(/^[\w-]{1,80}$/) }),
  output: z.object({ mimeType: z.string(), bytes: z.base64() }),
})

export const switchLiveCustomers = endpoint({
  method: 'PUT',
  path: '/phone/live-customers',
  permission: member,
  input: z.object({ isOn: z.boolean() }),
  output: z.object({ isLive: z.boolean() }),
})
