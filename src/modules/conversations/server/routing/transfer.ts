import * as identity from '#identity/server/public.ts'
import type { z } from 'zod'
import type { Conversation } from '#conversations/contract/conversation.ts'
import type { transferConversation } from '#conversations/contract/routing-api.ts'
import { colleague, hand } from '#conversations/server/conversations/assignment.ts'
import { getChanged } from '#conversations/server/conversations/conversations.ts'
import { held } from '#conversations/server/conversations/transition.ts'
import * as notes from '#conversations/server/messages/notes.ts'
import { noteRequired, teamUnknown } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as settings from './settings.store.ts'

type Transfer = z.output<typeof transferConversation.input>

/** To a person or a team, with word of what it is about. Whoever gets it is told; a team's members all are. */
export async function transfer(ctx: Ctx, { id, to, note }: Transfer): Promise<Conversation> {
  const row = await held(ctx, id)
  if (note === '' && (await settings.get(ctx)).transferNoteRequired) throw noteRequired()
  const target = to.kind === 'person' ? await colleague(ctx, to.id) : await teamOf(ctx, to.id)
  const isThere = to.kind === 'person' ? row.assigneeId === to.id : row.teamId === to.id && row.assigneeId === null
  // The note first: whoever transfers may not see the conversation any more afterwards.
  const written = note === '' ? null : await notes.write(ctx, { id, text: note })
  const now = written ? { ...row, lastSeq: written.seq, version: row.version + 1 } : row
  if (!isThere) {
    const change = to.kind === 'person' ? { assignee: target } : { assignee: null, teamId: to.id }
    await hand(ctx, now, change, 'transferred', { toName: target.name })
    await tell(ctx, row, to, target, note)
  }
  return getChanged(ctx, id)
}

type Target = { id: string; name: string; memberIds?: string[] }

async function teamOf(ctx: Ctx, id: string): Promise<Target> {
  const found = (await identity.teams(ctx)).find((team) => team.id === id)
  if (!found) throw teamUnknown()
  return found
}

async function tell(
  ctx: Ctx,
  row: { id: string; version: number; contactName: string },
  to: Transfer['to'],
  target: Target,
  note: string,
): Promise<void> {
  const actor = ctx.actor.kind === 'system' ? '' : ctx.actor.name
  await identity.notify(ctx, {
    personIds: to.kind === 'person' ? [target.id] : (target.memberIds ?? []),
    words: `conversations.notices.transferred${to.kind === 'team' ? '_team' : ''}`,
    values: { actor, contact: row.contactName, team: to.kind === 'team' ? target.name : '', note: note.slice(0, 140) },
    href: `/bandeja/${row.id}`,
    key: `transferred:${row.id}:${row.version}`,
  })
}
