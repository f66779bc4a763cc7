import { z } from 'zod'
import { endpoint, member } from '#kernel/contract/declare.ts'
import { Phone, PhoneChat, PhoneContent, PhoneMessage, PhoneNumberId, WaId } from '#platform/contract/phone.ts'

/**
 * The simulated phone: a person writes as a customer of a demo business and sees what comes back. Every endpoint answers
 * 404 `platform.only_in_demos` in any other organization.
 */
const chat = z.object({ phoneNumberId: PhoneNumberId, waId: WaId })

export const getPhone = endpoint({ method: 'GET', path: '/phone', permission: member, input: z.object({}), output: Phone })

export const listPhoneChats = endpoint({
  method: 'GET',
  path: '/phone/:phoneNumberId/chats',
  permission: member,
  input: z.object({ phoneNumberId: PhoneNumberId }),
  output: z.object({ items: z.array(PhoneChat) }),
})

/** Oldest first. */
export const listPhoneMessages = endpoint({
  method: 'GET',
  path: '/phone/:phoneNumberId/chats/:waId/messages',
  permission: member,
  input: chat,
  output: z.object({ items: z.array(PhoneMessage), isBusinessTyping: z.boolean() }),
})

/** Somebody new, with a number that belongs to nobody. */
export const addPhoneCustomer = endpoint({
  method: 'POST',
  path: '/phone/:phoneNumberId/customers',
  permission: member,
  input: z.object({ phoneNumberId: PhoneNumberId, name: z.string().trim().min(1).max(60) }),
  output: z.object({ waId: z.string(), name: z.string() }),
})

export const writeAsCustomer = endpoint({
  method: 'POST',
  path: '/phone/:phoneNumberId/chats/:waId/messages',
  permission: member,
  input: chat.extend({ name: z.string().max(60).optional(), content: PhoneContent, replyTo: z.string().max(200).optional() }),
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

/** A picture or a voice note that the business sent. */
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
