import { dayIn } from '#kernel/contract/calendar-day.ts'
import { z } from 'zod'
import * as crm from '#crm/server/public.ts'
import { scaled } from '#kernel/contract/shares.ts'
import type { Actor, Ctx } from '#kernel/ctx.ts'
import type { DemoBusiness, DemoPart } from '#kernel/module.ts'
import { canReadCosts } from '#commerce/contract/permissions.ts'
import { VariableKey } from '#conversations/contract/template.ts'
import { canReply } from '#conversations/contract/permissions.ts'
import * as permissions from '#purchasing/contract/permissions.ts'
import { type Bill, RecordBill } from '#purchasing/contract/bill.ts'
import { CreatePurchase, type PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { ReceiveGoods } from '#purchasing/contract/receipt.ts'
import { CreateSupplier, SaveItem } from '#purchasing/contract/supplier.ts'
import { record } from '#purchasing/server/bills/recording.ts'
import { pay } from '#purchasing/server/bills/payments.ts'
import { create as createOrder } from '#purchasing/server/orders/drafts.ts'
import { send } from '#purchasing/server/orders/sending.ts'
import { receive } from '#purchasing/server/receipts/receiving.ts'
import { save as saveItem } from '#purchasing/server/suppliers/items.ts'
import { save as saveSetting, settingOf } from '#purchasing/server/settings/settings.ts'
import { create as createSupplier } from '#purchasing/server/suppliers/suppliers.ts'

const DemoSupplier = z.object({
  key: z.string(),
  name: z.string(),
  email: z.string(),
  termsDays: z.int(),
  leadDays: z.int(),
  /** Keys of the catalogue: their unit, how many of ours are in it, what they ask for it now and what they asked before. */
  items: z.array(
    z.object({ key: z.string(), code: z.string(), unit: z.string(), holds: z.int(), price: z.int(), before: z.int().optional() }),
  ),
})
const DemoPurchase = z.object({
  supplier: z.string(),
  daysAgo: z.int(),
  lines: z.array(z.tuple([z.string(), z.int()])),
  isDraft: z.boolean().default(false),
  /** What came how many days ago: all of it, or so much of each line. */
  received: z.object({ daysAgo: z.int(), document: z.string(), only: z.array(z.int()).optional() }).optional(),
  bill: z.object({ daysAgo: z.int(), number: z.string(), paidDaysAgo: z.int().optional() }).optional(),
})
/** The approved message that carries an order, by its name. */
const OrderNotice = z.object({ template: z.string(), values: z.record(VariableKey, z.string()) })
export const PurchasesDemo = z.object({
  purchases: z
    .object({ by: z.string(), orderNotice: OrderNotice.optional(), suppliers: z.array(DemoSupplier), orders: z.array(DemoPurchase) })
    .nullable()
    .default(null),
})
type Data = NonNullable<z.infer<typeof PurchasesDemo>['purchases']>
type Person = { id: string; name: string; teamIds: string[] }
type Known = { suppliers: ReadonlyMap<string, string>; sold: ReadonlyMap<string, { variantId: string }> }

/** Whom a demo business buys from, and what it bought in the last weeks; through the same doors as everybody. */
export const purchasingDemo: DemoPart = {
  order: 70,
  async load(ctx, business) {
    const { purchases } = PurchasesDemo.parse(business.data)
    const person = purchases && ((business.made.get('identity.people') ?? new Map()) as ReadonlyMap<string, Person>).get(purchases.by)
    if (!purchases || !person) return
    const rights = [...Object.values(permissions), canReadCosts, canReply]
    const actor: Actor = { kind: 'user', permissions: new Set(rights.map(({ code }) => code)), sessionId: person.id, ...person }
    const at = <T>(daysAgo: number, run: (then: Ctx) => Promise<T>): Promise<T> =>
      business.at(new Date(ctx.now.getTime() - daysAgo * 86_400_000), actor, run)
    await at(60, (then) => noticed(then, purchases, business))
    const known = await at(60, (then) => suppliersOf(then, purchases, business))
    await at(30, (then) => repriced(then, purchases, known))
    for (const one of purchases.orders) await bought(at, one, known)
  },
}

async function noticed(ctx: Ctx, { orderNotice }: Data, business: DemoBusiness): Promise<void> {
  const idByName = (business.made.get('conversations.templates') ?? new Map()) as ReadonlyMap<string, string>
  const templateId = orderNotice && idByName.get(orderNotice.template)
  if (!templateId) return
  const { version, ...setting } = await settingOf(ctx)
  await saveSetting(as(ctx, { version }), { ...setting, orderTemplate: { templateId, values: orderNotice.values } })
}

async function suppliersOf(ctx: Ctx, data: Data, business: DemoBusiness): Promise<Known> {
  const sold = (business.made.get('commerce.variants') ?? new Map()) as Known['sold']
  const suppliers = new Map<string, string>()
  for (const { key, name, email, termsDays, leadDays, items } of data.suppliers) {
    const identities = [{ kind: 'email' as const, value: email }]
    const contact = await crm.findOrCreateByIdentity(ctx, { identities, name, source: 'demo', country: 'AR' })
    const { id } = await createSupplier(ctx, CreateSupplier.parse({ contactId: contact.id, termsDays, leadDays }))
    suppliers.set(key, id)
    for (const item of items) await sell(ctx, id, sold, item, item.before ?? item.price)
  }
  return { suppliers, sold }
}

async function repriced(ctx: Ctx, data: Data, { suppliers, sold }: Known): Promise<void> {
  for (const { key, items } of data.suppliers)
    for (const item of items) if (item.before !== undefined) await sell(ctx, suppliers.get(key) ?? '', sold, item, item.price)
}

async function sell(
  ctx: Ctx,
  supplierId: string,
  sold: Known['sold'],
  { key, code, unit, holds }: Data['suppliers'][number]['items'][number],
  priceMinor: number,
): Promise<void> {
  const variantId = sold.get(key)?.variantId
  if (variantId)
    await saveItem(
      ctx,
      SaveItem.parse({ supplierId, variantId, code, supplyUnit: unit, stockMilli: holds * 1000, priceMinor, isPreferred: true }),
    )
}

type At = <T>(daysAgo: number, run: (then: Ctx) => Promise<T>) => Promise<T>

async function bought(at: At, one: Data['orders'][number], { suppliers, sold }: Known): Promise<void> {
  const supplierId = suppliers.get(one.supplier)
  const lines = one.lines.flatMap(([key, quantity]) => {
    const variantId = sold.get(key)?.variantId
    return variantId ? [{ variantId, quantityMilli: quantity * 1000 }] : []
  })
  if (!supplierId || lines.length === 0) return
  const order = await at(one.daysAgo, async (then) => {
    const draft = await createOrder(then, CreatePurchase.parse({ supplierId, lines }))
    return one.isDraft ? draft : send(then, { id: draft.id, via: 'whatsapp', text: '' }, { isHistory: true })
  })
  const { received, bill } = one
  const there = received ? await at(received.daysAgo, (then) => receive(as(then, order), came(order, received))) : order
  if (!bill) return
  const { id: billId, totalMinor } = await at(bill.daysAgo, (then) => billed(then, there, bill.number))
  const { paidDaysAgo } = bill
  if (paidDaysAgo === undefined) return
  const parts = [{ billId, amountMinor: totalMinor }]
  await at(paidDaysAgo, (then) => pay(then, { supplierId, method: 'transfer', paidOn: dayIn(then.zone, then.now), reference: '', parts }))
}

/** What came of it, at the prices of the order, with its taxes. */
function billed(ctx: Ctx, { id, supplierId, lines }: PurchaseOrder, number: string): Promise<Bill> {
  const came = lines.filter(({ receivedMilli }) => receivedMilli > 0)
  const netMinor = came.reduce((all, { priceMinor, receivedMilli }) => all + Math.round((priceMinor * receivedMilli) / 1000), 0)
  const asked = came.map((line) => ({ orderLineId: line.id, quantityMilli: line.receivedMilli, priceMinor: line.priceMinor }))
  const taxMinor = scaled(netMinor, 21, 100)
  return record(ctx, RecordBill.parse({ supplierId, orderId: id, number, billedOn: dayIn(ctx.zone, ctx.now), taxMinor, lines: asked }))
}

/** As somebody who has just looked at it. */
const as = (ctx: Ctx, { version }: Pick<PurchaseOrder, 'version'>): Ctx =>
  Object.create(ctx, { ifMatch: { value: version, enumerable: true } }) as Ctx

const came = (order: PurchaseOrder, { document, only }: { document: string; only?: number[] | undefined }): ReceiveGoods =>
  ReceiveGoods.parse({
    id: order.id,
    document,
    lines: order.lines.flatMap(({ id, quantityMilli }, i) => {
      const milli = only ? (only[i] ?? 0) * 1000 : quantityMilli
      return milli > 0 ? [{ orderLineId: id, quantityMilli: milli }] : []
    }),
  })
