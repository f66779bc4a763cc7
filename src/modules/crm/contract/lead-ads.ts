import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/** What an answer of an advertisement's form becomes: `name`, `phone`, `email`, `message` (told with its question) or `fields.<key>`; `none` leaves it out. */
export const AdTarget = z.string().regex(/^(?:name|phone|email|message|none|fields\.[a-z][a-z0-9_]{0,39})$/)
/** By key of the question, as the provider names it (`full_name`, `phone_number`, `¿qué_te_interesa?`). What is not said is found by its name, or told in the message. */
export const AdMapping = z.record(z.string().min(1).max(200), AdTarget)
export type AdMapping = z.infer<typeof AdMapping>

/** Why leads of a page do not come in. `token`: it expired or was withdrawn. `permission`: it may not read leads. */
export const LeadPageFailure = z.enum(['token', 'permission', 'unknown_page', 'unreachable'])
export type LeadPageFailure = z.infer<typeof LeadPageFailure>

/** A page of the business on a social network, whose advertisements ask for data. */
export const LeadPage = z.object({
  id: Id,
  pageId: z.string(),
  name: z.string(),
  isActive: z.boolean(),
  mapping: AdMapping,
  /** What to write into the provider's console. */
  webhookUrl: z.string(),
  verifyToken: z.string(),
  /** Whether the provider could reach that address: over https and not on this machine. */
  isReachable: z.boolean(),
  /** When something signed last came, or the address was confirmed. */
  heardAt: Instant.nullable(),
  failure: LeadPageFailure.nullable(),
  takenCount: z.int(),
  /** Told, and not fetched yet or refused. */
  openCount: z.int(),
  createdAt: Instant,
  version: z.int(),
})
export type LeadPage = z.infer<typeof LeadPage>

const secret = z.string().trim().min(8).max(1_000)
export const ConnectLeadPage = z.object({
  pageId: z
    .string()
    .trim()
    .regex(/^\d{3,30}$/),
  token: secret,
  appSecret: secret,
})
export type ConnectLeadPage = z.output<typeof ConnectLeadPage>

export const UpdateLeadPage = z.object({
  id: Id,
  token: secret.optional(),
  appSecret: secret.optional(),
  mapping: AdMapping.optional(),
  isActive: z.boolean().optional(),
})
export type UpdateLeadPage = z.output<typeof UpdateLeadPage>

/** A form of the provider with what it asks. */
export const AdForm = z.object({
  id: z.string(),
  name: z.string(),
  questions: z.array(z.object({ key: z.string(), label: z.string(), target: AdTarget })),
})
export type AdForm = z.infer<typeof AdForm>

/** A lead that the provider told of. `waiting`: to be fetched. `failed` says why: `gone`, `no_identity`, or a failure of the page. */
export const LeadDelivery = z.object({
  id: Id,
  leadgenId: z.string(),
  state: z.enum(['waiting', 'taken', 'failed']),
  failure: z.string().nullable(),
  contactId: Id.nullable(),
  contactName: z.string().nullable(),
  toldAt: Instant,
})
export type LeadDelivery = z.infer<typeof LeadDelivery>
