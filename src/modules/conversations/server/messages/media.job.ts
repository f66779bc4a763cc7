import { z } from 'zod'
import * as identity from '#identity/server/public.ts'
import { adapterOf } from '#conversations/server/channels/adapters.ts'
import type { MediaResult } from '#conversations/server/channels/channel-adapter.ts'
import * as channels from '#conversations/server/channels/channels.ts'
import * as channelStore from '#conversations/server/channels/channels.store.ts'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job, TryAgain } from '#kernel/jobs/job.ts'
import { tellChanged } from './incoming-changes.ts'
import * as store from './media.store.ts'

/**
 * Fetches what a customer sent: the provider keeps it for days but hands out an address that dies in minutes, so both
 * steps happen in one go and soon. Fetching twice harms nobody.
 */
export const downloadMedia = job({
  name: 'conversations.download-media',
  payload: z.object({ messageId: Id }),
  // With the growing waits below, about a day: the provider keeps the file for a week.
  attempts: 32,
  async work(desk, { messageId }) {
    const wanted = await desk.transaction((ctx) => prepare(ctx, messageId))
    if (!wanted) return
    const result: MediaResult = (await adapterOf(wanted.channel.kind).fetchMedia?.(
      desk,
      wanted.channel,
      wanted.reference,
      wanted.name,
    )) ?? {
      outcome: 'failed',
      failure: 'gone',
    }
    if (result.outcome === 'later' && !desk.lastAttempt) {
      const waitSeconds = Math.max(result.afterSeconds, Math.min(2 ** desk.attempt, 3600))
      throw new TryAgain(new Date(desk.now().getTime() + waitSeconds * 1000), 'the provider cannot hand out the file now')
    }
    await desk.transaction((ctx) => record(ctx, messageId, result))
  },
})

/** A few at a time of each conversation, so that the pictures of one customer do not keep those of all others waiting. */
const atOnce = 3

export function enqueueDownload(ctx: Ctx, { id, conversationId, seq }: { id: string; conversationId: string; seq: number }): void {
  ctx.enqueue(downloadMedia, { messageId: id }, { key: id, lane: `media:${conversationId}:${seq % atOnce}` })
}

async function prepare(ctx: Ctx, messageId: string) {
  const message = await store.lock(ctx, messageId)
  if (!message || !('media' in message.content) || message.content.media.state !== 'downloading' || !message.mediaRef) return undefined
  const row = await channelStore.find(ctx, message.channelId)
  if (!row) return undefined
  const { isDemo } = await identity.organization(ctx)
  return { channel: await channels.openForCall(ctx, row, isDemo), reference: message.mediaRef, name: message.content.media.filename }
}

async function record(ctx: Ctx, messageId: string, result: MediaResult): Promise<void> {
  const message = await store.lock(ctx, messageId)
  if (!message || !('media' in message.content) || message.content.media.state !== 'downloading') return
  if (result.outcome === 'fetched') {
    const { id, mime, bytes, width, height } = await ctx.files.put(ctx, result.file)
    await store.setMedia(ctx, messageId, { state: 'ready', fileId: id, mimeType: mime, sizeBytes: bytes, width, height, failure: null })
  } else {
    await store.setMedia(ctx, messageId, { state: 'failed', failure: result.outcome === 'failed' ? result.failure : 'unreachable' })
  }
  await tellChanged(ctx, messageId)
}
