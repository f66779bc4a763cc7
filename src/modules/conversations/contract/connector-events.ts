import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { ConnectorTrouble } from '#conversations/contract/connector.ts'

/** A connector stopped working, or works again (`trouble` null). */
export const connectorChanged = event(
  'conversations.connector.changed',
  z.object({ channelId: Id, brandId: Id, name: z.string(), trouble: ConnectorTrouble.nullable() }),
)
