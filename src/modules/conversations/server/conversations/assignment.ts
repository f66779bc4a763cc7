import * as identity from '#identity/server/public.ts'
import type { z } from 'zod'
import type { assignConversation, takeConversation } from '#conversations/contract/api.ts'
import type { Activity } from '#conversations/contract/content.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { conversationAssigned } from '#conversations/contract/events.ts'
import { canAssign } from '#conversations/contract/permissions.ts'
import { assigneeUnknown, noteRequired, notYours, taken, teamUnknown } from '#conversations/server/problems.ts'
import * as settings from '#conversations/server/routing/settings.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { ConversationRow } from './card.store.ts'
import { clocksOf, opened } from './clocks.ts'
import { get, getChanged } from './conversations.ts'
import * as store from './conversations.store.ts'
import { held, make } from './transition.ts'

/** For oneself. Held for the transaction, so that of sixty-four who press the button at once one gets it. */
export async function take(ctx: Ctx, { id, takeOver }: z.output<typeof takeConversation.input>): Promise<Conversation> {
  const row = await held(ctx, id)
  const isMine = ctx.actor.kind === 'user' && row.assigneeId === ctx.actor.id
  if (ctx.actor.kind !== 'user' || (isMine && row.state !== 'pending')) return get(ctx, { id })
  if (row.assigneeId !== null && !isMine) {
    if (!takeOver) throw taken({ assigneeId: row.assigneeId, assigneeName: row.assigneeName ?? '' })
    ctx.require(canAssign)
  }
  await hand(ctx, row, { assignee: { id: ctx.actor.id, name: ctx.actor.name } }, 'taken')
  return getChanged(ctx, id)
}

/** To a person, a team, both, or nobody. */
export async function assign(ctx: Ctx, { id, assigneeId, teamId }: z.output<typeof assignConversation.input>): Promise<Conversation> {
  const row = await held(ctx, id)
  const assignee = assigneeId === undefined ? undefined : assigneeId === null ? null : await colleague(ctx, assigneeId)
  if (teamId != null && !(await identity.teams(ctx)).some((team) => team.id === teamId)) throw teamUnknown()
  const isSamePerson = assignee === undefined || (assignee?.id ?? null) === row.assigneeId
  const isSameTeam = teamId === undefined || teamId === row.teamId
  if (isSamePerson && isSameTeam) return getChanged(ctx, id)
  // Whoever hands on what somebody is working on leaves word, where the organization wants it so.
  if (row.assigneeId !== null && (assignee || teamId) && (await settings.get(ctx)).transferNoteRequired) throw noteRequired()
  const what = !isSamePerson ? (assignee ? 'assigned' : 'unassigned') : 'team-changed'
  await hand(ctx, row, { ...(!isSamePerson && { assignee }), ...(!isSameTeam && { teamId }) }, what)
  await tellAssigned(ctx, row, assignee)
  return getChanged(ctx, id)
}

async function tellAssigned(ctx: Ctx, row: ConversationRow, assignee: { id: string } | null | undefined): Promise<void> {
  if (!assignee || assignee.id === row.assigneeId || ctx.actor.kind === 'system') return
  await identity.notify(ctx, {
    personIds: [assignee.id],
    words: 'conversations.notices.assigned',
    values: { actor: ctx.actor.name, contact: row.contactName },
    href: `/bandeja/${row.id}`,
    key: `assigned:${row.id}:${row.version}`,
  })
}

/** What is one's own goes back to the team, or to everybody. */
export async function release(ctx: Ctx, { id }: { id: string }): Promise<Conversation> {
  const row = await held(ctx, id)
  if (row.assigneeId === null) return get(ctx, { id })
  if (ctx.actor.kind === 'system' || row.assigneeId !== ctx.actor.id) throw notYours()
  await hand(ctx, row, { assignee: null }, 'unassigned')
  return getChanged(ctx, id)
}

export async function colleague(ctx: Ctx, id: string): Promise<{ id: string; name: string }> {
  const found = (await identity.colleagues(ctx)).find((one) => one.id === id && one.isActive)
  if (!found) throw assigneeUnknown()
  return found
}

/** Writes down who has a conversation that is held, with its line in the thread. */
export async function hand(
  ctx: Ctx,
  row: ConversationRow,
  change: Pick<store.Change, 'assignee' | 'teamId'>,
  what: Activity['what'],
  more: Activity['values'] = {},
): Promise<void> {
  const team = change.teamId ? (await identity.teams(ctx)).find((one) => one.id === change.teamId) : undefined
  const values = { assigneeName: change.assignee?.name ?? null, teamName: team?.name ?? null, before: row.assigneeName, ...more }
  // Whoever gets what a bot had has it from now on.
  const isBots = change.assignee != null && row.state === 'pending'
  const whole = isBots ? { ...change, clocks: opened(clocksOf(row)) } : change
  await make(ctx, row, { event: conversationAssigned, change: whole, line: { what, values } })
  ctx.audit({
    action: 'conversations.conversation.assigned',
    subject: { kind: 'conversation', id: row.id, name: row.contactName },
    before: { assignee: row.assigneeName, teamId: row.teamId },
    after: {
      assignee: change.assignee === undefined ? row.assigneeName : (change.assignee?.name ?? null),
      teamId: change.teamId === undefined ? row.teamId : change.teamId,
    },
  })
}

/** Somebody left: what they had is nobody's again, and everybody who may take it sees it. */
export async function letGo(ctx: Ctx, personId: string): Promise<void> {
  for (const row of await store.lockAssigned(ctx, personId)) await hand(ctx, row, { assignee: null }, 'unassigned')
}

export async function letGoOfTeam(ctx: Ctx, teamId: string): Promise<void> {
  for (const row of await store.lockOfTeam(ctx, teamId)) await hand(ctx, row, { teamId: null }, 'team-changed')
}
