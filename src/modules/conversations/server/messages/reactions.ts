import { z } from 'zod'
import * as identity from '#identity/server/public.ts'
import type { reactToMessage } from '#conversations/contract/api.ts'
import type { Message } from '#conversations/contract/message.ts'
import { adapterOf, capabilitiesOf } from '#conversations/server/channels/adapters.ts'
import * as channels from '#conversations/server/channels/channels.ts'
import * as channelStore from '#conversations/server/channels/channels.store.ts'
import * as addresses from '#conversations/server/conversations/addresses.store.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { cannotReact, messageNotFound } from '#conversations/server/problems.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job, TryAgain } from '#kernel/jobs/job.ts'
import * as changes from './changes.store.ts'
import { laneOf } from './delivery.job.ts'
import { tellChanged } from './incoming-changes.ts'
import { messageOf } from './message-row.store.ts'
import * as messages from './messages.store.ts'
import { openChannel } from './send.ts'

/** Our one emoji on a message of either side; null takes it back. Shown at once, sent right after. */
export async function react(ctx: Ctx, { id, emoji }: z.output<typeof reactToMessage.input>): Promise<Message> {
  const [target] = await messages.byIds(ctx, [id])
  const row = target && (await conversations.lock(ctx, target.conversationId))
  if (!target || !row) throw messageNotFound()
  if (target.providerId === null || target.revokedAt !== null || (target.direction !== 'in' && target.direction !== 'out'))
    throw cannotReact()
  const channel = await openChannel(ctx, row, { channelId: target.channelId })
  if (!capabilitiesOf(channel.kind).reactions) throw cannotReact()
  const at = ctx.now.toISOString()
  const authorName = ctx.actor.name
  await changes.react(ctx, target.channelId, { targetProviderId: target.providerId, side: 'us', emoji, authorName, at })
  ctx.enqueue(sendReaction, { messageId: id, emoji, at }, { lane: laneOf(row.id) })
  await tellChanged(ctx, id)
  const [after] = await messages.byIds(ctx, [id])
  return messageOf(ctx, after ?? target)
}

/** Reacting twice with the same emoji is the same as once, so this may simply be repeated. */
export const sendReaction = job({
  name: 'conversations.send-reaction',
  payload: z.object({ messageId: Id, emoji: z.string().nullable(), at: z.string() }),
  attempts: 6,
  async work(desk, { messageId, emoji, at }) {
    const open = await desk.transaction((ctx) => prepare(ctx, messageId))
    if (!open) return
    const { channel, to, providerId } = open
    const content = { kind: 'reaction' as const, emoji, providerId }
    const result = await adapterOf(channel.kind).send(desk, channel, {
      messageId,
      to,
      content,
      sha256: null,
      replyToProviderId: null,
      attempt: desk.attempt,
    })
    if (result.outcome === 'later' && !desk.lastAttempt)
      throw new TryAgain(new Date(desk.now().getTime() + result.afterSeconds * 1000), result.failure.reason)
    if (result.outcome === 'channel-stopped') await desk.transaction((ctx) => channels.stopFor(ctx, channel.id, result.failure.reason))
    // What the customer will not see must not stay on our screens.
    if (result.outcome !== 'accepted' && result.outcome !== 'unknown') await desk.transaction((ctx) => undo(ctx, messageId, at))
  },
})

async function prepare(ctx: Ctx, messageId: string) {
  const [target] = await messages.byIds(ctx, [messageId])
  const [card] = target ? await conversations.cards(ctx, [target.conversationId]) : []
  const row = target && (await channelStore.find(ctx, target.channelId))
  const [to] = card && target ? await addresses.ofContact(ctx, card.contactId, target.channelId) : []
  if (!target?.providerId || !row || !to || row.state === 'stopped') return undefined
  const { isDemo } = await identity.organization(ctx)
  return { channel: await channels.openForCall(ctx, row, isDemo), to, providerId: target.providerId }
}

async function undo(ctx: Ctx, messageId: string, at: string): Promise<void> {
  const [target] = await messages.byIds(ctx, [messageId])
  if (target?.providerId && (await changes.takeBack(ctx, target.channelId, target.providerId, at))) await tellChanged(ctx, messageId)
}
