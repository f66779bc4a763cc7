import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { ExportContacts } from '#crm/contract/import.ts'

export type StoredExport = {
  id: string
  status: 'running' | 'done' | 'failed'
  query: ExportContacts
  rows: number
  fileId: string | null
  createdAt: string
}

const columns = sql`id, status, query, rows, file_id as "fileId", created_at as "createdAt"`

export async function insert(ctx: Ctx, made: { id: string; query: ExportContacts; requestedBy: string | null }): Promise<StoredExport> {
  const [row] = await ctx.sql<StoredExport>`
    insert into crm.contact_export (id, status, query, requested_by, created_at)
    values (${made.id}, 'running', ${JSON.stringify(made.query)}::jsonb, ${made.requestedBy}, ${ctx.now})
    returning ${columns}`
  return row as StoredExport
}

export async function find(ctx: Ctx, id: string): Promise<StoredExport | undefined> {
  const [found] = await ctx.sql<StoredExport>`select ${columns} from crm.contact_export where id = ${id}`
  return found
}

export async function finish(
  ctx: Ctx,
  id: string,
  end: { status: 'done' | 'failed'; rows: number; fileId: string | null },
): Promise<boolean> {
  const ended = await ctx.sql`
    update crm.contact_export set status = ${end.status}, rows = ${end.rows}, file_id = ${end.fileId}
    where id = ${id} and status = 'running' returning id`
  return ended.length > 0
}
