import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Conversation } from '#conversations/contract/conversation.ts'
import { canReply } from '#conversations/contract/permissions.ts'

/**
 * Takes everything of `otherId` into this conversation: both of one customer and one brand, else 409
 * `conversations.not_the_same_customer`. Doing it again changes nothing.
 */
export const mergeConversations = endpoint({
  method: 'POST',
  path: '/conversations/:id/merges',
  permission: canReply,
  input: z.object({ id: Id, otherId: Id }),
  output: Conversation,
})
