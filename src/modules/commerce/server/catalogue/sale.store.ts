import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { SaleHours } from '#commerce/contract/product.ts'
import type { OfferedProduct, SaleModifierGroup, SaleVariant } from '#commerce/contract/product-sale.ts'
import { isThere } from '#commerce/server/catalogue/products.store.ts'

type Standing = { brandIds: string[] | null; hours: SaleHours[] | null; isArchived: boolean; isThere: boolean }
export type SaleRow = Omit<SaleVariant, 'refusal' | 'name'> & Standing

/** A combo is there when everything that it is made of is. */
const isWhole = (now: Date): Statement => sql`(${isThere(now)} and not exists (
  select from commerce.component k join commerce.variant v on v.org_id = k.org_id and v.id = k.variant_id
  where k.org_id = own.org_id and k.combo_variant_id = own.id and (v.archived_at is not null or not ${isThere(now)})))`

const groupsOf = (now: Date, condition: Statement): Statement => sql`
  select jsonb_build_object('id', g.id, 'name', g.name, 'least', g.least, 'most', g.most, 'modifiers', coalesce((
      select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'priceMinor', m.price_minor, 'variantId', m.variant_id,
        'isAvailable', m.is_available and (m.variant_id is null or exists (
          select from commerce.variant v where v.org_id = m.org_id and v.id = m.variant_id and v.archived_at is null and ${isThere(now)}))
        ) order by m.position, m.id)
      from commerce.modifier m where m.org_id = g.org_id and m.group_id = g.id and m.archived_at is null), '[]')) as document
  ${condition}`

/** Everything about these variants in one question; ids of nothing are absent. */
export const variants = (ctx: Ctx, ids: readonly string[]): Promise<SaleRow[]> =>
  ctx.sql<SaleRow>`
    select own.id, own.product_id as "productId", p.category_id as "categoryId", p.kind, p.name as "productName", own.name as "variantName",
      own.sku, p.unit, p.tax_kind as "taxKind", p.tax_basis_points as "taxBasisPoints", own.weight_grams as "weightGrams",
      own.cost_minor as "costMinor", own.cost_currency as "costCurrency", p.station, p.preparation_minutes as "preparationMinutes",
      p.brand_ids as "brandIds", p.hours, (p.archived_at is not null or own.archived_at is not null) as "isArchived",
      (select ${isWhole(ctx.now)} from commerce.variant v where v.org_id = own.org_id and v.id = own.id) as "isThere",
      coalesce((select jsonb_agg(asked.document order by asked.position) from (
        ${groupsOf(
          ctx.now,
          sql`, pg.position from commerce.product_modifier_group pg
          join commerce.modifier_group g on g.org_id = pg.org_id and g.id = pg.group_id
          where pg.org_id = own.org_id and pg.product_id = own.product_id and g.archived_at is null`,
        )}) asked), '[]') as "modifierGroups",
      coalesce((select jsonb_agg(jsonb_build_object('variantId', k.variant_id, 'productId', cp.id, 'categoryId', cp.category_id,
          'name', case when cv.name = '' then cp.name else cp.name || ' (' || cv.name || ')' end, 'unit', cp.unit,
          'quantityMilli', k.quantity_milli, 'taxKind', cp.tax_kind, 'taxBasisPoints', cp.tax_basis_points, 'station', cp.station)
          order by k.position)
        from commerce.component k join commerce.variant cv on cv.org_id = k.org_id and cv.id = k.variant_id
          join commerce.product cp on cp.org_id = cv.org_id and cp.id = cv.product_id
        where k.org_id = own.org_id and k.combo_variant_id = own.id), '[]') as components
    from commerce.variant own join commerce.product p on p.org_id = own.org_id and p.id = own.product_id
    where own.id = any(${ids})`

export type OfferRow = Omit<OfferedProduct, 'imageUrl' | 'variants'> & {
  brandIds: string[] | null
  hours: SaleHours[] | null
  imageFileId: string | null
  /** What a combo is made of; else nothing. */
  variants: { id: string; name: string; sku: string | null; isThere: boolean; components: { variantId: string; quantityMilli: number }[] }[]
}

