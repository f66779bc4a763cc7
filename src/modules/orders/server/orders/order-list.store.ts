import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { anywhere, empty, sql, type Statement } from '#kernel/db/sql.ts'
import type { ListOrders, OrderCard } from '#orders/contract/order.ts'
import { cardColumns } from '#orders/server/orders/orders.store.ts'

/** The newest in which all these words stand, at most a thousand: an index of letters is of no use under row security. */
const found = (words: readonly string[]): Statement => {
  const [first = '%', second = '%', third = '%', ...rest] = words.map(anywhere)
  return sql`o.id = any(array(select orders.search_order(${first}, ${second}, ${third}, ${rest}::text[], 1000)))`
}
export function page(ctx: Ctx, asked: ListOrders, words: readonly string[]): Promise<Page<OrderCard>> {
  const { contactId, conversationId, brandId, isOpen, search: _search, ...input } = asked
  const where: Statement[] = []
  if (contactId) where.push(sql`o.contact_id = ${contactId}`)
  if (conversationId) where.push(sql`o.conversation_id = ${conversationId}`)
  if (brandId) where.push(sql`o.brand_id = ${brandId}`)
  if (isOpen !== undefined) where.push(isOpen ? sql`o.closed_at is null` : sql`o.closed_at is not null`)
  if (words.length > 0) where.push(found(words))
  return list<OrderCard>(
    ctx,
    {
      from: sql`from orders.customer_order o`,
      columns: cardColumns,
      where,
      fields: {
        createdAt: { column: sql`o.created_at`, type: 'instant', sortable: true, filterable: true },
        placedAt: { column: sql`o.placed_at`, type: 'instant', sortable: true, filterable: true, nullable: true },
        promisedAt: { column: sql`o.promised_at`, type: 'instant', sortable: true, filterable: true, nullable: true },
        number: { column: sql`o.number`, type: 'text', sortable: true, filterable: true, nullable: true },
        totalMinor: { column: sql`o.total_minor`, type: 'number', sortable: true, filterable: true },
        state: { column: sql`o.state`, type: 'text', filterable: true },
        paymentState: { column: sql`o.payment_state`, type: 'text', filterable: true },
        door: { column: sql`o.door`, type: 'text', filterable: true },
        fulfilment: { column: sql`o.fulfilment`, type: 'text', filterable: true },
        brandId: { column: sql`o.brand_id`, type: 'id', filterable: true },
        zoneId: { column: sql`o.zone_id`, type: 'id', filterable: true, nullable: true },
        assigneeId: { column: sql`o.assignee_id`, type: 'id', filterable: true, nullable: true },
        driverId: { column: sql`o.driver_id`, type: 'id', filterable: true, nullable: true },
      },
      defaultSort: '-createdAt',
      tieBreaker: sql`o.id`,
    },
    input,
  )
}

const ofBrand = (brandId: string | undefined): Statement => (brandId ? sql`and o.brand_id = ${brandId}` : empty)

/** What is open, drafts too, and what was closed since an instant; the newest first when there are more than `limit`. */
export const board = (ctx: Ctx, brandId: string | undefined, since: string, limit: number): Promise<OrderCard[]> =>
  ctx.sql<OrderCard>`
    select ${cardColumns} from orders.customer_order o where o.closed_at is null ${ofBrand(brandId)}
    union all
    select ${cardColumns} from orders.customer_order o where o.closed_at >= ${since} ${ofBrand(brandId)}
    order by "createdAt" desc, id desc limit ${limit}`

export type Totals = { currency: string; count: number; totalMinor: number; owedMinor: number }

/** Of what was placed in a time and not called off. */
export const totals = (ctx: Ctx, brandId: string | undefined, from: string, to: string): Promise<Totals[]> =>
  ctx.sql<Totals>`
    select o.currency, count(*) as "count", sum(o.total_minor - o.returned_minor)::bigint as "totalMinor",
      sum(greatest(o.total_minor - o.returned_minor - (o.paid_minor - o.refunded_minor), 0))::bigint as "owedMinor"
    from orders.customer_order o
    where o.placed_at >= ${from} and o.placed_at < ${to} and o.state <> 'cancelled' ${ofBrand(brandId)}
    group by o.currency order by "totalMinor" desc, o.currency`

export async function countOpen(ctx: Ctx, brandId: string | undefined): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`
    select count(*) as "count" from orders.customer_order o where o.closed_at is null and o.state <> 'draft' ${ofBrand(brandId)}`
  return row?.count ?? 0
}
