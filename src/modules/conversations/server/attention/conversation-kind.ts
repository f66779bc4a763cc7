import * as events from '#conversations/contract/events.ts'
import { canReadAll, canReadOwn, canReadTeam, canReply } from '#conversations/contract/permissions.ts'
import { hand } from '#conversations/server/conversations/assignment.ts'
import * as queue from '#conversations/server/routing/queue.store.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import type { AttentionKind } from '#kernel/module.ts'
import { kind } from './open-item.ts'

/** Conversations in the queue: seen as in the inbox (`conversations/visibility.store.ts`), and assigned to whoever claims one. */
export const conversationKind: AttentionKind = {
  kind,
  words: 'conversations.attention.kind',
  reach: (permissions) => {
    if (!permissions.has(canReadOwn.code)) return 'none'
    return permissions.has(canReadAll.code) ? 'all' : permissions.has(canReadTeam.code) ? 'team' : 'own'
  },
  permission: canReply,
  async take(ctx, id) {
    const { actor } = ctx
    if (actor.kind !== 'user') return 'busy'
    // Whoever writes to it holds it and then its place in the queue; who claims holds the place first, and must not wait.
    const row = await queue.lockFree(ctx, id)
    if (!row) return (await conversations.find(ctx, id))?.assigneeId === actor.id ? 'taken' : 'busy'
    await hand(ctx, row, { assignee: { id: actor.id, name: actor.name } }, 'taken')
    return 'taken'
  },
  movedBy: [
    events.messageReceived,
    events.messageSent,
    events.conversationAssigned,
    events.conversationResolved,
    events.conversationReopened,
    events.conversationSnoozed,
    events.conversationWoken,
    events.conversationUpdated,
    events.conversationMerged,
    events.clockBreached,
  ],
}
