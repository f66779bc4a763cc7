import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

export type StoredExport = {
  id: string
  conversationId: string
  format: 'pdf' | 'json'
  status: 'running' | 'done' | 'failed'
  messages: number
  fileId: string | null
  requestedBy: string | null
  createdAt: string
}

const columns = sql`
  e.id, e.conversation_id as "conversationId", e.format, e.status, e.messages, e.file_id as "fileId",
  e.requested_by as "requestedBy", e.created_at as "createdAt"`

type New = Pick<StoredExport, 'id' | 'conversationId' | 'format' | 'requestedBy'>

export async function insert(ctx: Ctx, one: New): Promise<StoredExport> {
  const [row] = await ctx.sql<StoredExport>`
    insert into conversations.conversation_export as e (id, conversation_id, format, status, requested_by, created_at)
    values (${one.id}, ${one.conversationId}, ${one.format}, 'running', ${one.requestedBy}, ${ctx.now}) returning ${columns}`
  return row as StoredExport
}

export async function find(ctx: Ctx, id: string): Promise<StoredExport | undefined> {
  const [row] = await ctx.sql<StoredExport>`select ${columns} from conversations.conversation_export e where e.id = ${id}`
  return row
}

export async function finish(ctx: Ctx, id: string, end: Pick<StoredExport, 'status' | 'messages' | 'fileId'>): Promise<void> {
  await ctx.sql`
    update conversations.conversation_export set status = ${end.status}, messages = ${end.messages}, file_id = ${end.fileId}
    where id = ${id} and status = 'running'`
}
