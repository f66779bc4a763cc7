import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Discount, ProposalLine } from '#sales/contract/proposal.ts'

type LineRow = Omit<ProposalLine, 'discount'> & { discountKind: Discount['kind'] | null; discountValue: number | null }

/** As it stands in two columns. */
export const discountOfColumns = (kind: Discount['kind'] | null, value: number | null): Discount | null => {
  if (kind === null || value === null) return null
  return kind === 'percent' ? { kind, basisPoints: value } : { kind, amountMinor: value }
}
export const columnsOfDiscount = (discount: Discount | null): { discountKind: Discount['kind'] | null; discountValue: number | null } => ({
  discountKind: discount?.kind ?? null,
  discountValue: discount === null ? null : discount.kind === 'percent' ? discount.basisPoints : discount.amountMinor,
})

/** In their order. */
export async function of(ctx: Ctx, proposalId: string): Promise<ProposalLine[]> {
  const rows = await ctx.sql<LineRow>`
    select l.id, l.kind, l.description, l.quantity_milli as "quantityMilli", l.unit, l.unit_price_minor as "unitPriceMinor",
      l.discount_kind as "discountKind", l.discount_value as "discountValue", l.tax_basis_points as "taxBasisPoints", l.product_id as "productId",
      l.variant_id as "variantId", l.list_price_minor as "listPriceMinor"
    from sales.proposal_line l where l.proposal_id = ${proposalId} order by l.position`
  return rows.map(({ discountKind, discountValue, ...line }) => ({ ...line, discount: discountOfColumns(discountKind, discountValue) }))
}

/** All of them, instead of those that were there: one statement, however many. */
export async function replace(ctx: Ctx, proposalId: string, lines: readonly ProposalLine[]): Promise<void> {
  await ctx.sql`delete from sales.proposal_line where proposal_id = ${proposalId}`
  if (lines.length === 0) return
  const rows = lines.map(({ discount, ...line }, position) => ({ ...line, ...columnsOfDiscount(discount), position }))
  await ctx.sql(sql`
    insert into sales.proposal_line (id, proposal_id, position, kind, description, quantity_milli, unit, unit_price_minor, discount_kind,
      discount_value, tax_basis_points, product_id, variant_id, list_price_minor)
    select d.id, ${proposalId}, d.position, d.kind, d.description, d."quantityMilli", d.unit, d."unitPriceMinor", d."discountKind",
      d."discountValue", d."taxBasisPoints", d."productId", d."variantId", d."listPriceMinor"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, position bigint, kind text, description text, "quantityMilli" bigint,
      unit text, "unitPriceMinor" bigint, "discountKind" text, "discountValue" bigint, "taxBasisPoints" bigint, "productId" uuid,
      "variantId" uuid, "listPriceMinor" bigint)`)
}
