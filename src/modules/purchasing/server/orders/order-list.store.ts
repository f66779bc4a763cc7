import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { anywhere, empty, sql, type Statement } from '#kernel/db/sql.ts'
import type { ListPurchases, PurchaseCard } from '#purchasing/contract/purchase-order.ts'
import { cardColumns, from } from '#purchasing/server/orders/orders.store.ts'

export function page(ctx: Ctx, asked: ListPurchases, words: readonly string[]): Promise<Page<PurchaseCard>> {
  const { supplierId, contactId, isOpen, search: _search, ...input } = asked
  const where: Statement[] = []
  if (supplierId) where.push(sql`o.supplier_id = ${supplierId}`)
  if (contactId) where.push(sql`s.contact_id = ${contactId}`)
  if (isOpen !== undefined) where.push(isOpen ? sql`o.closed_at is null` : sql`o.closed_at is not null`)
  // Below row security an index of letters is of no use but through a function that keeps to the organization itself.
  if (words.length > 0) where.push(sql`o.id = any(array(select purchasing.search_order(${words.map(anywhere)}::text[], 1000)))`)
  return list<PurchaseCard>(
    ctx,
    {
      from,
      columns: cardColumns,
      where,
      fields: {
        createdAt: { column: sql`o.created_at`, type: 'instant', sortable: true, filterable: true },
        expectedOn: { column: sql`o.expected_on`, type: 'date', sortable: true, filterable: true, nullable: true },
        totalMinor: { column: sql`o.total_minor`, type: 'number', sortable: true, filterable: true },
        number: { column: sql`o.number`, type: 'text', sortable: true, filterable: true, nullable: true },
        state: { column: sql`o.state`, type: 'text', filterable: true },
        approval: { column: sql`o.approval`, type: 'text', filterable: true },
        brandId: { column: sql`o.brand_id`, type: 'id', filterable: true },
        supplierId: { column: sql`o.supplier_id`, type: 'id', filterable: true },
      },
      defaultSort: '-createdAt',
      tieBreaker: sql`o.id`,
    },
    input,
  )
}

/** What is open, and what was closed since an instant. */
export const board = (ctx: Ctx, brandId: string | undefined, since: string, limit: number): Promise<PurchaseCard[]> => {
  const ofBrand = brandId ? sql`and o.brand_id = ${brandId}` : empty
  return ctx.sql<PurchaseCard>`
    select ${cardColumns} ${from} where o.closed_at is null ${ofBrand}
    union all
    select ${cardColumns} ${from} where o.closed_at >= ${since} ${ofBrand}
    order by "createdAt" desc, id desc limit ${limit}`
}
