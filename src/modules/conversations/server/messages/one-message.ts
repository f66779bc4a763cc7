import type { Conversation } from '#conversations/contract/conversation.ts'
import type { Message } from '#conversations/contract/message.ts'
import { get } from '#conversations/server/conversations/conversations.ts'
import { messageNotFound } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { messageOf } from './message-row.store.ts'
import * as messages from './messages.store.ts'

/** One message, for whoever may see the conversation that it stands in: of others there is none (404). */
export async function read(ctx: Ctx, id: string): Promise<{ message: Message; conversation: Conversation }> {
  const [row] = await messages.byIds(ctx, [id])
  if (!row) throw messageNotFound()
  const conversation = await get(ctx, { id: row.conversationId })
  return { message: messageOf(ctx, row), conversation }
}
