import { z } from 'zod'
import { mediaKinds } from '#conversations/contract/content.ts'

export const channelKinds = ['whatsapp', 'watoolbox'] as const
export const ChannelKind = z.enum(channelKinds)
export type ChannelKind = z.infer<typeof ChannelKind>

/** What a kind of channel can do. Adapters declare it; screens offer nothing that is not in it. */
export const Capabilities = z.object({
  /** The provider supports and documents this way. Otherwise it is best effort, and the number may be banned for it. */
  isOfficial: z.boolean(),
  /** Messages are confirmed further than "handed over": delivered and read. */
  receipts: z.boolean(),
  reactions: z.boolean(),
  /** An answer can point at the message that it answers. */
  quotes: z.boolean(),
  templates: z.boolean(),
  /** The customer can be shown that somebody writes and that we have read. */
  typing: z.boolean(),
  locations: z.boolean(),
  /** Buttons, lists, products, forms. */
  interactive: z.boolean(),
  mediaKinds: z.array(z.enum(mediaKinds)),
  /** Hours after the customer's last message in which free text gets through; null: at any time. */
  windowHours: z.int().positive().nullable(),
})
export type Capabilities = z.infer<typeof Capabilities>
