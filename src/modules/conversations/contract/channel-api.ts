import { z } from 'zod'
import { anyone, endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Channel, ChannelName, ChannelTest, CreateChannel, TestChannel, UpdateChannel } from '#conversations/contract/channel.ts'
import { canManageChannels, canReadOwn } from '#conversations/contract/permissions.ts'

const One = z.object({ id: Id })
const Nothing = z.object({})

/** The channels by name, for everybody in the inbox. */
export const listChannelNames = endpoint({
  method: 'GET',
  path: '/channel-names',
  permission: canReadOwn,
  input: Nothing,
  output: z.object({ items: z.array(ChannelName) }),
})
export const listChannels = endpoint({
  method: 'GET',
  path: '/channels',
  permission: canManageChannels,
  input: Nothing,
  output: z.object({ items: z.array(Channel) }),
})
export const getChannel = endpoint({ method: 'GET', path: '/channels/:id', permission: canManageChannels, input: One, output: Channel })
/** Asks the provider whether token and number go together; keeps nothing. */
export const testChannel = endpoint({
  method: 'POST',
  path: '/channel-tests',
  permission: canManageChannels,
  input: TestChannel,
  output: ChannelTest,
})
/** Tests first and keeps the channel only when the provider knows the number; else 422 `conversations.channel_refused`. */
export const createChannel = endpoint({
  method: 'POST',
  path: '/channels',
  permission: canManageChannels,
  input: CreateChannel,
  output: Channel,
})
export const updateChannel = endpoint({
  method: 'PATCH',
  path: '/channels/:id',
  permission: canManageChannels,
  input: UpdateChannel,
  output: Channel,
  versioned: true,
})
/** Asks the provider with the stored token; refreshes the health. */
export const checkChannel = endpoint({
  method: 'POST',
  path: '/channels/:id/check',
  permission: canManageChannels,
  input: One,
  output: ChannelTest,
})
/** Nothing more is sent; what customers write still comes in. */
export const stopChannel = endpoint({
  method: 'PUT',
  path: '/channels/:id/stop',
  permission: canManageChannels,
  input: One,
  output: Channel,
})
/** Tests the token and lets the waiting messages go. */
export const resumeChannel = endpoint({
  method: 'DELETE',
  path: '/channels/:id/stop',
  permission: canManageChannels,
  input: One,
  output: Channel,
})

/** What the provider calls: one address for the installation. The handshake answers with the bare challenge. */
export const whatsappHandshake = endpoint({
  method: 'GET',
  path: '/webhooks/whatsapp',
  permission: anyone,
  input: z.record(z.string(), z.unknown()),
  output: z.string(),
})
export const whatsappWebhook = endpoint({
  method: 'POST',
  path: '/webhooks/whatsapp',
  permission: anyone,
  input: z.unknown(),
  output: Nothing,
  accepts: 'raw',
  bodyLimit: 3 * 1024 * 1024,
})
