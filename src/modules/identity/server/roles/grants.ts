import type { Ctx } from '#kernel/ctx.ts'
import * as members from '#identity/server/members/members.store.ts'
import { beyondOwnRights, ownersOnly, unknownPermission, unknownRole } from '#identity/server/problems.ts'
import { allPermissions, rightsOf } from '#identity/server/roles/presets.ts'
import * as roles from '#identity/server/roles/roles.store.ts'

/**
 * Nobody hands on what they do not hold themselves, nor touches whoever holds more: otherwise managing people would be
 * a way to become an owner.
 */
export function refuseBeyondOwn(ctx: Ctx, permissions: readonly string[]): void {
  const beyond = permissions.filter((code) => !ctx.can({ code }))
  if (beyond.length > 0) throw beyondOwnRights({ permissions: beyond.slice(0, 20) })
}

export function refuseUnknown(ctx: Ctx, permissions: readonly string[]): void {
  const known = new Set(allPermissions(ctx.modules))
  const unknown = permissions.find((code) => !known.has(code))
  if (unknown !== undefined) throw unknownPermission({ permission: unknown })
}

/** Owners are made and unmade by owners only. */
export async function requireOwner(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind === 'system') return
  const own = ctx.actor.kind === 'user' ? await members.find(ctx, ctx.actor.id) : undefined
  if (own?.preset !== 'owner' || own.status !== 'active') throw ownersOnly()
}

/** The role, if the caller may give it to somebody. */
export async function grantable(ctx: Ctx, roleId: string): Promise<roles.RoleRow> {
  const role = await roles.find(ctx, roleId)
  if (!role) throw unknownRole()
  if (role.preset === 'owner') await requireOwner(ctx)
  refuseBeyondOwn(ctx, rightsOf(role, ctx.modules))
  return role
}

/** What a role is called in the caller's language. */
export const nameOf = (ctx: Pick<Ctx, 't'>, role: { preset: string | null; name: string | null }): string =>
  role.preset === null ? (role.name ?? '') : ctx.t(`identity.roles.preset.${role.preset}`)
