import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/** `offline`: it takes orders and sends nothing, its tab is closed. `silent`: nothing has come in for longer than is normal. */
export const ConnectorTrouble = z.enum(['offline', 'silent'])
export type ConnectorTrouble = z.infer<typeof ConnectorTrouble>

export const Connector = z.object({
  channelId: Id,
  /** To be pasted into the extension: where it sends what customers write. */
  webhookPath: z.string(),
  /** And as what: a text with the extension's variables in it, and our key. */
  template: z.string(),
  heardAt: Instant.nullable(),
  offlineSince: Instant.nullable(),
  trouble: ConnectorTrouble.nullable(),
  /** Hours without anything coming in after which somebody is told. */
  silenceHours: z.int(),
})
export type Connector = z.infer<typeof Connector>

export const SetConnector = z.object({
  silenceHours: z.int().min(1).max(168).optional(),
  /** The address that the extension shows, or only its last part. It is a secret: it is never shown again. */
  address: z.string().trim().min(6).max(300).optional(),
})
