import * as identity from '#identity/server/public.ts'
import type { z } from 'zod'
import type { AgentProfile, Availability, ChangeAvailability, OwnAvailability } from '#conversations/contract/availability.ts'
import { unseen } from '#conversations/contract/unseen.ts'
import type { updateAgent } from '#conversations/contract/availability-api.ts'
import { availabilityChanged } from '#conversations/contract/events.ts'
import { canReply } from '#conversations/contract/permissions.ts'
import { backInThePast, personOnly } from '#conversations/server/problems.ts'
import { drainSoon } from '#conversations/server/routing/jobs.ts'
import { watchSoon } from '#conversations/server/availability/watch.job.ts'
import * as settings from '#conversations/server/routing/settings.store.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile, notFound } from '#kernel/problem.ts'
import * as store from './agents.store.ts'

export async function list(ctx: Ctx): Promise<{ items: Availability[] }> {
  return { items: (await store.list(ctx)).map(availabilityOf) }
}

export const availabilityOf = ({ personId, status, isAutomatic, reason, backAt, since }: Availability): Availability => ({
  personId,
  status,
  isAutomatic,
  reason,
  backAt,
  since,
})

export async function own(ctx: Ctx): Promise<OwnAvailability> {
  const personId = personOf(ctx)
  return shown(ctx, (await store.find(ctx, personId)) ?? { ...unseen(personId), capacity: null })
}

/** One's own switch. Who becomes online gets what waits. */
export async function change(ctx: Ctx, { status, reason, backAt }: ChangeAvailability): Promise<OwnAvailability> {
  const personId = personOf(ctx)
  if (backAt !== null && Date.parse(backAt) <= ctx.now.getTime()) throw backInThePast()
  const before = await heldRow(ctx, personId)
  const isOnline = status === 'online'
  const after: Availability = {
    personId,
    status,
    isAutomatic: false,
    reason: isOnline ? null : reason || null,
    backAt: isOnline ? null : backAt,
    since: before.status === status && !before.isAutomatic ? before.since : ctx.now.toISOString(),
  }
  await move(ctx, after, true)
  return shown(ctx, { ...before, ...after })
}

/** A screen is there. What somebody chose stays; what the missing connection had set is taken back. */
export async function keepConnected(ctx: Ctx): Promise<OwnAvailability> {
  const personId = personOf(ctx)
  if (await store.touch(ctx, personId)) return own(ctx)
  const before = await heldRow(ctx, personId)
  if (before.isAutomatic) {
    await move(ctx, { personId, status: 'online', isAutomatic: false, reason: null, backAt: null, since: ctx.now.toISOString() }, true)
  }
  return own(ctx)
}

/** Writes a change of status down, tells everybody, and sees to what follows from it. The row is held. */
export async function move(ctx: Ctx, after: Availability, isSeen: boolean): Promise<void> {
  await store.setStatus(ctx, after, isSeen)
  await ctx.emit(availabilityChanged, after)
  watchSoon(ctx, after.personId)
  if (after.status === 'online') drainSoon(ctx)
}

async function heldRow(ctx: Ctx, personId: string): Promise<store.AgentRow> {
  await store.add(ctx, { personId, status: 'offline', isAutomatic: true })
  const row = await store.lock(ctx, personId)
  if (!row) throw notFound()
  return row
}

async function shown(ctx: Ctx, row: Availability & { capacity: number | null }): Promise<OwnAvailability> {
  const [loads, { defaultCapacity }] = await Promise.all([store.loads(ctx, [row.personId]), settings.get(ctx)])
  return {
    ...availabilityOf(row),
    open: loads.reduce((sum, { open }) => sum + open, 0),
    capacity: row.capacity ?? defaultCapacity,
  }
}

function personOf(ctx: Ctx): string {
  if (ctx.actor.kind !== 'user') throw personOnly()
  return ctx.actor.id
}

/** Everybody who may answer, with what they can be given. */
export async function profiles(ctx: Ctx): Promise<{ items: AgentProfile[] }> {
  const [people, rows] = await Promise.all([identity.access(ctx), store.list(ctx)])
  const rowById = new Map(rows.map((row) => [row.personId, row]))
  return {
    items: people.filter(({ permissions }) => permissions.has(canReply.code)).map((person) => profileOf(person, rowById.get(person.id))),
  }
}

export async function updateProfile(ctx: Ctx, { id, ...profile }: z.output<typeof updateAgent.input>): Promise<AgentProfile> {
  const person = (await identity.access(ctx)).find((one) => one.id === id && one.permissions.has(canReply.code))
  if (!person) throw notFound()
  const before = profileOf(person, await heldRow(ctx, id))
  if ((ctx.ifMatch ?? before.version) !== before.version) throw changedMeanwhile({ version: before.version })
  const skills = [...new Map(profile.skills.map((skill) => [searchable(skill), skill])).values()]
  const after = { ...before, capacity: profile.capacity, skills, languages: [...new Set(profile.languages)], version: before.version + 1 }
  await store.setProfile(ctx, id, after)
  ctx.audit({
    action: 'conversations.agent.updated',
    subject: { kind: 'person', id, name: person.name },
    before: wordsOf(before),
    after: wordsOf(after),
  })
  drainSoon(ctx)
  return after
}

const profileOf = (person: { id: string; name: string; teamIds: readonly string[] }, row: store.AgentRow | undefined): AgentProfile => ({
  personId: person.id,
  name: person.name,
  teamIds: [...person.teamIds],
  capacity: row?.capacity ?? null,
  skills: row?.skills ?? [],
  languages: row?.languages ?? [],
  version: row?.profileVersion ?? 0,
})

const wordsOf = ({ capacity, skills, languages }: AgentProfile) => ({ capacity, skills, languages })
