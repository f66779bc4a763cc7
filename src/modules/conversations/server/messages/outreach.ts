import type { SendingNumber } from '#conversations/contract/conversation.ts'
import type { Outgoing } from '#conversations/contract/content.ts'
import type { Message } from '#conversations/contract/message.ts'
import { windowOf } from '#conversations/server/channels/adapters.ts'
import * as channels from '#conversations/server/channels/channels.store.ts'
import * as addresses from '#conversations/server/conversations/addresses.store.ts'
import { start } from '#conversations/server/conversations/conversations.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { blockOf } from '#conversations/server/conversations/sending-numbers.ts'
import { conversationNotFound, noAddress } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { authorOf } from './activity.ts'
import * as messages from './messages.store.ts'
import { contentOf, openChannel, send, write } from './send.ts'

/** A number of ours through which a contact can be written to. `block`: why free text may not go through it right now. */
export type Way = Pick<SendingNumber, 'channelId' | 'kind' | 'name' | 'displayPhone' | 'windowExpiresAt' | 'block'>

/** All of them for a contact: the one they wrote to last first, and those they never wrote to when there is a telephone to reach. */
export async function waysTo(ctx: Ctx, contactId: string, { hasPhone }: { hasPhone: boolean }): Promise<Way[]> {
  const [all, reached] = await Promise.all([channels.list(ctx), addresses.allOfContact(ctx, contactId)])
  const lastOf = (channelId: string): string | null => reached.find((one) => one.channelId === channelId)?.lastInboundAt ?? null
  const isKnownByNumber = hasPhone || reached.some(({ waId }) => waId !== null)
  return all
    .filter((channel) => channel.state === 'ok' && (isKnownByNumber || reached.some(({ channelId }) => channelId === channel.id)))
    .toSorted((one, other) => (lastOf(other.id) ?? '').localeCompare(lastOf(one.id) ?? ''))
    .map((channel) => {
      const last = lastOf(channel.id)
      const windowExpiresAt = last && windowOf(channel.kind, last)
      const { id: channelId, kind, name, displayPhone } = channel
      return { channelId, kind, name, displayPhone, windowExpiresAt, block: blockOf(ctx, channel, windowExpiresAt) }
    })
}

/**
 * Writes to a contact of another module's accord, in their conversation or a new one, all of it or nothing. Throws what
 * sending throws: `conversations.window_closed`, `conversations.never_wrote`, `conversations.no_address`.
 * `isHistory`: it went out long ago and is only written down.
 */
export async function writeTo(
  ctx: Ctx,
  {
    contactId,
    channelId,
    contents,
    isHistory = false,
  }: { contactId: string; channelId?: string | undefined; contents: readonly Outgoing[]; isHistory?: boolean },
): Promise<Message[]> {
  const number = channelId ?? (await addresses.allOfContact(ctx, contactId))[0]?.channelId ?? (await channels.list(ctx))[0]?.id
  if (!number) throw noAddress()
  const { id } = await start(ctx, { contactId, channelId: number })
  const sent: Message[] = []
  for (const content of contents) {
    if (!isHistory) sent.push(await send(ctx, { id, channelId: number, content, replyToId: null }))
    else {
      const row = await conversations.lock(ctx, id)
      if (!row) throw conversationNotFound()
      const channel = await openChannel(ctx, row, { channelId: number, isTemplate: true })
      sent.push(
        await write(ctx, row, channel, { content: await contentOf(ctx, content, channel), quoted: null, author: authorOf(ctx), isHistory }),
      )
    }
  }
  return sent
}

/** How far messages got, by id; those that are gone are absent. */
export async function progressOf(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, Pick<Message, 'state' | 'failure' | 'conversationId'>>> {
  if (ids.length === 0) return new Map()
  return new Map((await messages.byIds(ctx, ids)).map(({ id, state, failure, conversationId }) => [id, { state, failure, conversationId }]))
}
