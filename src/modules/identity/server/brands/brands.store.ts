import type { Ctx } from '#kernel/ctx.ts'
import type { Execute } from '#kernel/db/sql.ts'
import type { BrandTheme } from '#identity/contract/brand.ts'
import type { Locale } from '#kernel/i18n/translate.ts'

export type BrandRow = {
  id: string
  name: string
  color: string
  theme: BrandTheme
  logoFileId: string | null
  zone: string
  currency: string
  locale: Locale
  isMain: boolean
  version: number
}

export type BrandChange = {
  name?: string
  color?: string
  theme?: BrandTheme
  logoFileId?: string | null
  zone?: string
  currency?: string
  locale?: Locale
}

export async function list(ctx: Ctx): Promise<BrandRow[]> {
  return ctx.sql<BrandRow>`
    select id, name, color, theme, logo_file_id as "logoFileId", zone, currency, locale, is_main as "isMain", version
    from identity.brand order by is_main desc, created_at, id`
}

export async function find(ctx: Ctx, id: string): Promise<BrandRow | undefined> {
  const [row] = await ctx.sql<BrandRow>`
    select id, name, color, theme, logo_file_id as "logoFileId", zone, currency, locale, is_main as "isMain", version
    from identity.brand where id = ${id}`
  return row
}

/** As the platform, for the shell of a person whose organization is `org`. */
export async function listOf(platform: { sql: Execute }, org: string): Promise<BrandRow[]> {
  return platform.sql<BrandRow>`
    select id, name, color, theme, logo_file_id as "logoFileId", zone, currency, locale, is_main as "isMain", version
    from identity.brand where org_id = ${org} order by is_main desc, created_at, id`
}

export async function insert(ctx: Ctx, brand: Omit<BrandRow, 'version'>): Promise<void> {
  await ctx.sql`
    insert into identity.brand (id, name, color, theme, logo_file_id, zone, currency, locale, is_main, created_at)
    values (${brand.id}, ${brand.name}, ${brand.color}, ${JSON.stringify(brand.theme)}::jsonb, ${brand.logoFileId}, ${brand.zone},
      ${brand.currency}, ${brand.locale}, ${brand.isMain}, ${ctx.now.toISOString()})`
}

export async function update(ctx: Ctx, id: string, change: BrandChange, version: number | undefined): Promise<boolean> {
  const rows = await ctx.sql`
    update identity.brand set
      name = coalesce(${change.name}, name),
      color = coalesce(${change.color}, color),
      theme = coalesce(${change.theme && JSON.stringify(change.theme)}::jsonb, theme),
      logo_file_id = case when ${change.logoFileId !== undefined}::boolean then ${change.logoFileId}::uuid else logo_file_id end,
      zone = coalesce(${change.zone}, zone),
      currency = coalesce(${change.currency}, currency),
      locale = coalesce(${change.locale}, locale),
      version = version + 1
    where id = ${id} and version = ${version} returning true as changed`
  return rows.length > 0
}

/** Two statements, because the index allows no moment with two main brands. */
export async function makeMain(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`update identity.brand set is_main = false, version = version + 1 where is_main and id <> ${id}`
  await ctx.sql`update identity.brand set is_main = true where id = ${id}`
}

export async function remove(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`delete from identity.brand where id = ${id}`
}
