import * as identity from '#identity/server/public.ts'
import { unseen } from '#conversations/contract/unseen.ts'
import { canReadAll, canReadTeam, canReply } from '#conversations/contract/permissions.ts'
import type { AgentLoad, Supervision, TeamQueue } from '#conversations/contract/supervision.ts'
import * as agents from '#conversations/server/availability/agents.store.ts'
import { availabilityOf } from '#conversations/server/availability/availability.ts'
import { cardOf } from '#conversations/server/conversations/card.store.ts'
import { loadOf } from '#conversations/server/routing/router.ts'
import * as settings from '#conversations/server/routing/settings.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as store from './supervision.store.ts'

const mostShown = 200

/** Who waits and who is on what, as far as the caller's own sight of conversations reaches. */
export async function get(ctx: Ctx, narrowing: store.Narrowing): Promise<Supervision> {
  const [queues, plates, waiting] = [
    await store.queues(ctx, narrowing),
    await store.plates(ctx, narrowing),
    await store.waiting(ctx, narrowing, mostShown),
  ]
  return {
    teams: await teamsOf(ctx, queues, narrowing),
    agents: await agentsOf(ctx, plates, narrowing),
    waiting: waiting.map((row) => cardOf(row, ctx.now)),
    waitingCount: queues.reduce((sum, queue) => sum + queue.waiting, 0),
  }
}

async function teamsOf(ctx: Ctx, queues: readonly store.QueueRow[], { teamId }: store.Narrowing): Promise<TeamQueue[]> {
  const own = teamIdsOf(ctx)
  const reached = (await identity.teams(ctx)).filter(({ id }) => (own === null || own.has(id)) && (!teamId || teamId === id))
  const none = { unassigned: 0, waiting: 0, late: 0, oldestWaitSince: null }
  const byTeam = new Map(queues.map((queue) => [queue.teamId, queue]))
  const ofNone = byTeam.get(null)
  return [
    ...reached.map(({ id, name }) => ({ ...none, ...byTeam.get(id), teamId: id, teamName: name })),
    ...(ofNone ? [{ ...ofNone, teamName: '' }] : []),
  ]
}

async function agentsOf(ctx: Ctx, plates: readonly store.PlateRow[], { teamId }: store.Narrowing): Promise<AgentLoad[]> {
  const own = teamIdsOf(ctx)
  const self = ctx.actor.kind === 'system' ? null : ctx.actor.id
  const people = (await identity.access(ctx)).filter(
    (person) =>
      person.permissions.has(canReply.code) &&
      (own === null || person.id === self || person.teamIds.some((id) => own.has(id))) &&
      (!teamId || person.teamIds.includes(teamId)),
  )
  const [rows, { defaultCapacity }] = [await agents.list(ctx), await settings.get(ctx)]
  const rowById = new Map(rows.map((row) => [row.personId, row]))
  return people.map(({ id, name, teamIds }) => {
    const row = rowById.get(id)
    const capacity = row?.capacity ?? defaultCapacity
    const plate = plates.filter((one) => one.personId === id)
    const sum = (of: (one: store.PlateRow) => number): number => plate.reduce((total, one) => total + of(one), 0)
    const oldest = plate.flatMap(({ oldestWaitSince }) => oldestWaitSince ?? []).toSorted()[0]
    return {
      personId: id,
      name,
      teamIds: [...teamIds],
      availability: availabilityOf(row ?? unseen(id)),
      open: sum(({ open }) => open),
      waiting: sum(({ waiting }) => waiting),
      late: sum(({ late }) => late),
      load: loadOf(plate, id, capacity),
      capacity,
      oldestWaitSince: oldest ?? null,
    }
  })
}

/** Null: all of them. Who reads only their own conversations supervises no team but sees what is theirs. */
function teamIdsOf(ctx: Ctx): ReadonlySet<string> | null {
  if (ctx.actor.kind === 'system' || ctx.can(canReadAll)) return null
  return new Set(ctx.can(canReadTeam) ? ctx.actor.teamIds : [])
}
