import type { Ctx } from '#kernel/ctx.ts'
import * as identity from '#identity/server/public.ts'
import type { RateUsed } from '#sales/contract/exchange-rate.ts'
import { type Dated, inOne } from '#sales/server/exchange-rates/convert.ts'
import * as store from '#sales/server/exchange-rates/exchange-rates.store.ts'

/** The organization's currency, and what others are worth in it. */
export type Exchange = { home: string; today: string; rates: readonly RateUsed[] }

export async function exchangeOf(ctx: Ctx, today: string): Promise<Exchange> {
  const { currency: home } = await identity.organization(ctx)
  return { home, today, rates: await store.into(ctx, home) }
}

/** Amounts of one currency, or of all of them in the organization's. */
export type Basket<R extends Record<string, readonly Dated[]>> = { currency: string; isConverted: boolean } & R

/**
 * Cuts lists of amounts by their currency. Where there is another one than the organization's, what all of it comes to
 * stands first, provided that every amount has a rate.
 */
export function basketsOf<R extends Record<string, readonly Dated[]>>(
  lists: R,
  { home, today, rates }: Exchange,
): { baskets: Basket<R>[]; rates: RateUsed[]; missing: string[] } {
  const names = Object.keys(lists) as (keyof R)[]
  const all = names.flatMap((name) => lists[name] as readonly Dated[])
  const currencies = [...new Set([home, ...all.map(({ currency }) => currency)])]
  const own = currencies.map((currency) => ({
    currency,
    isConverted: false,
    ...(Object.fromEntries(names.map((name) => [name, lists[name]?.filter((one) => one.currency === currency)])) as unknown as R),
  }))
  if (currencies.length === 1) return { baskets: own, rates: [], missing: [] }
  const converted = names.map((name) => ({ name, ...inOne(lists[name] as readonly Dated[], rates, { into: home, today }) }))
  const missing = [...new Set(converted.flatMap((one) => one.missing))].toSorted()
  const newest = new Map<string, RateUsed>()
  for (const rate of converted.flatMap(({ used }) => used))
    if ((newest.get(rate.currency)?.day ?? '') < rate.day) newest.set(rate.currency, rate)
  // Without anything in the organization's own currency its basket would only repeat zeros.
  const shown = own.filter(({ currency }) => currency !== home || all.some((one) => one.currency === home))
  if (missing.length > 0) return { baskets: shown, rates: [], missing }
  const together = {
    currency: home,
    isConverted: true,
    ...(Object.fromEntries(converted.map(({ name, items }) => [name, items ?? []])) as unknown as R),
  }
  return { baskets: [together, ...shown], rates: [...newest.values()], missing: [] }
}
