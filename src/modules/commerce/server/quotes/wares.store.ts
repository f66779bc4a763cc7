import type { Ctx } from '#kernel/ctx.ts'
import type { Audience } from '#commerce/contract/price-list.ts'
import type { Door } from '#commerce/contract/quote.ts'
import type { TaxKind, UnitCode } from '#commerce/contract/quantity.ts'
import type { SaleHours } from '#commerce/contract/product.ts'
import { isThere } from '#commerce/server/catalogue/products.store.ts'

/** Everything that has to be known of a variant to say what it costs. */
export type Ware = {
  id: string
  productId: string
  productName: string
  variantName: string
  kind: 'good' | 'service' | 'combo'
  sku: string | null
  unit: UnitCode
  taxKind: TaxKind
  taxBasisPoints: number
  labels: string[]
  station: string | null
  costMinor: number | null
  costCurrency: string | null
  isAvailable: boolean
  isArchived: boolean
  brandIds: string[] | null
  hours: SaleHours[] | null
  /** From its own category upwards. */
  categories: { id: string; brandIds: string[] | null }[]
  groups: { id: string; name: string; least: number; most: number }[]
  components: { variantId: string; quantityMilli: number }[]
  prices: { listId: string; leastMilli: number; amountMinor: number }[]
}

/**
 * The variants and what they are made of, with the prices that hold at a moment: one statement for a whole basket, because
 * each more is a round trip of every order.
 */
export const wares = (ctx: Ctx, variantIds: readonly string[], at: string): Promise<Ware[]> => ctx.sql<Ware>`
  select v.id, v.product_id as "productId", p.name as "productName", v.name as "variantName", p.kind, v.sku, p.unit, p.tax_kind as "taxKind",
    p.tax_basis_points as "taxBasisPoints", p.labels, p.station, v.cost_minor as "costMinor", v.cost_currency as "costCurrency",
    ${isThere(new Date(at))} as "isAvailable", v.archived_at is not null or p.archived_at is not null as "isArchived", p.brand_ids as "brandIds", p.hours,
    coalesce((
      with recursive above as (
        select c.id, c.parent_id, c.brand_ids, 1 as height from commerce.category c where c.id = p.category_id
        union all
        select c.id, c.parent_id, c.brand_ids, a.height + 1 from commerce.category c join above a on c.id = a.parent_id where a.height < 20)
      select jsonb_agg(jsonb_build_object('id', a.id, 'brandIds', to_jsonb(a.brand_ids)) order by a.height) from above a), '[]') as categories,
    coalesce((
      select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'least', g.least, 'most', g.most) order by m.position, g.id)
      from commerce.product_modifier_group m join commerce.modifier_group g on g.id = m.group_id
      where m.product_id = p.id and g.archived_at is null), '[]') as groups,
    coalesce((
      select jsonb_agg(jsonb_build_object('variantId', c.variant_id, 'quantityMilli', c.quantity_milli) order by c.position, c.variant_id)
      from commerce.component c where c.combo_variant_id = v.id), '[]') as components,
    coalesce((
      select jsonb_agg(jsonb_build_object('listId', r.list_id, 'leastMilli', r.least_milli, 'amountMinor', r.amount_minor))
      from commerce.price r where r.variant_id = v.id and r.valid_from <= ${at}::timestamptz and r.valid_to > ${at}::timestamptz), '[]') as prices
  from commerce.variant v join commerce.product p on p.id = v.product_id
  where v.id = any(${variantIds}::uuid[] || array(
    select c.variant_id from commerce.component c where c.combo_variant_id = any(${variantIds}::uuid[])))`

export type Modifier = {
  id: string
  groupId: string
  name: string
  priceMinor: number
  variantId: string | null
  isAvailable: boolean
  isArchived: boolean
}

export const modifiers = async (ctx: Ctx, ids: readonly string[]): Promise<Modifier[]> =>
  ids.length === 0
    ? []
    : ctx.sql<Modifier>`
      select m.id, m.group_id as "groupId", m.name, m.price_minor as "priceMinor", m.variant_id as "variantId", m.is_available as "isAvailable",
        m.archived_at is not null as "isArchived"
      from commerce.modifier m where m.id = any(${ids}::uuid[])`

export type CandidateList = {
  id: string
  name: string
  includesTax: boolean
  isMain: boolean
  priority: number
  audience: Audience
  segmentId: string | null
  createdAt: string
}

/** The lists of a currency that may be for whom is asked. Of those of segments it is not said yet whether the contact is in them. */
export const candidateLists = (
  ctx: Ctx,
  about: { currency: string; brandId: string; door: Door; contactId: string | null; at: string },
): Promise<CandidateList[]> => ctx.sql<CandidateList>`
  select l.id, l.name, l.includes_tax as "includesTax", l.is_main as "isMain", l.priority, l.audience, l.segment_id as "segmentId",
    l.created_at as "createdAt"
  from commerce.price_list l
  where l.archived_at is null and l.currency = ${about.currency}
    and (l.valid_from is null or l.valid_from <= ${about.at}::timestamptz) and (l.valid_to is null or l.valid_to > ${about.at}::timestamptz)
    and case l.audience
      when 'everybody' then true
      when 'brand' then l.brand_id = ${about.brandId}::uuid
      when 'door' then l.door = ${about.door}
      when 'segment' then ${about.contactId}::uuid is not null
      else exists (select from commerce.price_list_customer c where c.list_id = l.id and c.contact_id = ${about.contactId}::uuid) end`
