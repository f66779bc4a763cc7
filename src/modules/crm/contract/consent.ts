import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

export const ConsentChannel = z.enum(['whatsapp', 'sms', 'email', 'phone', 'instagram', 'messenger', 'telegram'])
export type ConsentChannel = z.infer<typeof ConsentChannel>
/** `service`: about something they asked for. `marketing`: everything else. */
export const ConsentPurpose = z.enum(['service', 'marketing'])
export type ConsentPurpose = z.infer<typeof ConsentPurpose>
/** No row at all means nobody asked: `unknown`. */
export const ConsentState = z.enum(['granted', 'denied', 'unknown'])
export type ConsentState = z.infer<typeof ConsentState>

export const Consent = z.object({
  channel: ConsentChannel,
  purpose: ConsentPurpose,
  state: ConsentState,
  changedAt: Instant,
  /** How it is known: `person` (told a teammate), `keyword`, `form`, `import`, `api`, `provider`. */
  source: z.string(),
  evidence: z.string(),
  /** Which text they said it to, as whoever showed it calls it: `form:newsletter v3`. Empty when nobody says. */
  textVersion: z.string(),
  actorName: z.string().nullable(),
})
export type Consent = z.infer<typeof Consent>

export const ConsentHistory = z.object({ current: z.array(Consent), history: z.array(Consent) })

export const SetConsent = z.object({
  id: Id,
  channel: ConsentChannel,
  purpose: ConsentPurpose,
  state: ConsentState,
  /** In the words of whoever records it: "Lo pidió por teléfono". */
  evidence: z.string().trim().max(500).default(''),
  textVersion: z.string().trim().max(120).optional(),
})
export type SetConsent = z.output<typeof SetConsent>
