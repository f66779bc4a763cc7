import type { Ctx } from '#kernel/ctx.ts'
import type { ProductKind, WriteVariant } from '#commerce/contract/product.ts'
import type { UnitCode } from '#commerce/contract/quantity.ts'
import type { KnownBarcode, PossibleComponent } from '#commerce/server/catalogue/product-rules.ts'

/** Those among these that are sold. */
export const livingAmong = (ctx: Ctx, ids: readonly string[]): Promise<PossibleComponent[]> =>
  ctx.sql<{ variantId: string; name: string; kind: ProductKind; unit: UnitCode }>`
    select v.id as "variantId", case when v.name = '' then p.name else p.name || ' (' || v.name || ')' end as name, p.kind, p.unit
    from commerce.variant v join commerce.product p on p.org_id = v.org_id and p.id = v.product_id
    where v.id = any(${ids}) and v.archived_at is null and p.archived_at is null`

export type WrittenVariant = Omit<WriteVariant, 'id' | 'barcodes' | 'components'> & {
  id: string
  productId: string
  name: string
  position: number
  barcodes: readonly KnownBarcode[]
  components: WriteVariant['components']
}

/** Writes variants as they are now, those that are there and those that are new. What is sold out stays so. */
export async function put(ctx: Ctx, variants: readonly WrittenVariant[]): Promise<void> {
  await ctx.sql`
    insert into commerce.variant (id, product_id, position, name, option_values, sku, weight_grams, cost_minor, cost_currency, created_at)
    select v.id, v."productId", v.position, v.name, v."optionValues", v.sku, v."weightGrams", v."costMinor", v."costCurrency", ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(variants)}::jsonb) as v(id uuid, "productId" uuid, position bigint, name text, "optionValues" text[],
      sku text, "weightGrams" bigint, "costMinor" bigint, "costCurrency" char(3))
    on conflict (org_id, id) do update set position = excluded.position, name = excluded.name, option_values = excluded.option_values,
      sku = excluded.sku, weight_grams = excluded.weight_grams, cost_minor = excluded.cost_minor, cost_currency = excluded.cost_currency`
  const ids = variants.map(({ id }) => id)
  const barcodes = variants.flatMap(({ id, barcodes: own }) => own.map((one) => ({ variantId: id, ...one })))
  const components = variants.flatMap(({ id, components: own }) => own.map((one, position) => ({ comboVariantId: id, position, ...one })))
  await ctx.sql`delete from commerce.barcode where variant_id = any(${ids})`
  await ctx.sql`delete from commerce.component where combo_variant_id = any(${ids})`
  if (barcodes.length > 0)
    await ctx.sql`
      insert into commerce.barcode (code, variant_id, kind)
      select b.code, b."variantId", b.kind from jsonb_to_recordset(${JSON.stringify(barcodes)}::jsonb) as b(code text, "variantId" uuid, kind text)`
  if (components.length > 0)
    await ctx.sql`
      insert into commerce.component (combo_variant_id, variant_id, quantity_milli, position)
      select c."comboVariantId", c."variantId", c."quantityMilli", c.position
      from jsonb_to_recordset(${JSON.stringify(components)}::jsonb)
        as c("comboVariantId" uuid, "variantId" uuid, "quantityMilli" bigint, position bigint)`
}

/** Sold no more: their codes are free again. */
export async function archive(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.sql`delete from commerce.barcode where variant_id = any(${ids})`
  await ctx.sql`update commerce.variant set archived_at = ${ctx.now} where id = any(${ids}) and archived_at is null`
}

/** Who has one of these codes already, other than these products. */
export const skusTaken = (
  ctx: Ctx,
  skus: readonly string[],
  exceptProductIds: readonly string[],
): Promise<{ sku: string; product: string }[]> =>
  ctx.sql<{ sku: string; product: string }>`
    select v.sku, p.name as product from commerce.variant v join commerce.product p on p.org_id = v.org_id and p.id = v.product_id
    where v.sku = any(${skus}) and v.archived_at is null and not v.product_id = any(${exceptProductIds}) order by v.sku`

export const barcodesTaken = (
  ctx: Ctx,
  codes: readonly string[],
  exceptProductIds: readonly string[],
): Promise<{ code: string; product: string }[]> =>
  ctx.sql<{ code: string; product: string }>`
    select b.code, p.name as product
    from commerce.barcode b join commerce.variant v on v.org_id = b.org_id and v.id = b.variant_id
      join commerce.product p on p.org_id = v.org_id and p.id = v.product_id
    where b.code = any(${codes}) and not v.product_id = any(${exceptProductIds}) order by b.code`

/** Products that have one of these codes, put away or not. */
export const productsByCode = (ctx: Ctx, skus: readonly string[], codes: readonly string[]): Promise<{ id: string }[]> =>
  ctx.sql<{ id: string }>`
    select v.product_id as id from commerce.variant v where v.sku = any(${skus}) and v.archived_at is null
    union
    select v.product_id from commerce.barcode b join commerce.variant v on v.org_id = b.org_id and v.id = b.variant_id where b.code = any(${codes})`

/** Nothing of these products is known by a code any more. */
export async function freeCodes(ctx: Ctx, productIds: readonly string[]): Promise<void> {
  await ctx.sql`
    delete from commerce.barcode b using commerce.variant v
    where v.product_id = any(${productIds}) and b.org_id = v.org_id and b.variant_id = v.id`
  await ctx.sql`update commerce.variant set sku = null where product_id = any(${productIds}) and sku is not null`
}

/** Living combos that are made of any of these variants, other than those of `exceptProductIds`. */
export const combosOf = (
  ctx: Ctx,
  variantIds: readonly string[],
  exceptProductIds: readonly string[] = [],
): Promise<{ variantId: string; productId: string; combo: string }[]> =>
  ctx.sql<{ variantId: string; productId: string; combo: string }>`
    select k.variant_id as "variantId", made.product_id as "productId", p.name as combo
    from commerce.component k join commerce.variant c on c.org_id = k.org_id and c.id = k.combo_variant_id
      join commerce.product p on p.org_id = c.org_id and p.id = c.product_id
      join commerce.variant made on made.org_id = k.org_id and made.id = k.variant_id
    where k.variant_id = any(${variantIds}) and c.archived_at is null and p.archived_at is null and not p.id = any(${exceptProductIds})
    order by p.name`

/** Those among these that have not been given up, with their products. */
export const living = (ctx: Ctx, ids: readonly string[]): Promise<{ id: string; productId: string }[]> =>
  ctx.sql<{ id: string; productId: string }>`
    select v.id, v.product_id as "productId" from commerce.variant v where v.id = any(${ids}) and v.archived_at is null`

/** `until`: there again by itself then. Answers whose state changed. */
export const setAvailable = (
  ctx: Ctx,
  asked: { productIds: readonly string[]; variantIds: readonly string[] },
  isAvailable: boolean,
  until: string | null,
): Promise<{ id: string; productId: string }[]> =>
  ctx.sql<{ id: string; productId: string }>`
    update commerce.variant v set is_available = ${isAvailable}, sold_out_until = ${until}::timestamptz
    where (v.product_id = any(${asked.productIds}) or v.id = any(${asked.variantIds})) and v.archived_at is null
      and (v.is_available <> ${isAvailable} or v.sold_out_until is distinct from ${until}::timestamptz)
    returning v.id, v.product_id as "productId"`
