import type { z } from 'zod'
import type { uploadMedia } from '#conversations/contract/api.ts'
import type { MediaContent, Outgoing, Uploaded } from '#conversations/contract/content.ts'
import type { Message } from '#conversations/contract/message.ts'
import { adapterOf, allAdapters } from '#conversations/server/channels/adapters.ts'
import type { ChannelAdapter } from '#conversations/server/channels/channel-adapter.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { fileNotFound, fileRefused, messageNotFound, nothingToRetry } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { malformed } from '#kernel/problem.ts'
import { tellChanged } from './incoming-changes.ts'
import { downloadMedia } from './media.job.ts'
import * as store from './media.store.ts'
import { messageOf } from './message-row.store.ts'
import * as messages from './messages.store.ts'

const largest = 100 * 1024 * 1024
const thumbnailSize = 480

/** The bytes are on the disk before the transaction begins: a slow sender keeps no connection busy. */
export async function upload(ctx: Ctx, { isVoice }: z.output<typeof uploadMedia.input>): Promise<Uploaded> {
  if (!ctx.upload) throw malformed()
  const { stream, name, declaredMime } = ctx.upload
  const staged = await ctx.files.stage(ctx.org, { stream, name, declaredMime, maxBytes: largest, isTemporary: true })
  const kind = widestKindOf({ mimeType: staged.mime, sizeBytes: staged.bytes, isVoice })
  const file = await ctx.files.put(ctx, staged)
  return {
    fileId: file.id,
    kind,
    mimeType: file.mime,
    sizeBytes: file.bytes,
    filename: file.name,
    width: file.width,
    height: file.height,
    isVoice: isVoice && kind === 'audio',
    url: ctx.files.url(ctx.org, file.id),
    thumbnailUrl: file.kind === 'image' ? ctx.files.url(ctx.org, file.id, { size: thumbnailSize }) : null,
  }
}

type File = Parameters<ChannelAdapter['kindOfFile']>[0]

/** Before it is known where the file goes: as the first kind of channel that takes it would. */
function widestKindOf(file: File): Uploaded['kind'] {
  const takers = allAdapters().filter((adapter) => !('refused' in adapter.kindOfFile(file)))
  return kindOf(takers[0] ?? adapterOf('whatsapp'), file)
}

function kindOf(adapter: ChannelAdapter, file: File): Uploaded['kind'] {
  const judged = adapter.kindOfFile(file)
  if ('refused' in judged) throw fileRefused({ reason: judged.refused, kind: judged.kind, limitBytes: judged.limitBytes })
  return judged.kind
}

/** The content of a message with an uploaded file, which is kept from now on. */
export async function outgoing(
  ctx: Ctx,
  { fileId, caption, isVoice }: Extract<Outgoing, { kind: 'media' }>,
  adapter: ChannelAdapter,
): Promise<MediaContent> {
  const file = await ctx.files.find(ctx, fileId)
  if (!file) throw fileNotFound()
  const kind = kindOf(adapter, { mimeType: file.mime, sizeBytes: file.bytes, isVoice })
  await ctx.files.keep(ctx, [fileId])
  return {
    kind,
    caption: caption || null,
    media: {
      state: 'ready',
      fileId,
      url: null,
      thumbnailUrl: null,
      downloadUrl: null,
      mimeType: file.mime,
      sizeBytes: file.bytes,
      filename: file.name,
      width: file.width,
      height: file.height,
      isVoice: isVoice && kind === 'audio',
      failure: null,
    },
  }
}

/** Asks the provider once more. */
export async function retry(ctx: Ctx, { id }: { id: string }): Promise<Message> {
  const message = await store.lock(ctx, id)
  if (!message || !(await conversations.find(ctx, message.conversationId))) throw messageNotFound()
  if (!('media' in message.content) || message.content.media.state !== 'failed' || !message.mediaRef) throw nothingToRetry()
  await store.setMedia(ctx, id, { state: 'downloading', failure: null })
  ctx.enqueue(downloadMedia, { messageId: id }, { key: id })
  await tellChanged(ctx, id)
  const [row] = await messages.byIds(ctx, [id])
  if (!row) throw messageNotFound()
  return messageOf(ctx, row)
}
