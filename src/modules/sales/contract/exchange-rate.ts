import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Currency } from '#kernel/contract/money.ts'
import { BusinessDay } from '#kernel/contract/time.ts'

/**
 * What one unit of `currency` is worth in the organization's own currency (`into`), in billionths: 1 USD = 1.234,56 ARS is
 * 1_234_560_000_000. It counts from its day on until the next one.
 */
const rate = { day: BusinessDay, rateNanos: z.int().min(1).max(1_000_000_000_000_000) }

export const ExchangeRate = z.object({ id: Id, currency: z.string(), into: z.string(), ...rate, createdByName: z.string().nullable() })
export type ExchangeRate = z.infer<typeof ExchangeRate>

/** The rate behind a converted amount. Of amounts of many days it is the newest of them. */
export const RateUsed = z.object({ currency: z.string(), into: z.string(), ...rate })
export type RateUsed = z.infer<typeof RateUsed>

/** One of a currency and a day that is there already is written over. */
export const WriteRates = z.object({
  items: z
    .array(z.object({ currency: Currency, ...rate }))
    .min(1)
    .max(1000),
})
export type WriteRates = z.output<typeof WriteRates>