const offers = (now: Date, rest: Statement): Statement => sql`
  select p.id, p.category_id as "categoryId", p.kind, p.name, p.description, p.unit, p.labels, p.brand_ids as "brandIds", p.hours,
    (select i.file_id from commerce.product_image i where i.org_id = p.org_id and i.product_id = p.id order by i.position, i.file_id limit 1) as "imageFileId",
    coalesce((select jsonb_agg(jsonb_build_object('id', own.id, 'name', own.name, 'sku', own.sku,
        'isThere', (select ${isWhole(now)} from commerce.variant v where v.org_id = own.org_id and v.id = own.id), 'components', case when p.kind <> 'combo' then '[]'::jsonb else coalesce((
          select jsonb_agg(jsonb_build_object('variantId', k.variant_id, 'quantityMilli', k.quantity_milli))
          from commerce.component k where k.org_id = own.org_id and k.combo_variant_id = own.id), '[]') end) order by own.position, own.id)
      from commerce.variant own where own.org_id = p.org_id and own.product_id = p.id and own.archived_at is null), '[]') as variants,
    array(select g.group_id from commerce.product_modifier_group g join commerce.modifier_group m on m.org_id = g.org_id and m.id = g.group_id
      where g.org_id = p.org_id and g.product_id = p.id and m.archived_at is null order by g.position, g.group_id) as "modifierGroupIds"
  from ${rest}`

/** What a brand may sell, by name. */
export const offered = (ctx: Ctx, brandId: string, most: number): Promise<OfferRow[]> =>
  ctx.sql<OfferRow>(
    offers(
      ctx.now,
      sql`commerce.product p where p.archived_at is null and (p.brand_ids is null or ${brandId}::uuid = any(p.brand_ids))
        order by p.name_key, p.id limit ${most}`,
    ),
  )

/** Those that a search found, in its order. */
export const offeredAmong = (ctx: Ctx, hits: Statement): Promise<OfferRow[]> =>
  ctx.sql<OfferRow>(
    offers(
      ctx.now,
      sql`(select h.id, min(h.place) as place from ${hits} with ordinality h (id, place) group by h.id) hit
        join commerce.product p on p.id = hit.id order by hit.place`,
    ),
  )

export const groups = async (ctx: Ctx): Promise<SaleModifierGroup[]> =>
  (
    await ctx.sql<{ document: SaleModifierGroup }>(
      groupsOf(ctx.now, sql`from commerce.modifier_group g where g.archived_at is null order by g.name, g.id`),
    )
  ).map(({ document }) => document)

/** The variant with one of these codes. */
export async function variantByCode(ctx: Ctx, codes: readonly string[]): Promise<string | undefined> {
  const [row] = await ctx.sql<{ id: string }>`
    select b.variant_id as id from commerce.barcode b join commerce.variant v on v.org_id = b.org_id and v.id = b.variant_id
      join commerce.product p on p.org_id = v.org_id and p.id = v.product_id
    where b.code = any(${codes}) and v.archived_at is null order by p.archived_at is not null, b.code limit 1`
  return row?.id
}

export async function variantIdsBySku(ctx: Ctx, skus: readonly string[]): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`select v.id from commerce.variant v where v.sku = any(${skus}) and v.archived_at is null`
  return rows.map(({ id }) => id)
}

export async function variantBySku(ctx: Ctx, sku: string): Promise<string | undefined> {
  const [row] = await ctx.sql<{ id: string }>`select v.id from commerce.variant v where v.sku = ${sku} and v.archived_at is null`
  return row?.id
}

export const codesOf = (ctx: Ctx, variantIds: readonly string[]): Promise<{ variantId: string; codes: string[] }[]> =>
  ctx.sql<{ variantId: string; codes: string[] }>`
    select b.variant_id as "variantId", array_agg(b.code order by b.code) as codes
    from commerce.barcode b where b.variant_id = any(${variantIds}) group by b.variant_id`
