import { z } from 'zod'
import * as identity from '#identity/server/public.ts'
import type { showTyping } from '#conversations/contract/api.ts'
import { isWindowOpen } from '#conversations/contract/window.ts'
import { adapterOf, capabilitiesOf } from '#conversations/server/channels/adapters.ts'
import type { OpenChannel } from '#conversations/server/channels/channel-adapter.ts'
import * as channels from '#conversations/server/channels/channels.ts'
import * as channelStore from '#conversations/server/channels/channels.store.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import * as reading from '#conversations/server/conversations/reading.store.ts'
import { conversationNotFound } from '#conversations/server/problems.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job, TryAgain } from '#kernel/jobs/job.ts'

const about = z.object({ conversationId: Id })

/**
 * The customer's ticks turn blue. What counts as read is decided when it runs, so one that waits covers all that is read
 * meanwhile. Losing one harms nobody: the next tells of everything before it too.
 */
export const tellRead = job({
  name: 'conversations.tell-read',
  payload: about,
  attempts: 4,
  work: (desk, { conversationId }) => tell(desk, conversationId, false),
})

/** The customer sees that somebody is writing, for about 25 seconds or until the answer. Late it would be a lie: one try. */
export const tellTyping = job({
  name: 'conversations.tell-typing',
  payload: about.extend({ until: z.iso.datetime() }),
  attempts: 1,
  async work(desk, { conversationId, until }) {
    if (desk.now() < new Date(until)) await tell(desk, conversationId, true)
  },
})

const typingIsFreshForMs = 15_000

export function enqueueRead(ctx: Ctx, conversationId: string): void {
  ctx.enqueue(tellRead, { conversationId }, { key: `read:${conversationId}` })
}

/** Somebody writes an answer. Nothing to tell when it could not be sent anyway. */
export async function show(ctx: Ctx, { id }: z.output<typeof showTyping.input>): Promise<Record<never, never>> {
  const row = await conversations.find(ctx, id)
  if (!row) throw conversationNotFound()
  if (!capabilitiesOf(row.channelKind).typing || !isWindowOpen(row.windowExpiresAt, ctx.now)) return {}
  const until = new Date(ctx.now.getTime() + typingIsFreshForMs).toISOString()
  ctx.enqueue(tellTyping, { conversationId: id, until }, { key: `typing:${id}` })
  return {}
}

async function tell(desk: Desk, conversationId: string, isTyping: boolean): Promise<void> {
  const open = await desk.transaction((ctx) => prepare(ctx, conversationId, isTyping))
  let later = 0
  for (const { channel, providerId } of open) {
    const result = await adapterOf(channel.kind).tellRead?.(desk, channel, { providerId, isTyping })
    if (result?.outcome === 'later') later = Math.max(later, result.afterSeconds)
  }
  if (later > 0 && !desk.lastAttempt) throw new TryAgain(new Date(desk.now().getTime() + later * 1000), 'provider')
}

/** What is read, by the number it came through: on the customer's telephone each is a chat of its own. */
async function prepare(ctx: Ctx, conversationId: string, isTyping: boolean): Promise<{ channel: OpenChannel; providerId: string }[]> {
  const [card] = await conversations.cards(ctx, [conversationId])
  if (!card) return []
  // Typing is shown under the last message; saying so also marks it as read, which it is for whoever answers it.
  const read = await reading.readUpTo(ctx, conversationId, isTyping ? 0 : card.unreadCount)
  const { isDemo } = await identity.organization(ctx)
  const open: { channel: OpenChannel; providerId: string }[] = []
  for (const { channelId, providerId } of isTyping ? read.slice(0, 1) : read) {
    const row = await channelStore.find(ctx, channelId)
    if (row && row.state !== 'stopped' && capabilitiesOf(row.kind).typing)
      open.push({ channel: await channels.openForCall(ctx, row, isDemo), providerId })
  }
  return open
}
