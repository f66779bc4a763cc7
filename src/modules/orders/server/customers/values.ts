import { z } from 'zod'
import { restrictedContacts } from '#crm/server/public.ts'
import { contactMerged, contactRestricted, contactUnmerged } from '#crm/contract/events.ts'
import { organization } from '#identity/server/public.ts'
import { nilId } from '#kernel/contract/ids.ts'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job, type JobType } from '#kernel/jobs/job.ts'
import { gather, on, serve, type Facet, type Reaction, type Route, type Schedule } from '#kernel/module.ts'
import * as api from '#orders/contract/customer-value-api.ts'
import type { CustomerFigures, CustomerValue } from '#orders/contract/customer-value.ts'
import { canReadOrders } from '#orders/contract/permissions.ts'
import { rfmSegments } from '#orders/contract/rfm.ts'
import type { Customers, Purchases } from '#orders/server/customers/valuation.ts'
import { valuateApart } from '#orders/server/customers/valuation-apart.ts'
import * as store from '#orders/server/customers/values.store.ts'

const atOnce = 1_000

/** Of one contact: nothing where nobody bought, or where nothing may be worked out of somebody. */
export const get = async (ctx: Ctx, { contactId }: { contactId: string }): Promise<{ value: CustomerValue | null }> => ({
  value: (await store.find(ctx, contactId)) ?? null,
})

export async function figures(ctx: Ctx): Promise<CustomerFigures> {
  const [{ currency }, model, cells, segments] = await Promise.all([
    organization(ctx),
    store.model(ctx),
    store.cells(ctx),
    store.bySegment(ctx),
  ])
  return {
    countedAt: model?.countedAt ?? null,
    currency,
    customers: model?.customers ?? 0,
    repeaters: model?.repeaters ?? 0,
    hasModel: model?.hasModel ?? false,
    leaving: segments.reduce((sum, { leaving }) => sum + leaving, 0),
    cells,
    segments: rfmSegments.flatMap((segment) =>
      segments.filter((one) => one.segment === segment).map(({ leaving: _leaving, repeaters: _repeaters, ...shown }) => shown),
    ),
  }
}

/** Values everybody who ever bought, off the way of requests: read and written a thousand at a time, worked out in a thread. */
export const valueCustomers = job({
  name: 'orders.value-customers',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  work: (desk) => valueAll(desk),
})

/** After merges: theirs come late together. */
const valueAfterMerges = job({
  name: 'orders.value-merged-customers',
  payload: z.object({ items: z.array(z.string()) }),
  work: (desk) => valueAll(desk),
})

async function valueAll(desk: Desk): Promise<void> {
  const { customers, currency, countedAt } = await read(desk)
  if (desk.signal.aborted) return
  const { valued, ...summary } = await valuateApart(customers)
  for (let i = 0; i < valued.length && !desk.signal.aborted; i += atOnce)
    await desk.transaction(async (ctx) => {
      const hidden = await restrictedContacts(ctx)
      const some = valued.slice(i, i + atOnce).filter(({ contactId }) => !hidden.has(contactId))
      await store.write(ctx, some, currency, countedAt)
    })
  if (!desk.signal.aborted) await desk.transaction((ctx) => store.finish(ctx, summary, countedAt))
}

async function read(desk: Desk): Promise<{ customers: Customers; currency: string; countedAt: string }> {
  const { hidden, currency, lineOfBusiness, today, countedAt } = await desk.transaction(async (ctx) => ({
    hidden: await restrictedContacts(ctx),
    ...(await organization(ctx)),
    today: await store.today(ctx),
    countedAt: ctx.now.toISOString(),
  }))
  const purchases: Purchases[] = []
  for (let after: string | undefined = nilId; after !== undefined && !desk.signal.aborted;) {
    const from: string = after
    const some = await desk.transaction((ctx) => store.purchasesAfter(ctx, from, currency, atOnce))
    purchases.push(...some.filter(({ contactId }) => !hidden.has(contactId)))
    after = some.length === atOnce ? some.at(-1)?.contactId : undefined
  }
  return { customers: { today, lineOfBusiness, purchases }, currency, countedAt }
}

/** What is known of one of two belongs to nobody once they are one, or until they are counted apart again. */
export const valueReactions: readonly Reaction[] = [
  on(contactMerged, (ctx, { loserId }) => store.forget(ctx, loserId)),
  on(contactRestricted, async (ctx, { contactId, isRestricted }) => {
    if (isRestricted) await store.forget(ctx, contactId)
  }),
  gather(contactMerged, valueAfterMerges, ({ survivorId }) => survivorId, { withinMs: 60_000 }),
  gather(contactUnmerged, valueAfterMerges, ({ survivorId }) => survivorId, { withinMs: 60_000 }),
]

export const valueRoutes: readonly Route[] = [serve(api.getCustomerValue, get), serve(api.getCustomerFigures, figures)]

export const valueJobs: readonly JobType[] = [valueCustomers, valueAfterMerges as JobType]
export const valueSchedules: readonly Schedule[] = [
  { name: 'orders.value-customers', everySeconds: 86_400, job: valueCustomers, per: 'organization' },
]

const facet = (code: string, type: Facet['type'], column: store.ValueColumn, options: readonly string[] = []): Facet => ({
  subject: 'contact',
  code: `orders.${code}`,
  permission: canReadOrders,
  type,
  options,
  ids: (_ctx, ask) => store.contactsWith(column, ask),
})

/** For segments and lists of contacts: what a year is worth in whole units of the currency, the chance that they still buy in percent. */
export const valueFacets: readonly Facet[] = [
  facet('rfm', 'state', 'segment', rfmSegments),
  facet('purchases', 'number', 'orders'),
  facet('last-purchase', 'instant', 'last'),
  facet('alive', 'number', 'alive'),
  facet('year-value', 'number', 'value'),
]
