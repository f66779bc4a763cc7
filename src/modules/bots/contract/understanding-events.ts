import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

/** Messages of a customer were understood, or what was understood of them is forgotten. */
export const messagesUnderstood = event('bots.message.understood', z.object({ conversationId: Id, messageIds: z.array(Id) }))
