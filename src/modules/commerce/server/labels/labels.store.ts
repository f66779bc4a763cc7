import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { PrintLabels } from '#commerce/contract/price-label.ts'
import type { TaxKind, UnitCode } from '#commerce/contract/quantity.ts'
import { allOf, selected } from '#commerce/server/prices/price-table.store.ts'

export type LabelRow = {
  id: string
  name: string
  sku: string | null
  unit: UnitCode
  taxKind: TaxKind
  taxBasisPoints: number
  code: string | null
  codeKind: 'ean13' | 'ean8' | 'upca' | 'other' | null
  amountMinor: number | null
}

/** By name, with their price of one unit in a list and the code that a reader finds them by. At most `most` and one more. */
export const rows = (ctx: Ctx, { listId, variantIds, search, categoryId }: PrintLabels, most: number): Promise<LabelRow[]> => {
  const which = variantIds.length > 0 ? [sql`v.id = any(${variantIds}::uuid[])`] : selected({ search, categoryId })
  return ctx.sql<LabelRow>(sql`
    select v.id, case v.name when '' then p.name else p.name || ' (' || v.name || ')' end as name, v.sku, p.unit, p.tax_kind as "taxKind",
      p.tax_basis_points as "taxBasisPoints", b.code, b.kind as "codeKind", r.amount_minor as "amountMinor"
    from commerce.variant v join commerce.product p on p.id = v.product_id
    left join lateral (
      select c.code, c.kind from commerce.barcode c where c.variant_id = v.id and c.kind <> 'weight'
      order by c.kind = 'other', c.code limit 1) b on true
    left join commerce.price r on r.variant_id = v.id and r.list_id = ${listId} and r.least_milli = 0 and r.valid_from <= ${ctx.now} and r.valid_to > ${ctx.now}
    where ${allOf(which)} order by p.name, v.position, v.id limit ${most + 1}`)
}
