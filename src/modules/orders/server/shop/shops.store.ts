import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Execute } from '#kernel/db/sql.ts'
import type { ShopTerms } from '#orders/contract/shop.ts'

export type ShopRow = { brandId: string; slug: string; isOn: boolean; coverFileId: string | null; terms: unknown; version: number }

const columns = sql`s.brand_id as "brandId", s.slug, s.is_on as "isOn", s.cover_file_id as "coverFileId", s.terms, s.version`

export const all = (ctx: Ctx): Promise<ShopRow[]> => ctx.sql<ShopRow>`select ${columns} from orders.shop s`

export async function find(ctx: Ctx, brandId: string): Promise<ShopRow | undefined> {
  const [row] = await ctx.sql<ShopRow>`select ${columns} from orders.shop s where s.brand_id = ${brandId}`
  return row
}

/** Whose it is, as the platform: visitors belong to nobody. */
export async function ownerOf(platform: Execute, slug: string): Promise<{ orgId: string; brandId: string } | undefined> {
  const [row] = await platform<{ orgId: string; brandId: string }>`
    select s.org_id as "orgId", s.brand_id as "brandId" from orders.shop s where s.slug = ${slug}`
  return row
}

type Written = { brandId: string; slug: string; isOn: boolean; coverFileId: string | null; terms: ShopTerms }

/** The version goes up by one. `taken`: another shop has the address; `overtaken`: somebody else was first. */
export async function save(ctx: Ctx, shop: Written, expected: number): Promise<'saved' | 'taken' | 'overtaken'> {
  const terms = JSON.stringify(shop.terms)
  // Another shop's row cannot be seen from here, and an error would end the transaction: the insert says it without one.
  if (expected === 0) {
    const rows = await ctx.sql`
      insert into orders.shop (brand_id, slug, is_on, cover_file_id, terms)
      values (${shop.brandId}, ${shop.slug}, ${shop.isOn}, ${shop.coverFileId}, ${terms}::jsonb)
      on conflict do nothing returning version`
    if (rows.length > 0) return 'saved'
    return (await find(ctx, shop.brandId)) ? 'overtaken' : 'taken'
  }
  try {
    const rows = await ctx.sql`
    update orders.shop set slug = ${shop.slug}, is_on = ${shop.isOn}, cover_file_id = ${shop.coverFileId}, terms = ${terms}::jsonb,
      version = version + 1
    where brand_id = ${shop.brandId} and version = ${expected} returning version`
    return rows.length > 0 ? 'saved' : 'overtaken'
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'shop_by_slug') return 'taken'
    throw error
  }
}
