import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { canSupervise } from '#conversations/contract/permissions.ts'
import { Supervision } from '#conversations/contract/supervision.ts'

/**
 * Who waits and who is on what, of the conversations that the caller may see. Agents: all with the right to read all
 * conversations, otherwise those of one's own teams.
 */
export const getSupervision = endpoint({
  method: 'GET',
  path: '/supervision',
  permission: canSupervise,
  input: z.object({ teamId: Id.optional(), brandId: Id.optional() }),
  output: Supervision,
})
