import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { ListProducts, Product, ProductCard, WriteProduct } from '#commerce/contract/product.ts'

export type ProductRow = Omit<Product, 'images'> & { imageIds: string[] }
export type CardRow = Omit<ProductCard, 'imageUrl' | 'priceMinor' | 'currency'> & { imageFileId: string | null }

/** Said to be sold out by nobody, or until a moment that is over. */
export const isThere = (now: Date): Statement => sql`(v.is_available or coalesce(v.sold_out_until <= ${now}::timestamptz, false))`

const ownColumns = sql`p.id, p.category_id as "categoryId", p.kind, p.name, p.unit, p.labels, p.brand_ids as "brandIds", p.hours, p.station,
  p.created_at as "createdAt", p.updated_at as "updatedAt", p.archived_at as "archivedAt", p.version`

const variants = (now: Date): Statement => sql`coalesce((
  select jsonb_agg(jsonb_build_object('id', v.id, 'name', v.name, 'optionValues', v.option_values, 'sku', v.sku, 'weightGrams', v.weight_grams,
    'costMinor', v.cost_minor, 'costCurrency', v.cost_currency, 'isAvailable', ${isThere(now)},
    'soldOutUntil', case when not ${isThere(now)} then to_char(v.sold_out_until at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') end,
    'barcodes', coalesce((select jsonb_agg(jsonb_build_object('code', b.code, 'kind', b.kind) order by b.code)
      from commerce.barcode b where b.org_id = v.org_id and b.variant_id = v.id), '[]'),
    'components', coalesce((select jsonb_agg(jsonb_build_object('variantId', k.variant_id, 'quantityMilli', k.quantity_milli, 'unit', cp.unit,
        'name', case when cv.name = '' then cp.name else cp.name || ' (' || cv.name || ')' end) order by k.position)
      from commerce.component k join commerce.variant cv on cv.org_id = k.org_id and cv.id = k.variant_id
        join commerce.product cp on cp.org_id = cv.org_id and cp.id = cv.product_id
      where k.org_id = v.org_id and k.combo_variant_id = v.id), '[]')) order by v.position, v.id)
  from commerce.variant v where v.org_id = p.org_id and v.product_id = p.id and v.archived_at is null), '[]')`

/** Whole products. Ids of nothing are absent. */
export const findMany = (ctx: Ctx, ids: readonly string[]): Promise<ProductRow[]> =>
  ctx.sql<ProductRow>`
    select ${ownColumns}, p.description, p.tax_kind as "taxKind", p.tax_basis_points as "taxBasisPoints", p.options,
      p.preparation_minutes as "preparationMinutes", ${variants(ctx.now)} as variants,
      array(select i.file_id from commerce.product_image i where i.org_id = p.org_id and i.product_id = p.id order by i.position, i.file_id) as "imageIds",
      array(select g.group_id from commerce.product_modifier_group g join commerce.modifier_group m on m.org_id = g.org_id and m.id = g.group_id
        where g.org_id = p.org_id and g.product_id = p.id and m.archived_at is null order by g.position, g.group_id) as "modifierGroupIds"
    from commerce.product p where p.id = any(${ids})`

export async function find(ctx: Ctx, id: string): Promise<ProductRow | undefined> {
  const [row] = await findMany(ctx, [id])
  return row
}

/** The same, and nobody else changes it until this transaction ends. */
export async function findForUpdate(ctx: Ctx, ids: readonly string[]): Promise<ProductRow[]> {
  const locked = await ctx.sql<{ id: string }>`select p.id from commerce.product p where p.id = any(${ids}) order by p.id for no key update`
  return locked.length === 0 ? [] : findMany(ctx, ids)
}

const cardColumns = sql`${ownColumns},
  (select i.file_id from commerce.product_image i where i.org_id = p.org_id and i.product_id = p.id order by i.position, i.file_id limit 1) as "imageFileId",
  s."variantId", s.sku, s.count as "variantCount", s."soldOutUntil",
  case when s.there = s.count then 'all' when s.there = 0 then 'none' else 'some' end as availability`

const summed = (now: Date): Statement => sql`cross join lateral (
  select count(*) as count, count(*) filter (where ${isThere(now)}) as there, min(v.sold_out_until) filter (where not ${isThere(now)}) as "soldOutUntil",
    (array_agg(v.id order by v.position, v.id))[1] as "variantId", (array_agg(v.sku order by v.position, v.id))[1] as sku
  from commerce.variant v where v.org_id = p.org_id and v.product_id = p.id and v.archived_at is null) s`

export const page = (ctx: Ctx, input: ListProducts, conditions: readonly Statement[]): Promise<Page<CardRow>> =>
  list<CardRow>(
    ctx,
    {
      from: sql`from commerce.product p ${summed(ctx.now)}`,
      columns: cardColumns,
      where: [input.show === 'active' ? sql`p.archived_at is null` : sql`p.archived_at is not null`, ...conditions],
      fields: {
        name: { column: sql`p.name_key`, type: 'text', sortable: true },
        createdAt: { column: sql`p.created_at`, type: 'instant', sortable: true, filterable: true },
        updatedAt: { column: sql`p.updated_at`, type: 'instant', sortable: true, filterable: true },
        kind: { column: sql`p.kind`, type: 'text', filterable: true },
        unit: { column: sql`p.unit`, type: 'text', filterable: true },
        station: { column: sql`p.station`, type: 'text', filterable: true },
        labels: { column: sql`p.labels`, type: 'list', filterable: true },
      },
      defaultSort: 'name',
      tieBreaker: sql`p.id`,
    },
    { ...input, search: undefined },
  )

