import { z } from 'zod'
import type { Actor, Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { CreateRecurringOrder } from '#orders/contract/recurring-order.ts'
import * as permissions from '#orders/contract/permissions.ts'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'
import { create, move } from '#orders/server/recurring/recurring.ts'

/** `customer`: of the contacts as they are listed; `inDays`: from today to the first date to come; the rest as somebody would say it. */
const DemoRecurring = CreateRecurringOrder.pick({ rhythm: true, makes: true, askDays: true, fulfilment: true, address: true }).extend({
  customer: z.int(),
  inDays: z.int().min(0),
  isPaused: z.boolean().default(false),
  items: z.array(z.object({ key: z.string(), quantity: z.int() })).min(1),
})
export const RecurringDemo = z.object({
  recurringOrders: z
    .object({ by: z.string(), all: z.array(DemoRecurring) })
    .nullable()
    .default(null),
  contacts: z.array(z.object({ phone: z.string().optional() })).default([]),
})
type Person = { id: string; name: string; teamIds: string[] }

/** What customers of a demo business have again and again. */
export async function loadRecurring(
  ctx: Ctx,
  business: DemoBusiness,
  { recurringOrders, contacts }: z.infer<typeof RecurringDemo>,
): Promise<void> {
  const person =
    recurringOrders && (business.made.get('identity.people') as ReadonlyMap<string, Person> | undefined)?.get(recurringOrders.by)
  if (!person) return
  const idByPhone = (business.made.get('crm.contacts') ?? new Map()) as ReadonlyMap<string, string>
  const sold = (business.made.get('commerce.variants') ?? new Map()) as ReadonlyMap<string, { variantId: string }>
  const rights = new Set(Object.values(permissions).map(({ code }) => code))
  const actor: Actor = { kind: 'user', permissions: rights, sessionId: person.id, ...person }
  await business.at(ctx.now, actor, async (then) => {
    for (const { customer, inDays, isPaused, items, ...said } of recurringOrders.all) {
      const contactId = idByPhone.get(contacts[customer]?.phone ?? '')
      if (contactId === undefined) continue
      const lines = items.map(({ key, quantity }) => ({ variantId: sold.get(key)?.variantId ?? '', quantityMilli: quantity * 1000 }))
      const startsOn = addDays(dayIn(then.zone, then.now), inDays)
      const { id } = await create(then, CreateRecurringOrder.parse({ ...said, contactId, startsOn, door: 'whatsapp', lines }))
      if (isPaused) await move(then, { id, state: 'paused' })
    }
  })
}
