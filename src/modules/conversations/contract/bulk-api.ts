import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { BusinessInstant } from '#kernel/contract/time.ts'
import { Label, Priority } from '#conversations/contract/conversation.ts'
import { canReply } from '#conversations/contract/permissions.ts'

/** What is done to many conversations at once. Assigning to somebody else needs the permission to assign. */
export const BulkAction = z.discriminatedUnion('do', [
  z.object({ do: z.literal('resolve') }),
  z.object({ do: z.literal('reopen') }),
  z.object({ do: z.literal('snooze'), snoozedUntil: BusinessInstant.nullable() }),
  z.object({ do: z.literal('assign'), assigneeId: Id.nullable().optional(), teamId: Id.nullable().optional() }),
  z.object({ do: z.literal('label'), add: z.array(Label).max(20).default([]), remove: z.array(Label).max(20).default([]) }),
  z.object({ do: z.literal('prioritize'), priority: Priority }),
  z.object({ do: z.literal('read') }),
])
export type BulkAction = z.output<typeof BulkAction>

/** All of them or those that could be: each refusal with its code, and nothing of it changed. */
export const changeMany = endpoint({
  method: 'POST',
  path: '/conversation-changes',
  permission: canReply,
  input: z.object({ ids: z.array(Id).min(1).max(100), action: BulkAction }),
  output: z.object({ changed: z.array(Id), refused: z.array(z.object({ id: Id, code: z.string(), title: z.string() })) }),
})
