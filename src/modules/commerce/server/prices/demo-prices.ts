import { z } from 'zod'
import { addDays, dayIn, startOfDay } from '#kernel/contract/calendar-day.ts'
import type { Actor, Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import * as identity from '#identity/server/public.ts'
import { CreatePriceChange } from '#commerce/contract/price-change.ts'
import { CreatePriceList } from '#commerce/contract/price-list.ts'
import type { DemoVariant } from '#commerce/server/catalogue/demo-catalogue.ts'
import { create as change } from '#commerce/server/price-changes/price-changes.ts'
import { changeCustomers, create as createList, mainListId } from '#commerce/server/prices/price-lists.ts'
import { write } from '#commerce/server/prices/prices.ts'

/** Basis points. `scheduled`: an increase that comes in so many days. */
const Plan = z.object({
  wholesale: z.object({ name: z.string(), basisPoints: z.int(), from: z.int().min(1), customers: z.int() }),
  rise: z.object({ name: z.string(), basisPoints: z.int(), daysAgo: z.int() }),
  scheduled: z.object({ name: z.string(), basisPoints: z.int(), inDays: z.int() }),
  /** What everything was made dearer by each month before. */
  monthly: z.object({ basisPoints: z.int(), months: z.int().min(3) }).optional(),
})
export const PricesDemo = z.object({ prices: Plan.nullable().default(null) })

const monthDays = 30.44
const tens = { stepMinor: 10_000, offsetMinor: 0, direction: 'nearest' }

/**
 * What everything costs, as the menu says: made dearer once since the first day, with a list for who buys by the dozen and an
 * increase that is still to come.
 */
export async function loadPrices(ctx: Ctx, business: DemoBusiness, plan: z.infer<typeof Plan> | null): Promise<void> {
  const variants = business.made.get('commerce.variants') as ReadonlyMap<string, DemoVariant> | undefined
  if (!variants) return
  const items = [...variants.values()].map(({ variantId, priceMinor }) => ({
    variantId,
    amountMinor: priceMinor,
    leastMilli: 0,
    from: null,
  }))
  const actor = owner(business) ?? ctx.actor
  const daysAgo = (days: number): Date => new Date(ctx.now.getTime() - days * 86_400_000)
  const { monthly } = plan ?? {}
  for (let month = monthly?.months ?? 0; month * monthDays > business.days + monthDays; month--) {
    const less = (1 + (monthly?.basisPoints ?? 0) / 10_000) ** -month
    const cheaper = beforeRise(items, plan).map((item) => ({
      ...item,
      amountMinor: Math.round((item.amountMinor * less) / 10_000) * 10_000,
    }))
    await business.at(daysAgo(Math.ceil(month * monthDays) + 2), actor, (then) => write(then, { listId: 'main', items: cheaper }))
  }
  await business.at(daysAgo(business.days), actor, (then) => write(then, { listId: 'main', items: beforeRise(items, plan) }))
  if (!plan) return
  const { wholesale, rise, scheduled } = plan
  await business.at(daysAgo(rise.daysAgo), actor, async (then) => {
    const listId = await mainListId(then)
    await change(
      then,
      CreatePriceChange.parse({
        name: rise.name,
        selection: { listId },
        rule: { kind: 'percent', basisPoints: rise.basisPoints },
        rounding: tens,
      }),
    )
    // The menu has the last word: rounding there and back again does not always meet.
    await write(then, { listId, items })
    const { currency } = await identity.organization(then)
    const { id } = await createList(
      then,
      CreatePriceList.parse({ name: wholesale.name, currency, includesTax: true, priority: 10, audience: 'customers' }),
    )
    const less = (minor: number): number => Math.round((minor * (10_000 + wholesale.basisPoints)) / 1_000_000) * 100
    const dozens = items.map((item) => ({ ...item, amountMinor: less(item.amountMinor), leastMilli: wholesale.from * 1000 }))
    await write(then, { listId: id, items: dozens })
    await changeCustomers(then, { id, add: regulars(business, wholesale.customers), remove: [] })
  })
  const { inDays, name, basisPoints } = scheduled
  await business.at(daysAgo(1), actor, async (then) => {
    const selection = { listId: await mainListId(then) }
    const from = startOfDay(then.zone, addDays(dayIn(then.zone, ctx.now), inDays))
    await change(then, CreatePriceChange.parse({ name, selection, rule: { kind: 'percent', basisPoints }, rounding: tens, from }))
  })
}

/** Whoever is named first runs the business. */
function owner(business: DemoBusiness): Actor | undefined {
  const [person] =
    (business.made.get('identity.people') as ReadonlyMap<string, { id: string; name: string; teamIds: string[] }>)?.values() ?? []
  return person && { kind: 'user', permissions: new Set(), sessionId: person.id, ...person }
}

const regulars = (business: DemoBusiness, count: number): string[] =>
  [...((business.made.get('crm.contacts') as ReadonlyMap<string, string> | undefined)?.values() ?? [])].slice(0, count)

type Item = { variantId: string; amountMinor: number; leastMilli: number; from: null }

const beforeRise = (items: readonly Item[], plan: z.infer<typeof Plan> | null): Item[] =>
  items.map((item) => ({
    ...item,
    amountMinor: plan ? Math.round((item.amountMinor * 10_000) / (10_000 + plan.rise.basisPoints) / 10_000) * 10_000 : item.amountMinor,
  }))
