import { dayIn } from '#kernel/contract/calendar-day.ts'
import { scaled } from '#kernel/contract/shares.ts'
import type { KnownRate, RateSource } from '#kernel/module.ts'
import * as identity from '#identity/server/public.ts'
import type { RateUsed } from '#sales/contract/exchange-rate.ts'
import { ratesByDay } from '#sales/server/exchange-rates/convert.ts'
import * as store from '#sales/server/exchange-rates/exchange-rates.store.ts'

const unit = 1_000_000_000

/**
 * What every other currency is worth in one, out of rates into the organization's own: of two others by what each is worth
 * at home, as of the older of both days. What is too small or too large to be told in billionths is left out.
 */
export function worthIn(currency: string, rates: readonly RateUsed[], { home, today }: { home: string; today: string }): KnownRate[] {
  const rateOf = ratesByDay(rates)
  const atHome = [...new Set(rates.map((rate) => rate.currency))].toSorted().flatMap((one) => rateOf(one, today) ?? [])
  if (currency === home) return atHome
  const own = atHome.find((rate) => rate.currency === currency)
  if (!own) return []
  const others = atHome.filter((rate) => rate !== own)
  return [{ currency: home, day: own.day, rateNanos: unit }, ...others].flatMap(({ currency: other, day, rateNanos }) => {
    const crossed = crossedBy(rateNanos, own.rateNanos)
    return crossed === null ? [] : [{ currency: other, into: currency, day: day < own.day ? day : own.day, rateNanos: crossed }]
  })
}

function crossedBy(rateNanos: number, ownNanos: number): number | null {
  try {
    return scaled(rateNanos, unit, ownNanos) || null
  } catch {
    return null
  }
}

export const keptRates: RateSource = {
  async worthIn(ctx, currency) {
    const { currency: home } = await identity.organization(ctx)
    return worthIn(currency, await store.into(ctx, home), { home, today: dayIn(ctx.zone, ctx.now) })
  },
}
