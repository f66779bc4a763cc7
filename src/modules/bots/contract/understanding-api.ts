import { z } from 'zod'
import { canReadOwn } from '#conversations/contract/permissions.ts'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { MessageUnderstanding } from '#bots/contract/understanding.ts'

/** What was understood of the newest messages of a conversation that one may read. */
export const listUnderstandings = endpoint({
  method: 'GET',
  path: '/conversations/:id/understandings',
  permission: canReadOwn,
  input: z.object({ id: Id }),
  output: z.object({ items: z.array(MessageUnderstanding) }),
})
