import type { SendingNumber } from '#conversations/contract/conversation.ts'
import { canReply } from '#conversations/contract/permissions.ts'
import { isWindowOpen } from '#conversations/contract/window.ts'
import { capabilitiesOf, windowOf } from '#conversations/server/channels/adapters.ts'
import type { ChannelRow } from '#conversations/server/channels/channels.store.ts'
import { troubleOf } from '#conversations/server/connectors/connectors.ts'
import type { ConnectorRow } from '#conversations/server/connectors/connectors.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Reached } from './addresses.store.ts'
import type { ConversationRow } from './card.store.ts'

type About = Pick<ConversationRow, 'channelId' | 'brandId' | 'windowExpiresAt'>

/**
 * The numbers through which a customer of a conversation can be answered: the one they wrote to last, then the others of
 * the brand in the order in which they wrote to them. `reached` comes the latest to write first. Who is only known by an id
 * of the provider is reached at the numbers where they have one.
 */
export function sendingNumbersOf(
  ctx: Ctx,
  row: About,
  channels: readonly ChannelRow[],
  reached: readonly Reached[],
  connectors: readonly ConnectorRow[],
): SendingNumber[] {
  const hasNumber = reached.some(({ waId }) => waId !== null)
  const at = (channelId: string): Reached | undefined => reached.find((address) => address.channelId === channelId)
  const rankOf = ({ id }: ChannelRow): string => (id === row.channelId ? '9' : (at(id)?.lastInboundAt ?? ''))
  return channels
    .filter(({ id, brandId }) => id === row.channelId || (brandId === row.brandId && (at(id) !== undefined || hasNumber)))
    .toSorted((one, other) => (rankOf(one) > rankOf(other) ? -1 : rankOf(one) < rankOf(other) ? 1 : 0))
    .map((channel) => {
      const last = at(channel.id)?.lastInboundAt ?? null
      const windowExpiresAt = channel.id === row.channelId ? row.windowExpiresAt : last && windowOf(channel.kind, last)
      const { id: channelId, kind, name, displayPhone } = channel
      const capabilities = capabilitiesOf(kind)
      const connector = connectors.find((one) => one.channelId === channelId)
      const trouble = connector ? troubleOf(connector, ctx.now) : null
      return { channelId, kind, name, displayPhone, capabilities, windowExpiresAt, trouble, block: blockOf(ctx, channel, windowExpiresAt) }
    })
}

export function blockOf(ctx: Ctx, channel: ChannelRow | undefined, windowExpiresAt: string | null): SendingNumber['block'] {
  if (!ctx.can(canReply)) return 'cannot-reply'
  if (channel?.state !== 'ok') return 'channel-stopped'
  if (capabilitiesOf(channel.kind).windowHours === null) return null
  if (windowExpiresAt === null) return 'never-wrote'
  return isWindowOpen(windowExpiresAt, ctx.now) ? null : 'window-closed'
}
