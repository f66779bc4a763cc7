import { z } from 'zod'
import { endpoint, permission } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Listing, pageOf } from '#kernel/contract/page.ts'
import { Instant } from '#kernel/contract/time.ts'

/** Read mail on its way out. Links in it let people in, so it belongs to whoever runs the installation. */
export const canReadMail = permission('kernel.read-mail')

export const OutgoingMail = z.object({
  id: Id,
  toAddress: z.string(),
  toName: z.string(),
  subject: z.string(),
  /** Null once it was sent. */
  text: z.string().nullable(),
  state: z.enum(['waiting', 'sent', 'failed']),
  attempts: z.int(),
  lastError: z.string().nullable(),
  createdAt: Instant,
  sentAt: Instant.nullable(),
})
export type OutgoingMail = z.infer<typeof OutgoingMail>

/**
 * The mail of the organization, newest first. `hasServer`: whether an SMTP server is set, or mail waits here to be read.
 * `localAddress`: where its links lead when that opens on the machine of the product only; null: they open everywhere.
 */
export const listMail = endpoint({
  method: 'GET',
  path: '/outgoing-mail',
  permission: canReadMail,
  input: Listing,
  output: pageOf(OutgoingMail).extend({ hasServer: z.boolean(), localAddress: z.string().nullable() }),
})
