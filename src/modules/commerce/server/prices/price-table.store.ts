import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { join, sql, type Statement } from '#kernel/db/sql.ts'
import { readSearch } from '#commerce/server/catalogue/product-words.ts'
import { matching } from '#commerce/server/catalogue/search.store.ts'
import type { ListPrices, PricedVariant } from '#commerce/contract/price.ts'

const from = sql`from commerce.variant v join commerce.product p on p.id = v.product_id`
const sold = sql`v.archived_at is null and p.archived_at is null`

/** Of everything that is sold, what a selection is about. Shared by the table and by changes of many prices. */
export function selected(by: {
  search?: string | undefined
  categoryId?: string | undefined
  label?: string | undefined
  brandId?: string | undefined
}): Statement[] {
  const conditions: Statement[] = []
  const search = by.search ? readSearch(by.search) : null
  if (by.search) conditions.push(search ? matching(search, mostFound) : sql`false`)
  if (by.categoryId) conditions.push(sql`p.category_id = any(array(${below(by.categoryId)}))`)
  if (by.label) conditions.push(sql`${by.label}::text = any(p.labels)`)
  if (by.brandId) conditions.push(sql`(p.brand_ids is null or ${by.brandId}::uuid = any(p.brand_ids))`)
  return conditions
}

/** A change of prices means all that is found, not the first page of it. */
const mostFound = 200_000

/** A category and all those below it. */
const below = (categoryId: string): Statement => sql`
  with recursive tree as (
    select c.id, 1 as depth from commerce.category c where c.id = ${categoryId}::uuid
    union all
    select c.id, t.depth + 1 from commerce.category c join tree t on c.parent_id = t.id where t.depth < 20)
  select t.id from tree t`

type PriceCell = { id: string; listId: string; leastMilli: number; amountMinor: number; validFrom: string; validTo: string | null }
type VariantRow = Omit<PricedVariant, 'prices'> & { prices: PriceCell[] }

const columns = (at: string): Statement => sql`
  v.id, v.product_id as "productId", case v.name when '' then p.name else p.name || ' (' || v.name || ')' end as name, v.sku, p.unit,
  v.cost_minor as "costMinor", v.cost_currency as "costCurrency",
  coalesce((
    select jsonb_agg(jsonb_build_object('id', r.id, 'listId', r.list_id, 'leastMilli', r.least_milli, 'amountMinor', r.amount_minor,
      'validFrom', r.valid_from, 'validTo', nullif(r.valid_to, 'infinity')) order by r.least_milli, r.valid_from)
    from commerce.price r where r.variant_id = v.id and r.valid_to > ${at}::timestamptz), '[]') as prices`

const shown = (row: VariantRow): PricedVariant => ({
  ...row,
  prices: row.prices.map((price) => ({
    ...price,
    variantId: row.id,
    validFrom: new Date(price.validFrom).toISOString(),
    validTo: price.validTo === null ? null : new Date(price.validTo).toISOString(),
  })),
})

export async function page(ctx: Ctx, input: ListPrices): Promise<Page<PricedVariant>> {
  const at = ctx.now.toISOString()
  const { withoutIn, ...rest } = input
  const missing = withoutIn
    ? [
        sql`not exists (select from commerce.price w where w.variant_id = v.id and w.list_id = ${withoutIn}::uuid
          and w.valid_from <= ${at}::timestamptz and w.valid_to > ${at}::timestamptz)`,
      ]
    : []
  const found = await list<VariantRow>(
    ctx,
    {
      from,
      columns: columns(at),
      where: [sold, ...selected(rest), ...missing],
      fields: {
        name: { column: sql`p.name`, type: 'text', sortable: true },
        cost: { column: sql`v.cost_minor`, type: 'number', nullable: true },
      },
      defaultSort: 'name',
      tieBreaker: sql`v.id`,
    },
    { ...input, search: undefined },
  )
  return { ...found, items: found.items.map(shown) }
}

/** Of a product, or by their ids; archived ones too. */
export async function some(ctx: Ctx, by: { productId: string } | { variantIds: readonly string[] }): Promise<PricedVariant[]> {
  const where =
    'productId' in by ? sql`v.product_id = ${by.productId}::uuid and v.archived_at is null` : sql`v.id = any(${by.variantIds}::uuid[])`
  const rows = await ctx.sql<VariantRow>(sql`select ${columns(ctx.now.toISOString())} ${from} where ${where} order by v.position, v.id`)
  return rows.map(shown)
}

export async function hasProduct(ctx: Ctx, id: string): Promise<boolean> {
  return (await ctx.sql`select true as yes from commerce.product p where p.id = ${id}`).length > 0
}

/** Of what is sold, all of these. */
export const allOf = (conditions: readonly Statement[]): Statement => join([sold, ...conditions], ' and ')
