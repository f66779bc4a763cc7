import type { Listing, Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { serve, type Route } from '#kernel/module.ts'
import * as identity from '#identity/server/public.ts'
import * as api from '#sales/contract/exchange-rate-api.ts'
import { exchangeRatesChanged } from '#sales/contract/exchange-rate-events.ts'
import type { ExchangeRate, WriteRates } from '#sales/contract/exchange-rate.ts'
import * as store from '#sales/server/exchange-rates/exchange-rates.store.ts'
import { rateInFuture, rateNotFound, rateOfOwnCurrency, rateTwice } from '#sales/server/problems.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'

const list = (ctx: Ctx, input: Listing): Promise<Page<ExchangeRate>> => store.page(ctx, input)

/** All or nothing: a list that is half right is typed once more by nobody. */
export async function write(ctx: Ctx, { items }: WriteRates): Promise<{ count: number }> {
  const { currency: into } = await identity.organization(ctx)
  if (items.some(({ currency }) => currency === into)) throw rateOfOwnCurrency({ currency: into })
  const today = dayIn(ctx.zone, ctx.now)
  const late = items.find(({ day }) => day > today)
  if (late) throw rateInFuture({ currency: late.currency, day: late.day })
  const seen = new Set<string>()
  for (const { currency, day } of items) {
    const key = `${currency} ${day}`
    if (seen.has(key)) throw rateTwice({ currency, day })
    seen.add(key)
  }
  await store.put(
    ctx,
    items.map((item) => ({ ...item, into, id: ctx.newId() })),
    ctx.actor.kind === 'system' ? null : ctx.actor.name,
  )
  const days = items.map(({ day }) => day).toSorted()
  ctx.audit({
    action: 'sales.exchange-rate.written',
    subject: { kind: 'exchange-rate', id: ctx.org, name: [...new Set(items.map(({ currency }) => currency))].toSorted().join(', ') },
    after: { count: items.length, from: days[0], to: days.at(-1), ...(items.length === 1 && { rateNanos: items[0]?.rateNanos }) },
  })
  await ctx.emit(exchangeRatesChanged, { into })
  return { count: items.length }
}

async function remove(ctx: Ctx, { id }: { id: string }): Promise<Record<string, never>> {
  const rate = await store.find(ctx, id)
  if (!rate) throw rateNotFound()
  await store.remove(ctx, id)
  ctx.audit({
    action: 'sales.exchange-rate.removed',
    subject: { kind: 'exchange-rate', id, name: rate.currency },
    before: { day: rate.day, into: rate.into, rateNanos: rate.rateNanos },
  })
  await ctx.emit(exchangeRatesChanged, { into: rate.into })
  return {}
}

export const exchangeRateRoutes: readonly Route[] = [
  serve(api.listExchangeRates, list),
  serve(api.writeExchangeRates, write),
  serve(api.removeExchangeRate, remove),
]
