import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/** What the provider charges for a message. Amounts are millionths of the currency: prices go below its smallest coin. */

export const rateCategories = ['marketing', 'utility', 'authentication', 'authentication-international', 'service'] as const
export const RateCategory = z.enum(rateCategories)
export type RateCategory = z.infer<typeof RateCategory>

export const Rate = z.object({
  /** An ISO country (`AR`) or a region of the provider's price list (`rest-of-latin-america`, `other`). */
  market: z.string(),
  category: RateCategory,
  currency: z.string(),
  /** `2026-10-01` */
  validFrom: z.string(),
  /** From so many messages of the month on; 0 where there are no tiers. */
  fromVolume: z.int(),
  amountMicros: z.int(),
})
export type Rate = z.infer<typeof Rate>

export const RateTable = z.object({
  items: z.array(Rate),
  /** The table that came with the product: to be compared with the provider's own before anybody relies on it. */
  isStarting: z.boolean(),
})
export type RateTable = z.infer<typeof RateTable>

/** A line of a file that was left out: `problem` is a key of `conversations.rates.problems`. */
export const RateProblem = z.object({ line: z.int(), column: z.string(), value: z.string(), problem: z.string() })
export type RateProblem = z.infer<typeof RateProblem>

export const RateImport = z.object({ rows: z.int(), added: z.int(), changed: z.int(), same: z.int(), problems: z.array(RateProblem) })
export type RateImport = z.infer<typeof RateImport>

/** What one message would cost. `free` says why: `entry-point` or `window`. */
export const Quote = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free'), why: z.enum(['entry-point', 'window']) }),
  z.object({
    kind: z.literal('rate'),
    amountMicros: z.int(),
    currency: z.string(),
    category: RateCategory,
    market: z.string(),
    isStarting: z.boolean(),
  }),
  /** Nobody loaded a price for it. */
  z.object({ kind: z.literal('unknown') }),
])
export type Quote = z.infer<typeof Quote>

export const ConversationCosts = z.object({
  /** ISO country of the customer, when their number or id tells. */
  country: z.string().nullable(),
  /** Until then nothing costs anything, because an advertisement brought the customer. */
  entryPointUntil: Instant.nullable(),
  freeForm: Quote,
  templates: z.object({ marketing: Quote, utility: Quote, authentication: Quote }),
})
export type ConversationCosts = z.infer<typeof ConversationCosts>

/** What the provider said that it charged, and the price of our table for that. */
export const MessagePrice = z.object({
  messageId: Id,
  /** As the provider names it: `marketing`, `service`, `referral_conversion`… */
  category: z.string(),
  /** `regular`, `free_customer_service`, `free_entry_point`. */
  type: z.string().nullable(),
  model: z.string().nullable(),
  isBillable: z.boolean().nullable(),
  market: z.string().nullable(),
  amountMicros: z.int().nullable(),
  currency: z.string().nullable(),
})
export type MessagePrice = z.infer<typeof MessagePrice>
