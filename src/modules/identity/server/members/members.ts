import type { Ctx } from '#kernel/ctx.ts'
import type { Listing, Page } from '#kernel/contract/page.ts'
import { changedMeanwhile, notFound } from '#kernel/problem.ts'
import { accessChanged, memberRemoved, memberUpdated } from '#identity/contract/events.ts'
import type { Colleague, Member, UpdateMember } from '#identity/contract/person.ts'
import * as invitations from '#identity/server/members/invitations.store.ts'
import * as store from '#identity/server/members/members.store.ts'
import * as organizations from '#identity/server/organizations/organizations.store.ts'
import { lastOwner, notYourself } from '#identity/server/problems.ts'
import { grantable, nameOf, refuseBeyondOwn, requireOwner } from '#identity/server/roles/grants.ts'
import { rightsOf } from '#identity/server/roles/presets.ts'
import { announceAccess } from '#identity/server/sessions/sessions.store.ts'
import { checkedTeams } from '#identity/server/teams/teams.ts'
import * as teams from '#identity/server/teams/teams.store.ts'

export async function list(ctx: Ctx, input: Listing): Promise<Page<Member>> {
  const page = await store.list(ctx, input)
  return { items: page.items.map((row) => shown(ctx, row)), next: page.next }
}

export const listColleagues = async (ctx: Ctx): Promise<{ items: Colleague[] }> => ({ items: await store.colleagues(ctx) })

export async function get(ctx: Ctx, input: { id: string }): Promise<Member> {
  return shown(ctx, await existing(ctx, input.id))
}

export async function update(ctx: Ctx, input: UpdateMember): Promise<Member> {
  await organizations.lock(ctx)
  const before = await existing(ctx, input.id)
  await refuseBeyondReach(ctx, before)
  const changesRights =
    (input.roleId !== undefined && input.roleId !== before.roleId) || (input.status !== undefined && input.status !== before.status)
  if (changesRights && isSelf(ctx, input.id)) throw notYourself()
  const role = input.roleId === undefined ? undefined : await grantable(ctx, input.roleId)
  const wantedTeams = input.teamIds && (await checkedTeams(ctx, input.teamIds))
  const staysOwner = (role?.preset ?? before.preset) === 'owner' && (input.status ?? before.status) === 'active'
  if (before.preset === 'owner' && !staysOwner) await refuseLastOwner(ctx, input.id)

  if (!(await store.update(ctx, input.id, { roleId: input.roleId, status: input.status }, ctx.ifMatch)))
    throw changedMeanwhile({ version: before.version })
  if (wantedTeams)
    await teams.setTeams(
      ctx,
      input.id,
      wantedTeams.map((team) => team.id),
    )
  if (input.status === 'suspended') await invitations.revokeAllBy(ctx, input.id)
  const after = await existing(ctx, input.id)
  await announce(ctx, input.id)
  await ctx.emit(memberUpdated, { personId: after.id, roleId: after.roleId, status: after.status, teamIds: after.teamIds })
  ctx.audit({
    action: 'identity.member.updated',
    subject: { kind: 'person', id: after.id, name: after.name },
    before: await words(ctx, before),
    after: await words(ctx, after),
  })
  return shown(ctx, after)
}

export async function remove(ctx: Ctx, input: { id: string }): Promise<Record<never, never>> {
  await organizations.lock(ctx)
  const member = await existing(ctx, input.id)
  await refuseBeyondReach(ctx, member)
  if (isSelf(ctx, input.id)) throw notYourself()
  if (member.preset === 'owner') await refuseLastOwner(ctx, input.id)
  await ctx.emit(memberRemoved, { personId: member.id, name: member.name })
  await store.leave(ctx, member.id, member.name)
  await invitations.revokeAllBy(ctx, member.id)
  await announce(ctx, member.id)
  ctx.audit({
    action: 'identity.member.removed',
    subject: { kind: 'person', id: member.id, name: member.name },
    before: await words(ctx, member),
  })
  return {}
}

async function existing(ctx: Ctx, id: string): Promise<store.MemberRow> {
  const row = await store.find(ctx, id)
  if (!row) throw notFound()
  return row
}

async function refuseBeyondReach(ctx: Ctx, member: store.MemberRow): Promise<void> {
  if (member.preset === 'owner') await requireOwner(ctx)
  refuseBeyondOwn(ctx, rightsOf({ preset: member.preset, permissions: member.rolePermissions }, ctx.modules))
}

// The organization's row is locked by then: two owners who put each other out at the same moment take turns.
async function refuseLastOwner(ctx: Ctx, id: string): Promise<void> {
  if ((await store.ownersLeftWithout(ctx, id)) === 0) throw lastOwner()
}

async function announce(ctx: Ctx, personId: string): Promise<void> {
  await announceAccess(ctx, [personId])
  await ctx.emit(accessChanged, { personId, orgId: ctx.org })
}

const isSelf = (ctx: Ctx, id: string): boolean => ctx.actor.kind === 'user' && ctx.actor.id === id

async function words(ctx: Ctx, member: store.MemberRow): Promise<Record<string, unknown>> {
  const known = await teams.known(ctx, member.teamIds)
  return {
    role: nameOf(ctx, { preset: member.preset, name: member.roleName }),
    status: member.status,
    teams: known.map((team) => team.name).toSorted(),
  }
}

const shown = (ctx: Ctx, row: store.MemberRow): Member => ({
  id: row.id,
  name: row.name,
  email: row.email,
  status: row.status,
  roleId: row.roleId,
  roleName: nameOf(ctx, { preset: row.preset, name: row.roleName }),
  isOwner: row.preset === 'owner',
  teamIds: row.teamIds,
  hasSecondFactor: row.hasSecondFactor,
  lastSeenAt: row.lastSeenAt,
  joinedAt: row.joinedAt,
  version: row.version,
})
