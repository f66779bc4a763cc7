import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'

export type Found = { count: number; oldestAt: string | null }

const counted = async (ctx: Ctx, what: Statement): Promise<Found> => {
  const [row] = await ctx.sql<Found>`select count(*) as count, min(found.at) as "oldestAt" from (${what}) found`
  return row ?? { count: 0, oldestAt: null }
}

const openToAll = sql`not exists (select from crm.contact c where c.org_id = a.org_id and c.id = a.contact_id and c.restricted_at is not null)`

/** Entries of the timeline, and what contacts did. Their sums stay. */
export const oldActivity = (ctx: Ctx, before: string): Promise<Found> =>
  counted(
    ctx,
    sql`select a.at from crm.activity a where a.at < ${before}::timestamptz and ${openToAll}
      union all select a.at from crm.contact_activity a where a.at < ${before}::timestamptz and ${openToAll}`,
  )

export async function removeActivity(ctx: Ctx, before: string, limit: number): Promise<number> {
  const rows = await ctx.sql`
    with kept as (
      delete from crm.activity g using (
        select a.org_id, a.id from crm.activity a where a.at < ${before}::timestamptz and ${openToAll} limit ${limit}) o
      where g.org_id = o.org_id and g.id = o.id returning g.id
    ), told as (
      delete from crm.contact_activity g using (
        select a.org_id, a.id from crm.contact_activity a where a.at < ${before}::timestamptz and ${openToAll} limit ${limit}) o
      where g.org_id = o.org_id and g.id = o.id returning g.id
    )
    select id from kept union all select id from told`
  return rows.length
}

const over = sql`i.status = any (array['done', 'undone', 'failed'])`

/** Imports that are over, with their rows: what they brought stays, and can no longer be undone. */
export const oldImports = (ctx: Ctx, before: string): Promise<Found> =>
  counted(ctx, sql`select i.created_at as at from crm.contact_import i where i.created_at < ${before}::timestamptz and ${over}`)

export async function removeImports(ctx: Ctx, before: string, limit: number): Promise<{ count: number; fileIds: string[] }> {
  const rows = await ctx.sql<{ fileIds: string[] }>`
    delete from crm.contact_import d using (
      select i.org_id, i.id from crm.contact_import i where i.created_at < ${before}::timestamptz and ${over} order by i.created_at limit ${limit}) o
    where d.org_id = o.org_id and d.id = o.id
    returning array_remove(array[d.file_id, d.error_file_id], null) as "fileIds"`
  return { count: rows.length, fileIds: rows.flatMap(({ fileIds }) => fileIds) }
}

/** Files with lists of contacts, and with the data of one. */
export const oldExports = (ctx: Ctx, before: string): Promise<Found> =>
  counted(
    ctx,
    sql`select e.created_at as at from crm.contact_export e where e.created_at < ${before}::timestamptz
      union all select e.created_at from crm.personal_export e where e.created_at < ${before}::timestamptz`,
  )

export async function removeExports(ctx: Ctx, before: string, limit: number): Promise<{ count: number; fileIds: string[] }> {
  const rows = await ctx.sql<{ fileId: string | null }>`
    with lists as (
      delete from crm.contact_export d using (
        select e.org_id, e.id from crm.contact_export e where e.created_at < ${before}::timestamptz limit ${limit}) o
      where d.org_id = o.org_id and d.id = o.id returning d.file_id
    ), personal as (
      delete from crm.personal_export d using (
        select e.org_id, e.id from crm.personal_export e where e.created_at < ${before}::timestamptz limit ${limit}) o
      where d.org_id = o.org_id and d.id = o.id returning d.file_id
    )
    select file_id as "fileId" from lists union all select file_id from personal`
  return { count: rows.length, fileIds: rows.flatMap(({ fileId }) => fileId ?? []) }
}

// Leads and nothing else, of whom nobody heard or wrote down anything since.
const inactive = (before: string): Statement => sql`
  from crm.contact c left join crm.engagement g on g.org_id = c.org_id and g.contact_id = c.id
  where c.archived_at is null and c.relations @> '{lead}' and cardinality(c.relations) = 1 and c.restricted_at is null
    and c.created_at < ${before}::timestamptz and c.updated_at < ${before}::timestamptz
    and coalesce(g.last_activity_at, c.created_at) < ${before}::timestamptz and coalesce(g.orders_count, 0) = 0
    and not exists (select from crm.erasure e where e.org_id = c.org_id and e.contact_id = c.id and e.status = any (array['running', 'finishing']))`

export const inactiveLeads = (ctx: Ctx, before: string): Promise<Found> =>
  counted(ctx, sql`select greatest(c.updated_at, g.last_activity_at) as at ${inactive(before)}`)

export async function someInactiveLeads(ctx: Ctx, before: string, limit: number): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`select c.id ${inactive(before)} order by c.created_at limit ${limit}`
  return rows.map(({ id }) => id)
}
