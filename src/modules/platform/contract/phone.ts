import { z } from 'zod'
import { Instant } from '#kernel/contract/time.ts'

/** Digits of a customer's number, as the provider writes them. */
export const WaId = z.string().regex(/^\d{5,20}$/)
export const PhoneNumberId = z.string().regex(/^\d{5,40}$/)

export const SimulatedNumber = z.object({ phoneNumberId: z.string(), name: z.string(), displayPhone: z.string() })

/** What a demo business has on its telephone. `isLive`: simulated people write by themselves. */
export const Phone = z.object({ numbers: z.array(SimulatedNumber), isLive: z.boolean() })
export type Phone = z.infer<typeof Phone>

export const PhoneMessage = z.object({
  id: z.string(),
  direction: z.enum(['in', 'out']),
  type: z.string(),
  text: z.string().nullable(),
  mediaId: z.string().nullable(),
  at: Instant,
  replyTo: z.string().nullable(),
  /** One tick, two ticks, two blue ticks of what the customer wrote are not known to a customer; these are of the business's messages. */
  ticks: z.enum(['pending', 'sent', 'delivered', 'read', 'played', 'failed']).nullable(),
  isReadByBusiness: z.boolean(),
  reactions: z.object({ customer: z.string().nullable(), business: z.string().nullable() }),
  isEdited: z.boolean(),
  isRevoked: z.boolean(),
})
export type PhoneMessage = z.infer<typeof PhoneMessage>

export const PhoneChat = z.object({
  waId: z.string(),
  name: z.string(),
  unread: z.int(),
  isOnline: z.boolean(),
  isBusinessTyping: z.boolean(),
  lastText: z.string().nullable(),
  lastAt: Instant.nullable(),
})
export type PhoneChat = z.infer<typeof PhoneChat>

/** What somebody does as the customer. A picture travels as base64 inside the JSON: it is a demo's own small file. */
export const PhoneContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().trim().min(1).max(4096) }),
  z.object({ type: z.literal('image'), mimeType: z.enum(['image/jpeg', 'image/png']), bytes: z.base64().max(2_800_000), caption: z.string().max(1024).optional() }),
  z.object({ type: z.literal('location'), latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180), name: z.string().max(200), address: z.string().max(200) }),
  z.object({ type: z.literal('reaction'), messageId: z.string().max(200), emoji: z.string().max(32).optional() }),
])
export type PhoneContent = z.infer<typeof PhoneContent>