export const cards = (ctx: Ctx, ids: readonly string[]): Promise<CardRow[]> =>
  ctx.sql<CardRow>`
    select ${cardColumns} from commerce.product p ${summed(ctx.now)} where p.id = any(${ids}) order by p.name_key, p.id`

export const inCategories = (ids: readonly string[]): Statement => sql`p.category_id = any(${ids}::uuid[])`
export const inNoCategory = sql`p.category_id is null`
export const ofBrand = (brandId: string): Statement => sql`(p.brand_ids is null or ${brandId}::uuid = any(p.brand_ids))`
export const soldOut = sql`s.there < s.count`
export const notSoldOut = sql`s.there = s.count`

export type Written = Omit<WriteProduct, 'variants'> & { id: string; kind: Product['kind']; nameKey: string; searchText: string }

export async function insert(ctx: Ctx, products: readonly Written[]): Promise<void> {
  await ctx.sql`
    insert into commerce.product (id, category_id, kind, name, name_key, description, unit, tax_kind, tax_basis_points, options, labels, brand_ids,
      hours, station, preparation_minutes, search_text, created_at, updated_at)
    select p.id, p."categoryId", p.kind, p.name, p."nameKey", p.description, p.unit, p."taxKind", p."taxBasisPoints", p.options, p.labels,
      p."brandIds", nullif(p.hours, 'null'), p.station, p."preparationMinutes", p."searchText", ${ctx.now}, ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(products)}::jsonb) as p(id uuid, "categoryId" uuid, kind text, name text, "nameKey" text,
      description text, unit text, "taxKind" text, "taxBasisPoints" bigint, options text[], labels text[], "brandIds" uuid[], hours jsonb,
      station text, "preparationMinutes" bigint, "searchText" text)`
}

export async function update(ctx: Ctx, one: Written): Promise<void> {
  await ctx.sql`
    update commerce.product set category_id = ${one.categoryId}::uuid, name = ${one.name}, name_key = ${one.nameKey}, description = ${one.description},
      unit = ${one.unit}, tax_kind = ${one.taxKind}, tax_basis_points = ${one.taxBasisPoints}, options = ${one.options}, labels = ${one.labels},
      brand_ids = ${one.brandIds}::uuid[], hours = ${one.hours && JSON.stringify(one.hours)}::jsonb, station = ${one.station},
      preparation_minutes = ${one.preparationMinutes}, search_text = ${one.searchText}, updated_at = ${ctx.now}, version = version + 1
    where id = ${one.id}`
}

/** The same of many at once, their words only: what hangs on them stays. */
export async function updateMany(ctx: Ctx, products: readonly Written[]): Promise<void> {
  if (products.length === 0) return
  await ctx.sql`
    update commerce.product p set category_id = d."categoryId", name = d.name, name_key = d."nameKey", description = d.description, unit = d.unit,
      tax_kind = d."taxKind", tax_basis_points = d."taxBasisPoints", options = d.options, labels = d.labels, station = d.station,
      search_text = d."searchText", updated_at = ${ctx.now}, version = p.version + 1
    from jsonb_to_recordset(${JSON.stringify(products)}::jsonb) as d(id uuid, "categoryId" uuid, name text, "nameKey" text, description text,
      unit text, "taxKind" text, "taxBasisPoints" bigint, options text[], labels text[], station text, "searchText" text)
    where p.id = any(${products.map(({ id }) => id)}::uuid[]) and p.id = d.id`
}

/** Those that are sold and are called one of these. */
export const namedAmong = (ctx: Ctx, nameKeys: readonly string[]): Promise<{ id: string }[]> =>
  ctx.sql<{ id: string }>`
    select p.id from commerce.product p where p.name_key = any(${nameKeys}) and p.archived_at is null`

/** Its pictures and what may be asked of it, in their order. */
export async function putParts(ctx: Ctx, id: string, imageIds: readonly string[], groupIds: readonly string[]): Promise<void> {
  await ctx.sql`delete from commerce.product_image where product_id = ${id}`
  await ctx.sql`delete from commerce.product_modifier_group where product_id = ${id}`
  if (imageIds.length > 0)
    await ctx.sql`
      insert into commerce.product_image (product_id, file_id, position)
      select ${id}, i.file_id, i.position from unnest(${imageIds}::uuid[]) with ordinality i (file_id, position)`
  if (groupIds.length > 0)
    await ctx.sql`
      insert into commerce.product_modifier_group (product_id, group_id, position)
      select ${id}, g.group_id, g.position from unnest(${groupIds}::uuid[]) with ordinality g (group_id, position)`
}

export async function setArchived(ctx: Ctx, ids: readonly string[], at: string | null): Promise<void> {
  await ctx.sql`
    update commerce.product set archived_at = ${at}, updated_at = ${ctx.now}, version = version + 1 where id = any(${ids})`
}

export async function setCategory(ctx: Ctx, ids: readonly string[], categoryId: string | null): Promise<void> {
  await ctx.sql`
    update commerce.product set category_id = ${categoryId}::uuid, updated_at = ${ctx.now}, version = version + 1 where id = any(${ids})`
}

/** A brand is gone: what only it sold is sold no more, what others sell too they sell. */
export async function forgetBrand(ctx: Ctx, brandId: string): Promise<void> {
  await ctx.sql`
    update commerce.product set brand_ids = array_remove(brand_ids, ${brandId}::uuid), version = version + 1
    where ${brandId}::uuid = any(brand_ids) and cardinality(brand_ids) > 1`
  await ctx.sql`
    update commerce.product set brand_ids = null, archived_at = coalesce(archived_at, ${ctx.now}), version = version + 1
    where brand_ids = array[${brandId}::uuid]`
}
