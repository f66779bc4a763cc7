import { z } from 'zod'
import { variantsForSale } from '#commerce/server/public.ts'
import { Door, Fulfilment } from '#commerce/contract/quote.ts'
import { names } from '#crm/server/public.ts'
import type { Actor, Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { tellable } from '#orders/contract/notice-text.ts'
import { TellableState } from '#orders/contract/notice.ts'
import { OrderState, PaymentMethod } from '#orders/contract/order-state.ts'
import * as permissions from '#orders/contract/permissions.ts'
import { PlaceOrder, type Order } from '#orders/contract/order.ts'
import { prepare } from '#orders/server/kitchen/preparing.ts'
import { move } from '#orders/server/orders/moving.ts'
import { get } from '#orders/server/orders/orders.ts'
import { place } from '#orders/server/orders/placing.ts'
import { saveStations } from '#orders/server/ordering/ordering.ts'
import { record } from '#orders/server/payments/payments.ts'
import * as notices from '#orders/server/telling/notices.store.ts'
import { list as listNotices } from '#orders/server/telling/notices.ts'

const DemoOrder = z.object({
  /** Which of the customers; absent: somebody at the counter. */
  customer: z.int().optional(),
  minutesAgo: z.int(),
  door: Door,
  fulfilment: Fulfilment,
  address: z.string().optional(),
  table: z.string().optional(),
  note: z.string().default(''),
  state: z.enum(['received', 'confirmed']).default('confirmed'),
  items: z.array(
    z.object({ key: z.string(), quantity: z.int().default(1), asked: z.array(z.string()).default([]), note: z.string().default('') }),
  ),
  steps: z.array(z.object({ state: OrderState, minutesAgo: z.int(), reason: z.string().nullable().default(null) })).default([]),
  /** What of it is done, by its key. */
  prepared: z.array(z.string()).default([]),
  paid: PaymentMethod.optional(),
})
const Today = z.object({ by: z.string(), stations: z.array(z.string()), told: z.array(TellableState), orders: z.array(DemoOrder) })
export const OrdersDemo = z.object({ ordersToday: Today.nullable().default(null) })

type Sold = { variantId: string }
type Person = { id: string; name: string; teamIds: string[] }

/** Today's orders as the shop took them and carried them on, each step at its moment. Nobody is told of what was before. */
export async function loadToday(ctx: Ctx, business: DemoBusiness, today: z.infer<typeof Today>): Promise<void> {
  const sold = (business.made.get('commerce.variants') ?? new Map()) as ReadonlyMap<string, Sold>
  const contacts = [...((business.made.get('crm.contacts') ?? new Map()) as ReadonlyMap<string, string>).values()]
  const person = ((business.made.get('identity.people') ?? new Map()) as ReadonlyMap<string, Person>).get(today.by)
  const brandId = business.made.get('identity.brand') as string | undefined
  if (!person || !brandId) return
  const actor: Actor = {
    kind: 'user',
    permissions: new Set(Object.values(permissions).map(({ code }) => code)),
    sessionId: person.id,
    ...person,
  }
  const at = <T>(minutesAgo: number, run: (then: Ctx) => Promise<T>) =>
    business.at(new Date(ctx.now.getTime() - minutesAgo * 60_000), actor, run)
  const known = await names(ctx, contacts)
  const customers = contacts.filter((id) => known.has(id))
  await at(0, (then) => saveStations(then, { items: today.stations.map((name) => ({ name })) }))
  const made: Order[] = []
  for (const one of today.orders) {
    const order = await at(one.minutesAgo, (then) => placed(then, one, { sold, brandId, contactId: customers[one.customer ?? -1] ?? null }))
    for (const { state, minutesAgo, reason } of one.steps) await at(minutesAgo, (then) => move(then, { id: order.id, state, reason }))
    made.push(order)
    const done = order.lines.filter(({ variantId }) => one.prepared.some((key) => sold.get(key)?.variantId === variantId))
    if (done.length > 0) await at(1, (then) => prepare(then, { id: order.id, lineIds: done.map(({ id }) => id), isPrepared: true }))
    const { paid } = one
    if (paid)
      await at(one.steps.at(-1)?.minutesAgo ?? 0, (then) =>
        record(then, { id: order.id, method: paid, amountMinor: order.totalMinor, tenderedMinor: null, reference: '' }),
      )
  }
  await at(0, (then) => tellFromNowOn(then, brandId, today.told, made))
}

type Known = { sold: ReadonlyMap<string, Sold>; brandId: string; contactId: string | null }

async function placed(then: Ctx, one: z.infer<typeof DemoOrder>, { sold, brandId, contactId }: Known): Promise<Order> {
  const ids = one.items.map(({ key }) => sold.get(key)?.variantId ?? '')
  const variants = await variantsForSale(then, ids)
  const lines = one.items.map(({ key, quantity, asked, note }, i) => {
    const modifiers = variants.find(({ id }) => id === ids[i])?.modifierGroups.flatMap((group) => group.modifiers) ?? []
    const modifierIds = asked.map((name) => modifiers.find((modifier) => modifier.name === name)?.id ?? '')
    if (!ids[i] || modifierIds.includes('')) throw new Error(`a demo order names what is not there: ${key} ${asked.join(', ')}`)
    return { variantId: ids[i], quantityMilli: quantity * 1000, modifierIds, note }
  })
  return place(
    then,
    PlaceOrder.parse({
      brandId,
      contactId,
      door: one.door,
      fulfilment: one.fulfilment,
      state: one.state,
      ...(one.address && { address: { text: one.address } }),
      ...(one.table && { tableName: one.table }),
      note: one.note,
      lines,
    }),
  )
}

async function tellFromNowOn(then: Ctx, brandId: string, told: readonly string[], made: readonly Order[]): Promise<void> {
  const { items } = await listNotices(then)
  const brand = items.find((one) => one.brandId === brandId)
  if (!brand) return
  const said = brand.notices.map((notice) => ({ ...notice, isOn: told.includes(notice.state) }))
  await notices.save(then, brandId, said, brand.version)
  for (const { id } of made) {
    const { state } = await get(then, { id })
    for (const one of tellable.slice(0, tellable.indexOf(state as (typeof tellable)[number]) + 1))
      await notices.keep(then, id, one, { refusal: 'history' })
  }
}
