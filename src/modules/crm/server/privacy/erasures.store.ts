import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Erasure } from '#crm/contract/privacy.ts'

const columns = sql`id, contact_id as "contactId", status, reason, rows, files, audit_entries as "auditEntries",
  requested_by_name as "requestedByName", requested_at as "requestedAt", finished_at as "finishedAt"`

/** Undefined when one of this contact is under way. */
export async function insert(
  ctx: Ctx,
  made: { id: string; contactId: string; reason: Erasure['reason']; byName: string },
): Promise<Erasure | undefined> {
  const [row] = await ctx.sql<Erasure>`
    insert into crm.erasure (id, contact_id, status, reason, requested_by_name, requested_at)
    values (${made.id}, ${made.contactId}, 'running', ${made.reason}, ${made.byName}, ${ctx.now})
    on conflict (org_id, contact_id) where status in ('running', 'finishing') do nothing
    returning ${columns}`
  return row
}

export async function find(ctx: Ctx, id: string): Promise<Erasure | undefined> {
  const [row] = await ctx.sql<Erasure>`select ${columns} from crm.erasure where id = ${id}`
  return row
}

export const recent = (ctx: Ctx): Promise<Erasure[]> =>
  ctx.sql<Erasure>`select ${columns} from crm.erasure order by requested_at desc, id desc limit 100`

export async function isUnderWay(ctx: Ctx, contactId: string): Promise<boolean> {
  const rows = await ctx.sql`select id from crm.erasure where contact_id = ${contactId} and status in ('running', 'finishing')`
  return rows.length > 0
}

export async function advance(
  ctx: Ctx,
  id: string,
  to: { status: Erasure['status']; rows?: Record<string, number>; files?: number; auditEntries: number },
): Promise<void> {
  await ctx.sql`
    update crm.erasure
    set status = ${to.status}, rows = coalesce(${to.rows ? JSON.stringify(to.rows) : null}::jsonb, rows), files = coalesce(${to.files ?? null}::bigint, files),
      audit_entries = audit_entries + ${to.auditEntries},
      finished_at = case when ${to.status}::text in ('done', 'failed') then ${ctx.now}::timestamptz end
    where id = ${id}`
}

/** Lists of contacts that somebody asked for as a file: copies of everybody, made again in a minute. Answers their files. */
export async function takeListFiles(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.sql<{ id: string | null }>`
    delete from crm.contact_export where status <> 'running' returning file_id as id`
  return rows.flatMap(({ id }) => id ?? [])
}
