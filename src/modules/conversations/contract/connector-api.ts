import { z } from 'zod'
import { anyone, endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Channel, CreateChannel } from '#conversations/contract/channel.ts'
import { Connector, SetConnector } from '#conversations/contract/connector.ts'
import { canManageChannels } from '#conversations/contract/permissions.ts'

const One = z.object({ id: Id })

/**
 * A number behind WAToolbox. Nothing can be tested before the first message, so it is kept as it was typed; 409
 * `conversations.number_in_use` when its address is somebody's already, 422 `conversations.connector_address` when it is none.
 */
export const createConnector = endpoint({
  method: 'POST',
  path: '/connectors',
  permission: canManageChannels,
  input: CreateChannel.pick({ name: true, brandId: true, defaultTeamId: true, reopenHours: true }).extend({
    phone: z.string().trim().min(4).max(40),
    address: SetConnector.shape.address.unwrap(),
  }),
  output: Channel,
})

/** What has to be pasted into the extension, and how it is. `id` is that of the channel. */
export const getConnector = endpoint({
  method: 'GET',
  path: '/connectors/:id',
  permission: canManageChannels,
  input: One,
  output: Connector,
})

export const setConnector = endpoint({
  method: 'PATCH',
  path: '/connectors/:id',
  permission: canManageChannels,
  input: One.extend(SetConnector.shape),
  output: Connector,
})

/** What the extension calls. The secret in the path says which number it is, the key in the body that it is allowed to speak. */
export const watoolboxWebhook = endpoint({
  method: 'POST',
  path: '/webhooks/watoolbox/:secret',
  permission: anyone,
  input: z.object({ secret: z.string().min(1).max(200) }),
  output: z.object({}),
  accepts: 'raw',
  bodyLimit: 36 * 1024 * 1024,
})
