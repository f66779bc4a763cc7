import type { Ctx } from '#kernel/ctx.ts'
import { nameKeyOf, searchTextOf } from '#commerce/server/catalogue/product-words.ts'
import type { TaxKind, UnitCode } from '#commerce/contract/quantity.ts'

/** Things to sell, put straight into the tables: what a test about prices needs of the catalogue and no more. */

export type Good = {
  name: string
  kind?: 'good' | 'service' | 'combo'
  unit?: UnitCode
  tax?: [TaxKind, number]
  categoryId?: string | null
  labels?: string[]
  brandIds?: string[] | null
  hours?: { day: number; from: string; to: string }[] | null
  cost?: number | null
  sku?: string
  isAvailable?: boolean
  isArchived?: boolean
  parts?: [variantId: string, quantityMilli: number][]
}

/** Answers the id of its only variant. */
export async function aGood(ctx: Ctx, good: Good): Promise<{ productId: string; variantId: string }> {
  const [productId, variantId] = [ctx.newId(), ctx.newId()]
  const [taxKind, rate] = good.tax ?? ['taxed', 2100]
  const archivedAt = good.isArchived ? ctx.now : null
  await ctx.sql`
    insert into commerce.product (id, category_id, kind, name, unit, tax_kind, tax_basis_points, labels, brand_ids, hours, search_text, name_key, created_at,
      updated_at, archived_at)
    values (${productId}, ${good.categoryId ?? null}, ${good.kind ?? 'good'}, ${good.name}, ${good.unit ?? 'piece'}, ${taxKind}, ${rate},
      ${good.labels ?? []}::text[], ${good.brandIds ?? null}::uuid[], ${good.hours ? JSON.stringify(good.hours) : null}::jsonb,
      ${searchTextOf({ name: good.name, labels: good.labels ?? [], variants: [{ name: '', sku: good.sku ?? null, barcodes: [] }] })},
      ${nameKeyOf(good.name)}, ${ctx.now}, ${ctx.now}, ${archivedAt})`
  await ctx.sql`
    insert into commerce.variant (id, product_id, position, name, sku, cost_minor, cost_currency, is_available, created_at, archived_at)
    values (${variantId}, ${productId}, 0, '', ${good.sku ?? null}, ${good.cost ?? null}, ${good.cost === undefined || good.cost === null ? null : 'ARS'},
      ${good.isAvailable ?? true}, ${ctx.now}, ${archivedAt})`
  for (const [i, [partId, quantityMilli]] of (good.parts ?? []).entries())
    await ctx.sql`
      insert into commerce.component (combo_variant_id, variant_id, quantity_milli, position) values (${variantId}, ${partId}, ${quantityMilli}, ${i})`
  return { productId, variantId }
}

export async function aCategory(ctx: Ctx, name: string, options: { parentId?: string; brandIds?: string[] } = {}): Promise<string> {
  const id = ctx.newId()
  await ctx.sql`
    insert into commerce.category (id, parent_id, name, position, brand_ids, created_at)
    values (${id}, ${options.parentId ?? null}, ${name}, 0, ${options.brandIds ?? null}::uuid[], ${ctx.now})`
  return id
}

/** Answers the ids of its modifiers, in their order. */
export async function modifiersOf(
  ctx: Ctx,
  productId: string,
  group: { name: string; least?: number; most?: number },
  modifiers: readonly [name: string, priceMinor: number, isAvailable?: boolean][],
): Promise<string[]> {
  const groupId = ctx.newId()
  await ctx.sql`
    insert into commerce.modifier_group (id, name, least, most, created_at)
    values (${groupId}, ${group.name}, ${group.least ?? 0}, ${group.most ?? 5}, ${ctx.now})`
  await ctx.sql`insert into commerce.product_modifier_group (product_id, group_id, position) values (${productId}, ${groupId}, 0)`
  const ids = modifiers.map(() => ctx.newId())
  for (const [i, [name, priceMinor, isAvailable]] of modifiers.entries())
    await ctx.sql`
      insert into commerce.modifier (id, group_id, position, name, price_minor, is_available)
      values (${ids[i]}, ${groupId}, ${i}, ${name}, ${priceMinor}, ${isAvailable ?? true})`
  return ids
}
