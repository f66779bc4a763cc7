import { z } from 'zod'
import * as identity from '#identity/server/public.ts'
import { isWindowOpen } from '#conversations/contract/window.ts'
import type { Failure } from '#conversations/contract/message.ts'
import type { ChannelKind } from '#conversations/contract/capabilities.ts'
import { adapterOf, capabilitiesOf, windowOf } from '#conversations/server/channels/adapters.ts'
import type { OpenChannel, OutgoingMessage, SendResult } from '#conversations/server/channels/channel-adapter.ts'
import * as channels from '#conversations/server/channels/channels.ts'
import * as channelStore from '#conversations/server/channels/channels.store.ts'
import { mayLeave, type Wait } from '#conversations/server/channels/leaving.ts'
import * as connectors from '#conversations/server/connectors/connectors.ts'
import { leavesAt } from '#conversations/server/connectors/pace.ts'
import * as addresses from '#conversations/server/conversations/addresses.store.ts'
import { syncBehind } from '#conversations/server/templates/sync.job.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job, TryAgain } from '#kernel/jobs/job.ts'
import * as store from './delivery.store.ts'
import * as receiving from './receive.store.ts'
import * as statuses from './statuses.ts'

/**
 * Hands one message to the provider. The provider knows no idempotency key, so the attempt is written down before the
 * call: whoever finds it begun and not ended cannot know whether the customer got it, says so, and never sends it again.
 */
export const deliverMessage = job({
  name: 'conversations.deliver-message',
  payload: z.object({ messageId: Id }),
  // The table of the provider's answers decides when it is enough; this is only beyond all of its figures.
  attempts: 60,
  urgent: true,
  async work(desk, { messageId }) {
    const claimed = await desk.transaction((ctx) => claim(ctx, messageId))
    if (!claimed) return
    if ('until' in claimed) throw new TryAgain(claimed.until, claimed.reason)
    const result = await adapterOf(claimed.channel.kind).send(desk, claimed.channel, claimed.message)
    const again = await desk.transaction((ctx) => record(ctx, claimed, result, desk.lastAttempt))
    if (again) throw new TryAgain(again.at, again.reason)
  },
})

/** One conversation, one lane: messages arrive in the order in which they were written. */
export const laneOf = (conversationId: string): string => `conversation:${conversationId}`

/** `at`: not before; at once when left out. */
export function enqueueDelivery(ctx: Ctx, message: { id: string; conversationId: string }, at?: Date): void {
  ctx.enqueue(deliverMessage, { messageId: message.id }, { key: message.id, lane: laneOf(message.conversationId), ...(at && { at }) })
}

/** After a stop: what was written meanwhile, in the order in which it was written. */
export async function releaseWaiting(ctx: Ctx, channelId: string): Promise<void> {
  const channel = await channelStore.find(ctx, channelId)
  for (const message of await store.queued(ctx, channelId)) enqueueDelivery(ctx, message, channel && (await leavesAt(ctx, channel)))
}

type Claimed = { waiting: store.Waiting; channel: OpenChannel; message: OutgoingMessage }

async function claim(ctx: Ctx, messageId: string): Promise<Claimed | Wait | undefined> {
  const waiting = await store.lock(ctx, messageId)
  if (waiting?.state === 'sending') return void (await end(ctx, messageId, 'unknown', null))
  if (waiting?.state !== 'queued') return undefined
  const row = await channelStore.find(ctx, waiting.channelId)
  // Stays queued: whoever resumes the channel lets it go.
  if (!row || row.state === 'stopped') return undefined
  if (waiting.content.kind !== 'template' && !mayStillGo(row.kind, waiting, ctx.now))
    return void (await end(ctx, messageId, 'failed', windowClosed))
  const wait = capabilitiesOf(row.kind).isOfficial ? await waitOf(ctx, waiting, row.kind) : null
  if (wait) return wait
  const { waId, userId, sendTo, content, replyToProviderId, attempts } = waiting
  const fileId = fileIdIn(content)
  const [{ isDemo }, file] = await Promise.all([
    identity.organization(ctx),
    fileId === null ? undefined : ctx.files.find(ctx, fileId),
    store.beginAttempt(ctx, messageId),
  ])
  return {
    waiting,
    channel: await channels.openForCall(ctx, row, isDemo),
    message: { messageId, to: { waId, userId, sendTo }, content, sha256: file?.sha256 ?? null, replyToProviderId, attempt: attempts + 1 },
  }
}

