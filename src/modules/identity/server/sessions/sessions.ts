import type { PlatformCtx } from '#kernel/ctx.ts'
import { themeOf, defaultBrand } from '#kernel/theme/theme.ts'
import { notFound, unauthenticated } from '#kernel/problem.ts'
import type { BrandSummary } from '#identity/contract/brand.ts'
import type { OpenSession, Session } from '#identity/contract/session.ts'
import * as brands from '#identity/server/brands/brands.store.ts'
import { logoUrl } from '#identity/server/brands/logo.ts'
import { nameOf } from '#identity/server/roles/grants.ts'
import { rightsOf } from '#identity/server/roles/presets.ts'
import { deviceOf } from '#identity/server/sessions/device.ts'
import * as store from '#identity/server/sessions/sessions.store.ts'
import { personOf } from '#identity/server/sessions/visitor.ts'

/** Everything the browser needs to draw its first screen. */
export async function get(ctx: PlatformCtx): Promise<Session> {
  const { id: personId, sessionId } = personOf(ctx)
  const [row, organizations] = await Promise.all([store.current(ctx, sessionId), store.organizationsOf(ctx, personId)])
  if (!row) throw unauthenticated()
  const mustEnrolSecondFactor = row.orgId !== null && row.requiresSecondFactor && !row.hasSecondFactor
  const isInside = row.orgId !== null && !mustEnrolSecondFactor
  const brandRows = row.orgId === null ? [] : await brands.listOf(ctx, row.orgId)
  return {
    id: sessionId,
    person: { id: row.personId, name: row.name, email: row.email, locale: row.personLocale, theme: row.theme, density: row.density },
    organization: row.orgId === null ? null : organizationOf(row, row.orgId),
    organizations: organizations.map(({ id, name, brandColor }) => ({ id, name, brandColor })),
    brands: row.orgId === null ? [] : brandRows.map((brand) => summary(ctx, row.orgId ?? '', brand)),
    role: row.orgId === null ? null : { id: row.roleId, preset: row.preset, name: nameOf(ctx, { preset: row.preset, name: row.roleName }) },
    permissions: isInside ? rightsOf({ preset: row.preset, permissions: row.rolePermissions }, ctx.modules) : [],
    teamIds: isInside ? row.teamIds : [],
    theme: brandRows[0]?.theme ?? themeOf(defaultBrand),
    mustEnrolSecondFactor,
    mayCreateOrganization: organizations.some((organization) => organization.isOwner),
  }
}

export async function list(ctx: PlatformCtx): Promise<{ items: OpenSession[] }> {
  const { id, sessionId } = personOf(ctx)
  const rows = await store.listOf(ctx, id)
  return {
    items: rows
      .map((row) => ({
        id: row.id,
        isCurrent: row.id === sessionId,
        ...deviceOf(row.userAgent),
        ip: row.ip,
        createdAt: row.createdAt,
        seenAt: row.seenAt,
      }))
      .toSorted((one, other) => Number(other.isCurrent) - Number(one.isCurrent)),
  }
}

export async function revoke(ctx: PlatformCtx, input: { id: string }): Promise<Record<never, never>> {
  if (!(await store.end(ctx, personOf(ctx).id, input.id))) throw notFound()
  return {}
}

export async function revokeOthers(ctx: PlatformCtx): Promise<{ revoked: number }> {
  const { id, sessionId } = personOf(ctx)
  return { revoked: await store.endOthers(ctx, id, sessionId) }
}

const organizationOf = (row: store.CurrentRow, id: string) => ({
  id,
  name: row.orgName,
  slug: row.slug,
  locale: row.locale,
  zone: row.zone,
  currency: row.currency,
  country: row.country,
  isDemo: row.isDemo,
})

const summary = (ctx: PlatformCtx, org: string, brand: brands.BrandRow): BrandSummary => ({
  id: brand.id,
  name: brand.name,
  logoUrl: logoUrl(ctx, org, brand.logoFileId),
  color: brand.color,
  zone: brand.zone,
  currency: brand.currency,
  locale: brand.locale,
})
