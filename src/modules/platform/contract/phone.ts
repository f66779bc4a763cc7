import { z } from 'zod'
import { Instant } from '#kernel/contract/time.ts'

/** Digits of a customer's number, as the provider writes them. */
export const WaId = z.string().regex(/^\d{5,20}$/)
export const PhoneNumberId = z.string().regex(/^\d{5,40}$/)
export const MessageId = z.string().min(1).max(200)

export const SimulatedNumber = z.object({ phoneNumberId: z.string(), name: z.string(), displayPhone: z.string() })
export type SimulatedNumber = z.infer<typeof SimulatedNumber>

/** What a demo business has on its telephone. `isLive`: simulated people write by themselves. */
export const Phone = z.object({ numbers: z.array(SimulatedNumber), isLive: z.boolean() })
export type Phone = z.infer<typeof Phone>

/** `direction` is the business's: `in` is what the customer wrote. `type` is the provider's: text, image, audio, document, location, … */
const shown = {
  direction: z.enum(['in', 'out']),
  type: z.string(),
  text: z.string().nullable(),
  isRevoked: z.boolean(),
}

const choosable = z.object({ id: z.string(), title: z.string(), description: z.string().nullable() })

/** What can be pressed on a message of the business, around its text. */
export const PhoneInteractive = z.object({
  header: z.string().nullable(),
  footer: z.string().nullable(),
  actions: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('reply'), id: z.string(), title: z.string() }),
      z.object({
        kind: z.literal('list'),
        text: z.string(),
        sections: z.array(z.object({ title: z.string().nullable(), rows: z.array(choosable) })),
      }),
      z.object({ kind: z.literal('link'), text: z.string(), url: z.string() }),
      /** Products that are offered; none: the whole catalogue. */
      z.object({ kind: z.literal('products'), catalogId: z.string().nullable(), skus: z.array(z.string()) }),
      z.object({ kind: z.literal('form'), text: z.string(), token: z.string() }),
      z.object({ kind: z.literal('location') }),
    ]),
  ),
})
export type PhoneInteractive = z.infer<typeof PhoneInteractive>

/** `price` per unit, in major units as the provider writes it. */
export const PhoneOrderLine = z.object({
  retailerId: z.string().min(1).max(100),
  quantity: z.int().positive().max(999),
  price: z.number().nonnegative().max(1_000_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/),
})
export type PhoneOrderLine = z.infer<typeof PhoneOrderLine>

/** A message as the customer's telephone has it: what did not arrive there is not in it. */
export const PhoneMessage = z.object({
  ...shown,
  id: z.string(),
  at: Instant,
  /** Bytes by `getPhoneFile`. */
  file: z.object({ mediaId: z.string(), name: z.string().nullable(), isVoice: z.boolean() }).nullable(),
  location: z
    .object({ latitude: z.number(), longitude: z.number(), name: z.string().nullable(), address: z.string().nullable() })
    .nullable(),
  interactive: PhoneInteractive.nullable(),
  /** What the customer ordered from the catalogue. */
  order: z.array(PhoneOrderLine).nullable(),
  /** What the customer answered in a form, as it travelled. */
  answers: z.record(z.string(), z.unknown()).nullable(),
  replyTo: z.string().nullable(),
  /** Of what the customer wrote: the ticks turn blue. */
  isReadByBusiness: z.boolean(),
  /** Of a voice note of the business: the customer listened to it. */
  isPlayed: z.boolean(),
  reactions: z.object({ customer: z.string().nullable(), business: z.string().nullable() }),
  isEdited: z.boolean(),
})
export type PhoneMessage = z.infer<typeof PhoneMessage>

export const PhoneChat = z.object({
  waId: z.string(),
  name: z.string(),
  /** Messages of the business that the customer did not see. */
  unread: z.int(),
  isBusinessTyping: z.boolean(),
  last: z.object({ ...shown, at: Instant, isReadByBusiness: z.boolean() }).nullable(),
})
export type PhoneChat = z.infer<typeof PhoneChat>

/** What somebody does as the customer. A picture travels as base64 inside the JSON: it is a demo's own small file. */
export const PhoneContent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('text'),
    text: z.string().trim().min(1).max(4096),
    /** Passed on from another chat. */
    isForwarded: z.boolean().optional(),
    /** The customer comes from an advertisement of the business. */
    isFromAd: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('image'),
    mimeType: z.enum(['image/jpeg', 'image/png']),
    bytes: z.base64().max(2_800_000),
    caption: z.string().max(1024).optional(),
  }),
  z.object({
    type: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: z.string().max(200),
    address: z.string().max(200),
  }),
  z.object({ type: z.literal('button_reply'), id: z.string().max(256), title: z.string().max(200) }),
  z.object({
    type: z.literal('list_reply'),
    id: z.string().max(256),
    title: z.string().max(200),
    description: z.string().max(200).optional(),
  }),
  z.object({ type: z.literal('flow_reply'), answers: z.record(z.string().max(80), z.string().max(1000)) }),
  z.object({
    type: z.literal('order'),
    catalogId: z.string().min(1).max(60),
    text: z.string().trim().max(1000).optional(),
    items: z.array(PhoneOrderLine).min(1).max(30),
  }),
  /** Without an emoji the reaction is taken back. */
  z.object({ type: z.literal('reaction'), messageId: MessageId, emoji: z.string().min(1).max(32).optional() }),
  z.object({ type: z.literal('edit'), messageId: MessageId, text: z.string().trim().min(1).max(4096) }),
  z.object({ type: z.literal('revoke'), messageId: MessageId }),
])
export type PhoneContent = z.infer<typeof PhoneContent>
