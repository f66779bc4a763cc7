import { restrictedContacts } from '#crm/server/public.ts'
import * as identity from '#identity/server/public.ts'
import { conversationUpdated } from '#conversations/contract/events.ts'
import { canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import type { RoutingRule, RoutingSettings } from '#conversations/contract/routing.ts'
import * as agents from '#conversations/server/availability/agents.store.ts'
import { hand } from '#conversations/server/conversations/assignment.ts'
import type { ConversationRow } from '#conversations/server/conversations/card.store.ts'
import { make } from '#conversations/server/conversations/transition.ts'
import { parsePhone } from '#kernel/contract/phone.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { isOpenNow } from './hours.ts'
import * as queue from './queue.store.ts'
import type { QueueEntry } from './queue.store.ts'
import { type Facts, firstMatch, languageOf } from './rule-match.ts'
import * as rulesStore from './rules.store.ts'
import { type Candidate, choose, type NobodyReason, weightOf } from './selection.ts'
import * as settingsStore from './settings.store.ts'

/** What one transaction knows of the people among whom it chooses, kept true while it gives things away. */
export type House = {
  rules: readonly RoutingRule[]
  settings: RoutingSettings
  teamNameById: ReadonlyMap<string, string>
  candidates: readonly (Candidate & { teamIds: readonly string[] })[]
}

/** Everybody who may answer, held: until the end of the transaction nobody else gives them anything. */
export async function openHouse(ctx: Ctx): Promise<House> {
  await agents.lockOnline(ctx)
  const [rules, settings, teams, access, rows] = [
    await rulesStore.list(ctx),
    await settingsStore.get(ctx),
    await identity.teams(ctx),
    await identity.access(ctx),
    await agents.list(ctx),
  ]
  const people = access.filter(({ permissions }) => permissions.has(canReply.code) && permissions.has(canReadOwn.code))
  const ids = people.map(({ id }) => id)
  const window = new Date(ctx.now.getTime() - (settings.rateLimit?.minutes ?? 60) * 60_000).toISOString()
  const [loads, turns] = [await agents.loads(ctx, ids), await agents.assignments(ctx, ids, window)]
  const rowById = new Map(rows.map((row) => [row.personId, row]))
  const turnById = new Map(turns.map((turn) => [turn.personId, turn]))
  return {
    rules,
    settings,
    teamNameById: new Map(teams.map(({ id, name }) => [id, name])),
    candidates: people.map(({ id, name, teamIds }) => {
      const capacity = rowById.get(id)?.capacity ?? settings.defaultCapacity
      return {
        id,
        name,
        teamIds,
        status: rowById.get(id)?.status ?? 'offline',
        skills: rowById.get(id)?.skills ?? [],
        capacity,
        load: loadOf(loads, id, capacity),
        lastAssignedAt: turnById.get(id)?.lastAt ?? null,
        recent: turnById.get(id)?.recent ?? 0,
      }
    }),
  }
}

export const loadOf = (loads: readonly agents.LoadRow[], personId: string, capacity: number): number =>
  loads.filter((row) => row.personId === personId).reduce((sum, { channelKind, open }) => sum + open * weightOf(channelKind, capacity), 0)

/** `busy`: somebody else has it in hand right now. `unruled`: no rule says whose it is, it stays where it is. */
export type Outcome = 'assigned' | 'gone' | 'busy' | 'unruled' | NobodyReason

export type Ask = { exceptId?: string | null; keepsTeam?: boolean }

/** Puts a conversation of nobody into the queue of the team that a rule says; one that stands in a queue stays there. */
export async function enter(ctx: Ctx, id: string, house: House, ask: Ask): Promise<'entered' | 'gone' | 'busy' | 'unruled'> {
  const row = await free(ctx, id)
  if (typeof row === 'string') return row
  if (await queue.find(ctx, id)) return 'entered'
  // Nothing is done by itself with the data of whoever asked for that; they are still answered, by whoever sees them.
  if ((await restrictedContacts(ctx, [row.contactId])).size > 0) return 'unruled'
  const entry = await entryFor(ctx, row, house, ask)
  if (!entry) return 'unruled'
  await queue.put(ctx, entry)
  return 'entered'
}

/**
 * Gives a conversation that stands in a queue to somebody. Looks at it again once it is held: whatever happened since
 * somebody thought of it, nobody loses what they took.
 */
export async function attempt(ctx: Ctx, id: string, house: House): Promise<Outcome> {
  const row = await free(ctx, id)
  if (typeof row === 'string') return row
  const found = await queue.find(ctx, id)
  if (!found) return 'unruled'
  const entry = await overflowed(ctx, row, found, house)
  const team = house.candidates.filter(({ teamIds }) => teamIds.includes(entry.teamId))
  const choice = choose(team, {
    method: entry.method,
    skill: entry.skill,
    stickyId: await queue.stickyOf(ctx, row.contactId),
    weight: weightOf(row.channelKind),
    rateLimit: house.settings.rateLimit,
    exceptId: entry.exceptId,
  })
  if ('nobody' in choice) {
    await wait(ctx, row, entry, choice.nobody, house)
    return choice.nobody
  }
  const { chosen } = choice
  const change = { assignee: { id: chosen.id, name: chosen.name }, ...(row.teamId !== entry.teamId && { teamId: entry.teamId }) }
  await hand(ctx, row, change, 'routed', { ruleName: entry.ruleName, teamName: house.teamNameById.get(entry.teamId) ?? null })
  Object.assign(chosen, {
    load: chosen.load + weightOf(row.channelKind, chosen.capacity),
    lastAssignedAt: ctx.now.toISOString(),
    recent: chosen.recent + 1,
  })
  return 'assigned'
}

/** Held, if it is still nobody's. One that is not leaves the queue. */
async function free(ctx: Ctx, id: string): Promise<ConversationRow | 'gone' | 'busy'> {
  const row = await queue.lockFree(ctx, id)
  if (row) return row
  if (await queue.isFreeNow(ctx, id)) return 'busy'
  await queue.remove(ctx, id)
  return 'gone'
}

/** Which rule it falls under now. Who handed it to a team meant that team: then its own rule says how, or nobody does. */
async function entryFor(ctx: Ctx, row: ConversationRow, house: House, { keepsTeam, exceptId }: Ask): Promise<QueueEntry | undefined> {
  const rule =
    keepsTeam && row.teamId !== null
      ? house.rules.find((one) => one.isActive && one.teamId === row.teamId)
      : firstMatch(house.rules, await factsOf(ctx, row))
  if (!rule || !house.teamNameById.has(rule.teamId)) return undefined
  const { overflow } = rule
  return {
    conversationId: row.id,
    ruleId: rule.id,
    ruleName: rule.name,
    teamId: rule.teamId,
    skill: rule.skill,
    method: rule.method,
    queuedAt: ctx.now.toISOString(),
    overflowTeamId: overflow?.teamId ?? null,
    overflowAt: overflow && new Date(ctx.now.getTime() + overflow.afterSeconds * 1000).toISOString(),
    exceptId: exceptId ?? null,
    isTold: false,
  }
}

async function factsOf(ctx: Ctx, row: ConversationRow): Promise<Facts> {
  const phone = parsePhone(row.contactAddress, { country: 'AR' })
  return {
    brandId: row.brandId,
    channelId: row.channelId,
    language: languageOf('country' in phone ? phone.country : undefined),
    labels: row.labels,
    isKnown: await queue.hasOtherConversations(ctx, row.contactId, row.id),
    isOpenNow: await isOpenNow(ctx, row.brandId),
  }
}

/** When nobody of its team took it in time, another team gets it. */
async function overflowed(ctx: Ctx, row: ConversationRow, entry: QueueEntry, house: House): Promise<QueueEntry> {
  const { overflowTeamId, overflowAt } = entry
  if (overflowTeamId === null || overflowAt === null || Date.parse(overflowAt) > ctx.now.getTime()) return entry
  const after = { ...entry, teamId: overflowTeamId, overflowTeamId: null, overflowAt: null, isTold: true, skill: null }
  const values = { teamName: house.teamNameById.get(overflowTeamId) ?? null, before: house.teamNameById.get(entry.teamId) ?? null }
  await make(ctx, row, { event: conversationUpdated, change: { teamId: overflowTeamId }, line: { what: 'overflowed', values } })
  Object.assign(row, { teamId: overflowTeamId, lastSeq: row.lastSeq + 1, version: row.version + 1 })
  await queue.put(ctx, after)
  return after
}

/** It stays in the queue of its team, and the thread says so, once. */
async function wait(ctx: Ctx, row: ConversationRow, entry: QueueEntry, reason: NobodyReason, house: House): Promise<void> {
  if (!entry.isTold || row.teamId !== entry.teamId) {
    const line = { what: 'queued' as const, values: { teamName: house.teamNameById.get(entry.teamId) ?? null, reason } }
    await make(ctx, row, { event: conversationUpdated, change: { teamId: entry.teamId }, ...(!entry.isTold && { line }) })
  }
  await queue.put(ctx, { ...entry, isTold: true })
}
