import type { Ctx } from '#kernel/ctx.ts'
import type { Execute } from '#kernel/db/sql.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import type { LineOfBusiness, Organization, UpdateOrganization } from '#identity/contract/organization.ts'

export type NewOrganization = {
  name: string
  slug: string
  locale: Locale
  zone: string
  currency: string
  country: string
  lineOfBusiness: LineOfBusiness
  isDemo: boolean
}

/** True for the first organization of the installation; see the function's migration. */
export async function claimInstallation(ctx: Ctx): Promise<boolean> {
  const [row] = await ctx.sql<{ isFirst: boolean }>`select identity.claim_installation() as "isFirst"`
  return row?.isFirst ?? false
}

export async function claimSlug(ctx: Ctx, slug: string): Promise<boolean> {
  const [row] = await ctx.sql<{ isOurs: boolean }>`select identity.claim_slug(${slug}) as "isOurs"`
  return row?.isOurs ?? false
}

export async function insert(ctx: Ctx, organization: NewOrganization): Promise<void> {
  await ctx.sql`
    insert into identity.organization (name, slug, locale, zone, currency, country, line_of_business, is_demo, created_at)
    values (${organization.name}, ${organization.slug}, ${organization.locale}, ${organization.zone}, ${organization.currency},
      ${organization.country}, ${organization.lineOfBusiness}, ${organization.isDemo}, ${ctx.now.toISOString()})`
}

export async function find(ctx: Ctx): Promise<Organization | undefined> {
  const [row] = await ctx.sql<Organization>`
    select org_id as id, name, slug, locale, zone, currency, country, line_of_business as "lineOfBusiness", is_demo as "isDemo",
      requires_second_factor as "requiresSecondFactor", api_origins as "apiOrigins", created_at as "createdAt", version
    from identity.organization`
  return row
}

/** Holds off everybody else who is about to count or change the people of this organization, until this transaction ends. */
export async function lock(ctx: Ctx): Promise<void> {
  await ctx.sql`select from identity.organization for update`
}

export async function update(ctx: Ctx, change: UpdateOrganization, version: number | undefined): Promise<boolean> {
  const rows = await ctx.sql`
    update identity.organization set
      name = coalesce(${change.name}, name),
      slug = coalesce(${change.slug}, slug),
      locale = coalesce(${change.locale}, locale),
      zone = coalesce(${change.zone}, zone),
      currency = coalesce(${change.currency}, currency),
      country = coalesce(${change.country}, country),
      line_of_business = coalesce(${change.lineOfBusiness}, line_of_business),
      requires_second_factor = coalesce(${change.requiresSecondFactor}::boolean, requires_second_factor),
      api_origins = coalesce(${change.apiOrigins}::text[], api_origins),
      version = version + 1
    where version = ${version} returning true as changed`
  return rows.length > 0
}

// From here on as the platform: nobody is in any organization yet.

export async function isSetUp(platform: { sql: Execute }): Promise<boolean> {
  const rows = await platform.sql`select true as yes from identity.installation`
  return rows.length > 0
}

export async function settings(platform: Execute, org: string): Promise<{ locale: Locale; zone: string } | undefined> {
  const [row] = await platform<{ locale: Locale; zone: string }>`select locale, zone from identity.organization where org_id = ${org}`
  return row
}

export type Face = {
  orgId: string
  name: string
  color: string
  theme: { light: Record<string, string>; dark: Record<string, string> }
  logoFileId: string | null
}

/** What the door shows: the organization of this short name, or the only one there is. */
export async function face(platform: { sql: Execute }, slug: string | undefined): Promise<Face | undefined> {
  const rows = await platform.sql<Face>`
    select o.org_id as "orgId", b.name, b.color, b.theme, b.logo_file_id as "logoFileId"
    from identity.organization o
    join identity.brand b on b.org_id = o.org_id and b.is_main
    where (${slug ?? null}::text is null or o.org_id = (select s.organization_id from identity.slug s where s.slug = ${slug ?? null}::text))
    limit 2`
  return rows.length === 1 ? rows[0] : undefined
}

export async function allIds(platform: Execute): Promise<string[]> {
  const rows = await platform<{ id: string }>`select org_id as id from identity.organization order by created_at, org_id`
  return rows.map((row) => row.id)
}
