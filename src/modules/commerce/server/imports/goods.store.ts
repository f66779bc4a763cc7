import { nilId } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { TaxKind, UnitCode } from '#commerce/contract/quantity.ts'

/** What variants differ in, the most usual first. */
export async function optionNames(ctx: Ctx): Promise<string[]> {
  const found = await ctx.sql<{ name: string }>`
    select o.name from commerce.product p, unnest(p.options) o(name)
    where p.archived_at is null group by o.name order by count(*) desc, o.name limit 20`
  return found.map(({ name }) => name)
}

export type FileRow = {
  id: string
  nameKey: string
  position: number
  categoryId: string | null
  name: string
  kind: 'good' | 'service' | 'combo'
  unit: UnitCode
  taxKind: TaxKind
  taxBasisPoints: number
  station: string | null
  labels: string[]
  description: string
  options: string[]
  optionValues: string[]
  sku: string | null
  barcodes: string[]
  weightGrams: number | null
  costMinor: number | null
  costCurrency: string | null
  isAvailable: boolean
  prices: Record<string, number>
}

/** One row per variant of what is sold, by name. `after`: the last row of the page before. */
export const page = (
  ctx: Ctx,
  listIds: readonly string[],
  after: Pick<FileRow, 'nameKey' | 'id'> | null,
  products: number,
): Promise<FileRow[]> =>
  ctx.sql<FileRow>`
    select p.id, p.name_key as "nameKey", v.position, p.category_id as "categoryId", p.name, p.kind, p.unit, p.tax_kind as "taxKind",
      p.tax_basis_points as "taxBasisPoints", p.station, p.labels, p.description, p.options, v.option_values as "optionValues", v.sku,
      array(select b.code from commerce.barcode b where b.org_id = v.org_id and b.variant_id = v.id order by b.code) as barcodes,
      v.weight_grams as "weightGrams", v.cost_minor as "costMinor", v.cost_currency as "costCurrency",
      (v.is_available or coalesce(v.sold_out_until <= ${ctx.now}::timestamptz, false)) as "isAvailable",
      coalesce((select jsonb_object_agg(r.list_id, r.amount_minor) from commerce.price r
        where r.org_id = v.org_id and r.variant_id = v.id and r.list_id = any(${listIds}::uuid[]) and r.least_milli = 0
          and r.valid_from <= ${ctx.now}::timestamptz and r.valid_to > ${ctx.now}::timestamptz), '{}') as prices
    from (
      select p.* from commerce.product p
      where p.archived_at is null and (p.name_key, p.id) > (${after?.nameKey ?? ''} collate "C", ${after?.id ?? nilId}::uuid)
      order by p.name_key, p.id limit ${products}) p
      join commerce.variant v on v.org_id = p.org_id and v.product_id = p.id
    where v.archived_at is null
    order by p.name_key, p.id, v.position, v.id`
