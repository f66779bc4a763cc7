import { idNamed } from '#kernel/crypto/named-id.ts'
import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { newId } from '#kernel/contract/ids.ts'
import type { Execute } from '#kernel/db/sql.ts'
import type { Locale } from '#kernel/i18n/translate.ts'
import { changedMeanwhile, notFound } from '#kernel/problem.ts'
import { organizationCreated, organizationUpdated } from '#identity/contract/events.ts'
import type { CreateOrganization, Organization, UpdateOrganization } from '#identity/contract/organization.ts'
import { presets, type Preset } from '#identity/contract/role.ts'
import * as brands from '#identity/server/brands/brands.ts'
import * as calendars from '#identity/server/calendars/calendars.ts'
import * as members from '#identity/server/members/members.store.ts'
import * as store from '#identity/server/organizations/organizations.store.ts'
import { slugsFor } from '#identity/server/organizations/slug.ts'
import { ownersOnly, secondFactorFirst, slugTaken } from '#identity/server/problems.ts'
import * as roles from '#identity/server/roles/roles.store.ts'
import { moveTo } from '#identity/server/sessions/rotation.ts'
import { announceAccess, isMember, organizationsOf } from '#identity/server/sessions/sessions.store.ts'
import { personOf } from '#identity/server/sessions/visitor.ts'

export type NewTenant = CreateOrganization & { isDemo?: boolean }
export type MadeTenant = { brandId: string; roleIdByPreset: Record<Preset, string> }

/**
 * Lays out the organization `ctx.org`: itself, its first brand, the built-in roles. Whoever calls it adds the owner.
 * Other modules lay out their own part when they hear `identity.organization.created`, in this transaction.
 */
export async function layOut(ctx: Ctx, input: NewTenant): Promise<MadeTenant> {
  await store.claimInstallation(ctx)
  const slug = await freeSlug(ctx, input.name)
  const { name, locale, zone, currency, country, lineOfBusiness } = input
  await store.insert(ctx, { name, slug, locale, zone, currency, country, lineOfBusiness, isDemo: input.isDemo ?? false })
  const roleIdByPreset = await seedRoles(ctx)
  const brand = await brands.create(ctx, { ...input.brand, logoFileId: null, zone, currency, locale }, true)
  await calendars.layOut(ctx, { zone, locale })
  ctx.audit({
    action: 'identity.organization.created',
    subject: { kind: 'organization', id: ctx.org, name },
    after: { name, slug, locale, zone, currency, country },
  })
  await ctx.emit(organizationCreated, { organizationId: ctx.org, brandId: brand.id, name, lineOfBusiness, isDemo: input.isDemo ?? false })
  return { brandId: brand.id, roleIdByPreset }
}

/** A further organization of somebody who owns one already; they go on in it. Asked twice with one key, it is made once. */
export async function create(ctx: PlatformCtx, input: CreateOrganization): Promise<{ organizationId: string }> {
  const person = personOf(ctx)
  if (!(await organizationsOf(ctx, person.id)).some((organization) => organization.isOwner)) throw ownersOnly()
  const organizationId = idOf(person.id, ctx.request.header('idempotency-key'))
  if (!(await isMember(ctx, person.id, organizationId))) {
    await ctx.inOrg(organizationId, async (inside) => {
      const { roleIdByPreset } = await layOut(inside, input)
      await members.join(inside, { personId: person.id, roleId: roleIdByPreset.owner })
    })
  }
  await moveTo(ctx, person.sessionId, organizationId)
  return { organizationId }
}

/** The same key of the same person names the same organization, so that a repetition finds it instead of making another. */
const idOf = (personId: string, key: string | undefined): string => (key ? idNamed(`${personId}|${key}`) : newId())

export async function get(ctx: Ctx): Promise<Organization> {
  const organization = await store.find(ctx)
  if (!organization) throw notFound()
  return organization
}

export async function update(ctx: Ctx, input: UpdateOrganization): Promise<Organization> {
  const before = await get(ctx)
  if (input.requiresSecondFactor === true && !before.requiresSecondFactor) await refuseToLockOneselfOut(ctx)
  if (input.slug !== undefined && input.slug !== before.slug && !(await store.claimSlug(ctx, input.slug)))
    throw slugTaken({ slug: input.slug })
  if (!(await store.update(ctx, input, ctx.ifMatch))) throw changedMeanwhile({ version: before.version })
  const after = await get(ctx)
  const changed = Object.keys(input).filter((key) => String(before[key as keyof Organization]) !== String(after[key as keyof Organization]))
  if (changed.includes('requiresSecondFactor'))
    await announceAccess(
      ctx,
      (await members.colleagues(ctx)).map((one) => one.id),
    )
  await ctx.emit(organizationUpdated, { organizationId: ctx.org, changed })
  const pick = (from: Organization) => Object.fromEntries(changed.map((key) => [key, from[key as keyof Organization]]))
  ctx.audit({
    action: 'identity.organization.updated',
    subject: { kind: 'organization', id: ctx.org, name: after.name },
    before: pick(before),
    after: pick(after),
  })
  return after
}

/** Language and zone for the kernel's own contexts. Spanish and UTC for an organization that is about to be made. */
export async function settingsOf(platform: Execute, org: string): Promise<{ locale: Locale; zone: string }> {
  return (await store.settings(platform, org)) ?? { locale: 'es', zone: 'UTC' }
}

async function refuseToLockOneselfOut(ctx: Ctx): Promise<void> {
  const own = ctx.actor.kind === 'user' ? await members.find(ctx, ctx.actor.id) : undefined
  if (!own?.hasSecondFactor) throw secondFactorFirst()
}

async function freeSlug(ctx: Ctx, name: string): Promise<string> {
  for (const slug of slugsFor(name)) if (await store.claimSlug(ctx, slug)) return slug
  throw slugTaken({ slug: name })
}

async function seedRoles(ctx: Ctx): Promise<Record<Preset, string>> {
  const ids = Object.fromEntries(presets.map((preset) => [preset, ctx.newId()])) as Record<Preset, string>
  for (const preset of presets) await roles.insert(ctx, { id: ids[preset], preset, name: null, permissions: [] })
  return ids
}
