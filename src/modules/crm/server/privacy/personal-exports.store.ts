import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { PersonalExport } from '#crm/contract/privacy.ts'

export type StoredExport = Omit<PersonalExport, 'fileUrl'> & { fileId: string | null }

const columns = sql`id, contact_id as "contactId", status, done, total, file_id as "fileId", created_at as "createdAt", finished_at as "finishedAt"`

export async function insert(
  ctx: Ctx,
  made: { id: string; contactId: string; total: number; requestedBy: string | null },
): Promise<StoredExport> {
  const [row] = await ctx.sql<StoredExport>`
    insert into crm.personal_export (id, contact_id, status, total, requested_by, created_at)
    values (${made.id}, ${made.contactId}, 'running', ${made.total}, ${made.requestedBy}, ${ctx.now})
    returning ${columns}`
  return row as StoredExport
}

export async function find(ctx: Ctx, id: string): Promise<StoredExport | undefined> {
  const [row] = await ctx.sql<StoredExport>`select ${columns} from crm.personal_export where id = ${id}`
  return row
}

export const recent = (ctx: Ctx, contactId: string): Promise<StoredExport[]> =>
  ctx.sql<StoredExport>`
    select ${columns} from crm.personal_export where contact_id = ${contactId} order by created_at desc, id desc limit 5`

export async function advance(ctx: Ctx, id: string, done: number): Promise<void> {
  await ctx.sql`update crm.personal_export set done = ${done} where id = ${id} and status = 'running'`
}

/** False: it is over already, or the contact was erased meanwhile. */
export async function finish(ctx: Ctx, id: string, end: { status: 'done' | 'failed'; fileId: string | null }): Promise<boolean> {
  const ended = await ctx.sql`
    update crm.personal_export
    set status = ${end.status}, file_id = ${end.fileId}, finished_at = ${ctx.now}, done = case when ${end.status}::text = 'done' then total else done end
    where id = ${id} and status = 'running' returning id`
  return ended.length > 0
}
