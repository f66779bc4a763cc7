import type { z } from 'zod'
import type { getCosts, importRates } from '#conversations/contract/rate-api.ts'
import type { ConversationCosts, MessagePrice, Rate, RateImport, RateTable } from '#conversations/contract/rate.ts'
import { isWindowOpen } from '#conversations/contract/window.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import * as messages from '#conversations/server/messages/messages.store.ts'
import { conversationNotFound, messageNotFound } from '#conversations/server/problems.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { own } from '#kernel/contract/own.ts'
import { countryOf } from './market.ts'
import { categoryByName, entryPointUntil, quoteOf, type Asked, type VolumeOf } from './pricing.ts'
import { keyOf, ratesOf } from './rate-csv.ts'
import * as store from './rates.store.ts'
import { startingRates } from './starting-rates.ts'

/** The rates of the organization; those that came with the product while it has none of its own. */
export async function tableOf(ctx: Ctx): Promise<{ items: readonly Rate[]; isStarting: boolean }> {
  const own = await store.list(ctx)
  return own.length > 0 ? { items: own, isStarting: false } : { items: startingRates, isStarting: true }
}

export async function list(ctx: Ctx): Promise<RateTable> {
  const { items, isStarting } = await tableOf(ctx)
  return { items: [...items], isStarting }
}

export async function importCsv(ctx: Ctx, { csv, isDryRun }: z.output<typeof importRates.input>): Promise<RateImport> {
  const { rows, rates, problems } = ratesOf(csv)
  const known = new Map((await store.list(ctx)).map((rate) => [keyOf(rate), rate]))
  const isSame = (rate: Rate) => {
    const before = known.get(keyOf(rate))
    return before !== undefined && before.amountMicros === rate.amountMicros && before.currency === rate.currency
  }
  const same = rates.filter(isSame).length
  const changed = rates.filter((rate) => known.has(keyOf(rate)) && !isSame(rate)).length
  const result = { rows, added: rates.length - same - changed, changed, same, problems: problems.slice(0, 200) }
  if (isDryRun || rates.length === same) return result
  await store.save(ctx, rates)
  ctx.audit({
    action: 'conversations.rates.imported',
    subject: { kind: 'rates', id: ctx.org, name: 'CSV' },
    after: { added: result.added, changed: result.changed },
  })
  return result
}

export async function clear(ctx: Ctx): Promise<RateTable> {
  const count = await store.clear(ctx)
  if (count > 0)
    ctx.audit({ action: 'conversations.rates.cleared', subject: { kind: 'rates', id: ctx.org, name: 'CSV' }, before: { rows: count } })
  return list(ctx)
}

/** What the next message to this customer would cost, for each thing that could be sent. */
export async function costs(ctx: Ctx, { id }: z.output<typeof getCosts.input>): Promise<ConversationCosts> {
  const row = await conversations.find(ctx, id)
  if (!row) throw conversationNotFound()
  const [{ items, isStarting }, referral, address] = await Promise.all([
    tableOf(ctx),
    store.referral(ctx, id),
    store.addressOf(ctx, row.addressId),
  ])
  const country = address ? countryOf(address) : null
  const until = entryPointUntil(referral, ctx.now)
  const situation = {
    country,
    day: dayOfProvider(ctx),
    volumeOf: await volumesSoFar(ctx, items),
    isWindowOpen: isWindowOpen(row.windowExpiresAt, ctx.now),
    isEntryPoint: until !== null,
    isStarting,
  }
  const quote = (asked: Asked) => quoteOf(items, asked, situation)
  return {
    country,
    entryPointUntil: until,
    freeForm: quote({ kind: 'free-form' }),
    templates: {
      marketing: quote({ kind: 'template', category: 'marketing' }),
      utility: quote({ kind: 'template', category: 'utility' }),
      authentication: quote({ kind: 'template', category: 'authentication' }),
    },
  }
}

/** The provider's months and days are its own; the day of UTC is near enough for a price list that changes by quarter. */
export const dayOfProvider = ({ now }: Pick<Ctx, 'now'>): string => dayIn('UTC', now)

/** Only tables with tiers pay for the count. */
export async function volumesSoFar(ctx: Ctx, rates: readonly Rate[]): Promise<VolumeOf> {
  if (rates.every(({ fromVolume }) => fromVolume === 0)) return () => 0
  const counts = await store.volumes(ctx, `${dayOfProvider(ctx).slice(0, 7)}-01T00:00:00.000Z`)
  return (market, category) =>
    counts
      .filter((one) => one.market === market && own(categoryByName, one.category) === category)
      .reduce((sum, { count }) => sum + count, 0)
}

export async function priceOf(ctx: Ctx, { id }: { id: string }): Promise<{ price: MessagePrice | null }> {
  const [message] = await messages.byIds(ctx, [id])
  if (!message || !(await conversations.find(ctx, message.conversationId))) throw messageNotFound()
  return { price: (await store.price(ctx, id)) ?? null }
}
