import type { Ctx } from '#kernel/ctx.ts'
import { atField, changedMeanwhile, notFound } from '#kernel/problem.ts'
import { teamCreated, teamRemoved, teamUpdated } from '#identity/contract/events.ts'
import type { CreateTeam, Team, UpdateTeam } from '#identity/contract/team.ts'
import * as members from '#identity/server/members/members.store.ts'
import { nameTaken, unknownMember, unknownTeam } from '#identity/server/problems.ts'
import { announceAccess } from '#identity/server/sessions/sessions.store.ts'
import * as store from '#identity/server/teams/teams.store.ts'

export const list = async (ctx: Ctx): Promise<{ items: Team[] }> => ({ items: await store.list(ctx) })

export async function create(ctx: Ctx, input: CreateTeam): Promise<Team> {
  const memberIds = await checkedMembers(ctx, input.memberIds)
  const team: Team = { id: ctx.newId(), name: input.name, memberIds, version: 1 }
  if (!(await store.insert(ctx, team))) throw atField(ctx.t, 'name', nameTaken({ name: input.name }))
  await store.setMembers(ctx, team.id, memberIds)
  await announceAccess(ctx, memberIds)
  await ctx.emit(teamCreated, { teamId: team.id, name: team.name, memberIds })
  ctx.audit({
    action: 'identity.team.created',
    subject: { kind: 'team', id: team.id, name: team.name },
    after: { members: await namesOf(ctx, memberIds) },
  })
  return team
}

export async function update(ctx: Ctx, input: UpdateTeam): Promise<Team> {
  const before = await store.find(ctx, input.id)
  if (!before) throw notFound()
  const memberIds = input.memberIds && (await checkedMembers(ctx, input.memberIds))
  if (input.name !== undefined && (await store.isNameTaken(ctx, input.name, input.id)))
    throw atField(ctx.t, 'name', nameTaken({ name: input.name }))
  if (!(await store.update(ctx, input.id, input.name, ctx.ifMatch))) throw changedMeanwhile({ version: before.version })
  const after: Team = { ...before, name: input.name ?? before.name, memberIds: memberIds ?? before.memberIds, version: before.version + 1 }
  if (memberIds) {
    await store.setMembers(ctx, input.id, memberIds)
    await announceAccess(ctx, difference(before.memberIds, memberIds))
  }
  await ctx.emit(teamUpdated, { teamId: after.id, name: after.name, memberIds: after.memberIds })
  ctx.audit({
    action: 'identity.team.updated',
    subject: { kind: 'team', id: after.id, name: after.name },
    before: { name: before.name, members: await namesOf(ctx, before.memberIds) },
    after: { name: after.name, members: await namesOf(ctx, after.memberIds) },
  })
  return after
}

export async function remove(ctx: Ctx, input: { id: string }): Promise<Record<never, never>> {
  const team = await store.find(ctx, input.id)
  if (!team) throw notFound()
  await ctx.emit(teamRemoved, { teamId: team.id })
  await store.remove(ctx, team.id)
  await announceAccess(ctx, team.memberIds)
  ctx.audit({
    action: 'identity.team.removed',
    subject: { kind: 'team', id: team.id, name: team.name },
    before: { members: await namesOf(ctx, team.memberIds) },
  })
  return {}
}

/** The teams, if all of them are of this organization. */
export async function checkedTeams(ctx: Ctx, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  const wanted = [...new Set(ids)]
  const known = await store.known(ctx, wanted)
  if (known.length !== wanted.length) throw unknownTeam()
  return known
}

async function checkedMembers(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const wanted = [...new Set(ids)]
  const known = await members.activeAmong(ctx, wanted)
  if (known.length !== wanted.length) throw unknownMember()
  return wanted
}

const namesOf = async (ctx: Ctx, ids: readonly string[]): Promise<string[]> =>
  (await members.names(ctx, ids)).map((one) => one.name).toSorted()

const difference = (one: readonly string[], other: readonly string[]): string[] => [
  ...one.filter((id) => !other.includes(id)),
  ...other.filter((id) => !one.includes(id)),
]
