import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { canReadOwn } from '#conversations/contract/permissions.ts'

export const ConversationExport = z.object({
  id: Id,
  conversationId: Id,
  format: z.enum(['pdf', 'json']),
  status: z.enum(['running', 'done', 'failed']),
  messages: z.int(),
  /** Good for an hour; null until it is done. */
  fileUrl: z.string().nullable(),
  createdAt: Instant,
})
export type ConversationExport = z.infer<typeof ConversationExport>

/** The whole thread as a file. JSON has the messages as the API gives them, without the signed addresses of their files. */
export const exportConversation = endpoint({
  method: 'POST',
  path: '/conversations/:id/exports',
  permission: canReadOwn,
  input: z.object({ id: Id, format: z.enum(['pdf', 'json']) }),
  output: ConversationExport,
})

/** Only for whoever asked for it, as long as they may see the conversation. */
export const getConversationExport = endpoint({
  method: 'GET',
  path: '/conversation-exports/:id',
  permission: canReadOwn,
  input: z.object({ id: Id }),
  output: ConversationExport,
})
