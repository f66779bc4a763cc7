import type { Ctx } from '#kernel/ctx.ts'
import { atField, changedMeanwhile, notFound } from '#kernel/problem.ts'
import type { CreateRole, PermissionEntry, Role, UpdateRole } from '#identity/contract/role.ts'
import { builtInRole, nameTaken, roleInUse } from '#identity/server/problems.ts'
import { nameOf, refuseBeyondOwn, refuseUnknown } from '#identity/server/roles/grants.ts'
import { rightsOf } from '#identity/server/roles/presets.ts'
import * as store from '#identity/server/roles/roles.store.ts'
import { announceAccess } from '#identity/server/sessions/sessions.store.ts'
import * as members from '#identity/server/members/members.store.ts'

export async function list(ctx: Ctx): Promise<{ items: Role[] }> {
  return { items: (await store.list(ctx)).map((row) => shown(ctx, row)) }
}

export async function listPermissions(ctx: Ctx): Promise<{ items: PermissionEntry[] }> {
  const codes = ctx.modules.flatMap((module) =>
    (module.permissions ?? []).map(({ code }) => ({ code, module: module.name, mayGrant: ctx.can({ code }) })),
  )
  return { items: codes }
}

export async function create(ctx: Ctx, input: CreateRole): Promise<Role> {
  const permissions = checked(ctx, input.permissions)
  const role = { id: ctx.newId(), preset: null, name: input.name, permissions }
  if (!(await store.insert(ctx, role))) throw atField(ctx.t, 'name', nameTaken({ name: input.name }))
  ctx.audit({ action: 'identity.role.created', subject: { kind: 'role', id: role.id, name: input.name }, after: { permissions } })
  return shown(ctx, { ...role, version: 1, memberCount: 0 })
}

export async function update(ctx: Ctx, input: UpdateRole): Promise<Role> {
  const before = await owned(ctx, input.id)
  refuseBeyondOwn(ctx, rightsOf(before, ctx.modules))
  const permissions = input.permissions && checked(ctx, input.permissions)
  if (input.name !== undefined && (await store.isNameTaken(ctx, input.name, input.id)))
    throw atField(ctx.t, 'name', nameTaken({ name: input.name }))
  if (!(await store.update(ctx, input.id, { name: input.name, permissions }, ctx.ifMatch)))
    throw changedMeanwhile({ version: before.version })
  const after = { ...before, name: input.name ?? before.name, permissions: permissions ?? before.permissions, version: before.version + 1 }
  if (permissions) await announceAccess(ctx, await members.idsWithRole(ctx, input.id))
  ctx.audit({
    action: 'identity.role.updated',
    subject: { kind: 'role', id: input.id, name: after.name ?? '' },
    before: { name: before.name, permissions: before.permissions },
    after: { name: after.name, permissions: after.permissions },
  })
  const uses = await store.uses(ctx, input.id)
  return shown(ctx, { ...after, memberCount: uses.members })
}

export async function remove(ctx: Ctx, input: { id: string }): Promise<Record<never, never>> {
  const role = await owned(ctx, input.id)
  refuseBeyondOwn(ctx, rightsOf(role, ctx.modules))
  const uses = await store.uses(ctx, input.id)
  if (uses.members + uses.invitations > 0) throw roleInUse(uses)
  await store.remove(ctx, input.id)
  ctx.audit({
    action: 'identity.role.removed',
    subject: { kind: 'role', id: role.id, name: role.name ?? '' },
    before: { permissions: role.permissions },
  })
  return {}
}

async function owned(ctx: Ctx, id: string): Promise<store.RoleRow> {
  const role = await store.find(ctx, id)
  if (!role) throw notFound()
  if (role.preset !== null) throw builtInRole()
  return role
}

function checked(ctx: Ctx, permissions: readonly string[]): string[] {
  refuseUnknown(ctx, permissions)
  refuseBeyondOwn(ctx, permissions)
  return [...new Set(permissions)].toSorted()
}

const shown = (ctx: Ctx, row: store.CountedRole): Role => ({
  id: row.id,
  name: nameOf(ctx, row),
  preset: row.preset,
  permissions: rightsOf(row, ctx.modules),
  memberCount: row.memberCount,
  version: row.version,
})
