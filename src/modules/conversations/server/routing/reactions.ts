import { memberRemoved, memberUpdated, teamRemoved, teamUpdated } from '#identity/contract/events.ts'
import * as events from '#conversations/contract/events.ts'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import * as agents from '#conversations/server/availability/agents.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { on, type Reaction } from '#kernel/module.ts'
import { drainSoon, routeConversation } from './jobs.ts'
import * as queue from './queue.store.ts'
import * as rules from './rules.store.ts'

/** A conversation of nobody looks for somebody, once this is committed. */
const routeSoon = (ctx: Ctx, id: string, ask: { exceptId?: string | null; keepsTeam?: boolean } = {}): void =>
  ctx.enqueue(routeConversation, { id, exceptId: ask.exceptId ?? null, keepsTeam: ask.keepsTeam ?? false }, { key: id })

const note = (ctx: Ctx, { id, contactId, assigneeId, teamId }: ConversationCard): Promise<void> =>
  queue.noteAssignment(ctx, {
    id: ctx.newId(),
    conversationId: id,
    contactId,
    personId: assigneeId ?? '',
    teamId,
    how: ctx.actor.kind === 'system' ? 'rule' : 'person',
  })

async function hasCome(ctx: Ctx, { conversation }: { conversation: ConversationCard }): Promise<void> {
  if (conversation.assigneeId === null && conversation.state === 'open') routeSoon(ctx, conversation.id)
}

async function isOver(ctx: Ctx, { conversation }: { conversation: ConversationCard }): Promise<void> {
  if (conversation.assigneeId !== null) drainSoon(ctx)
}

/** What routing does when something happens: turns are noted at once, everything else is a job of its own. */
export const routingReactions: readonly Reaction[] = [
  on(events.conversationOpened, async (ctx, data) => {
    if (data.conversation.assigneeId !== null) await note(ctx, data.conversation)
    else if (data.isInbound) await hasCome(ctx, data)
  }),
  on(events.conversationReopened, hasCome),
  on(events.conversationWoken, hasCome),
  on(events.conversationAssigned, async (ctx, { conversation, was }) => {
    const { id, assigneeId, teamId, state } = conversation
    const isHandedOn = was.assigneeId !== null && was.assigneeId !== assigneeId
    if (assigneeId !== null && assigneeId !== was.assigneeId) await note(ctx, conversation)
    if (assigneeId === null && state === 'open') {
      await queue.remove(ctx, id)
      routeSoon(ctx, id, { exceptId: teamId === was.teamId ? was.assigneeId : null, keepsTeam: true })
    }
    if (isHandedOn) drainSoon(ctx)
  }),
  on(events.conversationResolved, isOver),
  on(events.conversationSnoozed, isOver),
  on(teamUpdated, async (ctx) => drainSoon(ctx)),
  on(memberUpdated, async (ctx) => drainSoon(ctx)),
  on(memberRemoved, (ctx, { personId }) => agents.remove(ctx, personId)),
  on(teamRemoved, async (ctx, { teamId }) => {
    await rules.forgetTeam(ctx, teamId)
    await queue.emptyOfTeam(ctx, teamId)
  }),
]