/** What the limits of the provider say; a wait that a person would notice is told to whoever looks at the thread. */
async function waitOf(ctx: Ctx, waiting: store.Waiting, kind: ChannelKind): Promise<Wait | null> {
  const { id: messageId, channelId, addressId, sendAfter } = waiting
  const isApproach = !mayStillGo(kind, waiting, ctx.now)
  const wait = await mayLeave(ctx, { messageId, channelId, addressId, sendAfter, personId: waiting.contactId ?? addressId, isApproach })
  const isLong = wait !== null && wait.until.getTime() - ctx.now.getTime() > 2_000
  if (isLong) await end(ctx, messageId, 'queued', { reason: wait.reason, code: null, canRetry: false })
  return wait
}

function mayStillGo(kind: ChannelKind, { lastInboundAt }: store.Waiting, now: Date): boolean {
  return capabilitiesOf(kind).windowHours === null || (lastInboundAt !== null && isWindowOpen(windowOf(kind, lastInboundAt), now))
}

/** The file that goes with a message: its own, or the one in the header of a template. */
function fileIdIn(content: store.Waiting['content']): string | null {
  if ('media' in content) return content.media.fileId
  return content.kind === 'template' && content.header && 'media' in content.header ? content.header.media.fileId : null
}

const windowClosed: Failure = { reason: 'window-closed', code: null, canRetry: false }

async function record(
  ctx: Ctx,
  { waiting, channel }: Claimed,
  result: SendResult,
  isLast: boolean,
): Promise<{ at: Date; reason: string } | undefined> {
  const { id } = waiting
  if (!capabilitiesOf(channel.kind).isOfficial) await learnFrom(ctx, channel.id, result)
  switch (result.outcome) {
    case 'accepted':
      await accepted(ctx, waiting, result)
      return undefined
    case 'unknown':
      await end(ctx, id, 'unknown', null)
      return undefined
    case 'refused':
      await end(ctx, id, 'failed', result.failure)
      // The provider knows something of its templates that we do not.
      if (result.failure.reason.startsWith('template-')) await syncBehind(ctx, waiting.channelId)
      return undefined
    case 'channel-stopped':
      await end(ctx, id, 'queued', result.failure)
      await channels.stopFor(ctx, channel.id, result.failure.reason)
      return undefined
    case 'later': {
      await end(ctx, id, isLast ? 'failed' : 'queued', result.failure)
      return isLast ? undefined : { at: new Date(ctx.now.getTime() + result.afterSeconds * 1000), reason: result.failure.reason }
    }
  }
}

/** A connector says of itself only whether it took an order: that is how a closed tab becomes known. */
async function learnFrom(ctx: Ctx, channelId: string, result: SendResult): Promise<void> {
  const isOffline = result.outcome === 'refused' && result.failure.reason === 'connector-offline'
  if (isOffline || result.outcome === 'accepted') await connectors.learn(ctx, channelId, isOffline)
}

async function accepted(
  ctx: Ctx,
  waiting: store.Waiting,
  { providerId, sentTo }: { providerId: string; sentTo: string | null },
): Promise<void> {
  const { id, channelId, waId, sendTo } = waiting
  // A status without our reference may be about to say that it knows no such message: it waits here, or we find it kept.
  const [, kept] = await Promise.all([
    receiving.queueUpFor(ctx, channelId, [providerId]),
    receiving.takeEarly(ctx, channelId, [providerId]),
  ])
  const early = kept.map(({ fact }) => fact).filter(statuses.isStatus)
  const sent = { kind: 'status' as const, providerId, messageId: id, state: 'sent' as const, at: ctx.now.toISOString(), failure: null }
  await statuses.apply(ctx, channelId, [sent, ...early])
  if (sentTo !== null && sentTo !== (sendTo ?? waId)) await addresses.rememberSpelling(ctx, waiting.addressId, sentTo)
}

async function end(ctx: Ctx, id: string, state: 'queued' | 'unknown' | 'failed', failure: Failure | null): Promise<void> {
  if (await store.endAttempt(ctx, id, state, failure)) await statuses.tell(ctx, id)
}
