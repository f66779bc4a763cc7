import { z } from 'zod'
import { variantsForSale } from '#commerce/server/public.ts'
import { Door, Fulfilment } from '#commerce/contract/quote.ts'
import { names } from '#crm/server/public.ts'
import { Instant } from '#kernel/contract/time.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { OrderState, PaymentMethod } from '#orders/contract/order-state.ts'
import { valueCustomers } from '#orders/server/customers/values.ts'
import { settleSales } from '#orders/server/figures/sales-days.ts'
import { write } from '#orders/server/history/history.ts'
import { contradictions } from '#orders/server/history/history.store.ts'
import type { PastOrder } from '#orders/server/history/past-order.ts'

const DemoOrder = z.object({
  at: Instant,
  /** Of the contacts as they are listed. */
  customer: z.int().nullable(),
  door: Door,
  fulfilment: Fulfilment,
  by: z.string().nullable(),
  items: z.array(z.object({ key: z.string(), quantity: z.int(), asked: z.array(z.string()) })).min(1),
  steps: z.array(z.object({ state: OrderState, at: Instant, reason: z.string().nullable() })),
  paid: z.object({ method: PaymentMethod, at: Instant }).nullable(),
  claim: z.object({ reason: z.string(), at: Instant }).nullable(),
})
type DemoOrder = z.infer<typeof DemoOrder>

/** What this part reads of a demo business: `orderHistory`, oldest first, and who its customers are by their phones. */
export const HistoryDemo = z.object({
  orderHistory: z.array(DemoOrder).default([]),
  contacts: z.array(z.object({ phone: z.string().optional() })).default([]),
})

type Named = { id: string; name: string }
type Known = {
  variantIdByKey: ReadonlyMap<string, string>
  modifierIdByVariant: ReadonlyMap<string, ReadonlyMap<string, string>>
  customers: readonly (Named | null)[]
  people: ReadonlyMap<string, Named>
}

const atOnce = 600

/** Everything that the shop sold before today, and a look at whether it all adds up. */
export async function loadHistory(
  ctx: Ctx,
  business: DemoBusiness,
  { orderHistory, contacts }: z.infer<typeof HistoryDemo>,
): Promise<void> {
  const brandId = business.made.get('identity.brand') as string | undefined
  if (orderHistory.length === 0 || !brandId) return
  const known = await knownOf(ctx, business, contacts, orderHistory)
  for (let i = 0; i < orderHistory.length; i += atOnce) {
    const some = orderHistory.slice(i, i + atOnce).map((one) => pastOf(one, known))
    await business.at(ctx.now, ctx.actor, (then) => write(then, brandId, some))
  }
  const wrong = await contradictions(ctx)
  if (wrong.length > 0) throw new Error(`orders of the demo do not add up: ${JSON.stringify(wrong)}`)
  await business.at(ctx.now, ctx.actor, async (then) => {
    then.enqueue(settleSales, {})
    then.enqueue(valueCustomers, {})
    return Promise.resolve()
  })
}

async function knownOf(
  ctx: Ctx,
  business: DemoBusiness,
  contacts: readonly { phone?: string | undefined }[],
  orders: readonly DemoOrder[],
): Promise<Known> {
  const sold = (business.made.get('commerce.variants') ?? new Map()) as ReadonlyMap<string, { variantId: string }>
  const idByPhone = (business.made.get('crm.contacts') ?? new Map()) as ReadonlyMap<string, string>
  const variantIdByKey = new Map(orders.flatMap(({ items }) => items.map(({ key }) => [key, sold.get(key)?.variantId ?? ''] as const)))
  const variants = await variantsForSale(ctx, [...variantIdByKey.values()])
  const ids = contacts.map(({ phone }) => idByPhone.get(phone ?? '') ?? null)
  const nameById = await names(
    ctx,
    ids.filter((id) => id !== null),
  )
  return {
    variantIdByKey,
    modifierIdByVariant: new Map(
      variants.map(({ id, modifierGroups }) => [
        id,
        new Map(modifierGroups.flatMap(({ modifiers }) => modifiers.map((modifier) => [modifier.name, modifier.id] as const))),
      ]),
    ),
    customers: ids.map((id) => (id === null ? null : { id, name: nameById.get(id) ?? '' })),
    people: (business.made.get('identity.people') ?? new Map()) as ReadonlyMap<string, Named>,
  }
}

function pastOf({ customer, by, items, ...past }: DemoOrder, known: Known): PastOrder {
  const who = customer === null ? null : known.customers[customer]
  return {
    ...past,
    customer: who ? { ...who, phone: null } : null,
    takenBy: (by !== null && known.people.get(by)) || null,
    lines: items.map(({ key, quantity, asked }) => {
      const variantId = known.variantIdByKey.get(key) ?? ''
      const modifierIds = asked.map((name) => known.modifierIdByVariant.get(variantId)?.get(name) ?? '')
      if (variantId === '' || modifierIds.includes('')) throw new Error(`a demo order names what is not there: ${key} ${asked.join(', ')}`)
      return { variantId, quantityMilli: quantity * 1000, modifierIds, note: '' }
    }),
  }
}
