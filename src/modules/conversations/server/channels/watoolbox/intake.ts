import { createHash, timingSafeEqual } from 'node:crypto'
import * as connectors from '#conversations/server/connectors/connectors.ts'
import * as connectorStore from '#conversations/server/connectors/connectors.store.ts'
import type { IncomingMessage } from '#conversations/server/channels/channel-adapter.ts'
import * as channelStore from '#conversations/server/channels/channels.store.ts'
import * as secrets from '#conversations/server/channels/secrets.ts'
import { receive } from '#conversations/server/messages/receive.ts'
import * as receiving from '#conversations/server/messages/receive.store.ts'
import { badSignature, connectorUnknown } from '#conversations/server/problems.ts'
import type { Ctx, PlatformCtx } from '#kernel/ctx.ts'
import { Problem } from '#kernel/problem.ts'
import { malformed } from '#kernel/problem.ts'
import { read, type Heard } from './event.ts'

const largestFile = 25 * 1024 * 1024

/**
 * A message from the extension. There is no signature: the secret in the path finds the number, the key in the body is
 * compared in constant time. 200 means that it is durable; it is not known whether the extension tries again otherwise.
 */
export async function intake(ctx: PlatformCtx, { secret }: { secret: string }): Promise<Record<never, never>> {
  // Only the hash of a long random secret is looked up, so how long that takes tells nothing.
  const known = await connectorStore.route(ctx.sql, secrets.hashOf(secret))
  if (!known) throw connectorUnknown()
  const reading = read(parsed(ctx.request.rawBody), ctx.now.toISOString())
  if (!reading.isForUs) throw malformed()
  const key = await secrets.open({ crypto: ctx.crypto, sql: ctx.sql, org: known.orgId }, 'app_secret', known.channelId, known.key)
  if (!isSame(key, reading.key)) {
    ctx.log.warn({ channel: known.channelId }, 'a connector spoke without its key')
    ctx.metrics.counted('watoolbox-bad-key')
    throw badSignature()
  }
  const { heard, ignored } = reading
  if (ignored) ctx.log.info({ channel: known.channelId, why: ignored }, 'a connector told of something that is no chat with a customer')
  await ctx.inOrg(known.orgId, async (tenant) => {
    const channel = await channelStore.find(tenant, known.channelId)
    if (!channel) return
    if (heard) await take(tenant, channel, heard)
    await connectors.hear(tenant, channel)
  })
  return {}
}

function parsed(body: Buffer | undefined): unknown {
  try {
    return JSON.parse(body?.toString('utf8') ?? '')
  } catch {
    throw malformed()
  }
}

/** Hashes have one length, so the comparison takes the same time for every guess. */
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

async function take(ctx: Ctx, channel: channelStore.ChannelFacts, heard: Heard): Promise<void> {
  // The same message again must not leave its file behind twice.
  if (await receiving.isTaken(ctx, channel.id, heard.providerId)) return
  const { providerId, at, from, raw } = heard
  const message: IncomingMessage = {
    kind: 'message',
    providerId,
    at,
    from,
    content: await withFile(ctx, heard),
    media: null,
    replyToProviderId: null,
    isForwarded: false,
    referral: null,
    isEcho: false,
    raw,
  }
  await receive(ctx, channel, [message])
}

async function withFile(ctx: Ctx, { content, file, providerId }: Heard): Promise<Heard['content']> {
  if (!('media' in content) || !file) return content
  const { media } = content
  try {
    const name = media.filename ?? `${providerId.slice(-24)}.${file.mimeType.split('/')[1]?.replace(/[^a-z0-9].*$/, '') || 'bin'}`
    const stored = await ctx.files.put(ctx, { bytes: file.bytes, name, declaredMime: file.mimeType, maxBytes: largestFile })
    const { id: fileId, mime: mimeType, bytes: sizeBytes, width, height } = stored
    return { ...content, media: { ...media, state: 'ready', fileId, mimeType, sizeBytes, width, height, failure: null } }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { ...content, media: { ...media, failure: error.code === 'kernel.too_large' ? 'too-large' : 'unreadable' } }
  }
}
