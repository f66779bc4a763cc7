import type { Conversation } from '#conversations/contract/conversation.ts'
import { personOnly } from '#conversations/server/problems.ts'
import { hand } from '#conversations/server/conversations/assignment.ts'
import { getChanged } from '#conversations/server/conversations/conversations.ts'
import type { Ctx } from '#kernel/ctx.ts'
import * as queue from './queue.store.ts'

/** "Take the next one." Null when nobody waits whom the caller may see. */
export async function claimNext(ctx: Ctx): Promise<{ conversation: Conversation | null }> {
  const { actor } = ctx
  if (actor.kind !== 'user') throw personOnly()
  const row = await queue.lockNext(ctx, actor.teamIds)
  if (!row) return { conversation: null }
  await hand(ctx, row, { assignee: { id: actor.id, name: actor.name } }, 'taken')
  return { conversation: await getChanged(ctx, row.id) }
}
