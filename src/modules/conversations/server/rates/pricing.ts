import type { Quote, Rate, RateCategory } from '#conversations/contract/rate.ts'
import { own } from '#kernel/contract/own.ts'
import { marketsOf } from './market.ts'

/** What a message costs: pure rules over the table of rates. Days are ISO texts, which sort like time. */

/** From this day the provider charges what is written inside the customer's window too, at the rate of utility. */
export const windowIsFreeUntil = '2026-10-01'

/** An answer within a day to somebody whom an advertisement brought opens three days free of charge. */
const answerHours = 24
const freeHours = 72
const hourMs = 3_600_000

/**
 * Until when an advertisement makes everything free; null when none does. Before the first answer that answer itself
 * opens the free hours, if it is in time.
 */
export function entryPointUntil(
  { referralAt, answeredAt }: { referralAt: string | null; answeredAt: string | null },
  now: Date,
): string | null {
  if (referralAt === null) return null
  const opens = Math.min(answeredAt === null ? now.getTime() : Date.parse(answeredAt), Number.MAX_SAFE_INTEGER)
  if (opens >= Date.parse(referralAt) + answerHours * hourMs) return null
  const until = opens + freeHours * hourMs
  return now.getTime() < until ? new Date(until).toISOString() : null
}

/** How many billable messages of this month went there already, for the volume tiers. */
export type VolumeOf = (market: string, category: RateCategory) => number

export type Place = { country: string | null; day: string; volumeOf: VolumeOf }

/** The price of the nearest market that has one: of the country, of its region, of the rest of the world. */
export function rateFor(rates: readonly Rate[], category: RateCategory, { country, day, volumeOf }: Place): Rate | undefined {
  for (const market of marketsOf(country)) {
    const own = rates.filter((rate) => rate.market === market && rate.category === category && rate.validFrom <= day)
    const last = own.reduce((found, { validFrom }) => (validFrom > found ? validFrom : found), '')
    const [best] = own
      .filter(({ validFrom, fromVolume }) => validFrom === last && fromVolume <= volumeOf(market, category))
      .toSorted((one, other) => other.fromVolume - one.fromVolume)
    if (best) return best
  }
  return undefined
}

export type Asked = { kind: 'free-form' } | { kind: 'template'; category: 'marketing' | 'utility' | 'authentication' }

export type Situation = Place & {
  /** Both as of the moment of sending. */
  isWindowOpen: boolean
  isEntryPoint: boolean
  isStarting: boolean
}

export function quoteOf(rates: readonly Rate[], asked: Asked, situation: Situation): Quote {
  if (situation.isEntryPoint) return { kind: 'free', why: 'entry-point' }
  const isInWindow = asked.kind === 'free-form' || (asked.category === 'utility' && situation.isWindowOpen)
  if (isInWindow && situation.day < windowIsFreeUntil) return { kind: 'free', why: 'window' }
  const rate =
    asked.kind === 'template'
      ? rateFor(rates, asked.category, situation)
      : (rateFor(rates, 'service', situation) ?? rateFor(rates, 'utility', situation))
  if (!rate) return { kind: 'unknown' }
  const { amountMicros, currency, category, market } = rate
  return { kind: 'rate', amountMicros, currency, category, market, isStarting: situation.isStarting }
}

/** The provider's names of what it charges for, in those of the price list. */
export const categoryByName: Record<string, RateCategory> = {
  marketing: 'marketing',
  marketing_lite: 'marketing',
  utility: 'utility',
  authentication: 'authentication',
  authentication_international: 'authentication-international',
  service: 'service',
}

/** The price of what the provider says that it charged; 0 for what it gave away, undefined without a rate. */
export function chargedAs(
  rates: readonly Rate[],
  { category, isBillable }: { category: string; isBillable: boolean | null },
  place: Place,
): { amountMicros: number; currency: string | null; market: string | null } | undefined {
  if (isBillable === false) return { amountMicros: 0, currency: null, market: null }
  const ours = own(categoryByName, category)
  if (!ours) return undefined
  const rate = rateFor(rates, ours, place) ?? (ours === 'service' ? rateFor(rates, 'utility', place) : undefined)
  return rate && { amountMicros: rate.amountMicros, currency: rate.currency, market: rate.market }
}
