import { messageColumns, quotedJoin, type MessageRow } from '#conversations/server/messages/message-row.store.ts'
import type { Ctx } from '#kernel/ctx.ts'

export const unheard = (ctx: Ctx, conversationId: string, afterSeq: number, limit: number): Promise<MessageRow[]> => ctx.sql<MessageRow>`
  select ${messageColumns} from conversations.message m ${quotedJoin}
  where m.conversation_id = ${conversationId} and m.seq > ${afterSeq} and m.direction = 'in' and m.revoked_at is null
  order by m.seq limit ${limit}`
